-- measure.completion
-- One row per quarter of receipt and distinct makespan.
--   quarter, value   key; as in measure.dossier_distribution
--   finished, censored, refused, withdrawn, entered   summed over procedures, agencies and channels
-- Why: the curves of the report rest on all dossiers of a quarter.
select
  quarter, value,
  cast(sum(finished) as bigint) as finished,
  cast(sum(censored) as bigint) as censored,
  cast(sum(refused) as bigint) as refused,
  cast(sum(withdrawn) as bigint) as withdrawn,
  cast(sum(entered) as bigint) as entered
from measure.dossier_distribution
group by quarter, value
