-- First and last day of all stamps that a calendar must know, and how many days further it should reach
-- if it can, so that legal deadlines of open dossiers can be told: two calendar days a day of the longest
-- deadline, and a month of holidays.
select
  cast(min(stamp_at) as date) as first_on,
  cast(max(stamp_at) as date) as last_on,
  (select cast(2 * least(max(statutory_days), 1000) + 30 as bigint) from raw.register_procedure) as ahead_days
from (
  select unnest([submitted_at, received_at, first_due_at, due_at, result_at, returned_at, first_event_at, last_event_at]) as stamp_at
  from raw.dossier
  union all
  select unnest([enabled_at, started_at, finished_at, received_at, due_at, result_at]) from raw.step_run
  union all
  select unnest([paused_at, resumed_at]) from raw.pause
  union all
  select as_of_set from raw.study
)
