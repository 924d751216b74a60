-- measure.step_distribution
-- One row per procedure, step, agency, channel and distinct sojourn.
--   procedure_code, step, agency, channel, value   key; value is the working sojourn in units of stage.study_parameter.resolution_s, rounded half up
--   finished, censored   runs with that sojourn (a censored one: so far)
--   entered              runs that came under observation at that value (delayed entry)
-- Why: a group's whole distribution as counts; quantiles and survival curves come exactly from it, and it merges by addition.
-- Holds: every run with a known sojourn is counted once
--   select m.n
--   from (select count(*) as n from model.step_run where sojourn_s is not null) as m
--   cross join (select coalesce(sum(finished + censored), 0) as n from measure.step_distribution) as s
--   where s.n <> m.n
select
  r.procedure_code, r.step, r.agency, r.channel,
  (r.sojourn_s + p.resolution_s // 2) // p.resolution_s as value,
  count(*) filter (where not r.censored) as finished,
  count(*) filter (where r.censored) as censored,
  0 as entered
from model.step_run as r
cross join stage.study_parameter as p
where r.sojourn_s is not null
group by all
