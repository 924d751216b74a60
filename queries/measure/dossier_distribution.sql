-- measure.dossier_distribution
-- One row per procedure, agency, channel, quarter of receipt and distinct makespan.
--   procedure_code, agency, channel, quarter, value   key; value is the working makespan in units of stage.study_parameter.resolution_s, rounded half up
--   finished, censored   dossiers with that makespan (an open one: so far)
--   entered              dossiers that came under observation at that value (delayed entry)
-- Why: time to completion with open dossiers, by cohort of receipt; merges by addition.
-- Holds: every dossier that isn't at fault is counted once
--   select m.n
--   from (select count(*) as n from model.dossier where not fault) as m
--   cross join (select coalesce(sum(finished + censored), 0) as n from measure.dossier_distribution) as s
--   where s.n <> m.n
select
  d.procedure_code, d.agency, d.channel, d.quarter,
  (d.makespan_s + p.resolution_s // 2) // p.resolution_s as value,
  count(*) filter (where not d.censored) as finished,
  count(*) filter (where d.censored) as censored,
  0 as entered
from model.dossier as d
cross join stage.study_parameter as p
where not d.fault
group by all
