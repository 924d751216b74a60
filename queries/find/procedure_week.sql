-- find.procedure_week
-- One row per procedure and week of the evidence window with dossiers.
--   procedure_code, week_no   key; week_no counts the window's weeks from 1, by receipt
--   n            dossiers
--   n_censored   open ones
-- Why: what a share of a procedure's dossiers is a share of.
select
  d.procedure_code,
  w.evidence_no as week_no,
  cast(sum(d.n) as bigint) as n,
  cast(sum(d.n_censored) as bigint) as n_censored
from measure.dossier_week as d
join model.week as w on w.week = d.week
where w.evidence_no is not null
group by d.procedure_code, w.evidence_no
