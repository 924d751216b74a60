-- model.dossier_clock
-- One row per dossier, with the ends of its makespan on its own working clock.
--   dossier_no     key
--   procedure_code, agency, channel   as in stage.dossier
--   calendar       of the agency that resolves it
--   received_at, end_at     local instants, whole seconds; end is the result, else as-of, or the last stamp where it ended at an unknown time
--   received_utc, end_utc   their UTC twins
--   closes_utc     the end in UTC as the source gives it, not floored
--   ended          result, open or unknown_time
--   censored       without a result at as-of
--   fault          its makespan isn't known, and 0 here: a result before the receipt, or no stamp but the result
--   from_w, to_w   working clock (s) at receipt and at the end; equal where at fault; a receipt before the first day that calendars know counts from that day
--   followed_s     working seconds from receipt to as-of: of a dossier received this long ago it is known whether it took less, open or closed; one that ended at an unknown time was followed to its end
--   makespan_wall_s   wall seconds from receipt to the end
-- Why: the accounting of a dossier's time happens in one calendar, so that it adds up where agencies' calendars differ.
with
-- What came before the first day that is known counts from it.
known as (
  select min(day) as first_on from model.calendar_day
),
now as (
  select t.calendar, model.clock(t, p.as_of_utc) as as_of_w
  from model.calendar_day as t
  join stage.study_parameter as p on t.day = cast(p.as_of as date)
),
ended as (
  select
    d.dossier_no,
    d.procedure_code,
    d.agency,
    d.channel,
    a.calendar,
    cast(date_trunc('second', d.received_at) as timestamp) as received_at,
    cast(date_trunc('second', d.end_at) as timestamp) as end_at,
    cast(date_trunc('second', d.received_utc) as timestamp) as received_utc,
    cast(date_trunc('second', d.end_utc) as timestamp) as end_utc,
    d.end_utc as closes_utc,
    d.ended,
    d.result_at is null as censored,
    d.result_utc < d.received_utc
      or (d.receipt_basis = 'first_stamp' and d.first_event_utc is null and d.received_utc = d.result_utc) as early
  from stage.dossier as d
  join stage.agency_calendar as a on a.agency = d.agency
),
placed as (
  select
    e.*,
    greatest(cast(e.received_at as date), k.first_on) as received_on,
    greatest(cast(e.end_at as date), k.first_on) as end_on
  from ended as e
  cross join known as k
)
select
  e.dossier_no,
  e.procedure_code,
  e.agency,
  e.channel,
  e.calendar,
  e.received_at,
  e.end_at,
  e.received_utc,
  e.end_utc,
  e.closes_utc,
  e.ended,
  e.censored,
  coalesce(e.early, false) as fault,
  model.clock(r, e.received_utc) as from_w,
  case when coalesce(e.early, false) then model.clock(r, e.received_utc) else model.clock(t, e.end_utc) end as to_w,
  greatest(0, case when e.ended = 'unknown_time' then model.clock(t, e.end_utc) else n.as_of_w end - model.clock(r, e.received_utc)) as followed_s,
  case when coalesce(e.early, false) then 0 else epoch_us(e.end_utc) // 1000000 - epoch_us(e.received_utc) // 1000000 end as makespan_wall_s
from placed as e
join model.calendar_day as r on r.calendar = e.calendar and r.day = e.received_on
join model.calendar_day as t on t.calendar = e.calendar and t.day = e.end_on
join now as n on n.calendar = e.calendar
