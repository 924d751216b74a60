-- model.deadline_axis
-- One row per calendar, unit of deadlines and place on their axis of days.
--   calendar, unit, x   key; unit is working or calendar; x is the number of a working day, or of a calendar day since 1970-01-01
--   day        the day on which a deadline that ends here ends: a day off is rolled to the next working day where the study says so
--   ends_at    closing time of that day; the last second of a day off
-- Why: "the n-th day after" is an addition on this axis, in either unit.
with ended as (
  select
    c.calendar, c.day, c.counts, c.working_no, c.next_on,
    cast(c.day as timestamp) + to_seconds(
      case when c.open_s > 0 then greatest(c.close1_s, c.close2_s, c.close3_s) else 86399 end
    ) as ends_at
  from model.calendar_day as c
)
select calendar, 'working' as unit, cast(working_no as integer) as x, day, ends_at
from ended
where counts
union all
select e.calendar, 'calendar', cast(e.day - date '1970-01-01' as integer), r.day, r.ends_at
from ended as e
cross join (select coalesce(bool_or(roll), false) as roll from stage.deadline_rule) as s
join ended as r
  on r.calendar = e.calendar and r.day = case when s.roll and not e.counts then e.next_on else e.day end
