-- model.run_visit
-- One row per run of a step that its dossier went through more than once.
--   dossier_no, run_no   key
--   loop_no   1 for the first run of the step on this dossier
--   rework    repeat (same officer as the run of the step before), redo (another one); null for a first run or unknown officers
-- Why: few steps are done twice; only those need the order of their runs.
with repeated as (
  select dossier_no, step
  from stage.step_run
  group by dossier_no, step
  having count(*) > 1
)
select
  r.dossier_no,
  r.run_no,
  cast(row_number() over visits as integer) as loop_no,
  case
    when lag(r.officer) over visits = r.officer then 'repeat'
    when lag(r.officer) over visits <> r.officer then 'redo'
  end as rework
from stage.step_run as r
join repeated as t on t.dossier_no = r.dossier_no and t.step = r.step
window visits as (partition by r.dossier_no, r.step order by r.run_no)
