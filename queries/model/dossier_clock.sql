-- model.dossier_clock
-- One row per dossier, with the ends of its makespan on its own working clock.
--   dossier_no     key
--   procedure_code, agency, channel   as in stage.dossier
--   calendar       of the agency that resolves it
--   received_at, end_at     local instants, whole seconds; end is the result, else as-of
--   closes_at      the end as the source gives it, not floored
--   censored       open at as-of
--   fault          result before receipt: its makespan is 0
--   from_w, to_w   working clock (s) at receipt and at the end; equal where at fault
--   followed_s     working seconds from receipt to as-of: of a dossier received this long ago it is known whether it took less, open or closed
--   makespan_wall_s   wall seconds from receipt to the end
-- Why: the accounting of a dossier's time happens in one calendar, so that it adds up where agencies' calendars differ.
with
now as (
  select t.calendar, model.clock(t, p.as_of) as as_of_w
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
    cast(date_trunc('second', coalesce(d.result_at, p.as_of)) as timestamp) as end_at,
    coalesce(d.result_at, p.as_of) as closes_at,
    d.result_at is null as censored,
    d.result_at < d.received_at as early,
    epoch_us(d.received_utc) // 1000000 as received_utc_s,
    epoch_us(coalesce(d.result_utc, p.as_of_utc)) // 1000000 as end_utc_s
  from stage.dossier as d
  join stage.agency_calendar as a on a.agency = d.agency
  cross join stage.study_parameter as p
)
select
  e.dossier_no,
  e.procedure_code,
  e.agency,
  e.channel,
  e.calendar,
  e.received_at,
  e.end_at,
  e.closes_at,
  e.censored,
  coalesce(e.early, false) as fault,
  model.clock(r, e.received_at) as from_w,
  case when coalesce(e.early, false) then model.clock(r, e.received_at) else model.clock(t, e.end_at) end as to_w,
  greatest(0, n.as_of_w - model.clock(r, e.received_at)) as followed_s,
  case when coalesce(e.early, false) then 0 else e.end_utc_s - e.received_utc_s end as makespan_wall_s
from ended as e
join model.calendar_day as r on r.calendar = e.calendar and r.day = cast(e.received_at as date)
join model.calendar_day as t on t.calendar = e.calendar and t.day = cast(e.end_at as date)
join now as n on n.calendar = e.calendar
