-- measure.open_week
-- One row per agency and week that its calendar knows.
--   agency, week   key
--   open_s         open seconds of the week
-- Why: a week's counts are seen against how long the office was open; Tết shows as a week of little open time.
-- Holds: a week has no more open time than seven days, and the hours by which clocks are put back
--   select agency, week from measure.open_week where open_s not between 0 and 604800 + 7200
select
  a.agency,
  cast(date_trunc('week', d.day) as date) as week,
  cast(sum(d.open_s) as bigint) as open_s
from stage.agency_calendar as a
join model.calendar_day as d on d.calendar = a.calendar
group by a.agency, cast(date_trunc('week', d.day) as date)
