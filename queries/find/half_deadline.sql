-- find.half_deadline
-- One row per procedure and week of the evidence window with dossiers of which half of the deadline has passed.
--   procedure_code, week_no   key; week_no counts the window's weeks from 1, by receipt
--   n            dossiers received at least half of their first deadline before as-of
--   n_censored   open ones
--   needed       those that needed more than half of it; open ones so far
--   allowed_s    working seconds from receipt to the first due date, summed
-- Why: of each of these dossiers it is known whether it needed half of its deadline, so none is left out for being slow.
select
  d.procedure_code,
  w.evidence_no as week_no,
  count(*) as n,
  count(*) filter (where d.censored) as n_censored,
  count(*) filter (where 2 * d.makespan_s > d.allowed_s) as needed,
  cast(sum(d.allowed_s) as bigint) as allowed_s
from model.dossier as d
join model.week as w on w.week = d.week
where w.evidence_no is not null
  and d.allowed_s > 0
  and not d.fault
  and 2 * d.followed_s >= d.allowed_s
group by d.procedure_code, w.evidence_no
