-- measure.unit_service
-- One row per agency and unit with runs finished in the evidence window.
--   agency, unit           key
--   n                      runs finished in the window
--   n_wait, wait_s         those with known wait: count and sum
--   n_service, service_s   those with known start: count and summed service
--   service_squares        their squared service, summed
--   n_sojourn, sojourn_s   those with known sojourn: count and sum
-- Why: Little's law and the queueing formula need mean and spread of a unit's own runs.
-- Holds: the runs are the completions of the window's weeks
--   select s.n
--   from (select coalesce(sum(n), 0) as n from measure.unit_service) as s
--   cross join (
--     select coalesce(sum(u.completions), 0) as n
--     from measure.unit_week as u
--     cross join stage.study_parameter as p
--     where u.week >= p.evidence_from and u.week < p.evidence_from + 7 * p.evidence_weeks
--   ) as m
--   where s.n <> m.n
select
  r.agency, r.unit,
  count(*) as n,
  count(r.wait_s) as n_wait,
  cast(coalesce(sum(r.wait_s), 0) as bigint) as wait_s,
  count(r.service_s) as n_service,
  cast(coalesce(sum(r.service_s), 0) as bigint) as service_s,
  -- Added up as integers: the same at any number of threads.
  cast(coalesce(sum(r.service_s * r.service_s), 0) as double) as service_squares,
  count(r.sojourn_s) as n_sojourn,
  cast(coalesce(sum(r.sojourn_s), 0) as bigint) as sojourn_s
from model.step_run as r
cross join stage.study_parameter as p
where r.finished_at >= p.evidence_from and r.finished_at < p.evidence_from + 7 * p.evidence_weeks
group by r.agency, r.unit
