-- model.run_enabling
-- One row per step run that started before an earlier-numbered run of its dossier had finished.
--   dossier_id, run_no   key
--   enabled_at           the latest finish in its dossier at or before its start, local; no row where there is none
--   enabled_utc_s        its UTC twin
-- Why: where runs overlap, the run that finished just before is not the one that enabled this one.
with overlapping as (
  select dossier_id, run_no, started_at
  from model.run_frontier
  where enabled_at is null and started_at is not null and previous_at > started_at
)
select o.dossier_id, o.run_no, max(f.finished_at) as enabled_at, max(f.finished_utc_s) as enabled_utc_s
from overlapping as o
join model.run_clock as f on f.dossier_id = o.dossier_id and f.run_no < o.run_no and f.finished_at <= o.started_at
group by o.dossier_id, o.run_no
