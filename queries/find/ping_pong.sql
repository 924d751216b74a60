-- find.ping_pong
-- One row per procedure, two units that dossiers went to and fro between, and week of the evidence window.
--   procedure_code, unit, other_unit, week_no   key; from unit to other_unit and back; a unit of another agency is named with it; week_no counts the window's weeks from 1, by receipt
--   dossiers   dossiers that did so
--   recorded   … with an outcome on record, a pass, of the visit to other_unit
--   owned_s    working seconds of their time owned by the visit to other_unit and by the return
-- Why: a dossier that did so twice counts once.
with dossier as (
  select dossier_no, unit, other_unit, bool_or(recorded) as recorded, sum(owned_s) as owned_s
  from find.round_trip
  group by dossier_no, unit, other_unit
)
select
  d.procedure_code,
  g.unit,
  g.other_unit,
  w.evidence_no as week_no,
  count(*) as dossiers,
  count(*) filter (where g.recorded) as recorded,
  cast(sum(g.owned_s) as bigint) as owned_s
from dossier as g
join model.dossier as d on d.dossier_no = g.dossier_no
join model.week as w on w.week = d.week
where w.evidence_no is not null
group by d.procedure_code, g.unit, g.other_unit, w.evidence_no
