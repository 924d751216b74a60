-- stage.step_consequence
-- One row per step and step that it causes, as the study file names them.
--   step, consequence   key
-- Why: without recorded outcomes, going to a named consequence is evidence that a check changed something.
select distinct cast(step as stage.step_name) as step, cast(consequence as stage.step_name) as consequence
from raw.step_consequence
