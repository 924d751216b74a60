-- measure.unit_week
-- One row per agency, unit and week.
--   agency, unit, week   key
--   officers       officers seen finishing a run that week
--   arrivals       runs enabled that week, but for unfinished ones of dossiers that ended at an unknown time
--   completions    runs finished that week
--   open_at_end    runs enabled and not finished by the end of the week
--   service_s      working seconds of service of the runs finished that week; null where the log has no starts
--   available_s    officers seen × open seconds of their agency's week
-- Why: load, queues and utilisation by desk.
-- Holds: arrivals less completions up to a week are what is open at its end
--   select agency, unit
--   from (
--     select
--       agency, unit, open_at_end,
--       sum(arrivals - completions) over (partition by agency, unit order by week) as left_over
--     from measure.unit_week
--   )
--   where left_over <> open_at_end
-- Holds: every finished run is one completion
--   select m.n
--   from (select count(*) as n from model.step_run where finished_at is not null) as m
--   cross join (select coalesce(sum(completions), 0) as n from measure.unit_week) as s
--   where s.n <> m.n
with
-- Nobody knows when they left.
gone as (
  select dossier_no from model.dossier where ended = 'unknown_time'
),
arrived as (
  select r.agency, r.unit, r.week, count(*) as arrivals
  from model.step_run as r
  left join gone as g on g.dossier_no = r.dossier_no
  where r.week is not null and not (g.dossier_no is not null and r.censored)
  group by r.agency, r.unit, r.week
),
done as (
  select
    agency, unit,
    cast(date_trunc('week', coalesce(finished_at, ended_at)) as date) as week,
    count(*) as departures,
    count(finished_at) as completions,
    count(distinct officer) filter (where finished_at is not null) as officers,
    cast(sum(service_s) filter (where finished_at is not null) as bigint) as service_s
  from model.step_run
  where coalesce(finished_at, ended_at) is not null
  group by agency, unit, cast(date_trunc('week', coalesce(finished_at, ended_at)) as date)
),
open_week as (
  select calendar, cast(date_trunc('week', day) as date) as week, cast(sum(open_s) as bigint) as open_s
  from model.calendar_day
  group by calendar, cast(date_trunc('week', day) as date)
),
joined as (
  select
    coalesce(a.agency, d.agency) as agency,
    coalesce(a.unit, d.unit) as unit,
    coalesce(a.week, d.week) as week,
    coalesce(d.officers, 0) as officers,
    coalesce(a.arrivals, 0) as arrivals,
    coalesce(d.completions, 0) as completions,
    coalesce(d.departures, 0) as departures,
    d.service_s
  from arrived as a
  full outer join done as d on d.agency = a.agency and d.unit = a.unit and d.week = a.week
)
select
  j.agency, j.unit, j.week, j.officers, j.arrivals, j.completions,
  cast(sum(j.arrivals - j.departures) over (partition by j.agency, j.unit order by j.week) as bigint) as open_at_end,
  j.service_s,
  j.officers * coalesce(w.open_s, 0) as available_s
from joined as j
join stage.agency_calendar as c on c.agency = j.agency
left join open_week as w on w.calendar = c.calendar and w.week = j.week
