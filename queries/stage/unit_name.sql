-- stage.unit_name
-- Type of names of units; '' where not recorded.
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (select distinct unit as name from raw.step_run union select '')
where name is not null
order by name
