-- stage.calendar_name
-- Type of names of calendars.
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select distinct calendar as name
from raw.calendar_day
order by name
