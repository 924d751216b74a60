-- model.run_wait
-- One row per step run whose enabling and start are known: its wait, split by cause.
-- Kind: kernel waits
--   dossier_no, run_no            key
--   wait_batching_wall_s          wall seconds until the last run of its batch was enabled
--   wait_contention_wall_s        … its officer worked on a run that was enabled no later
--   wait_prioritisation_wall_s    … its officer worked on a run that was enabled later
--   wait_unavailability_wall_s    … its officer's calendar was closed (its agency's, where the officer is unknown)
--   wait_extraneous_wall_s        … the rest: nobody worked on it and nothing in the data says why
--   batch_no                      number of its batch; null outside of batches
--   batch_size                    runs of its batch
-- Why: each part of a wait has another cure: hand on at once, more hands, first come first served, longer hours, or a talk with whoever could say why. Each part is taken from what those before it leave, so they add up to the wait (methods §6). The rows below go to the kernel officer by officer.
with
timed as (
  select
    t.*,
    -- Of the officer's one calendar, where this run was clocked by another.
    case when o.calendar <> t.calendar then o.calendar end as other_calendar
  from model.run_timing as t
  left join stage.officer_calendar as o on o.officer = t.officer
  where t.started_at is not null
),
clocked as (
  select dossier_no, run_no, officer, step, enabled_utc_s, begun_utc_s, until_utc_s, enabled_w, begun_w, until_w
  from timed
  where other_calendar is null
  union all
  select
    t.dossier_no,
    t.run_no,
    t.officer,
    t.step,
    t.enabled_utc_s,
    t.begun_utc_s,
    t.until_utc_s,
    model.clock(ce, t.enabled_at),
    model.clock(cs, t.started_at),
    model.clock(cf, t.until_at)
  from timed as t
  left join model.calendar_day as ce on ce.calendar = t.other_calendar and ce.day = cast(t.enabled_at as date)
  left join model.calendar_day as cs on cs.calendar = t.other_calendar and cs.day = cast(t.started_at as date)
  left join model.calendar_day as cf on cf.calendar = t.other_calendar and cf.day = cast(t.until_at as date)
  where t.other_calendar is not null
)
select
  c.dossier_no,
  c.run_no,
  c.officer,
  c.step,
  c.enabled_utc_s,
  c.enabled_w,
  c.begun_utc_s as started_utc_s,
  c.begun_w as started_w,
  c.until_utc_s,
  c.until_w,
  p.batch_min,
  p.batch_gap_s
from clocked as c
cross join stage.study_parameter as p
order by c.officer, started_utc_s, c.until_utc_s, c.dossier_no, c.run_no
