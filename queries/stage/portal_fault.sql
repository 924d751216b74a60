-- stage.portal_fault
-- One row per row of the national portal's file that can't be used, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: rows in = rows used + rows set aside. Of two rows of a dossier that of the export with the later day counts, else the one with the later result, then the later promise.
with ranked as (
  select
    r.file_no,
    r.row_no,
    r.dossier_id,
    d.dossier_id is null as unknown,
    row_number() over (
      partition by r.dossier_id
      order by i.exported_on desc nulls last, r.result_utc desc nulls last, r.due_utc desc nulls last, r.file_no desc, r.row_no desc
    ) as place
  from raw.portal_dossier as r
  left join raw.input as i on i.file_no = r.file_no
  left join stage.dossier as d on d.dossier_id = r.dossier_id
)
select
  file_no,
  row_no,
  'dossier_id' as column_name,
  dossier_id as value,
  case when unknown then 'aside-unknown-dossier' else 'aside-duplicate-dossier' end as reason
from ranked
where unknown or place > 1
