-- model.calendar_day
-- One row per calendar and day.
--   calendar, day   key
--   kind            usual, season (hours of a season), worked (out of turn), rest (its weekday has no hours), holiday, closure
--   reason          of a closure; '' on other days
--   open1_s, close1_s, open2_s, close2_s, open3_s, close3_s   open intervals, in seconds since midnight; equal where there is none
--   open_s          open seconds of the day
--   before_s        open seconds of all days before it
--   counts          whether deadlines in working days count it
--   working_no      days that count, from the first one known to this one, both included
--   last_on, next_on   the nearest day before and after this one that counts; null where none is known
-- Why: working time since the calendar began is one join on the day plus the part of the day that has passed; a deadline in working days is a difference of working_no.
-- Holds: a day begins where the day before it ended
--   select a.calendar, a.day
--   from model.calendar_day as a
--   join model.calendar_day as b on b.calendar = a.calendar and b.day = a.day + 1
--   where b.before_s <> a.before_s + a.open_s
-- Holds: no day is open for more than 24 hours, or less than none
--   select calendar, day from model.calendar_day where open_s not between 0 and 86400
with measured as (
  select
    calendar, day, kind, reason, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s, counts,
    (close1_s - open1_s) + (close2_s - open2_s) + (close3_s - open3_s) as open_s
  from stage.calendar_day
)
select
  calendar, day, kind, reason, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s, open_s,
  cast(sum(open_s) over (partition by calendar order by day) - open_s as bigint) as before_s,
  counts,
  cast(count(*) filter (where counts) over (partition by calendar order by day) as integer) as working_no,
  max(day) filter (where counts) over (
    partition by calendar order by day rows between unbounded preceding and 1 preceding
  ) as last_on,
  min(day) filter (where counts) over (
    partition by calendar order by day rows between 1 following and unbounded following
  ) as next_on
from measured
