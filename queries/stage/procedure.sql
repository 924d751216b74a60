-- stage.procedure
-- One row per administrative procedure of the register.
--   procedure_code   key
--   name, field, level   as the register says
--   statutory_days   working days that the law allows
--   fee              in the register's currency
-- Why: what the law calls for, beside what was done.
select procedure_code, min(name) as name, min(field) as field, min(level) as level, min(statutory_days) as statutory_days, min(fee) as fee
from raw.register_procedure
group by procedure_code
