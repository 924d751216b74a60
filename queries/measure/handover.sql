-- measure.handover
-- One row per procedure and pair of steps that directly follow each other between two desks.
--   procedure_code, from_step, to_step, from_agency, from_unit, to_agency, to_unit   key
--   n                hand-overs
--   n_officer_known, n_same_officer   of those with both officers known, and by one officer
--   n_wait, wait_s   hand-overs whose second run has a known wait, and its sum (working)
--   owned_s          makespan owned by the second runs
-- Why: where a dossier changes hands, and what that costs.
-- Holds: each run of a dossier but its last is one hand-over
--   select m.n
--   from (select count(*) - count(distinct dossier_id) as n from model.step_run) as m
--   cross join (select coalesce(sum(n), 0) as n from measure.handover) as s
--   where s.n <> m.n
with pair as (
  select
    procedure_code,
    step as from_step,
    lead(step) over path as to_step,
    agency as from_agency,
    unit as from_unit,
    lead(agency) over path as to_agency,
    lead(unit) over path as to_unit,
    officer as from_officer,
    lead(officer) over path as to_officer,
    lead(wait_s) over path as wait_s,
    lead(owned_s) over path as owned_s
  from model.step_run
  window path as (partition by dossier_no order by run_no)
)
select
  procedure_code, from_step, to_step, from_agency, from_unit, to_agency, to_unit,
  count(*) as n,
  count(*) filter (where from_officer is not null and to_officer is not null) as n_officer_known,
  count(*) filter (where from_officer = to_officer) as n_same_officer,
  count(wait_s) as n_wait,
  cast(coalesce(sum(wait_s), 0) as bigint) as wait_s,
  cast(sum(owned_s) as bigint) as owned_s
from pair
where to_step is not null
group by procedure_code, from_step, to_step, from_agency, from_unit, to_agency, to_unit
