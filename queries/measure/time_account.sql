-- measure.time_account
-- One row per procedure, answering agency, place where time passed, holder and part of the time.
--   procedure_code, answering_agency, step, agency, unit, holder, part   key; answering_agency resolves the dossier;
--                step, agency and unit are those of the run, '' where no run held it (agency is then the answering one);
--                holder is this_unit (a run of the answering agency), other_agency, applicant (clock stopped) or
--                nobody_recorded (after the last run); part is wait, service, unsplit (start unknown), paused or after_last_run
--   n            step runs; dossiers for paused and after_last_run
--   time_s       working seconds, in the calendar of the answering agency
-- Why: where dossiers' time passed and who held them; over all rows it adds up to their makespans exactly. An account, not a verdict on anyone.
-- Holds: all parts add up to the makespans of the dossiers
--   select m.time_s
--   from (select coalesce(sum(makespan_s), 0) as time_s from model.dossier) as m
--   cross join (select coalesce(sum(time_s), 0) as time_s from measure.time_account) as s
--   where s.time_s <> m.time_s
with
run as (
  select
    d.procedure_code,
    d.agency as answering_agency,
    r.step,
    r.agency,
    r.unit,
    count(*) as n,
    count(*) filter (where r.owned_wait_s is null) as n_unsplit,
    cast(coalesce(sum(r.owned_wait_s), 0) as bigint) as wait_s,
    cast(coalesce(sum(r.owned_service_s), 0) as bigint) as service_s,
    cast(coalesce(sum(r.owned_s) filter (where r.owned_wait_s is null), 0) as bigint) as unsplit_s
  from model.step_run as r
  join model.dossier as d on d.dossier_no = r.dossier_no
  where not r.after_result
  group by d.procedure_code, d.agency, r.step, r.agency, r.unit
),
held as (
  select *, case when agency = answering_agency then 'this_unit' else 'other_agency' end as holder
  from run
),
outside as (
  select
    procedure_code,
    agency,
    count(*) filter (where paused_s > 0) as n_paused,
    cast(sum(paused_s) as bigint) as paused_s,
    count(*) filter (where after_last_run_s > 0) as n_after,
    cast(sum(after_last_run_s) as bigint) as after_s
  from model.dossier
  group by procedure_code, agency
)
select procedure_code, answering_agency, step, agency, unit, holder, 'wait' as part, n - n_unsplit as n, wait_s as time_s
from held
where n > n_unsplit
union all
select procedure_code, answering_agency, step, agency, unit, holder, 'service', n - n_unsplit, service_s
from held
where n > n_unsplit
union all
select procedure_code, answering_agency, step, agency, unit, holder, 'unsplit', n_unsplit, unsplit_s
from held
where n_unsplit > 0
union all
select procedure_code, agency, '', agency, '', 'applicant', 'paused', n_paused, paused_s
from outside
where n_paused > 0
union all
select procedure_code, agency, '', agency, '', 'nobody_recorded', 'after_last_run', n_after, after_s
from outside
where n_after > 0
