-- measure.wait_cause
-- One row per procedure, step, agency, unit and week of enabling, of the runs whose wait is known and over.
--   procedure_code, step, agency, unit, week   key
--   n                   runs
--   n_derived           … whose enabling is not recorded but derived from the finish before them
--   n_batched           … that were done in a batch
--   n_officer_known     … whose officer is known: without, contention, prioritisation and batching can't be told and count as extraneous
--   wait_wall_s         wall seconds from enabled to started; the five that follow add up to it
--   wait_batching_wall_s          until the last run of the batch was enabled
--   wait_contention_wall_s        the officer worked on runs that were enabled no later
--   wait_prioritisation_wall_s    the officer worked on runs that were enabled later
--   wait_unavailability_wall_s    the officer's calendar was closed
--   wait_extraneous_wall_s        nobody worked on it, and nothing in the data says why
-- Why: each part of a wait has another cure, and its weekly series is the evidence for it.
select
  procedure_code,
  step,
  agency,
  unit,
  week,
  count(*) as n,
  count(*) filter (where enabled_basis = 'derived') as n_derived,
  count(batch_no) as n_batched,
  count(officer) as n_officer_known,
  cast(sum(wait_wall_s) as bigint) as wait_wall_s,
  cast(sum(wait_batching_wall_s) as bigint) as wait_batching_wall_s,
  cast(sum(wait_contention_wall_s) as bigint) as wait_contention_wall_s,
  cast(sum(wait_prioritisation_wall_s) as bigint) as wait_prioritisation_wall_s,
  cast(sum(wait_unavailability_wall_s) as bigint) as wait_unavailability_wall_s,
  cast(sum(wait_extraneous_wall_s) as bigint) as wait_extraneous_wall_s
from model.step_run
where wait_extraneous_wall_s is not null
group by procedure_code, step, agency, unit, week
