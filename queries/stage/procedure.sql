-- stage.procedure
-- One row per administrative procedure that the register or the dossiers name.
--   procedure_code   key
--   name             as the register says, else as the dossiers do
--   field, level     as the register says
--   statutory_days   days that the law allows
--   statutory_unit   working or calendar: what these days are; working where the register doesn't say; null without days
--   fee              in the register's currency
-- Why: what the law calls for, beside what was done.
with named as (
  -- Under the code that dossiers have, where they have one.
  select
    coalesce(m.procedure_code, r.procedure_code) as procedure_code,
    r.name, r.field, r.level, r.statutory_days, r.statutory_unit, r.fee,
    1 as source
  from raw.register_procedure as r
  left join stage.procedure_match as m on m.side = 'data' and m.match = r.procedure_code
  union all
  select procedure_code, procedure_name, null, null, null, null, null, 2
  from raw.dossier
  where procedure_code is not null and procedure_name is not null
)
select
  cast(procedure_code as stage.procedure_key) as procedure_code,
  coalesce(min(name) filter (where source = 1), min(name) filter (where source = 2)) as name,
  min(field) as field,
  min(level) as level,
  min(statutory_days) as statutory_days,
  case when min(statutory_days) is not null then coalesce(min(statutory_unit), 'working') end as statutory_unit,
  min(fee) as fee
from named
group by procedure_code
