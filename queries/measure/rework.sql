-- measure.rework
-- One row per procedure, step and agency.
--   procedure_code, step, agency   key
--   runs      step runs
--   repeats   runs of a step that the same officer had already done on the dossier
--   redos     … that another officer had done
--   owned_s   makespan owned by repeats and redos
-- Why: rework by the same hands and by others has different causes.
select
  procedure_code, step, agency,
  count(*) as runs,
  count(*) filter (where rework = 'repeat') as repeats,
  count(*) filter (where rework = 'redo') as redos,
  cast(coalesce(sum(owned_s) filter (where loop_no > 1), 0) as bigint) as owned_s
from model.step_run
group by procedure_code, step, agency
