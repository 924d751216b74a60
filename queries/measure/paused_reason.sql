-- measure.paused_reason
-- One row per procedure, agency and reason of stopped clocks.
--   procedure_code, agency, reason   key; '' where not recorded
--   dossiers   dossiers that were stopped for it
--   stops      stops
--   paused_s   working seconds that they own; over all reasons, the paused time of the agency's dossiers
-- Why: time that nobody works is to be told by who or what it waits for.
-- Holds: the reasons of an agency's stops add up to the paused time of its dossiers
--   select procedure_code, agency from model.dossier group by all having sum(paused_s) > 0
--   except
--   select d.procedure_code, d.agency
--   from (select procedure_code, agency, sum(paused_s) as paused_s from model.dossier group by all) as d
--   join (select procedure_code, agency, sum(paused_s) as paused_s from measure.paused_reason group by all) as p
--     on p.procedure_code = d.procedure_code and p.agency = d.agency and p.paused_s = d.paused_s
select
  d.procedure_code,
  d.agency,
  p.reason,
  count(*) as dossiers,
  cast(sum(p.stops) as bigint) as stops,
  cast(sum(p.paused_s) as bigint) as paused_s
from model.pause_reason as p
join model.dossier as d on d.dossier_no = p.dossier_no
group by d.procedure_code, d.agency, p.reason
