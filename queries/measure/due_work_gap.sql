-- measure.due_work_gap
-- One row per procedure and number of working days between due date and result.
--   procedure_code, gap_days   key; open days of the dossier's calendar from the due date to the day of the result; negative is before
--   n_closed                   closed dossiers
-- Why: due dates and results both fall on open days, so in calendar days 0 and 7 hold more than their share whatever officers do; in working days, what is left at 0 is bunching.
-- Holds: every closed dossier with a due date that isn't at fault is counted once, where the calendar knows its due date
--   select m.n
--   from (
--     select count(*) as n
--     from model.dossier as d
--     join model.calendar_day as c on c.calendar = d.calendar and c.day = cast(d.due_at as date)
--     where not d.fault and not d.censored
--   ) as m
--   cross join (select coalesce(sum(n_closed), 0) as n from measure.due_work_gap) as s
--   where s.n <> m.n
with open_day as (
  select
    calendar, day,
    count(*) filter (where open_s > 0) over (partition by calendar order by day) as open_days
  from model.calendar_day
),
placed as (
  select
    d.procedure_code, d.calendar,
    cast(d.due_at as date) as due_on,
    greatest(cast(d.end_at as date), k.first_on) as end_on
  from model.dossier as d
  cross join (select min(day) as first_on from model.calendar_day) as k
  where d.due_at is not null and not d.fault and not d.censored
)
select
  d.procedure_code,
  cast(e.open_days - u.open_days as bigint) as gap_days,
  count(*) as n_closed
from placed as d
join open_day as u on u.calendar = d.calendar and u.day = d.due_on
join open_day as e on e.calendar = d.calendar and e.day = d.end_on
group by d.procedure_code, cast(e.open_days - u.open_days as bigint)
