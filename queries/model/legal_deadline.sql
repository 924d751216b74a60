-- model.legal_deadline
-- One row per dossier, its deadline counted anew beside the one that it was given.
--   dossier_id      key
--   dossier_no      second key: joins are by it
--   procedure_code, agency   '' where not recorded
--   basis           counted; or why there is none: no_limit (the register gives the procedure no time), no_receipt (none recorded), standing (a stop was not seen to end), beyond_calendar
--   calendar        by which it was counted
--   days, unit      what the law allows, in working or calendar days
--   stops           stretches of stopped clock that began while the deadline ran
--   base_due_at     end of the deadline had the clock never stopped: closing time of its last day
--   shifted_due_at  … moved by the days that the clock stood
--   from_zero_due_at   … counted from zero again at the end of the last stop
--   regime          which of the two holds for a dossier whose clock stopped: as the study says, else the one that equals more of the given due dates; null without a stop
--   legal_due_at    the deadline under these rules
--   due_at          as given
--   gap_days        working days of the agency's calendar from the legal deadline to the given one (negative: given earlier); a day off counts as the working day before it
-- Why: a promise later than the law allows hides lateness, one that is earlier makes it; both are seen only beside a count of one's own.
-- Holds: no dossier is lost on the way
--   select dossier_no from stage.dossier except select dossier_no from model.legal_deadline
-- Holds: a stop never brings a deadline forward
--   select dossier_no from model.legal_deadline where shifted_due_at < base_due_at or from_zero_due_at < base_due_at
-- Holds: a deadline stands just where it was counted
--   select dossier_no from model.legal_deadline where (legal_due_at is not null) <> (basis = 'counted')
with
stopped as (
  select
    dossier_no,
    cast(count(*) filter (where in_time_shifted or in_time_from_zero) as integer) as stops,
    bool_or(standing and (in_time_shifted or in_time_from_zero)) as standing,
    cast(coalesce(sum(shift_x) filter (where in_time_shifted), 0) as integer) as shift_x,
    max(fresh_x) filter (where in_time_from_zero) as fresh_x
  from model.deadline_stop
  group by dossier_no
),
placed as (
  select
    b.dossier_no, b.calendar, b.days, b.unit, b.regime,
    coalesce(s.stops, 0) as stops,
    coalesce(s.standing, false) as standing,
    b.base_x,
    b.base_x + coalesce(s.shift_x, 0) as shifted_x,
    cast(coalesce(s.fresh_x, b.base_x) as integer) as from_zero_x
  from model.deadline_base as b
  left join stopped as s on s.dossier_no = b.dossier_no
),
ended as (
  select
    p.dossier_no, p.calendar, p.days, p.unit, p.regime, p.stops, p.standing,
    b.ends_at as base_due_at,
    s.ends_at as shifted_due_at,
    z.ends_at as from_zero_due_at
  from placed as p
  left join model.deadline_axis as b on b.calendar = p.calendar and b.unit = p.unit and b.x = p.base_x
  left join model.deadline_axis as s on s.calendar = p.calendar and s.unit = p.unit and s.x = p.shifted_x
  left join model.deadline_axis as z on z.calendar = p.calendar and z.unit = p.unit and z.x = p.from_zero_x
),
fit as (
  select
    coalesce(
      count(*) filter (where cast(d.due_at as date) = cast(e.from_zero_due_at as date))
      > count(*) filter (where cast(d.due_at as date) = cast(e.shifted_due_at as date)),
      false
    ) as from_zero_fits
  from ended as e
  join stage.dossier as d on d.dossier_no = e.dossier_no
  where e.stops > 0 and not e.standing
),
ruled as (
  select
    e.*,
    case when e.stops > 0 then coalesce(e.regime, case when f.from_zero_fits then 'from_zero' else 'shifted' end) end as regime_held
  from ended as e
  cross join fit as f
),
told as (
  select
    d.dossier_id, d.dossier_no, d.procedure_code, d.agency, d.due_at,
    r.calendar, r.days, r.unit, r.stops, r.base_due_at, r.shifted_due_at, r.from_zero_due_at,
    r.regime_held as regime,
    case
      when r.standing then null
      when r.regime_held = 'from_zero' then r.from_zero_due_at
      else r.shifted_due_at
    end as legal_due_at,
    case
      when l.procedure_code is null then 'no_limit'
      when d.receipt_basis <> 'observed' then 'no_receipt'
      when r.dossier_no is null then 'beyond_calendar'
      when r.standing then 'standing'
      when case when r.regime_held = 'from_zero' then r.from_zero_due_at else r.shifted_due_at end is null then 'beyond_calendar'
      else 'counted'
    end as basis
  from stage.dossier as d
  left join stage.deadline_rule as l on l.procedure_code = d.procedure_code
  left join ruled as r on r.dossier_no = d.dossier_no
)
select
  t.dossier_id,
  t.dossier_no,
  t.procedure_code,
  t.agency,
  t.basis,
  t.calendar,
  t.days,
  t.unit,
  t.stops,
  t.base_due_at,
  t.shifted_due_at,
  t.from_zero_due_at,
  t.regime,
  t.legal_due_at,
  t.due_at,
  g.working_no - w.working_no as gap_days
from told as t
left join model.calendar_day as w on w.calendar = t.calendar and w.day = cast(t.legal_due_at as date)
left join model.calendar_day as g on g.calendar = t.calendar and g.day = cast(t.due_at as date)
