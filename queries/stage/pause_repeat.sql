-- stage.pause_repeat
-- One row per row of a pause file that says again what another row says.
--   file_no, row_no   key
--   dossier_id        of the row
--   repeat            across (another file has the same stop), outdated (another file knows how it ended), within (its own file has it before)
--   is_aside          whether the row is set aside: repeats across files are, those within a file where the study says so
-- Why: as stage.run_repeat; a stop that still stood when it was exported gives way to the same one with its end.
with
stop as (
  select
    r.file_no,
    r.row_no,
    r.dossier_id,
    r.resumed_utc,
    i.exported_on,
    coalesce(i.drops_repeats, false) as drops_repeats,
    min(r.file_no * 1099511627776 + r.row_no) over (partition by r.dossier_id, r.paused_utc, r.reason) as begun_no,
    count(*) over (partition by r.dossier_id, r.paused_utc, r.reason) as alike
  from raw.pause as r
  left join raw.input as i on i.file_no = r.file_no
  where r.paused_utc is not null and (r.resumed_utc is null or r.resumed_utc >= r.paused_utc)
),
counted as (
  select *, row_number() over (partition by begun_no, resumed_utc, file_no order by row_no) as occurrence
  from stop
  where alike > 1
),
copied as (
  select
    *,
    row_number() over (
      partition by begun_no, resumed_utc, occurrence
      order by exported_on desc nulls last, file_no desc
    ) as copy,
    count(*) over (partition by begun_no, file_no) as in_file
  from counted
  where occurrence = 1 or not drops_repeats
),
ranked as (
  select
    *,
    row_number() over (partition by begun_no order by resumed_utc desc nulls last, occurrence) as place,
    max(in_file) over (partition by begun_no) as most
  from copied
  where copy = 1
),
judged as (
  select
    c.file_no,
    c.row_no,
    c.dossier_id,
    case
      when c.copy > 1 then 'across'
      -- No file has as many: one of those with an end is this one.
      when r.resumed_utc is null and r.place > r.most then 'outdated'
      when c.occurrence > 1 then 'within'
    end as repeat,
    c.copy > 1 or (r.resumed_utc is null and r.place > r.most) as is_aside
  from copied as c
  left join ranked as r on r.file_no = c.file_no and r.row_no = c.row_no
  union all
  select file_no, row_no, dossier_id, 'within', true from counted where occurrence > 1 and drops_repeats
)
select file_no, row_no, dossier_id, repeat, is_aside
from judged
where repeat is not null
