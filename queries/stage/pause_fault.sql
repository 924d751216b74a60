-- stage.pause_fault
-- One row per row of a pause file that can't be used, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: rows in = rows used + rows set aside.
with judged as (
  select
    r.file_no,
    r.row_no,
    r.dossier_id,
    r.paused_at,
    r.resumed_at,
    case
      when r.paused_at is null then 'aside-no-stamp'
      when r.resumed_utc < r.paused_utc then 'aside-ends-before-start'
      when r.paused_utc > p.as_of_utc then 'aside-after-as-of'
      when d.dossier_id is null then 'aside-unknown-dossier'
      when s.repeat = 'outdated' then 'aside-outdated-pause'
      when s.is_aside then 'aside-repeated-pause'
    end as reason
  from raw.pause as r
  cross join stage.study_parameter as p
  left join stage.dossier as d on d.dossier_id = r.dossier_id
  left join stage.pause_repeat as s on s.file_no = r.file_no and s.row_no = r.row_no
)
select
  file_no,
  row_no,
  if(reason in ('aside-unknown-dossier', 'aside-outdated-pause', 'aside-repeated-pause'), 'dossier_id', 'paused_at') as column_name,
  case
    when reason in ('aside-unknown-dossier', 'aside-outdated-pause', 'aside-repeated-pause') then dossier_id
    else coalesce(cast(paused_at as varchar), '')
  end as value,
  reason
from judged
where reason is not null
