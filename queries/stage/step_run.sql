-- stage.step_run
-- One row per execution of a step on a dossier.
--   dossier_id, run_no   key; run_no counts a dossier's runs by finish, then start, then place in the file; unfinished ones last
--   step                 as the data names it
--   unit, agency         '' where not recorded
--   officer              pseudonym; null where not recorded
--   outcome              as the data says; null where not recorded
--   enabled_at, started_at, finished_at      local instants; null where not recorded or after as-of
--   enabled_utc, started_utc, finished_utc   their UTC twins
--   planned_min          working minutes planned; null where not recorded
--   time_basis           observed (start known, or known not to have begun: no start and no finish in data that have starts), finish_only
-- Why: one execution, one row, in one order, whatever the files looked like.
with
logged as (
  select count(started_at) > 0 as has_starts from raw.step_run
),
kept as (
  select
    r.file_no,
    r.row_no,
    r.dossier_id,
    r.step,
    r.unit,
    r.agency,
    r.officer,
    r.outcome,
    r.planned_min,
    r.enabled_at,
    r.enabled_utc,
    r.started_at,
    r.started_utc,
    case when r.finished_at <= p.as_of then r.finished_at end as finished_at,
    case when r.finished_at <= p.as_of then r.finished_utc end as finished_utc
  from raw.step_run as r
  cross join stage.study_parameter as p
  left join stage.run_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
  where f.row_no is null
)
select
  k.dossier_id,
  cast(row_number() over (
    partition by k.dossier_id
    order by
      date_trunc('second', coalesce(k.finished_at, timestamp '9999-12-31 00:00:00')),
      date_trunc('second', coalesce(k.started_at, k.finished_at, k.enabled_at)),
      k.file_no,
      k.row_no
  ) as integer) as run_no,
  k.step,
  coalesce(k.unit, '') as unit,
  coalesce(k.agency, d.agency) as agency,
  o.pseudonym as officer,
  k.outcome,
  k.enabled_at,
  k.started_at,
  k.finished_at,
  k.enabled_utc,
  k.started_utc,
  k.finished_utc,
  k.planned_min,
  case
    when k.started_at is not null or (l.has_starts and k.finished_at is null) then 'observed'
    else 'finish_only'
  end as time_basis
from kept as k
cross join logged as l
join stage.dossier as d on d.dossier_id = k.dossier_id
left join stage.officer as o on o.officer = k.officer
