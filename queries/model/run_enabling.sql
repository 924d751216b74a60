-- model.run_enabling
-- One row per step run without a recorded enabling that began before an earlier-numbered run of its dossier had finished, or whose step is done beside another.
--   dossier_no, run_no   key
--   enabled_at           the latest finish in its dossier at or before its start (before its own finish, where the start is unknown) of a step that is not concurrent with its own, local; null where there is none
--   enabled_utc_s        its UTC twin
-- Why: where runs overlap, or lie side by side, the run that finished just before is not the one that enabled this one. All others take that one, without looking further.
with
beside as (
  select procedure_code, step, other_step from model.step_concurrency where concurrent
),
looked_at as (
  select
    f.dossier_no,
    f.run_no,
    d.procedure_code,
    r.step,
    least(cast(date_trunc('second', r.started_at) as timestamp), f.until_at) as no_later_at,
    f.until_at
  from model.run_frontier as f
  join stage.step_run as r on r.dossier_no = f.dossier_no and r.run_no = f.run_no
  join stage.dossier as d on d.dossier_no = f.dossier_no
  left join (select distinct procedure_code, step from beside) as b on b.procedure_code = d.procedure_code and b.step = r.step
  where r.enabled_at is null
    and f.previous_at is not null
    and (b.step is not null or f.previous_at > date_trunc('second', r.started_at))
),
finished as (
  select
    o.dossier_no,
    o.run_no,
    case when b.step is null then cast(date_trunc('second', f.finished_at) as timestamp) end as enabled_at,
    case when b.step is null then epoch_us(f.finished_utc) // 1000000 end as enabled_utc_s
  from looked_at as o
  left join stage.step_run as f
    on f.dossier_no = o.dossier_no
    and f.run_no < o.run_no
    and date_trunc('second', f.finished_at) <= o.no_later_at
    and date_trunc('second', f.finished_at) < o.until_at
  left join beside as b on b.procedure_code = o.procedure_code and b.step = o.step and b.other_step = f.step
)
select dossier_no, run_no, max(enabled_at) as enabled_at, max(enabled_utc_s) as enabled_utc_s
from finished
group by dossier_no, run_no
