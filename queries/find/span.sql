-- find.span
-- One row: the weeks that the runs reach over.
--   first_week   Monday of the first week with a run; null without runs
--   weeks        from that one to the last one with a run, both counted
-- Why: rare events are counted over all of the data, and a week without runs is a week too.
select
  min(week) as first_week,
  cast(coalesce((max(week) - min(week)) // 7 + 1, 0) as integer) as weeks
from model.step_run
