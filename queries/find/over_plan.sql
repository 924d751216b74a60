-- find.over_plan
-- One row per procedure, step, agency and week of the evidence window with planned runs.
--   procedure_code, step, agency, week_no   key; week_no counts the window's weeks from 1, by enabling
--   n            runs of which the plan and the time are known
--   n_censored   at most so many of them are unfinished
--   sojourn_s    working seconds they took; unfinished ones so far
--   planned_s    working seconds planned for them
-- Why: whether a step keeps to its own plan is tested on weeks, not on runs.
select
  s.procedure_code,
  s.step,
  s.agency,
  w.evidence_no as week_no,
  cast(sum(s.n_planned) as bigint) as n,
  cast(sum(least(s.n_censored, s.n_planned)) as bigint) as n_censored,
  cast(sum(s.sojourn_planned_s) as bigint) as sojourn_s,
  cast(sum(s.planned_s) as bigint) as planned_s
from measure.step_week as s
join model.week as w on w.week = s.week
where w.evidence_no is not null and s.n_planned > 0
group by s.procedure_code, s.step, s.agency, w.evidence_no
