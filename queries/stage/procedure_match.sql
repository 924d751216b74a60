-- stage.procedure_match
-- One row per code of a procedure that dossiers have, and per code that the register has.
--   side, procedure_code   key; side is data or register
--   match      the code on the other side that it is, with or without an agency's suffix (the first of several dossiers' codes); null where nothing matches
--   dossiers   dossiers with the code; 0 for the register's
-- Why: a register says 1.012781.H19 where a system says 1.012781; what is compared is the national code, and each side keeps its own. A register that matches nothing would be used in silence, and say nothing.
with
data as (
  select
    cast(procedure_code as varchar) as procedure_code,
    nullif(regexp_extract(cast(procedure_code as varchar), '^(\d\.\d{6})(\..+)?$', 1), '') as national,
    count(*) as dossiers
  from stage.dossier
  where procedure_code <> ''
  group by procedure_code
),
register as (
  select
    procedure_code,
    nullif(regexp_extract(procedure_code, '^(\d\.\d{6})(\..+)?$', 1), '') as national
  from (
    select procedure_code from raw.register_procedure
    union
    select procedure_code from raw.register_procedure_step
  )
  where procedure_code is not null
),
pair as (
  select
    d.procedure_code as of_data,
    r.procedure_code as of_register,
    case
      when r.procedure_code = d.procedure_code then 1
      when r.procedure_code = r.national then 2
      else 3
    end as closeness
  from data as d
  join register as r on r.procedure_code = d.procedure_code or r.national = d.national
),
-- Of several suffixes none is the one: only the code itself, the bare code, or a single other one.
nearest as (
  select of_data, min(of_register) as of_register
  from pair
  where closeness = (select min(q.closeness) from pair as q where q.of_data = pair.of_data)
  group by of_data
  having count(*) = 1
)
select 'data' as side, d.procedure_code, n.of_register as match, d.dossiers
from data as d
left join nearest as n on n.of_data = d.procedure_code
union all
select 'register', r.procedure_code, min(n.of_data), 0
from register as r
left join nearest as n on n.of_register = r.procedure_code
group by r.procedure_code
