-- stage.dossier_fault
-- One row per row of a dossier file that can't be used, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: rows in = rows used + rows set aside.
with ranked as (
  select
    d.file_no,
    d.row_no,
    d.dossier_id,
    coalesce(d.received_at, d.first_event_at) as known_at,
    coalesce(d.received_utc, d.first_event_utc) as known_utc,
    row_number() over (partition by d.dossier_id order by d.file_no desc, d.row_no desc) as from_last
  from raw.dossier as d
)
select
  r.file_no,
  r.row_no,
  case when r.from_last > 1 then 'dossier_id' else 'received_at' end as column_name,
  case when r.from_last > 1 then r.dossier_id else cast(r.known_at as varchar) end as value,
  case when r.from_last > 1 then 'aside-duplicate-dossier' else 'aside-after-as-of' end as reason
from ranked as r, stage.study_parameter as p
where r.from_last > 1 or r.known_utc > p.as_of_utc
