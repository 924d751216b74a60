-- stage.procedure_limit
-- One row per time limit that the register states for a procedure and a channel.
--   procedure_code, ordinal   key; in the order of the page
--   channel      online, counter, post; null where the text could not be split
--   amount       null where the text could not be split
--   unit         working_days, days, working_hours, hours, minutes, weeks, months, years
--   whole_text   what the page says, where it could not be split
-- Why: what the law allows may differ by channel; one number for all of them would be nobody's.
select
  cast(procedure_code as stage.procedure_key) as procedure_code,
  ordinal,
  channel,
  amount,
  unit,
  whole_text
from raw.register_limit
