-- measure.lateness
-- One row per procedure, agency, step and holder of overdue time.
--   procedure_code, agency, step, holder   key; agency is the one that resolves the dossier; step is '' where no step held it
--   dossiers    overdue dossiers
--   overdue_s   their overdue time that is accounted here
-- Why: who held the dossier while it became late: this_unit, other_agency, applicant (paused), nobody_recorded, or deadline_too_short for the plan.
-- Holds: what is held adds up to the overdue time of each procedure
--   select procedure_code
--   from (
--     select procedure_code, sum(overdue_s) as overdue_s from model.dossier where overdue_s > 0 group by procedure_code
--     except
--     select procedure_code, sum(overdue_s) from measure.lateness group by procedure_code
--   )
select
  procedure_code,
  answering_agency as agency,
  step,
  holder,
  count(distinct dossier_no) as dossiers,
  cast(sum(overdue_s) as bigint) as overdue_s
from model.lateness
group by procedure_code, answering_agency, step, holder
