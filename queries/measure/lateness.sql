-- measure.lateness
-- One row per procedure, agency, step and holder of overdue time.
--   procedure_code, agency, step, holder   key; agency is the one that resolves the dossier; step is '' where no step held it
--   dossiers    overdue dossiers
--   overdue_s   their overdue time that is accounted here
-- Why: who held the dossier while it became late: this_unit, other_agency, applicant (paused), nobody_recorded, or deadline_too_short for the plan.
with held as (
  select
    l.dossier_no,
    l.overdue_s,
    d.procedure_code,
    d.agency,
    case when l.part = 'run' then r.step else '' end as step,
    case l.part
      when 'run' then case when r.agency = d.agency then 'this_unit' else 'other_agency' end
      when 'paused' then 'applicant'
      when 'after_last_run' then 'nobody_recorded'
      else 'deadline_too_short'
    end as holder
  from model.lateness as l
  join model.dossier as d on d.dossier_no = l.dossier_no
  left join model.step_run as r on r.dossier_no = l.dossier_no and r.run_no = l.run_no
)
select
  procedure_code, agency, step, holder,
  count(distinct dossier_no) as dossiers,
  cast(sum(overdue_s) as bigint) as overdue_s
from held
group by procedure_code, agency, step, holder
