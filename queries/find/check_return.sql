-- find.check_return
-- One row per check, group of step runs that dossiers took on their way back to it, and week of the evidence window.
--   procedure_code, by_step, by_agency   key; the check whose outcome was other than a pass
--   step, agency, unit, channel, week_no   key; the runs from there until the dossier came to the check again; week_no counts the window's weeks from 1, by enabling
--   n                 such runs
--   owned_s, owned_wait_s, owned_service_s   summed parts of their dossiers' makespans; 0 for the check itself
--   service_s         officers' time in the runs whose wait is known; 0 for the check itself
--   paused_s          working seconds for which the clock stood on the way, up to the check itself
-- Why: a check that is done away with sends nothing back and asks for nothing: what is done again on the way to it goes as well (methods §9).
-- Holds: nothing is owned twice
--   select g.procedure_code, g.by_step
--   from (select procedure_code, by_step, sum(owned_s) as owned_s from find.check_return group by all) as g
--   join (select procedure_code, sum(owned_s) as owned_s from model.step_run group by all) as r on r.procedure_code = g.procedure_code
--   where g.owned_s > r.owned_s
with
visit as (
  select
    dossier_no, run_no, step, agency, changed,
    lead(run_no) over (partition by dossier_no, step order by run_no) as again_no
  from model.step_run
  where role = 'check'
),
way as (
  select dossier_no, run_no, step as by_step, agency as by_agency, again_no
  from visit
  where changed and again_no is not null
)
select
  r.procedure_code,
  y.by_step,
  y.by_agency,
  r.step,
  r.agency,
  r.unit,
  r.channel,
  w.evidence_no as week_no,
  count(*) as n,
  cast(coalesce(sum(r.owned_s) filter (where r.run_no < y.again_no), 0) as bigint) as owned_s,
  cast(coalesce(sum(r.owned_wait_s) filter (where r.run_no < y.again_no), 0) as bigint) as owned_wait_s,
  cast(coalesce(sum(r.owned_service_s) filter (where r.run_no < y.again_no), 0) as bigint) as owned_service_s,
  cast(coalesce(sum(r.service_s) filter (where r.run_no < y.again_no and r.wait_s is not null), 0) as bigint) as service_s,
  cast(coalesce(sum(b.paused_s), 0) as bigint) as paused_s
from way as y
join model.step_run as r on r.dossier_no = y.dossier_no and r.run_no > y.run_no and r.run_no <= y.again_no
join model.week as w on w.week = r.week
left join model.pause_before as b on b.dossier_no = r.dossier_no and b.run_no = r.run_no
where w.evidence_no is not null
group by r.procedure_code, y.by_step, y.by_agency, r.step, r.agency, r.unit, r.channel, w.evidence_no
