-- stage.step_role
-- One row per step with a known role.
--   procedure_code, step   key; procedure_code is '' where the study file gives the role for all procedures
--   role                   intake, assign, check, consult, site, sign, stamp, return, work
-- Why: only steps with the role check are candidates for a cut as needless checks; the study file overrides the register.
select cast('' as stage.procedure_key) as procedure_code, cast(step as stage.step_name) as step, role
from raw.step_role
union all
select s.procedure_code, s.step, s.role
from stage.procedure_step as s
where s.role is not null and not exists (select 1 from raw.step_role as o where o.step = s.step)
