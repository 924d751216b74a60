-- find.same_hands
-- One row per procedure, step, next step of the dossier, and week of the evidence window.
--   procedure_code, step, other_step, week_no   key; other_step is '' where no run follows; week_no counts the window's weeks from 1, by enabling of step
--   n         runs of step
--   n_known   those of which both officers are known
--   same      those that one officer did both of
--   owned_s   working seconds of dossiers' time that the next runs own
-- Why: two steps that one officer always does in a row are one step. Fewer than three officers in all are placeholders (a system, "staff"), not persons: then nobody is known.
with run as (
  select
    procedure_code,
    step,
    next_step,
    week,
    officer,
    next_officer,
    lead(owned_s) over (partition by dossier_no order by run_no) as next_owned_s
  from model.step_run
),
counted as (
  select
    r.procedure_code,
    r.step,
    r.next_step,
    w.evidence_no as week_no,
    count(*) as n,
    count(*) filter (where r.officer is not null and r.next_officer is not null) as n_known,
    count(*) filter (where r.officer = r.next_officer) as same,
    cast(coalesce(sum(r.next_owned_s), 0) as bigint) as owned_s
  from run as r
  join model.week as w on w.week = r.week
  where w.evidence_no is not null
  group by r.procedure_code, r.step, r.next_step, w.evidence_no
)
select
  c.procedure_code,
  c.step,
  coalesce(c.next_step, '') as other_step,
  c.week_no,
  c.n,
  case when s.officers >= 3 then c.n_known else 0 end as n_known,
  case when s.officers >= 3 then c.same else 0 end as same,
  c.owned_s
from counted as c
cross join measure.summary as s
