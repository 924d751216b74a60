-- stage.procedure_key
-- Type of codes of procedures; '' where not recorded.
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (
  select distinct procedure_code as name from raw.step_run
  union select procedure_code from raw.dossier
  union select procedure_code from raw.register_procedure
  union select procedure_code from raw.register_procedure_step
  union select ''
)
where name is not null
order by name
