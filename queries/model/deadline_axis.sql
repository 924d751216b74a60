-- model.deadline_axis
-- One row per calendar, unit of deadlines and place on their axis of days.
--   calendar, unit, x   key; unit is working or calendar; x is the number of a working day, or of a calendar day since 1970-01-01
--   day        the day on which a deadline that ends here ends: a day off is rolled to the next working day where the study says so
--   ends_at    closing time of that day; the last second of a day off
-- Why: "the n-th day after" is an addition on this axis, in either unit.
with
rule as (
  select coalesce(bool_or(roll), false) as roll from stage.deadline_rule
),
ended as (
  select
    c.calendar, c.day, c.counts, c.working_no,
    -- The day is worked out before it is joined: by the calendar alone each day would meet each other one.
    case when r.roll and not c.counts then c.next_on else c.day end as end_on,
    cast(c.day as timestamp) + to_seconds(coalesce(c.closing_s, 86399)) as ends_at
  from model.calendar_day as c
  cross join rule as r
)
select calendar, 'working' as unit, cast(working_no as integer) as x, day, ends_at
from ended
where counts
union all
select e.calendar, 'calendar', cast(e.day - date '1970-01-01' as integer), r.day, r.ends_at
from ended as e
join ended as r on r.calendar = e.calendar and r.day = e.end_on
