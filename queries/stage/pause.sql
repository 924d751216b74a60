-- stage.pause
-- One row per stopped clock, as the data gives it (they may overlap).
--   dossier_id, pause_no   key
--   dossier_no             of the dossier
--   paused_at, resumed_at  local instants; resumed_at is as-of where the clock still stands
--   paused_utc, resumed_utc   their UTC twins
--   reason                 as the data says; '' where not recorded
-- Why: paused time is nobody's working time, and is accounted apart.
select
  r.dossier_id,
  cast(row_number() over (partition by r.dossier_id order by r.paused_utc, r.resumed_utc, r.file_no, r.row_no) as integer) as pause_no,
  d.dossier_no,
  r.paused_at,
  case when r.resumed_utc <= p.as_of_utc then r.resumed_at else p.as_of end as resumed_at,
  r.paused_utc,
  least(coalesce(r.resumed_utc, p.as_of_utc), p.as_of_utc) as resumed_utc,
  coalesce(r.reason, '') as reason
from raw.pause as r
join stage.dossier as d on d.dossier_id = r.dossier_id
cross join stage.study_parameter as p
left join stage.pause_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
where f.row_no is null
