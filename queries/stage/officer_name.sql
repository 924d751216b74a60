-- stage.officer_name
-- Type of pseudonyms of officers (names, where the study says so).
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (select officer as name from raw.step_run where officer is not null union select '')
order by name
