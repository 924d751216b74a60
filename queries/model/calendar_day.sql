-- model.calendar_day
-- One row per calendar and day.
--   calendar, day   key
--   open1_s, close1_s, open2_s, close2_s, open3_s, close3_s   open intervals, in seconds since midnight; equal where there is none
--   open_s          open seconds of the day
--   before_s        open seconds of all days before it
-- Why: working time since the calendar began is one join on the day plus the part of the day that has passed.
with measured as (
  select
    calendar, day, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s,
    (close1_s - open1_s) + (close2_s - open2_s) + (close3_s - open3_s) as open_s
  from raw.calendar_day
)
select
  calendar, day, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s, open_s,
  cast(sum(open_s) over (partition by calendar order by day) - open_s as bigint) as before_s
from measured
