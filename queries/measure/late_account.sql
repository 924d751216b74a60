-- measure.late_account
-- One row per procedure, answering agency, place that held overdue dossiers, and holder.
--   procedure_code, answering_agency, step, agency, unit, holder   key; as in model.lateness
--   parts       stretches of dossiers' time that are accounted here
--   overdue_s   their share of the overdue time
-- Why: overdue time by step, unit and agency; over all rows it adds up to the overdue time of all dossiers exactly.
-- Holds: all places add up to the overdue time of the dossiers
--   select m.overdue_s
--   from (select coalesce(sum(overdue_s), 0) as overdue_s from model.dossier) as m
--   cross join (select coalesce(sum(overdue_s), 0) as overdue_s from measure.late_account) as s
--   where s.overdue_s <> m.overdue_s
select
  procedure_code,
  answering_agency,
  step,
  agency,
  unit,
  holder,
  count(*) as parts,
  cast(sum(overdue_s) as bigint) as overdue_s
from model.lateness
group by procedure_code, answering_agency, step, agency, unit, holder
