-- stage.channel_name
-- Type of channels of filing; '' where not recorded.
-- Kind: type
-- Why: five million names are compared, sorted and joined as small integers, and read as text.
select name
from (
  select distinct channel as name from raw.step_run
  union select channel from raw.dossier
  union select ''
)
where name is not null
order by name
