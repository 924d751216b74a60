-- find.check_unknown
-- One row per procedure, check, and outcome that it recorded and that nobody knows the meaning of.
--   procedure_code, step, outcome   key
--   n   runs with it
-- Why: a check with outcomes that nobody knows may not be called idle; which they are is told, so that the study file can say what they mean.
select procedure_code, step, outcome, count(*) as n
from model.step_run
where role = 'check' and outcome_kind = 'unknown'
group by procedure_code, step, outcome
