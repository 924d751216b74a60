-- stage.run_repeat
-- One row per row of a step-run file that says again what another row says.
--   file_no, row_no   key
--   dossier_id        of the row
--   repeat            across (another file has the same run), outdated (another file knows how it ended), within (its own file has it before)
--   is_aside          whether the row is set aside: repeats across files are, those within a file where the study says so
-- Why: each quarter's export repeats the open dossiers. Of equal runs as many stay as the file that has most of them, for equal rows within a file may be real loops; a run of which an earlier export couldn't know the finish or the outcome gives way to its fuller state. The order of files says nothing.
with
usable as (
  select
    r.file_no,
    r.row_no,
    hash(r.dossier_id, r.step, coalesce(r.started_utc, r.enabled_utc, r.finished_utc)) as likeness
  from raw.step_run as r
  left join stage.run_stamp_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
  where f.row_no is null
),
-- Few rows are like another one: only those are compared column by column.
likely as (
  select u.file_no, u.row_no
  from usable as u
  join (select likeness from usable group by likeness having count(*) > 1) as often on often.likeness = u.likeness
),
run as (
  select
    r.file_no,
    r.row_no,
    r.dossier_id,
    r.finished_utc,
    r.outcome,
    r.due_utc,
    r.result_utc,
    i.exported_on,
    coalesce(i.drops_repeats, false) as drops_repeats,
    -- The first row of a run that began as this one did stands for all of them.
    min(r.file_no * 1099511627776 + r.row_no) over (
      partition by
        r.dossier_id, r.step, r.unit, r.agency, r.officer, r.enabled_utc, r.started_utc,
        case when r.started_utc is null and r.enabled_utc is null then r.finished_utc end, r.planned_min
    ) as begun_no
  from likely as l
  join raw.step_run as r on r.file_no = l.file_no and r.row_no = l.row_no
  left join raw.input as i on i.file_no = r.file_no
),
counted as (
  select
    *,
    row_number() over (partition by begun_no, finished_utc, outcome, file_no order by row_no) as occurrence
  from run
),
copied as (
  select
    *,
    row_number() over (
      partition by begun_no, finished_utc, outcome, occurrence
      order by exported_on desc nulls last, result_utc desc nulls last, due_utc desc nulls last, file_no desc
    ) as copy,
    count(*) over (partition by begun_no, file_no) as in_file
  from counted
  where occurrence = 1 or not drops_repeats
),
-- One row a state that stays so far, the fullest first.
ranked as (
  select
    *,
    row_number() over (
      partition by begun_no
      order by
        (finished_utc is null)::integer + (outcome is null)::integer,
        finished_utc desc nulls last, outcome nulls last, occurrence
    ) as place,
    max(in_file) over (partition by begun_no) as most
  from copied
  where copy = 1
),
outdated as (
  select distinct r.file_no, r.row_no
  from ranked as r
  join copied as fuller
    on fuller.begun_no = r.begun_no
    and fuller.file_no <> r.file_no
    and (r.finished_utc is null or fuller.finished_utc = r.finished_utc)
    and (r.outcome is null or fuller.outcome = r.outcome)
    and (fuller.finished_utc is not null)::integer + (fuller.outcome is not null)::integer
      > (r.finished_utc is not null)::integer + (r.outcome is not null)::integer
  where r.place > r.most
),
judged as (
  select
    c.file_no,
    c.row_no,
    c.dossier_id,
    case
      when c.copy > 1 then 'across'
      when o.row_no is not null then 'outdated'
      when c.occurrence > 1 then 'within'
    end as repeat,
    c.copy > 1 or o.row_no is not null as is_aside
  from copied as c
  left join outdated as o on o.file_no = c.file_no and o.row_no = c.row_no
  union all
  select file_no, row_no, dossier_id, 'within', true from counted where occurrence > 1 and drops_repeats
)
select file_no, row_no, dossier_id, repeat, is_aside
from judged
where repeat is not null
