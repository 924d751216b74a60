-- stage.agency_calendar
-- One row per agency of the data.
--   agency     key
--   calendar   name of the calendar that it works by
-- Why: working time is counted by the calendar of whoever works.
with agency as (
  select agency from stage.dossier
  union
  select agency from stage.step_run
)
select a.agency, cast(coalesce(o.calendar, s.default_calendar) as stage.calendar_name) as calendar
from agency as a
cross join raw.study as s
left join raw.agency_calendar as o on o.agency = a.agency
