-- find.ping_pong_way
-- One row per pair of units that dossiers went to and fro between, group of step runs on these ways, and week of the evidence window.
--   procedure_code, from_unit, other_unit   key; as unit and other_unit in find.ping_pong
--   step, agency, unit, channel, week_no   key; the runs of the visit to other_unit, and those of the return that do again what was done; week_no counts the window's weeks from 1, by enabling
--   n                 such runs
--   owned_s, owned_wait_s, owned_service_s   summed parts of their dossiers' makespans
--   service_s         officers' time in the runs whose wait is known
--   paused_s          working seconds for which the clock stood on the way
-- Why: without the way its runs go, and the stops that they bring about; what the return does for the first time stays (methods §9).
-- Holds: a pair of units has no more runs on its ways than its procedure has runs
--   select g.procedure_code, g.from_unit, g.other_unit
--   from (select procedure_code, from_unit, other_unit, sum(n) as n from find.ping_pong_way group by all) as g
--   join (select procedure_code, count(*) as n from model.step_run group by all) as r on r.procedure_code = g.procedure_code
--   where g.n > r.n
select
  r.procedure_code,
  t.unit as from_unit,
  t.other_unit,
  r.step,
  r.agency,
  r.unit,
  r.channel,
  w.evidence_no as week_no,
  count(*) as n,
  cast(sum(r.owned_s) as bigint) as owned_s,
  cast(coalesce(sum(r.owned_wait_s), 0) as bigint) as owned_wait_s,
  cast(coalesce(sum(r.owned_service_s), 0) as bigint) as owned_service_s,
  cast(coalesce(sum(r.service_s) filter (where r.wait_s is not null), 0) as bigint) as service_s,
  cast(coalesce(sum(b.paused_s), 0) as bigint) as paused_s
from find.round_trip as t
join model.step_run as r on r.dossier_no = t.dossier_no and r.run_no between t.from_no and t.to_no
join model.week as w on w.week = r.week
left join model.pause_before as b on b.dossier_no = r.dossier_no and b.run_no = r.run_no
where w.evidence_no is not null
group by r.procedure_code, t.unit, t.other_unit, r.step, r.agency, r.unit, r.channel, w.evidence_no
