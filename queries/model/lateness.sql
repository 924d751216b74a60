-- model.lateness
-- One row per part of an overdue dossier's time that claims a share of its overdue time.
--   dossier_id, part, run_no   key; part is run, paused, after_last_run or deadline_too_short; run_no is 0 for all but run
--   dossier_no   number of the dossier: joins are by it
--   procedure_code, answering_agency   of the dossier; that agency resolves it
--   step, agency, unit   of the run; step and unit are '' and agency the answering one where no run held it
--   holder     this_unit (a run of the answering agency), other_agency, applicant (paused), nobody_recorded (after the last run), deadline_too_short
--   claim_s    what it owned beyond its plan, else beyond the median of its procedure and step; paused and after_last_run claim all that they own
--   overdue_s  its share of the dossier's overdue time; the shares of a dossier add up to it exactly
-- Why: an account of where overdue time went (methods §1), not a verdict on anyone.
-- Holds: the shares of a dossier add up to its overdue time
--   select dossier_no
--   from (
--     select dossier_no, sum(overdue_s) as overdue_s from model.dossier where overdue_s > 0 group by dossier_no
--     except
--     select dossier_no, sum(overdue_s) from model.lateness group by dossier_no
--   )
-- Holds: only overdue dossiers have shares, and none is negative
--   select l.dossier_no
--   from model.lateness as l
--   left join model.dossier as d on d.dossier_no = l.dossier_no and d.overdue_s > 0
--   where d.dossier_no is null or l.overdue_s < 0
with
late as (
  select dossier_id, dossier_no, procedure_code, agency as answering_agency, overdue_s, paused_s, after_last_run_s
  from model.dossier
  where overdue_s > 0
),
late_run as (
  select r.dossier_no, r.run_no, r.procedure_code, r.step, r.agency, r.unit, r.owned_s, r.planned_s, l.answering_agency
  from model.step_run as r
  join late as l on l.dossier_no = r.dossier_no
),
unplanned as (
  select distinct procedure_code, step from late_run where planned_s is null
),
usual as (
  select r.procedure_code, r.step, cast(floor(quantile_cont(r.owned_s, 0.5)) as bigint) as median_s
  from model.step_run as r
  join unplanned as u on u.procedure_code = r.procedure_code and u.step = r.step
  where not r.censored and not r.after_result
  group by r.procedure_code, r.step
),
claim as (
  select
    r.dossier_no, 'run' as part, r.run_no, r.step, r.agency, r.unit,
    case when r.agency = r.answering_agency then 'this_unit' else 'other_agency' end as holder,
    greatest(0, r.owned_s - coalesce(r.planned_s, u.median_s, 0)) as claim_s
  from late_run as r
  left join usual as u on u.procedure_code = r.procedure_code and u.step = r.step
  union all
  select dossier_no, 'paused', 0, '', answering_agency, '', 'applicant', paused_s from late
  union all
  select dossier_no, 'after_last_run', 0, '', answering_agency, '', 'nobody_recorded', after_last_run_s from late
),
totalled as (
  select dossier_no, cast(sum(claim_s) as bigint) as total_s from claim group by dossier_no
),
ordered as (
  select
    c.*, l.dossier_id, l.procedure_code, l.answering_agency, l.overdue_s, t.total_s,
    cast(sum(c.claim_s) over (
      partition by c.dossier_no order by c.part, c.run_no rows between unbounded preceding and current row
    ) as bigint) as reached_s
  from claim as c
  join totalled as t on t.dossier_no = c.dossier_no
  join late as l on l.dossier_no = c.dossier_no
  where c.claim_s > 0
)
select
  dossier_id, part, run_no, dossier_no, procedure_code, answering_agency, step, agency, unit, holder, claim_s,
  -- Cumulative floors: whole seconds that add up exactly.
  cast(cast(overdue_s as hugeint) * reached_s // total_s - cast(overdue_s as hugeint) * (reached_s - claim_s) // total_s as bigint) as overdue_s
from ordered
union all
select
  l.dossier_id, 'deadline_too_short', 0, l.dossier_no, l.procedure_code, l.answering_agency, '', l.answering_agency, '',
  'deadline_too_short', 0, l.overdue_s
from late as l
join totalled as t on t.dossier_no = l.dossier_no
where t.total_s = 0
