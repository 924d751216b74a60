-- stage.portal_total
-- One row per agency and days that the national portal's totals are of.
--   agency, from_on, to_on   key; the study's reporting period where the file doesn't say which days
--   of_period                whether these days are the study's reporting period
--   received                 dossiers received; null where not given, as are the others
--   on_time                  resolved on time, early ones among them; where that isn't given, resolved less overdue
--   overdue                  resolved late
--   in_process, in_process_overdue   not resolved yet; those of them past their due date
-- Why: what the portal shows of an agency, beside what its dossiers say.
with
named as (
  select agency, lower(trim(cast(agency as varchar))) as spelled
  from stage.dossier
  where agency <> ''
  group by agency
),
spelled as (
  -- Of two spellings that differ in case alone, the first.
  select spelled, min(agency) as agency from named group by spelled
)
select
  s.agency,
  coalesce(cast(r.from_on as date), p.period_from) as from_on,
  coalesce(cast(r.to_on as date), p.period_to) as to_on,
  coalesce(cast(r.from_on as date), p.period_from) = p.period_from
    and coalesce(cast(r.to_on as date), p.period_to) = p.period_to as of_period,
  cast(r.received as bigint) as received,
  cast(coalesce(r.on_time + coalesce(r.early, 0), r.resolved - r.overdue) as bigint) as on_time,
  cast(r.overdue as bigint) as overdue,
  cast(r.in_process as bigint) as in_process,
  cast(r.in_process_overdue as bigint) as in_process_overdue
from raw.portal_total as r
join spelled as s on s.spelled = lower(trim(r.agency))
cross join stage.study_parameter as p
left join stage.portal_total_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
where f.row_no is null
