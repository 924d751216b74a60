-- stage.run_stamp_fault
-- One row per row of a step-run file whose own stamps rule it out, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: what a row says of itself is judged before it is compared with other rows, so that no good row gives way to a bad one.
with
-- What the synchronisation with the national portal writes without anybody having done it: the first and the last
-- step at the stamps of the dossier itself, and a step that says that there is no due date.
invented as (
  select distinct r.file_no, r.row_no
  from raw.step_run as r
  left join raw.dossier as d on d.dossier_id = r.dossier_id
  where r.started_utc is null
    and (r.step in ('Tiếp nhận hồ sơ', 'Kết thúc xử lý hồ sơ', 'Hồ sơ không có ngày hẹn trả') or r.outcome = 'Hồ sơ không có ngày hẹn trả')
    and (
      'Hồ sơ không có ngày hẹn trả' in (r.step, coalesce(r.outcome, ''))
      or (r.officer = (select counter_officer from raw.study) and (d.dossier_id is null or r.finished_utc in (d.received_utc, d.result_utc)))
    )
),
judged as (
  select
    r.file_no,
    r.row_no,
    r.step,
    r.started_at,
    r.finished_at,
    coalesce(r.enabled_at, r.started_at, r.finished_at) as first_at,
    case
      when i.row_no is not null then 'aside-synthetic'
      when coalesce(r.enabled_utc, r.started_utc, r.finished_utc) is null then 'aside-no-stamp'
      when r.finished_utc < r.started_utc then 'aside-ends-before-start'
      when coalesce(r.started_utc, r.finished_utc, r.enabled_utc) > p.as_of_utc then 'aside-after-as-of'
    end as reason
  from raw.step_run as r
  cross join stage.study_parameter as p
  left join invented as i on i.file_no = r.file_no and i.row_no = r.row_no
)
select
  file_no,
  row_no,
  case reason
    when 'aside-after-as-of' then 'started_at'
    when 'aside-synthetic' then 'step'
    else 'finished_at'
  end as column_name,
  case reason
    when 'aside-synthetic' then step
    when 'aside-ends-before-start' then cast(finished_at as varchar)
    when 'aside-after-as-of' then cast(coalesce(started_at, first_at) as varchar)
    else ''
  end as value,
  reason
from judged
where reason is not null
