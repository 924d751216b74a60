-- model.calendar_day
-- One row per calendar and day.
--   calendar, day   key
--   kind            usual, season (hours of a season), worked (out of turn), rest (its weekday has no hours), holiday, closure
--   reason          of a closure; '' on other days
--   starts_utc      when the day begins, in UTC
--   open1_s, close1_s, open2_s, close2_s, open3_s, close3_s   open intervals, in seconds since the day began: those since midnight, but for a day on which the clock changes; equal where there is none
--   closing_s       when it closes, as the clock shows it, in seconds since midnight; null on a closed day
--   open_s          open seconds of the day
--   before_s        open seconds of all days before it
--   counts          whether deadlines in working days count it
--   provisional     whether it may still become another day: it was not decided when the calendar was written
--   working_no      days that count, from the first one known to this one, both included
--   last_on, next_on   the nearest day before and after this one that counts; null where none is known
-- Why: working time since the calendar began is one join on the day plus the part of the day that has passed; a deadline in working days is a difference of working_no.
-- Holds: a day begins where the day before it ended
--   select a.calendar, a.day
--   from model.calendar_day as a
--   join model.calendar_day as b on b.calendar = a.calendar and b.day = a.day + 1
--   where b.before_s <> a.before_s + a.open_s
-- Holds: no day is open for longer than it lasts, or less than none
--   select a.calendar, a.day
--   from model.calendar_day as a
--   left join model.calendar_day as b on b.calendar = a.calendar and b.day = a.day + 1
--   where a.open_s < 0 or a.open_s > epoch(b.starts_utc - a.starts_utc)
with measured as (
  select
    calendar, day, kind, reason, starts_utc, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s, closing_s, counts, provisional,
    (close1_s - open1_s) + (close2_s - open2_s) + (close3_s - open3_s) as open_s
  from stage.calendar_day
)
select
  calendar, day, kind, reason, starts_utc, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s, closing_s, open_s,
  cast(sum(open_s) over (partition by calendar order by day) - open_s as bigint) as before_s,
  counts,
  provisional,
  cast(count(*) filter (where counts) over (partition by calendar order by day) as integer) as working_no,
  max(day) filter (where counts) over (
    partition by calendar order by day rows between unbounded preceding and 1 preceding
  ) as last_on,
  min(day) filter (where counts) over (
    partition by calendar order by day rows between 1 following and unbounded following
  ) as next_on
from measured
