-- stage.officer_calendar
-- One row per officer of the data.
--   officer    key, pseudonym
--   calendar   the calendar that the study gives the officer, else that of the agency that most of their runs are at (the first by name at a tie)
--   own        whether the study gives the officer a calendar
-- Why: an officer's day is one, at whatever agency a run was recorded; why a run waited is asked by it.
with at_agency as (
  select officer, agency, count(*) as runs
  from stage.step_run
  where officer is not null
  group by officer, agency
),
usual as (
  select officer, arg_min(agency, (-runs, agency)) as agency
  from at_agency
  group by officer
),
given as (
  select try_cast(officer as stage.officer_name) as officer, cast(min(calendar) as stage.calendar_name) as calendar
  from raw.officer_calendar
  group by 1
)
select u.officer, coalesce(g.calendar, a.calendar) as calendar, g.officer is not null as own
from usual as u
join stage.agency_calendar as a on a.agency = u.agency
left join given as g on g.officer = u.officer
