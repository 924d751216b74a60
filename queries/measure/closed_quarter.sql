-- measure.closed_quarter
-- One row per quarter of closing.
--   quarter      key; calendar quarter of the result
--   n            dossiers closed in it
--   makespan_s   their makespans, summed
-- Why: the mean that reports print, to be shown beside what cohorts of receipt say and never in their place.
select
  year(result_at) || '-Q' || quarter(result_at) as quarter,
  count(*) as n,
  cast(sum(makespan_s) as bigint) as makespan_s
from model.dossier
where not censored and not fault
group by year(result_at) || '-Q' || quarter(result_at)
