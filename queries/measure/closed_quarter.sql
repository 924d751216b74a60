-- measure.closed_quarter
-- One row per quarter of closing.
--   quarter      key; calendar quarter of the result
--   n            dossiers closed in it
--   makespan_s   their makespans, summed
-- Why: the mean that reports print, to be shown beside what cohorts of receipt say and never in their place.
with closed as (
  select date_trunc('quarter', result_at) as quarter_at, count(*) as n, cast(sum(makespan_s) as bigint) as makespan_s
  from model.dossier
  where not censored and not fault
  group by date_trunc('quarter', result_at)
)
select
  year(quarter_at) || '-Q' || quarter(quarter_at) as quarter,
  n,
  makespan_s
from closed
