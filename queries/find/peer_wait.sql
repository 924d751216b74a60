-- find.peer_wait
-- One row per procedure, step, agency, unit and week of the evidence window with runs.
--   procedure_code, step, agency, unit, week_no   key; week_no counts the window's weeks from 1, by enabling
--   n                    runs
--   n_censored           unfinished ones
--   n_wait, wait_s       runs with a known wait: count and working seconds waited
--   n_sojourn, sojourn_s   runs with a known time from enabled to finished: count and working seconds; unfinished ones so far
-- Why: agencies and units are compared in the same weeks, so that what they share cancels.
select
  s.procedure_code,
  s.step,
  s.agency,
  s.unit,
  w.evidence_no as week_no,
  cast(sum(s.n) as bigint) as n,
  cast(sum(s.n_censored) as bigint) as n_censored,
  cast(sum(s.n_wait) as bigint) as n_wait,
  cast(sum(s.wait_s) as bigint) as wait_s,
  cast(sum(s.n_sojourn) as bigint) as n_sojourn,
  cast(sum(s.sojourn_s) as bigint) as sojourn_s
from measure.step_week as s
join model.week as w on w.week = s.week
where w.evidence_no is not null
group by s.procedure_code, s.step, s.agency, s.unit, w.evidence_no
