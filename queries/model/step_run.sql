-- model.step_run
-- One row per step run, timed. All durations in whole seconds: working, in the calendar of the run's officer where the study gives one, else of its agency, unless they end in _wall_s.
--   dossier_id, run_no   key
--   dossier_no           number of the dossier: joins are by it
--   procedure_code       of the dossier; '' where not recorded
--   step, agency, unit   '' where not recorded
--   officer              pseudonym; null where not recorded
--   channel              of the dossier; '' where not recorded
--   role                 of the step; null where not known
--   enabled_at, started_at, finished_at, ended_at   local instants; ended where it was given up or called off, unfinished
--   enabled_basis        observed, or derived from the finish that enabled it (the latest before its start of a step that is not concurrent), or from the receipt; null where unknown
--   time_basis           observed, finish_only
--   censored             not finished at its dossier's end, or given up before it
--   outcome              as recorded; null where not recorded
--   outcome_kind         what it means: passed, returned, refused, moved_on (says nothing), unknown; null where not recorded
--   changed              whether the outcome is other than a pass; null where none is recorded, it says nothing, or nobody knows what it means
--   planned_s            planned working time; null where there is no plan
--   wait_s, service_s, sojourn_s   enabled → started → finished; null where a stamp is unknown; a censored run's last part runs to the dossier's end (one that has not begun waits until then)
--   held_s, held_wall_s   on hold after its start, in working and in wall time: no part of its service
--   wait_wall_s, service_wall_s, sojourn_wall_s   the same in wall time; null for the part that had not ended
--   wait_batching_wall_s, wait_contention_wall_s, wait_prioritisation_wall_s, wait_unavailability_wall_s, wait_extraneous_wall_s   parts of wait_wall_s by cause, as in model.run_wait; null where the wait is unknown or has not ended
--   batch_no, batch_size  its batch; null outside of batches
--   owned_s              the part of its dossier's makespan that it owns, in the dossier's calendar, without paused time
--   owned_wait_s, owned_service_s   parts of owned_s before and after its start; null where the start is unknown
--   loop_no              1 for the first run of the step on this dossier
--   rework               repeat (same officer as the run of the step before), redo (another one); null for a first run or unknown officers
--   after_result         it began after the dossier's end
--   next_step, next_agency, next_unit, next_officer   of the dossier's next run by run_no; null for the last
--   next_known           false where that is the order of the file and no more: this run or the next finishes in one second with another
--   week                 Monday of the week of enabling, else of the start, else of the finish
-- Why: one relation that every measure of steps rests on.
-- Holds: the parts of its owned time before and after its start add up to it
--   select dossier_id, run_no from model.step_run
--   where owned_wait_s + owned_service_s <> owned_s or least(owned_s, owned_wait_s, owned_service_s) < 0
-- Holds: wait, service and time on hold add up to the sojourn where all are known
--   select dossier_id, run_no from model.step_run where wait_s + service_s + held_s <> sojourn_s
-- Holds: no part of a run's time is negative
--   select dossier_id, run_no from model.step_run where least(service_s, held_s, held_wall_s, service_wall_s) < 0
-- Holds: the causes of a wait add up to it
--   select dossier_id, run_no from model.step_run
--   where wait_wall_s is distinct from
--     wait_batching_wall_s + wait_contention_wall_s + wait_prioritisation_wall_s + wait_unavailability_wall_s + wait_extraneous_wall_s
--   or least(wait_batching_wall_s, wait_contention_wall_s, wait_prioritisation_wall_s, wait_unavailability_wall_s, wait_extraneous_wall_s) < 0
-- Holds: no run is lost on the way
--   select dossier_id, run_no from stage.step_run except select dossier_id, run_no from model.step_run
select
  d.dossier_id,
  r.run_no,
  r.dossier_no,
  d.procedure_code,
  r.step,
  r.agency,
  r.unit,
  r.officer,
  d.channel,
  e.role,
  t.enabled_at,
  cast(date_trunc('second', r.started_at) as timestamp) as started_at,
  cast(date_trunc('second', r.finished_at) as timestamp) as finished_at,
  cast(date_trunc('second', r.ended_at) as timestamp) as ended_at,
  case when t.enabled_recorded then 'observed' when t.enabled_at is not null then 'derived' end as enabled_basis,
  r.time_basis,
  r.finished_at is null as censored,
  r.outcome,
  u.meaning as outcome_kind,
  case u.meaning when 'passed' then false when 'returned' then true when 'refused' then true end as changed,
  cast(round(coalesce(r.planned_min, s.planned_min) * 60) as bigint) as planned_s,
  t.wait_s,
  t.service_s,
  t.sojourn_s,
  t.held_s,
  t.held_wall_s,
  case when t.enabled_utc_s <= t.begun_utc_s then t.begun_utc_s - t.enabled_utc_s end as wait_wall_s,
  case when r.finished_at is not null then t.until_utc_s - t.begun_utc_s - t.held_wall_s end as service_wall_s,
  case when r.finished_at is not null and t.enabled_utc_s <= t.until_utc_s then t.until_utc_s - t.enabled_utc_s end as sojourn_wall_s,
  w.wait_batching_wall_s,
  w.wait_contention_wall_s,
  w.wait_prioritisation_wall_s,
  w.wait_unavailability_wall_s,
  w.wait_extraneous_wall_s,
  w.batch_no,
  w.batch_size,
  t.owned_s,
  t.owned_s - t.owned_service_s as owned_wait_s,
  t.owned_service_s,
  t.loop_no,
  t.rework,
  not t.counts as after_result,
  n.step as next_step,
  n.agency as next_agency,
  n.unit as next_unit,
  n.officer as next_officer,
  t.next_known,
  cast(date_trunc('week', coalesce(t.enabled_at, r.started_at, r.finished_at)) as date) as week
from stage.step_run as r
join model.run_timing as t on t.dossier_no = r.dossier_no and t.run_no = r.run_no
join stage.dossier as d on d.dossier_no = r.dossier_no
left join model.run_wait as w on w.dossier_no = r.dossier_no and w.run_no = r.run_no
left join stage.step_run as n on n.dossier_no = r.dossier_no and n.run_no = r.run_no + 1
left join stage.procedure_step as s on s.procedure_code = d.procedure_code and s.step = r.step
left join stage.outcome_word as u on u.outcome = r.outcome
left join stage.step_role as e on e.step = r.step and e.procedure_code in (d.procedure_code, '')
