-- measure.step_group
-- One row per procedure, step, agency, unit, channel and distinct sojourn, of the 200 groups with most runs.
--   procedure_code, step, agency, unit, channel, value   key; value as in measure.step_distribution
--   finished, censored, entered   summed over quarters of enabling
-- Why: the report tells how long steps take by group; a country has more groups than a report can list.
with
largest as (
  select procedure_code, step, agency, unit, channel
  from measure.step_week
  group by procedure_code, step, agency, unit, channel
  having sum(n_sojourn) > 0
  order by
    sum(n_sojourn) desc, cast(procedure_code as varchar), cast(step as varchar), cast(agency as varchar),
    cast(unit as varchar), cast(channel as varchar)
  limit 200
)
select
  d.procedure_code, d.step, d.agency, d.unit, d.channel, d.value,
  cast(sum(d.finished) as bigint) as finished,
  cast(sum(d.censored) as bigint) as censored,
  cast(sum(d.entered) as bigint) as entered
from measure.step_distribution as d
join largest as l
  on l.procedure_code = d.procedure_code and l.step = d.step and l.agency = d.agency
  and l.unit = d.unit and l.channel = d.channel
group by d.procedure_code, d.step, d.agency, d.unit, d.channel, d.value
