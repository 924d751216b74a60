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
select
  t.dossier_no,
  t.run_no,
  t.officer_no as officer,
  t.step_no as step,
  t.enabled_utc_s,
  t.enabled_w,
  t.begun_utc_s as started_utc_s,
  t.begun_w as started_w,
  t.until_utc_s,
  t.until_w,
  p.batch_size,
  p.batch_gap_s
from model.run_timing as t
cross join stage.study_parameter as p
where t.begun_utc_s is not null
order by t.officer_no, started_utc_s, t.until_utc_s, t.dossier_no, t.run_no
