-- stage.procedure_step
-- One row per step that the register prescribes for a procedure.
--   procedure_code, step   key
--   ordinal        place in the internal process
--   role           intake, assign, check, consult, site, sign, stamp, return, work; null where not given
--   planned_min    working minutes that the internal process allows
--   legal_text     id of the text that demands the step
-- Why: ties a step to its plan and to the text that must change to cut it.
with prescribed as (
  -- Under the code that dossiers have, where they have one.
  select coalesce(m.procedure_code, r.procedure_code) as procedure_code, r.step, r.ordinal, r.role, r.planned_min, r.legal_text
  from raw.register_procedure_step as r
  left join stage.procedure_match as m on m.side = 'data' and m.match = r.procedure_code
)
select
  cast(procedure_code as stage.procedure_key) as procedure_code,
  cast(step as stage.step_name) as step,
  min(ordinal) as ordinal,
  min(role) as role,
  min(planned_min) as planned_min,
  min(legal_text) as legal_text
from prescribed
group by procedure_code, step
