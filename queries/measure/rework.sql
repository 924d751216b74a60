-- measure.rework
-- One row per procedure, step and agency.
--   procedure_code, step, agency   key
--   runs      step runs
--   repeats   runs of a step that the same officer had already done on the dossier
--   redos     … that another officer had done
--   owned_s   makespan owned by repeats and redos
-- Why: rework by the same hands and by others has different causes.
-- Holds: the runs of a group are the runs of the model
--   select s.procedure_code, s.step, s.agency
--   from measure.rework as s
--   join (
--     select procedure_code, step, agency, count(*) as runs from model.step_run group by procedure_code, step, agency
--   ) as m on m.procedure_code = s.procedure_code and m.step = s.step and m.agency = s.agency
--   where m.runs <> s.runs or s.repeats + s.redos > s.runs
select
  procedure_code, step, agency,
  count(*) as runs,
  count(*) filter (where rework = 'repeat') as repeats,
  count(*) filter (where rework = 'redo') as redos,
  cast(coalesce(sum(owned_s) filter (where loop_no > 1), 0) as bigint) as owned_s
from model.step_run
group by procedure_code, step, agency
