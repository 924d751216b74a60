-- model.deadline_base
-- One row per dossier whose receipt is recorded and whose procedure the law gives a time.
--   dossier_no     key
--   calendar       of the agency that resolves it
--   received_at    local instant
--   received_utc, end_utc   in UTC: receipt, and result, else as-of
--   days, unit, received_until_s, roll, regime   as in stage.deadline_rule
--   base_x         where its deadline ends if the clock never stops: a place on model.deadline_axis
-- Why: a deadline of n days counts from the day after receipt; received late in the day, from the day after the next working day.
with received as (
  select
    d.dossier_no, a.calendar, d.received_at, d.received_utc, coalesce(d.result_utc, p.as_of_utc) as end_utc,
    r.days, r.unit, r.received_until_s, r.roll, r.regime,
    c.day, c.working_no, c.next_on,
    r.received_until_s is not null and (
      not c.counts or epoch(d.received_at - cast(c.day as timestamp)) > r.received_until_s
    ) as late
  from stage.dossier as d
  join stage.deadline_rule as r on r.procedure_code = d.procedure_code
  join stage.agency_calendar as a on a.agency = d.agency
  cross join stage.study_parameter as p
  join model.calendar_day as c on c.calendar = a.calendar and c.day = cast(d.received_at as date)
  where d.receipt_basis = 'observed'
)
select
  dossier_no, calendar, received_at, received_utc, end_utc, days, unit, received_until_s, roll, regime,
  cast(days + case
    when unit = 'working' then working_no + cast(late as integer)
    else case when late then next_on else day end - date '1970-01-01'
  end as integer) as base_x
from received
