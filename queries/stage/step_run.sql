-- stage.step_run
-- One row per execution of a step on a dossier.
--   dossier_id, run_no   key; run_no counts a dossier's runs by finish (an unfinished one's is its dossier's end, and it is the last in that second), then start, then place in the file
--   dossier_no           number of the dossier: joins are by it
--   step                 as the data names it
--   unit, agency         '' where not recorded
--   officer              pseudonym; null where not recorded
--   outcome              as the data says; null where not recorded
--   enabled_at, started_at, finished_at      local instants; null where not recorded or after as-of
--   enabled_utc, started_utc, finished_utc   their UTC twins
--   ended_at, ended_utc  where it was given up or called off without being finished; null otherwise
--   file_no, row_no      the row of the data that stands for it
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
    d.dossier_no,
    cast(r.step as stage.step_name) as step,
    cast(coalesce(r.unit, '') as stage.unit_name) as unit,
    coalesce(cast(r.agency as stage.agency_name), d.agency) as agency,
    cast(r.officer as stage.officer_name) as officer,
    r.outcome,
    r.planned_min,
    r.enabled_at,
    r.enabled_utc,
    r.started_at,
    r.started_utc,
    case when r.finished_utc <= p.as_of_utc then r.finished_at end as finished_at,
    case when r.finished_utc <= p.as_of_utc then r.finished_utc end as finished_utc,
    case when r.ended_utc <= p.as_of_utc then r.ended_at end as ended_at,
    case when r.ended_utc <= p.as_of_utc then r.ended_utc end as ended_utc,
    d.end_utc
  from raw.step_run as r
  cross join stage.study_parameter as p
  join stage.dossier as d on d.dossier_id = r.dossier_id
  left join stage.run_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
  where f.row_no is null
),
numbered as (
  select
    k.*,
    cast(row_number() over (
      partition by k.dossier_no
      order by
        date_trunc('second', coalesce(k.finished_utc, k.ended_utc, k.end_utc)),
        k.finished_utc is null,
        date_trunc('second', coalesce(k.started_utc, k.finished_utc, k.enabled_utc)),
        k.file_no,
        k.row_no
    ) as integer) as run_no
  from kept as k
)
select
  d.dossier_id,
  n.run_no,
  n.dossier_no,
  n.step,
  n.unit,
  n.agency,
  n.officer,
  n.outcome,
  n.enabled_at,
  n.started_at,
  n.finished_at,
  n.enabled_utc,
  n.started_utc,
  n.finished_utc,
  n.ended_at,
  n.ended_utc,
  n.file_no,
  n.row_no,
  n.planned_min,
  case
    when n.started_at is not null or (l.has_starts and n.finished_at is null) then 'observed'
    else 'finish_only'
  end as time_basis
from numbered as n
cross join logged as l
join stage.dossier as d on d.dossier_no = n.dossier_no
