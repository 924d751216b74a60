-- stage.dossier_state
-- One row per row of a dossier file, with its place among the rows of its dossier.
--   file_no, row_no   key
--   dossier_id        of the row
--   place             1 for the row that counts, then the others from the newest on
--   known_at          from when on it is known: its receipt, else what stands for it; null where it has no actual stamp
--   known_utc         its UTC twin
-- Why: exports overlap, and no order of files or rows says which state of a dossier is the newest. That of the export with the later day counts, else the one with the later last actual stamp, then the fuller one, then the later promise. A row without any date counts after those that have one.
with
often as (
  select dossier_id from raw.dossier group by dossier_id having count(*) > 1
),
known as (
  select
    d.file_no,
    d.row_no,
    d.dossier_id,
    o.dossier_id is not null as is_repeated,
    coalesce(d.received_at, d.submitted_at, least(d.first_event_at, d.result_at, d.returned_at)) as known_at,
    coalesce(d.received_utc, d.submitted_utc, least(d.first_event_utc, d.result_utc, d.returned_utc)) as known_utc
  from raw.dossier as d
  left join often as o on o.dossier_id = d.dossier_id
),
repeated as (
  select
    d.*,
    i.exported_on,
    greatest(d.submitted_utc, d.received_utc, d.result_utc, d.returned_utc, d.first_event_utc, d.last_event_utc) as last_utc,
    (d.procedure_code is not null)::integer + (d.procedure_name is not null)::integer
    + (d.receiving_agency is not null)::integer + (d.agency is not null)::integer
    + (d.channel is not null)::integer + (d.applicant_kind is not null)::integer
    + (d.status is not null)::integer + (d.submitted_utc is not null)::integer
    + (d.received_utc is not null)::integer + (d.first_due_utc is not null)::integer
    + (d.due_utc is not null)::integer + (d.result_utc is not null)::integer
    + (d.returned_utc is not null)::integer as filled
  from raw.dossier as d
  join often as o on o.dossier_id = d.dossier_id
  left join raw.input as i on i.file_no = d.file_no
),
ranked as (
  select
    file_no,
    row_no,
    row_number() over (
      partition by dossier_id
      order by
        last_utc is null, exported_on desc nulls last, last_utc desc nulls last, filled desc, due_utc desc nulls last,
        -- Equal so far: what they say decides, so that it never is where they stand.
        result_utc desc nulls last, returned_utc desc nulls last, received_utc nulls last, submitted_utc nulls last,
        first_due_utc nulls last, status nulls last, agency nulls last, receiving_agency nulls last,
        procedure_code nulls last, procedure_name nulls last, channel nulls last, applicant_kind nulls last,
        file_no desc, row_no desc
    ) as place
  from repeated
)
select k.file_no, k.row_no, k.dossier_id, coalesce(r.place, 1) as place, k.known_at, k.known_utc
from known as k
left join ranked as r on k.is_repeated and r.file_no = k.file_no and r.row_no = k.row_no
