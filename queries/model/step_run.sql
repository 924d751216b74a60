-- model.step_run
-- One row per step run, timed. All durations in whole seconds: working, in the calendar of the run's agency, unless they end in _wall_s.
--   dossier_id, run_no   key
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
enabling as (
  select
    f.*,
    coalesce(
      f.enabled_at,
      case
        when f.started_at is null or f.previous_at <= f.started_at then f.previous_at
        else e.enabled_at
      end,
      case when f.run_no = 1 and d.received_at <= coalesce(f.started_at, f.finished_at) and d.received_known then d.received_at end
    ) as enabling_at,
    coalesce(
      f.enabled_utc_s,
      case
        when f.started_at is null or f.previous_at <= f.started_at then f.previous_utc_s
        else e.enabled_utc_s
      end,
      case when f.run_no = 1 and d.received_at <= coalesce(f.started_at, f.finished_at) and d.received_known then d.received_utc_s end
    ) as enabling_utc_s
  from model.run_frontier as f
  left join model.run_enabling as e on e.dossier_id = f.dossier_id and e.run_no = f.run_no
  join (
    select
      dossier_id,
      cast(date_trunc('second', received_at) as timestamp) as received_at,
      epoch_us(received_utc) // 1000000 as received_utc_s,
      -- A receipt that is only the first stamp of the log enables nothing.
      coalesce(received_at < first_event_at, false) as received_known
    from stage.dossier
  ) as d on d.dossier_id = f.dossier_id
),
owned as (
  select
    e.*,
    case when e.enabled_at is not null then 'observed' when e.enabling_at is not null then 'derived' end as enabled_basis,
    case when e.counts then greatest(0, e.until_v - e.frontier_v) else 0 end as group_owned_s
  from enabling as e
),
shared as (
  select
    o.*,
    case when o.counts
      then o.group_owned_s // o.tied + case when o.tie_no = 0 then o.group_owned_s % o.tied else 0 end
      else 0
    end as owned_s,
    -- The part of the owned interval after the run's start.
    case when o.counts then greatest(0, o.until_v - greatest(o.frontier_v, o.begun_v)) else 0 end as group_service_s
  from owned as o
),
clocked as (
  select
    s.*,
    model.clock(ce, s.enabling_at) as enabled_w,
    model.clock(cs, s.begun_at) as begun_run_w,
    model.clock(cf, greatest(s.until_at, coalesce(s.begun_at, s.until_at))) as until_run_w
  from shared as s
  join stage.agency_calendar as a on a.agency = s.agency
  left join model.calendar_day as ce on ce.calendar = a.calendar and ce.day = cast(s.enabling_at as date)
  left join model.calendar_day as cs on cs.calendar = a.calendar and cs.day = cast(s.begun_at as date)
  left join model.calendar_day as cf
    on cf.calendar = a.calendar and cf.day = cast(greatest(s.until_at, coalesce(s.begun_at, s.until_at)) as date)
),
timed as (
  select
    c.*,
    case when c.enabling_at <= c.begun_at then c.begun_run_w - c.enabled_w end as wait_s,
    c.until_run_w - c.begun_run_w as service_s,
    case when c.enabling_at <= c.until_at then c.until_run_w - c.enabled_w end as sojourn_s,
    case when c.enabling_at <= c.started_at then c.begun_utc_s - c.enabling_utc_s end as wait_wall_s,
    c.finished_utc_s - c.begun_utc_s as service_wall_s,
    case when c.enabling_at <= c.finished_at then c.finished_utc_s - c.enabling_utc_s end as sojourn_wall_s
  from clocked as c
),
named as (
  select
    t.*,
    r.role,
    cast(round(coalesce(t.planned_min, s.planned_min) * 60) as bigint) as planned_s
  from timed as t
  left join stage.procedure_step as s on s.procedure_code = t.procedure_code and s.step = t.step
  left join stage.step_role as r on r.step = t.step and r.procedure_code in (t.procedure_code, '')
)
select
  dossier_id,
  run_no,
  procedure_code,
  step,
  agency,
  unit,
  officer,
  channel,
  role,
  enabling_at as enabled_at,
  started_at,
  finished_at,
  enabled_basis,
  time_basis,
  censored,
  outcome,
  case when outcome is not null then not (
    lower(outcome) in ('đạt', 'đồng ý', 'hoàn thành', 'thông qua', 'pass', 'passed', 'ok', 'approved', 'accepted', 'done')
  ) end as changed,
  planned_s,
  wait_s,
  service_s,
  sojourn_s,
  wait_wall_s,
  service_wall_s,
  sojourn_wall_s,
  cast(owned_s as bigint) as owned_s,
  cast(case when begun_at is not null then owned_s - case
    when group_owned_s = 0 then 0
    when tied = 1 then group_service_s
    else owned_s * group_service_s // group_owned_s
  end end as bigint) as owned_wait_s,
  cast(case when begun_at is not null then case
    when group_owned_s = 0 then 0
    when tied = 1 then group_service_s
    else owned_s * group_service_s // group_owned_s
  end end as bigint) as owned_service_s,
  cast(row_number() over visits as integer) as loop_no,
  case
    when lag(officer) over visits = officer then 'repeat'
    when lag(officer) over visits <> officer then 'redo'
  end as rework,
  not counts as after_result,
  lead(step) over path as next_step,
  lead(agency) over path as next_agency,
  lead(unit) over path as next_unit,
  lead(officer) over path as next_officer,
  cast(date_trunc('week', coalesce(enabling_at, started_at, finished_at)) as date) as week
from named
window
  path as (partition by dossier_id order by run_no),
  visits as (partition by dossier_id, step order by run_no)
