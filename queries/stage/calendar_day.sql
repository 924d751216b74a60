-- stage.calendar_day
-- One row per calendar and day that the data reach, with a week before and after, and as far on as legal deadlines may reach.
--   calendar, day   key
--   kind            usual, season (hours of a season), worked (out of turn), rest (its weekday has no hours), holiday, closure
--   reason          of a closure; '' on other days
--   counts          whether deadlines in working days count it
--   open1_s, close1_s, open2_s, close2_s, open3_s, close3_s   open intervals, in seconds since midnight; equal where there is none
-- Why: the study file's calendars as data, so that working time can be recounted where only the results are at hand.
select cast(calendar as stage.calendar_name) as calendar, day, kind, reason, counts, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s
from raw.calendar_day
