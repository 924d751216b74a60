-- measure.deadline_match
-- One row per procedure, agency and rule by which due dates may have been made.
--   procedure_code, agency, rule   key; rule is no_stop (dossiers whose clock never stopped) or, for the others, unmoved (as if it hadn't), shifted (by the days that it stood), from_zero (counted again when it went on)
--   n            dossiers with a due date and a deadline counted by this rule
--   n_equal      given due date on the same day
--   n_later      given later than the rule says
--   n_earlier    given earlier
--   later_days, earlier_days   sums of the working days by which those are later or earlier
--   gap_days     sum of working days from the rule's deadline to the given one: later_days − earlier_days
--   fits_best    of unmoved, shifted and from_zero, the one that equals most due dates of the whole study (at a tie the first of shifted, from_zero, unmoved); null for no_stop, or where no clock stopped
-- Why: which rule a system goes by is seen in its due dates, and those that no rule explains are to be asked about.
-- Holds: a given due date is on the day, later or earlier
--   select procedure_code from measure.deadline_match where n <> n_equal + n_later + n_earlier
-- Holds: what is given later less what is given earlier is the gap
--   select procedure_code from measure.deadline_match where gap_days <> later_days - earlier_days or least(later_days, earlier_days) < 0
-- Holds: at most one rule fits best
--   select count(distinct rule) from measure.deadline_match where fits_best having count(distinct rule) > 1
with
compared as (
  select
    l.procedure_code, l.agency, r.rule, r.rule_at, l.due_at, l.calendar
  from model.legal_deadline as l
  cross join lateral (
    values
      ('no_stop', l.stops = 0, l.base_due_at),
      ('unmoved', l.stops > 0, l.base_due_at),
      ('shifted', l.stops > 0, l.shifted_due_at),
      ('from_zero', l.stops > 0, l.from_zero_due_at)
  ) as r(rule, holds, rule_at)
  where l.basis in ('counted', 'beyond_calendar') and r.holds and r.rule_at is not null and l.due_at is not null
),
counted as (
  select
    c.procedure_code, c.agency, c.rule,
    count(*) as n,
    count(*) filter (where cast(c.due_at as date) = cast(c.rule_at as date)) as n_equal,
    count(*) filter (where cast(c.due_at as date) > cast(c.rule_at as date)) as n_later,
    count(*) filter (where cast(c.due_at as date) < cast(c.rule_at as date)) as n_earlier,
    cast(coalesce(sum(g.working_no - w.working_no) filter (where g.day > w.day), 0) as bigint) as later_days,
    cast(coalesce(sum(w.working_no - g.working_no) filter (where g.day < w.day), 0) as bigint) as earlier_days,
    cast(sum(g.working_no - w.working_no) as bigint) as gap_days
  from compared as c
  join model.calendar_day as w on w.calendar = c.calendar and w.day = cast(c.rule_at as date)
  join model.calendar_day as g on g.calendar = c.calendar and g.day = cast(c.due_at as date)
  group by c.procedure_code, c.agency, c.rule
),
best as (
  select rule
  from counted
  where rule <> 'no_stop'
  group by rule
  order by sum(n_equal) desc, case rule when 'shifted' then 1 when 'from_zero' then 2 else 3 end
  limit 1
)
select
  c.procedure_code, c.agency, c.rule, c.n, c.n_equal, c.n_later, c.n_earlier, c.later_days, c.earlier_days, c.gap_days,
  case when c.rule <> 'no_stop' then c.rule = b.rule end as fits_best
from counted as c
left join best as b on true
