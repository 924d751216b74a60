-- stage.run_fault
-- One row per row of a step-run file that can't be used, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: rows in = rows used + rows set aside.
with
used_dossier as (
  select d.dossier_id
  from raw.dossier as d
  left join stage.dossier_fault as f on f.file_no = d.file_no and f.row_no = d.row_no
  where f.row_no is null
),
judged as (
  select
    r.file_no,
    r.row_no,
    r.dossier_id,
    r.started_at,
    r.finished_at,
    coalesce(r.enabled_at, r.started_at, r.finished_at) as first_at,
    case
      when coalesce(r.enabled_at, r.started_at, r.finished_at) is null then 'aside-no-stamp'
      when r.finished_utc < r.started_utc then 'aside-ends-before-start'
      when coalesce(r.started_utc, r.finished_utc, r.enabled_utc) > p.as_of_utc then 'aside-after-as-of'
      when d.dossier_id is null and exists (select 1 from raw.dossier) then 'aside-unknown-dossier'
    end as reason
  from raw.step_run as r
  cross join stage.study_parameter as p
  left join used_dossier as d on d.dossier_id = r.dossier_id
)
select
  file_no,
  row_no,
  case reason
    when 'aside-unknown-dossier' then 'dossier_id'
    when 'aside-after-as-of' then 'started_at'
    else 'finished_at'
  end as column_name,
  case reason
    when 'aside-unknown-dossier' then dossier_id
    when 'aside-ends-before-start' then cast(finished_at as varchar)
    when 'aside-after-as-of' then cast(coalesce(started_at, first_at) as varchar)
    else ''
  end as value,
  reason
from judged
where reason is not null
