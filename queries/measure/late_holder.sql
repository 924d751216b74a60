-- measure.late_holder
-- One row per procedure, answering agency and holder of overdue time.
--   procedure_code, answering_agency, holder   key; as in model.lateness
--   dossiers    overdue dossiers of which it held a part; a dossier has one procedure and one answering agency, so they add up
--   overdue_s   the overdue time that is accounted to it
-- Why: who held the dossiers that became late; an account of where time went, not a verdict on anyone (methods §1).
select
  procedure_code,
  answering_agency,
  holder,
  count(distinct dossier_no) as dossiers,
  cast(sum(overdue_s) as bigint) as overdue_s
from model.lateness
group by procedure_code, answering_agency, holder
