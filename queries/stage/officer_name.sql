-- stage.officer_name
-- Type of pseudonyms of officers (names, where the study says so).
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (select pseudonym as name from raw.officer union select '')
order by name
