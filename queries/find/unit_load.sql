-- find.unit_load
-- One row per agency, unit and week of the evidence window.
--   agency, unit, week_no   key; week_no counts the window's weeks from 1
--   completions        runs finished in the week
--   service_s          working seconds of service in the week; 0 where the log has no starts
--   available_s        working seconds of the officers seen; 0 where service is unknown
--   owned_wait_s       working seconds of dossiers' time owned by the unit's runs before they started; all that they own, where the start is unknown
--   settled_arrivals   runs that arrived; 0 in the first eight weeks of the data
--   settled_growth     arrivals less completions; 0 in the first eight weeks of the data
-- Why: load and queues are a unit's, over all procedures that it serves; a log begins with an empty office that fills up, so its first weeks say nothing of growth.
with
waited as (
  select
    agency,
    unit,
    week,
    case when sum(n_wait) > 0 then sum(owned_wait_s) else sum(owned_s) end as owned_wait_s
  from measure.step_week
  group by agency, unit, week
),
settled as (
  select min(week) + 56 as from_week from measure.unit_week
)
select
  u.agency,
  u.unit,
  w.evidence_no as week_no,
  cast(u.completions as bigint) as completions,
  cast(coalesce(u.service_s, 0) as bigint) as service_s,
  cast(case when u.service_s is null then 0 else u.available_s end as bigint) as available_s,
  cast(coalesce(o.owned_wait_s, 0) as bigint) as owned_wait_s,
  cast(case when u.week >= s.from_week then u.arrivals else 0 end as bigint) as settled_arrivals,
  cast(case when u.week >= s.from_week then u.arrivals - u.completions else 0 end as bigint) as settled_growth
from measure.unit_week as u
join model.week as w on w.week = u.week
cross join settled as s
left join waited as o on o.agency = u.agency and o.unit = u.unit and o.week = u.week
where w.evidence_no is not null
