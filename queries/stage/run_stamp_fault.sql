-- stage.run_stamp_fault
-- One row per row of a step-run file whose own stamps rule it out, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: what a row says of itself is judged before it is compared with other rows, so that no good row gives way to a bad one.
with judged as (
  select
    r.file_no,
    r.row_no,
    r.started_at,
    r.finished_at,
    coalesce(r.enabled_at, r.started_at, r.finished_at) as first_at,
    case
      when coalesce(r.enabled_utc, r.started_utc, r.finished_utc) is null then 'aside-no-stamp'
      when r.finished_utc < r.started_utc then 'aside-ends-before-start'
      when coalesce(r.started_utc, r.finished_utc, r.enabled_utc) > p.as_of_utc then 'aside-after-as-of'
    end as reason
  from raw.step_run as r
  cross join stage.study_parameter as p
)
select
  file_no,
  row_no,
  case reason when 'aside-after-as-of' then 'started_at' else 'finished_at' end as column_name,
  case reason
    when 'aside-ends-before-start' then cast(finished_at as varchar)
    when 'aside-after-as-of' then cast(coalesce(started_at, first_at) as varchar)
    else ''
  end as value,
  reason
from judged
where reason is not null
