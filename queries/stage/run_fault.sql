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
stranger as (
  select r.file_no, r.row_no, r.dossier_id
  from raw.step_run as r
  left join used_dossier as d on d.dossier_id = r.dossier_id
  where d.dossier_id is null and exists (select 1 from raw.dossier)
),
found as (
  select file_no, row_no, column_name, value, reason, 1 as place from stage.run_stamp_fault
  union all
  select file_no, row_no, 'dossier_id', dossier_id, 'aside-unknown-dossier', 2 from stranger
  union all
  select file_no, row_no, 'dossier_id', dossier_id, if(repeat = 'outdated', 'aside-outdated-run', 'aside-repeated-run'), 3
  from stage.run_repeat
  where is_aside
),
first as (
  select
    file_no,
    row_no,
    arg_min(column_name, place) as column_name,
    arg_min(value, place) as value,
    arg_min(reason, place) as reason
  from found
  group by file_no, row_no
)
select file_no, row_no, column_name, value, reason
from first
union all
-- With a run that was made of several events go all of their rows.
select e.file_no, e.event_row_no, f.column_name, f.value, f.reason
from first as f
join raw.run_event as e on e.run_file_no = f.file_no and e.row_no = f.row_no
where e.event_row_no <> e.row_no or e.file_no <> e.run_file_no
