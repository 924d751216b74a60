-- measure.dossier_group
-- One row per procedure, agency, channel and distinct makespan, of the 200 groups with most dossiers.
--   procedure_code, agency, channel, value   key; value as in measure.dossier_distribution
--   finished, censored, entered   summed over quarters of receipt
-- Why: the report tells how long things take by group; a country has more groups than a report can list.
with
told as (
  select
    procedure_code, agency, channel, value,
    sum(finished) as finished,
    sum(censored) as censored,
    sum(entered) as entered
  from measure.dossier_distribution
  group by procedure_code, agency, channel, value
),
largest as (
  select procedure_code, agency, channel
  from told
  group by procedure_code, agency, channel
  order by sum(finished + censored) desc, cast(procedure_code as varchar), cast(agency as varchar), cast(channel as varchar)
  limit 200
)
select
  t.procedure_code, t.agency, t.channel, t.value,
  cast(t.finished as bigint) as finished,
  cast(t.censored as bigint) as censored,
  cast(t.entered as bigint) as entered
from told as t
join largest as l
  on l.procedure_code = t.procedure_code and l.agency = t.agency and l.channel = t.channel
