-- stage.agency_name
-- Type of names of agencies; '' where not recorded.
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (
  select distinct agency as name from raw.step_run
  union select agency from raw.dossier
  union select receiving_agency from raw.dossier
  union select ''
)
where name is not null
order by name
