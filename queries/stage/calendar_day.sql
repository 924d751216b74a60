-- stage.calendar_day
-- One row per calendar and day that the data reach, with a week before and after, and as far on as due dates and legal deadlines reach and the calendar knows.
--   calendar, day   key
--   kind            usual, season (hours of a season), worked (out of turn), rest (its weekday has no hours), holiday, closure
--   reason          of a closure; '' on other days
--   counts          whether deadlines in working days count it
--   provisional     whether it may still become another day: it was not decided when the calendar was written
--   starts_utc      when the day begins, in UTC
--   open1_s, close1_s, open2_s, close2_s, open3_s, close3_s   open intervals, in seconds since the day began: those since midnight, but for a day on which the clock changes; equal where there is none
--   closing_s       when it closes, as the clock shows it, in seconds since midnight; null on a closed day
-- Why: the study file's calendars as data, so that working time can be recounted where only the results are at hand.
select cast(calendar as stage.calendar_name) as calendar, day, kind, reason, counts, provisional, starts_utc, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s, closing_s
from raw.calendar_day
