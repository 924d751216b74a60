-- model.step_run
-- One row per step run, timed. All durations in whole seconds: working, in the calendar of the run's agency, unless they end in _wall_s.
--   dossier_id, run_no   key
--   dossier_no           number of the dossier: joins are by it
--   procedure_code       of the dossier; '' where not recorded
--   step, agency, unit   '' where not recorded
--   officer              pseudonym; null where not recorded
--   channel              of the dossier; '' where not recorded
--   role                 of the step; null where not known
--   enabled_at, started_at, finished_at   local instants
--   enabled_basis        observed, or derived from the finish before it; null where unknown
--   time_basis           observed, finish_only
--   censored             not finished at its dossier's end
--   outcome              as recorded; null where not recorded
--   changed              whether the outcome is other than a pass; null where no outcome is recorded
--   planned_s            planned working time; null where there is no plan
--   wait_s, service_s, sojourn_s   enabled → started → finished; null where a stamp is unknown; a censored run's last part runs to the dossier's end (one that has not begun waits until then)
--   wait_wall_s, service_wall_s, sojourn_wall_s   the same in wall time; null for the part that had not ended
--   owned_s              the part of its dossier's makespan that it owns, in the dossier's calendar, without paused time
--   owned_wait_s, owned_service_s   parts of owned_s before and after its start; null where the start is unknown
--   loop_no              1 for the first run of the step on this dossier
--   rework               repeat (same officer as the run of the step before), redo (another one); null for a first run or unknown officers
--   after_result         it began after the dossier's end
--   next_step, next_agency, next_unit, next_officer   of the dossier's next run; null for the last
--   week                 Monday of the week of enabling, else of the start, else of the finish
-- Why: one relation that every measure of steps rests on.
-- Holds: the parts of its owned time before and after its start add up to it
--   select dossier_id, run_no from model.step_run
--   where owned_wait_s + owned_service_s <> owned_s or least(owned_s, owned_wait_s, owned_service_s) < 0
-- Holds: wait and service add up to the sojourn where all three are known
--   select dossier_id, run_no from model.step_run where wait_s + service_s <> sojourn_s
-- Holds: no run is lost on the way
--   select dossier_id, run_no from stage.step_run except select dossier_id, run_no from model.step_run
with
-- A receipt that is only the first stamp of the log enables nothing.
receipt as (
  select
    dossier_no,
    dossier_id,
    case when received_at < first_event_at then cast(date_trunc('second', received_at) as timestamp) end as received_at,
    case when received_at < first_event_at then epoch_us(received_utc) // 1000000 end as received_utc_s
  from stage.dossier
),
whole as (
  select
    s.dossier_no,
    s.run_no,
    s.step,
    s.agency,
    s.unit,
    s.officer,
    s.outcome,
    s.planned_min,
    s.time_basis,
    cast(date_trunc('second', s.enabled_at) as timestamp) as enabled_at,
    cast(date_trunc('second', s.started_at) as timestamp) as started_at,
    cast(date_trunc('second', s.finished_at) as timestamp) as finished_at,
    epoch_us(s.enabled_utc) // 1000000 as enabled_utc_s,
    epoch_us(s.started_utc) // 1000000 as begun_utc_s,
    epoch_us(s.finished_utc) // 1000000 as finished_utc_s
  from stage.step_run as s
),
enabling as (
  select
    d.dossier_id,
    c.procedure_code,
    c.channel,
    w.*,
    f.begun_at,
    f.until_at,
    f.counts,
    f.tied,
    f.tie_no,
    case when f.counts then greatest(0, f.until_v - f.frontier_v) else 0 end as group_owned_s,
    -- The part of the owned interval after the run's start.
    case when f.counts then greatest(0, f.until_v - greatest(f.frontier_v, f.begun_v)) else 0 end as group_service_s,
    coalesce(
      w.enabled_at,
      case when w.started_at is null or f.previous_at <= w.started_at then f.previous_at else e.enabled_at end,
      case when w.run_no = 1 and d.received_at <= coalesce(w.started_at, w.finished_at) then d.received_at end
    ) as enabling_at,
    coalesce(
      w.enabled_utc_s,
      case when w.started_at is null or f.previous_at <= w.started_at then f.previous_utc_s else e.enabled_utc_s end,
      case when w.run_no = 1 and d.received_at <= coalesce(w.started_at, w.finished_at) then d.received_utc_s end
    ) as enabling_utc_s
  from whole as w
  join model.run_frontier as f on f.dossier_no = w.dossier_no and f.run_no = w.run_no
  join model.dossier_clock as c on c.dossier_no = w.dossier_no
  join receipt as d on d.dossier_no = w.dossier_no
  left join model.run_enabling as e on e.dossier_no = w.dossier_no and e.run_no = w.run_no
),
shared as (
  select
    e.*,
    case when e.counts
      then e.group_owned_s // e.tied + case when e.tie_no = 0 then e.group_owned_s % e.tied else 0 end
      else 0
    end as owned_s
  from enabling as e
),
clocked as (
  select
    s.*,
    model.clock(ce, s.enabling_at) as enabled_w,
    model.clock(cs, s.begun_at) as begun_w,
    model.clock(cf, greatest(s.until_at, coalesce(s.begun_at, s.until_at))) as until_w
  from shared as s
  join stage.agency_calendar as a on a.agency = s.agency
  left join model.calendar_day as ce on ce.calendar = a.calendar and ce.day = cast(s.enabling_at as date)
  left join model.calendar_day as cs on cs.calendar = a.calendar and cs.day = cast(s.begun_at as date)
  left join model.calendar_day as cf
    on cf.calendar = a.calendar and cf.day = cast(greatest(s.until_at, coalesce(s.begun_at, s.until_at)) as date)
),
split as (
  select
    c.*,
    case
      when c.begun_at is null then null
      when c.group_owned_s = 0 then 0
      when c.tied = 1 then c.group_service_s
      else c.owned_s * c.group_service_s // c.group_owned_s
    end as owned_service_s
  from clocked as c
)
select
  t.dossier_id,
  t.run_no,
  t.dossier_no,
  t.procedure_code,
  t.step,
  t.agency,
  t.unit,
  t.officer,
  t.channel,
  r.role,
  t.enabling_at as enabled_at,
  t.started_at,
  t.finished_at,
  case when t.enabled_at is not null then 'observed' when t.enabling_at is not null then 'derived' end as enabled_basis,
  t.time_basis,
  t.finished_at is null as censored,
  t.outcome,
  case when t.outcome is not null then not (
    lower(t.outcome) in ('đạt', 'đồng ý', 'hoàn thành', 'thông qua', 'pass', 'passed', 'ok', 'approved', 'accepted', 'done')
  ) end as changed,
  cast(round(coalesce(t.planned_min, s.planned_min) * 60) as bigint) as planned_s,
  case when t.enabling_at <= t.begun_at then t.begun_w - t.enabled_w end as wait_s,
  t.until_w - t.begun_w as service_s,
  case when t.enabling_at <= t.until_at then t.until_w - t.enabled_w end as sojourn_s,
  case when t.enabling_at <= t.started_at then t.begun_utc_s - t.enabling_utc_s end as wait_wall_s,
  t.finished_utc_s - t.begun_utc_s as service_wall_s,
  case when t.enabling_at <= t.finished_at then t.finished_utc_s - t.enabling_utc_s end as sojourn_wall_s,
  cast(t.owned_s as bigint) as owned_s,
  cast(t.owned_s - t.owned_service_s as bigint) as owned_wait_s,
  cast(t.owned_service_s as bigint) as owned_service_s,
  coalesce(v.loop_no, 1) as loop_no,
  v.rework,
  not t.counts as after_result,
  n.step as next_step,
  n.agency as next_agency,
  n.unit as next_unit,
  n.officer as next_officer,
  cast(date_trunc('week', coalesce(t.enabling_at, t.started_at, t.finished_at)) as date) as week
from split as t
left join stage.step_run as n on n.dossier_no = t.dossier_no and n.run_no = t.run_no + 1
left join model.run_visit as v on v.dossier_no = t.dossier_no and v.run_no = t.run_no
left join stage.procedure_step as s on s.procedure_code = t.procedure_code and s.step = t.step
left join stage.step_role as r on r.step = t.step and r.procedure_code in (t.procedure_code, '')
