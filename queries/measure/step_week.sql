-- measure.step_week
-- One row per procedure, step, agency, unit, channel and week of enabling.
--   procedure_code, step, agency, unit, channel, week   key
--   n, n_finished, n_censored    step runs
--   n_wait, wait_s, service_s    runs with known wait: count, summed working wait and service
--   n_sojourn, sojourn_s         runs with known sojourn: count and sum; a censored run's elapsed so far
--   owned_s, owned_wait_s, owned_service_s   summed parts of their dossiers' makespans
--   n_planned, planned_s, sojourn_planned_s  runs with plan and sojourn: count, summed plan, summed sojourn
-- Why: evidence rests on weekly series (methods §3); merges by addition.
-- Holds: runs and what they own add up to those of model.step_run with a week
--   select m.n
--   from (select count(*) as n, coalesce(sum(owned_s), 0) as owned_s from model.step_run where week is not null) as m
--   cross join (select coalesce(sum(n), 0) as n, coalesce(sum(owned_s), 0) as owned_s from measure.step_week) as s
--   where s.n <> m.n or s.owned_s <> m.owned_s
-- Holds: a run is finished or censored
--   select step from measure.step_week where n_finished + n_censored <> n
select
  procedure_code, step, agency, unit, channel, week,
  count(*) as n,
  count(*) filter (where not censored) as n_finished,
  count(*) filter (where censored) as n_censored,
  count(wait_s) as n_wait,
  cast(coalesce(sum(wait_s), 0) as bigint) as wait_s,
  cast(coalesce(sum(service_s) filter (where wait_s is not null), 0) as bigint) as service_s,
  count(sojourn_s) as n_sojourn,
  cast(coalesce(sum(sojourn_s), 0) as bigint) as sojourn_s,
  cast(sum(owned_s) as bigint) as owned_s,
  cast(coalesce(sum(owned_wait_s), 0) as bigint) as owned_wait_s,
  cast(coalesce(sum(owned_service_s), 0) as bigint) as owned_service_s,
  count(*) filter (where planned_s > 0 and sojourn_s is not null) as n_planned,
  cast(coalesce(sum(planned_s) filter (where planned_s > 0 and sojourn_s is not null), 0) as bigint) as planned_s,
  cast(coalesce(sum(sojourn_s) filter (where planned_s > 0), 0) as bigint) as sojourn_planned_s
from model.step_run
where week is not null
group by procedure_code, step, agency, unit, channel, week
