-- measure.channel_distribution
-- One row per procedure, channel and distinct makespan, of the 100 procedures with most dossiers both online and at the counter.
--   procedure_code, channel, value   key; counter or online; value as in measure.dossier_distribution
--   finished, censored, entered      summed over agencies and quarters of receipt
-- Why: the report compares both channels dossier by dossier; a country has more procedures than a report can list.
-- Holds: each procedure has both channels
--   select procedure_code from measure.channel_distribution group by procedure_code having count(distinct channel) <> 2
with
told as (
  select
    procedure_code, channel, value,
    cast(sum(finished) as bigint) as finished,
    cast(sum(censored) as bigint) as censored,
    cast(sum(entered) as bigint) as entered
  from measure.dossier_distribution
  where channel in ('counter', 'online')
  group by procedure_code, channel, value
),
both_ways as (
  select procedure_code
  from told
  group by procedure_code
  having count(distinct channel) = 2
  order by sum(finished + censored) desc, cast(procedure_code as varchar)
  limit 100
)
select t.procedure_code, t.channel, t.value, t.finished, t.censored, t.entered
from told as t
join both_ways as b on b.procedure_code = t.procedure_code
