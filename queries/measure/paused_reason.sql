-- measure.paused_reason
-- One row per procedure, agency and reason of stopped clocks.
--   procedure_code, agency, reason   key; '' where not recorded
--   dossiers   dossiers that were stopped for it
--   stops      stops
--   paused_s   working seconds that they own; over all reasons, the paused time of the agency's dossiers
-- Why: time that nobody works is to be told by who or what it waits for.
select
  d.procedure_code,
  d.agency,
  p.reason,
  count(*) as dossiers,
  cast(sum(p.stops) as bigint) as stops,
  cast(sum(p.paused_s) as bigint) as paused_s
from model.pause_reason as p
join model.dossier as d on d.dossier_id = p.dossier_id
group by d.procedure_code, d.agency, p.reason
