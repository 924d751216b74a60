-- stage.dossier_difference
-- One row per value of a dossier that another row of it overruled.
--   file_no, row_no, field   key: the row that was not taken, and its column
--   dossier_id    of the row
--   value         what the row says
--   taken         what the row says that counts; null where it says nothing
-- Why: a dossier that stands in several exports has one state, and the reader is told which values were not taken; states that differ in their agency, procedure or receipt may be two dossiers under one code.
with
overruled as (
  select distinct dossier_id from stage.dossier_state where place > 1
),
row_of as (
  select d.*, s.place
  from overruled as o
  join stage.dossier_state as s on s.dossier_id = o.dossier_id
  join raw.dossier as d on d.file_no = s.file_no and d.row_no = s.row_no
),
pair as (
  select
    o.file_no,
    o.row_no,
    o.dossier_id,
    unnest([
      'procedure_code', 'agency', 'receiving_agency', 'channel', 'status', 'submitted_at', 'received_at',
      'first_due_at', 'due_at', 'result_at', 'returned_at'
    ]) as field,
    unnest([
      o.procedure_code, o.agency, o.receiving_agency, o.channel, o.status, cast(o.submitted_at as varchar),
      cast(o.received_at as varchar), cast(o.first_due_at as varchar), cast(o.due_at as varchar),
      cast(o.result_at as varchar), cast(o.returned_at as varchar)
    ]) as value,
    unnest([
      n.procedure_code, n.agency, n.receiving_agency, n.channel, n.status, cast(n.submitted_at as varchar),
      cast(n.received_at as varchar), cast(n.first_due_at as varchar), cast(n.due_at as varchar),
      cast(n.result_at as varchar), cast(n.returned_at as varchar)
    ]) as taken
  from row_of as o
  join row_of as n on n.dossier_id = o.dossier_id and n.place = 1
  where o.place > 1
)
select file_no, row_no, field, dossier_id, value, taken
from pair
where value is not null and value is distinct from taken
