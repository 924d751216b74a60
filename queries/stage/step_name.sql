-- stage.step_name
-- Type of names of steps.
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (
  select distinct step as name from raw.step_run
  union select step from raw.register_procedure_step
  union select step from raw.step_role
  union select step from raw.step_consequence
  union select consequence from raw.step_consequence
)
where name is not null
order by name
