-- model.run_enabling
-- One row per step run that started before an earlier-numbered run of its dossier had finished.
--   dossier_no, run_no   key
--   enabled_at           the latest finish in its dossier at or before its start, local; no row where there is none
--   enabled_utc_s        its UTC twin
-- Why: where runs overlap, the run that finished just before is not the one that enabled this one.
with overlapping as (
  select f.dossier_no, f.run_no, r.started_at
  from model.run_frontier as f
  join stage.step_run as r on r.dossier_no = f.dossier_no and r.run_no = f.run_no
  where r.enabled_at is null and f.previous_at > r.started_at
)
select o.dossier_no, o.run_no, max(f.finished_at) as enabled_at, max(f.finished_utc_s) as enabled_utc_s
from overlapping as o
join model.run_clock as f on f.dossier_no = o.dossier_no and f.run_no < o.run_no and f.finished_at <= o.started_at
group by o.dossier_no, o.run_no
