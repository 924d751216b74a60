-- model.run_clock
-- One row per step run, its stamps in whole seconds and on its dossier's working clock.
-- Kind: view
--   dossier_no, run_no   key
--   step                 as in stage.step_run
--   started_at, finished_at   local instants, whole seconds
--   finished_utc_s       UTC seconds since 1970
--   until_at             finish, else the dossier's end
--   begun_at             start; of a run that is known not to have begun, the dossier's end; null where the start is unknown
--   begun_w, until_w     begun_at and finish on the dossier's working clock (s), clipped to its makespan
--   from_w, to_w         the dossier's own ends
--   counts               false where the run began after the dossier's end: it owns nothing
-- Why: every measure of a run starts from the same whole seconds.
select
  r.dossier_no,
  r.run_no,
  r.step,
  cast(date_trunc('second', r.started_at) as timestamp) as started_at,
  cast(date_trunc('second', r.finished_at) as timestamp) as finished_at,
  epoch_us(r.finished_utc) // 1000000 as finished_utc_s,
  cast(date_trunc('second', coalesce(r.finished_at, d.end_at)) as timestamp) as until_at,
  cast(date_trunc('second', case when r.time_basis = 'observed' then coalesce(r.started_at, d.end_at) end) as timestamp) as begun_at,
  case when r.time_basis = 'observed'
    then greatest(d.from_w, least(d.to_w, coalesce(model.clock(s, r.started_at), d.to_w)))
  end as begun_w,
  greatest(d.from_w, least(d.to_w, case when r.finished_at is null then d.to_w else model.clock(f, r.finished_at) end)) as until_w,
  d.from_w,
  d.to_w,
  coalesce(r.started_at, r.finished_at, r.enabled_at) <= d.closes_at as counts
from stage.step_run as r
join model.dossier_clock as d on d.dossier_no = r.dossier_no
left join model.calendar_day as s on s.calendar = d.calendar and s.day = cast(r.started_at as date)
left join model.calendar_day as f on f.calendar = d.calendar and f.day = cast(r.finished_at as date)
