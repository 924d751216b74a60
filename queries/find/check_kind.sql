-- find.check_kind
-- One row per procedure, check, and kind of outcome other than a pass that it recorded.
--   procedure_code, step, outcome   key
--   n   runs with it
-- Why: a second check is no duplicate of the first where it objects to other things.
select procedure_code, step, outcome, count(*) as n
from model.step_run
where role = 'check' and changed
group by procedure_code, step, outcome
