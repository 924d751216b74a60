-- The first and the last day of all actual stamps, the last due date within ten years of them, and how many
-- days further a calendar should reach if it can, so that legal deadlines of open dossiers can be told: two
-- calendar days a day of the longest deadline, and a month of holidays.
with actual as (
  select
    least(min(submitted_at), min(received_at), min(result_at), min(returned_at), min(first_event_at)) as first_at,
    greatest(max(submitted_at), max(received_at), max(result_at), max(returned_at), max(last_event_at)) as last_at
  from raw.dossier
  union all
  select
    least(min(enabled_at), min(started_at), min(finished_at), min(received_at), min(result_at)),
    greatest(max(enabled_at), max(started_at), max(finished_at), max(received_at), max(result_at))
  from raw.step_run
  union all
  select least(min(paused_at), min(resumed_at)), greatest(max(paused_at), max(resumed_at))
  from raw.pause
  union all
  select as_of_set, as_of_set
  from raw.study
),
reach as (
  select cast(min(first_at) as date) as first_on, cast(max(last_at) as date) as last_on
  from actual
),
due as (
  select due_at from raw.dossier
  union all
  select first_due_at from raw.dossier
  union all
  select due_at from raw.step_run
)
select
  r.first_on,
  r.last_on,
  (select cast(max(due_at) as date) from due where due_at < r.last_on + interval 10 years) as due_on,
  (select cast(2 * least(max(statutory_days), 1000) + 30 as bigint) from raw.register_procedure) as ahead_days
from reach as r
