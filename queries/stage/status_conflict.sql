-- stage.status_conflict
-- One row per dossier whose recorded status contradicts its dates.
--   dossier_id   key
--   status       as the data gives it
--   says         what that means: closed, open
--   result_at    null where it is said to be closed, its result where it is said to be open
-- Why: where a dossier has a date of its end, that decides, and where it has none, its status does; one of the two is wrong, and a reader must know how often.
with said as (
  select
    d.dossier_id,
    d.status,
    case
      when w.meaning in ('closed', 'withdrawn', 'refused', 'ended') then 'closed'
      when w.meaning = 'open' then 'open'
    end as says
  from raw.dossier as d
  left join stage.dossier_fault as f on f.file_no = d.file_no and f.row_no = d.row_no
  join stage.status_word as w on w.status = d.status
  where f.row_no is null
)
select s.dossier_id, s.status, s.says, d.result_at
from said as s
join stage.dossier as d on d.dossier_id = s.dossier_id
where s.says = case d.ended when 'unknown_time' then 'closed' when 'result' then 'open' end
