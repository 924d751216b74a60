-- measure.peer_distribution
-- One row per procedure, step, agency and distinct sojourn, of the 60 steps with most runs that several agencies do.
--   procedure_code, step, agency, value   key; value as in measure.step_distribution
--   finished, censored, entered           summed over channels
-- Why: the report compares agencies run by run; a country has more steps than a report can list.
-- Holds: no more runs than the distribution has
--   select m.n
--   from (select coalesce(sum(finished + censored), 0) as n from measure.peer_distribution) as m
--   cross join (select coalesce(sum(finished + censored), 0) as n from measure.step_distribution) as s
--   where m.n > s.n
with
shared as (
  select procedure_code, step
  from measure.step_week
  group by procedure_code, step
  having count(distinct agency) > 1 and sum(n_sojourn) > 0
  order by sum(n_sojourn) desc, cast(procedure_code as varchar), cast(step as varchar)
  limit 60
)
select
  d.procedure_code, d.step, d.agency, d.value,
  cast(sum(d.finished) as bigint) as finished,
  cast(sum(d.censored) as bigint) as censored,
  cast(sum(d.entered) as bigint) as entered
from measure.step_distribution as d
join shared as s on s.procedure_code = d.procedure_code and s.step = d.step
group by d.procedure_code, d.step, d.agency, d.value
