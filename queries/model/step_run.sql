-- model.step_run
-- One row per step run, timed. All durations in whole seconds: working, in the calendar of the run's officer where the study gives one, else of its agency, unless they end in _wall_s.
--   dossier_id, run_no   key
--   dossier_no           number of the dossier: joins are by it
--   procedure_code       of the dossier; '' where not recorded
--   step, agency, unit   '' where not recorded
--   officer              pseudonym; null where not recorded
--   channel              of the dossier; '' where not recorded
--   role                 of the step; null where not known
--   enabled_at, started_at, finished_at   local instants
--   enabled_basis        observed, or derived from the finish that enabled it (the latest before its start of a step that is not concurrent), or from the receipt; null where unknown
--   time_basis           observed, finish_only
--   censored             not finished at its dossier's end
--   outcome              as recorded; null where not recorded
--   changed              whether the outcome is other than a pass; null where no outcome is recorded
--   planned_s            planned working time; null where there is no plan
--   wait_s, service_s, sojourn_s   enabled → started → finished; null where a stamp is unknown; a censored run's last part runs to the dossier's end (one that has not begun waits until then)
--   wait_wall_s, service_wall_s, sojourn_wall_s   the same in wall time; null for the part that had not ended
--   wait_batching_wall_s, wait_contention_wall_s, wait_prioritisation_wall_s, wait_unavailability_wall_s, wait_extraneous_wall_s   parts of wait_wall_s by cause, as in model.run_wait; null where the wait is unknown or has not ended
--   batch_no, batch_size  its batch; null outside of batches
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
owning as (
  select
    c.dossier_id,
    c.procedure_code,
    c.channel,
    r.dossier_no,
    r.run_no,
    r.step,
    r.agency,
    r.unit,
    r.officer,
    r.outcome,
    r.planned_min,
    r.time_basis,
    cast(date_trunc('second', r.finished_at) as timestamp) as finished_at,
    epoch_us(r.finished_utc) // 1000000 as finished_utc_s,
    f.begun_at,
    f.until_at,
    f.counts,
    f.tied,
    f.tie_no,
    case when f.counts then greatest(0, f.until_v - f.frontier_v) else 0 end as group_owned_s,
    -- The part of the owned interval after the run's start.
    case when f.counts then greatest(0, f.until_v - greatest(f.frontier_v, f.begun_v)) else 0 end as group_service_s
  from stage.step_run as r
  join model.run_frontier as f on f.dossier_no = r.dossier_no and f.run_no = r.run_no
  join stage.dossier as c on c.dossier_no = r.dossier_no
),
shared as (
  select
    o.*,
    case when o.counts
      then o.group_owned_s // o.tied + case when o.tie_no = 0 then o.group_owned_s % o.tied else 0 end
      else 0
    end as owned_s
  from owning as o
),
split as (
  select
    s.*,
    case
      when s.begun_at is null then null
      when s.group_owned_s = 0 then 0
      when s.tied = 1 then s.group_service_s
      else s.owned_s * s.group_service_s // s.group_owned_s
    end as owned_service_s
  from shared as s
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
  c.enabled_at,
  c.started_at,
  t.finished_at,
  c.enabled_basis,
  t.time_basis,
  t.finished_at is null as censored,
  t.outcome,
  case when t.outcome is not null then not (
    lower(t.outcome) in ('đạt', 'đồng ý', 'hoàn thành', 'thông qua', 'pass', 'passed', 'ok', 'approved', 'accepted', 'done')
  ) end as changed,
  cast(round(coalesce(t.planned_min, s.planned_min) * 60) as bigint) as planned_s,
  case when c.enabled_at <= t.begun_at then c.begun_w - c.enabled_w end as wait_s,
  c.until_w - c.begun_w as service_s,
  case when c.enabled_at <= t.until_at then c.until_w - c.enabled_w end as sojourn_s,
  case when c.enabled_utc_s <= c.begun_utc_s then c.begun_utc_s - c.enabled_utc_s end as wait_wall_s,
  t.finished_utc_s - c.begun_utc_s as service_wall_s,
  case when c.enabled_utc_s <= t.finished_utc_s then t.finished_utc_s - c.enabled_utc_s end as sojourn_wall_s,
  w.wait_batching_wall_s,
  w.wait_contention_wall_s,
  w.wait_prioritisation_wall_s,
  w.wait_unavailability_wall_s,
  w.wait_extraneous_wall_s,
  w.batch_no,
  w.batch_size,
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
  cast(date_trunc('week', coalesce(c.enabled_at, c.started_at, t.finished_at)) as date) as week
from split as t
join model.run_timing as c on c.dossier_no = t.dossier_no and c.run_no = t.run_no
left join model.run_wait as w on w.dossier_no = t.dossier_no and w.run_no = t.run_no
left join stage.step_run as n on n.dossier_no = t.dossier_no and n.run_no = t.run_no + 1
left join model.run_visit as v on v.dossier_no = t.dossier_no and v.run_no = t.run_no
left join stage.procedure_step as s on s.procedure_code = t.procedure_code and s.step = t.step
left join stage.step_role as r on r.step = t.step and r.procedure_code in (t.procedure_code, '')
