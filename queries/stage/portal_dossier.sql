-- stage.portal_dossier
-- One row per dossier as it was synced to the national portal.
--   dossier_id          key
--   dossier_no          second key: joins are by it
--   due_at, result_at   local instants, as synced; result_at is null where it is not known at as-of
-- Why: the portal's on-time share rests on what was sent to it, not on what the province knows.
select
  d.dossier_id,
  d.dossier_no,
  r.due_at,
  case when r.result_utc <= p.as_of_utc then r.result_at end as result_at
from raw.portal_dossier as r
join stage.dossier as d on d.dossier_id = r.dossier_id
cross join stage.study_parameter as p
left join stage.portal_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
where f.row_no is null
