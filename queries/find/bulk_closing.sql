-- find.bulk_closing
-- One row per agency and week of the evidence window with closings.
--   agency, week_no   key; week_no counts the window's weeks from 1, by closing
--   n      dossiers closed
--   bulk   those closed in the same minute as enough others of the agency to make a bulk, and at most one office day of working time before their due date, or exactly at it
-- Why: one command that closes many dossiers just in time is no work on any of them.
with
closing as (
  select
    dossier_no,
    agency,
    calendar,
    result_at,
    result_utc,
    due_at,
    due_utc,
    cast(date_trunc('week', result_at) as date) as week,
    count(*) over (partition by agency, date_trunc('minute', result_utc)) as in_minute
  from model.dossier
  where result_at is not null
),
just_in_time as (
  select c.dossier_no
  from closing as c
  cross join stage.study_parameter as p
  join model.calendar_day as r on r.calendar = c.calendar and r.day = cast(c.result_at as date)
  join model.calendar_day as u on u.calendar = c.calendar and u.day = cast(c.due_at as date)
  where c.in_minute >= p.bulk_size
    and c.result_utc <= c.due_utc
    and model.clock(u, c.due_utc) - model.clock(r, c.result_utc) <= p.office_day_s
)
select
  c.agency,
  w.evidence_no as week_no,
  count(*) as n,
  count(j.dossier_no) as bulk
from closing as c
join model.week as w on w.week = c.week
left join just_in_time as j on j.dossier_no = c.dossier_no
where w.evidence_no is not null
group by c.agency, w.evidence_no
