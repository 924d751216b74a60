-- model.dossier
-- One row per dossier, timed. Durations in whole seconds: working, in the dossier's calendar, unless they end in _wall_s.
--   dossier_id       key
--   dossier_no       second key: joins are by it
--   procedure_code, agency, receiving_agency, channel, applicant_kind, status   '' where not recorded
--   calendar         of the agency that resolves it
--   received_at, first_due_at, due_at, result_at, returned_at   local instants
--   received_utc, first_due_utc, due_utc, result_utc   UTC twins of four of them
--   result_basis     which stamp result_at is, as in stage.dossier
--   end_at, end_utc  result, else as-of, or its last stamp where it ended at an unknown time
--   ended            result, open or unknown_time, as in stage.dossier
--   promise          given, none or set_aside, as in stage.dossier
--   censored         without a result at as-of: open, or ended at an unknown time
--   fault            its makespan isn't known: a result before the receipt, or no stamp but the result
--   makespan_s, makespan_wall_s   receipt to end
--   followed_s       receipt to as-of, or to its last stamp where it ended at an unknown time
--   event_span_wall_s   first to last stamp of its event log
--   paused_s         stopped clock within the makespan
--   after_last_run_s   from the last finish to the end: no step was recorded
--   allowed_s        receipt to first promise; null without one, or where the calendar doesn't know its day
--   overdue_s        past the due date (an open dossier: up to as-of); 0 if none, or if it ended at an unknown time; null where the calendar doesn't know the day of the due date
--   late_unfloored   result after the due instant, compared as given; null while open or without due date
--   on_time_official   as the periodic report counts it (dates compared; no due date, returned, withdrawn and paused count as on time); null while open, and where its end or its due date can't be told
--   on_time_applicant   result by the first promise, compared as instants; an open dossier past it is late; null where not yet decided, and where its end or its due date can't be told
--   week             Monday of the week of receipt
--   quarter          of receipt, calendar quarters
--   runs             its step runs
-- Why: one relation that every measure of dossiers rests on; owned time of its runs + paused_s + after_last_run_s = makespan_s.
-- Holds: the owned time of its runs, its paused time and the time after its last run add up to its makespan
--   select d.dossier_id
--   from model.dossier as d
--   left join (select dossier_id, sum(owned_s) as owned_s from model.step_run group by dossier_id) as r
--     on r.dossier_id = d.dossier_id
--   where coalesce(r.owned_s, 0) + d.paused_s + d.after_last_run_s <> d.makespan_s
-- Holds: no part of its time is negative
--   select dossier_id from model.dossier where least(makespan_s, paused_s, after_last_run_s, overdue_s) < 0
-- Holds: no dossier is lost on the way
--   select dossier_id from stage.dossier except select dossier_id from model.dossier
with
run as (
  select dossier_no, cast(count(*) as integer) as runs, max(case when counts then until_v end) as last_v
  from model.run_timing
  group by dossier_no
),
paused as (
  select dossier_no, cast(sum(to_w - from_w) as bigint) as paused_s
  from model.pause
  group by dossier_no
),
counted as (
  select
    c.*,
    s.dossier_id,
    s.receiving_agency,
    s.applicant_kind,
    s.status,
    s.first_due_at,
    s.first_due_utc,
    s.due_at,
    s.due_utc,
    s.result_at,
    s.result_utc,
    s.returned_at,
    s.result_basis,
    s.promise,
    coalesce((c.fault and s.result_utc < c.received_utc) or s.promise = 'set_aside' or s.ended = 'unknown_time', false) as untold,
    coalesce(p.paused_s, 0) as paused_s,
    coalesce(r.runs, 0) as runs,
    greatest(0, c.to_w - coalesce(p.paused_s, 0) - coalesce(r.last_v, c.from_w)) as after_last_run_s,
    epoch_us(s.last_event_utc) // 1000000 - epoch_us(s.first_event_utc) // 1000000 as event_span_wall_s,
    coalesce(s.first_due_at, s.due_at) as promise_at,
    coalesce(s.first_due_utc, s.due_utc) as promise_utc
  from model.dossier_clock as c
  join stage.dossier as s on s.dossier_no = c.dossier_no
  left join paused as p on p.dossier_no = c.dossier_no
  left join run as r on r.dossier_no = c.dossier_no
)
select
  k.dossier_id,
  k.dossier_no,
  k.procedure_code,
  k.agency,
  k.receiving_agency,
  k.channel,
  k.applicant_kind,
  k.status,
  k.calendar,
  k.received_at,
  k.first_due_at,
  k.due_at,
  k.result_at,
  k.returned_at,
  k.received_utc,
  k.first_due_utc,
  k.due_utc,
  k.result_utc,
  k.result_basis,
  k.end_at,
  k.end_utc,
  k.ended,
  k.promise,
  k.censored,
  k.fault,
  k.to_w - k.from_w as makespan_s,
  k.makespan_wall_s,
  k.followed_s,
  k.event_span_wall_s,
  k.paused_s,
  k.after_last_run_s,
  case when k.promise_utc >= k.received_utc then model.clock(pr, k.promise_utc) - k.from_w end as allowed_s,
  case when k.due_utc < k.end_utc and not k.fault and k.ended is distinct from 'unknown_time' then case when du.day is not null then greatest(0, k.to_w - model.clock(du, k.due_utc)) end else 0 end as overdue_s,
  k.result_utc > k.due_utc as late_unfloored,
  case
    when k.censored or k.untold then null
    when k.due_at is null or k.status in ('refused', 'withdrawn', 'ended', 'supplement', 'fee', 'stopped') then true
    else cast(k.result_at as date) <= cast(k.due_at as date)
  end as on_time_official,
  case
    when k.promise_utc is null or k.untold then null
    when not k.censored then k.result_utc <= k.promise_utc
    when k.end_utc > k.promise_utc then false
  end as on_time_applicant,
  cast(date_trunc('week', k.received_at) as date) as week,
  year(k.received_at) || '-Q' || quarter(k.received_at) as quarter,
  k.runs
from counted as k
left join model.calendar_day as pr on pr.calendar = k.calendar and pr.day = cast(k.promise_at as date)
left join model.calendar_day as du on du.calendar = k.calendar and du.day = cast(k.due_at as date)
