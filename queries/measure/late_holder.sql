-- measure.late_holder
-- One row per procedure, answering agency and holder of overdue time.
--   procedure_code, answering_agency, holder   key; as in model.lateness
--   dossiers    overdue dossiers of which it held a part; a dossier has one procedure and one answering agency, so they add up
--   overdue_s   the overdue time that is accounted to it
-- Why: who held the dossiers that became late; an account of where time went, not a verdict on anyone (methods §1).
-- Holds: all holders add up to the overdue time of the dossiers
--   select m.overdue_s
--   from (select coalesce(sum(overdue_s), 0) as overdue_s from model.dossier) as m
--   cross join (select coalesce(sum(overdue_s), 0) as overdue_s from measure.late_holder) as s
--   where s.overdue_s <> m.overdue_s
select
  procedure_code,
  answering_agency,
  holder,
  count(distinct dossier_no) as dossiers,
  cast(sum(overdue_s) as bigint) as overdue_s
from model.lateness
group by procedure_code, answering_agency, holder
