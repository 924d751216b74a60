-- stage.dossier_fault
-- One row per row of a dossier file that can't be used, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: rows in = rows used + rows set aside.
with
-- A dossier without a date of its own is dated by its steps.
dated as (
  select distinct r.dossier_id
  from raw.step_run as r
  join stage.dossier_state as s on s.dossier_id = r.dossier_id and s.place = 1 and s.known_utc is null
  left join stage.run_stamp_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
  where f.row_no is null
),
judged as (
  select
    s.file_no,
    s.row_no,
    s.dossier_id,
    s.known_at,
    case
      when s.place > 1 then 'aside-duplicate-dossier'
      when s.known_utc > p.as_of_utc then 'aside-after-as-of'
      when s.known_utc is null and r.dossier_id is null then 'aside-no-stamp'
    end as reason
  from stage.dossier_state as s
  cross join stage.study_parameter as p
  left join dated as r on r.dossier_id = s.dossier_id
)
select
  file_no,
  row_no,
  case reason when 'aside-after-as-of' then 'received_at' else 'dossier_id' end as column_name,
  case reason when 'aside-after-as-of' then cast(known_at as varchar) else dossier_id end as value,
  reason
from judged
where reason is not null
