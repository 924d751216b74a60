-- model.run_timing
-- One row per step run: when it was enabled, begun and finished on the working clock of whoever does it, and what part of its dossier's time it owns.
-- Kind: kernel timeline
--   dossier_no, run_no   key
--   step_no, officer_no  a number for each step and officer (its place in stage.step_name, stage.officer_name); officer_no is null where the officer is unknown
--   enabled_at           local, whole seconds: as recorded, else derived; null where unknown
--   enabled_recorded     whether it is recorded; else it is the finish that enabled the run (the latest before its start of a step that is not concurrent with its own), or the receipt
--   enabled_utc_s, begun_utc_s, until_utc_s   enabling, start and finish in UTC seconds since 1970; until the dossier's end where it is unfinished, but never before the start; null where unknown
--   enabled_w, begun_w, until_w   the three on the clock of its officer's one calendar, else of its agency's; of a censored run the dossier's end stands for what has not happened
--   wait_s, service_s    enabled → started → finished, in the officer's calendar where the study gives one, else in the agency's; null where a stamp is unknown; service without what it was on hold
--   held_s, held_wall_s  on hold after its start, on the clock of the durations and in wall time; holds that touch or overlap count once
--   sojourn_s            enabled → finished: wait, service and hold
--   counts               false where the run began after the dossier's end: it owns nothing
--   until_v              the dossier's working clock without paused time at the finish, clipped to its makespan
--   owned_s              the part of its dossier's makespan that it owns, in the dossier's calendar, without paused time
--   owned_service_s      the part of owned_s after its start; null where the start is unknown
--   loop_no              1 for the first run of the step on this dossier
--   rework               repeat (same officer as the run of the step before), redo (another one); null for a first run or unknown officers
--   next_known           whether it is known which run finished next: neither it nor the next one shares its second with another
-- Why: frontier accounting (methods §1): each run owns the working time by which it pushes its dossier's latest finish forward; runs that finish in the same second share it, so that no order is invented. Waits are split and durations counted from the same instants. The rows below go to the kernel dossier by dossier.
-- With: calendar_day
--   select cast(enum_code(calendar) as integer) as calendar, day, epoch_us(starts_utc) // 1000000 as starts_utc_s, before_s, open1_s, close1_s, open2_s, close2_s, open3_s, close3_s
--   from model.calendar_day
--   order by all
-- With: concurrent
--   select
--     cast(enum_code(procedure_code) as integer) as procedure,
--     cast(enum_code(step) as integer) as step,
--     cast(enum_code(other_step) as integer) as other_step
--   from model.step_concurrency
--   where concurrent
--   order by all
-- Holds: a stretch of time is a difference of model.clock at its ends
--   select t.dossier_no, t.run_no
--   from model.run_timing as t
--   join stage.step_run as r on r.dossier_no = t.dossier_no and r.run_no = t.run_no
--   join stage.agency_calendar as a on a.agency = r.agency
--   left join (select officer, calendar from stage.officer_calendar where own) as o on o.officer = r.officer
--   join model.calendar_day as e
--     on e.calendar = coalesce(o.calendar, a.calendar) and e.day = cast(t.enabled_at as date)
--   join model.calendar_day as f on f.calendar = e.calendar and f.day = cast(r.finished_at as date)
--   where t.enabled_utc_s <= t.until_utc_s
--     and t.sojourn_s is distinct from model.clock(f, r.finished_utc) - model.clock(e, make_timestamp(t.enabled_utc_s * 1000000))
-- Holds: runs that finish in a second own together what lies between the latest finish before it and their own
--   with placed as (
--     select t.dossier_no, t.run_no, t.until_v, t.owned_s, date_trunc('second', coalesce(r.finished_utc, r.ended_utc, d.end_utc)) as until_utc, d.from_w
--     from model.run_timing as t
--     join stage.step_run as r on r.dossier_no = t.dossier_no and r.run_no = t.run_no
--     join model.dossier_clock as d on d.dossier_no = t.dossier_no
--     where t.counts
--   ),
--   reached as (
--     select dossier_no, until_utc, min(from_w) as from_w, max(until_v) as until_v, sum(owned_s) as owned_s from placed group by dossier_no, until_utc
--   )
--   select dossier_no, until_utc
--   from (
--     select *, coalesce(max(until_v) over (partition by dossier_no order by until_utc rows between unbounded preceding and 1 preceding), from_w) as frontier_v
--     from reached
--   )
--   where owned_s <> greatest(0, until_v - frontier_v)
with
-- A receipt that is only the first stamp of the log enables nothing.
receipt as (
  select
    dossier_no,
    procedure_code,
    case when received_utc < first_event_utc then received_at end as receipt_at,
    case when received_utc < first_event_utc then received_utc end as receipt_utc
  from stage.dossier
),
stopped as (
  select dossier_no, list(from_w order by from_w) as pause_from_w, list(to_w order by from_w) as pause_to_w
  from model.pause
  group by dossier_no
),
hand as (
  select officer, calendar, own from stage.officer_calendar
),
on_hold as (
  select
    dossier_no,
    run_no,
    list(epoch_us(held_at) // 1000000 order by hold_no) as hold_at,
    list(epoch_us(held_utc) // 1000000 order by hold_no) as hold_utc,
    list(epoch_us(resumed_at) // 1000000 order by hold_no) as hold_to_at,
    list(epoch_us(resumed_utc) // 1000000 order by hold_no) as hold_to_utc
  from stage.run_hold
  group by dossier_no, run_no
)
select
  r.dossier_no,
  r.run_no,
  cast(enum_code(c.procedure_code) as integer) as procedure,
  cast(enum_code(d.calendar) as integer) as dossier_calendar,
  d.from_w,
  d.to_w,
  d.end_at,
  d.end_utc,
  d.closes_utc,
  c.receipt_at,
  c.receipt_utc,
  p.pause_from_w,
  p.pause_to_w,
  cast(enum_code(r.step) as integer) as step,
  cast(enum_code(r.officer) as integer) as officer,
  cast(enum_code(case when o.own then o.calendar else a.calendar end) as integer) as calendar,
  cast(enum_code(o.calendar) as integer) as officer_calendar,
  r.time_basis = 'observed' as start_known,
  r.enabled_at,
  r.started_at,
  r.finished_at,
  r.ended_at,
  r.enabled_utc,
  r.started_utc,
  r.finished_utc,
  r.ended_utc,
  h.hold_at,
  h.hold_utc,
  h.hold_to_at,
  h.hold_to_utc
from stage.step_run as r
join model.dossier_clock as d on d.dossier_no = r.dossier_no
join receipt as c on c.dossier_no = r.dossier_no
join stage.agency_calendar as a on a.agency = r.agency
left join stopped as p on p.dossier_no = r.dossier_no
left join hand as o on o.officer = r.officer
left join on_hold as h on h.dossier_no = r.dossier_no and h.run_no = r.run_no
order by r.dossier_no, r.run_no
