-- stage.calendar_day
-- One row per calendar and day that the data reach, with a week before and after.
--   calendar, day   key
--   open1_s, close1_s, open2_s, close2_s, open3_s, close3_s   open intervals, in seconds since midnight; equal where there is none
-- Why: the study file's calendars as data, so that working time can be recounted where only the results are at hand.
select cast(calendar as stage.calendar_name) as calendar, day, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s
from raw.calendar_day
