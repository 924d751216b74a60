-- find.delay_share
-- One row per procedure, step and holder with overdue time.
--   procedure_code, step, holder   key; step is '' where no step held the dossier
--   dossiers    overdue dossiers that it has a share in
--   overdue_s   working seconds after the due date that fall to it
-- Why: the account of a procedure's delay, whichever agency answers for the dossier.
-- Holds: all overdue time is shared out
--   select m.overdue_s
--   from (select coalesce(sum(overdue_s), 0) as overdue_s from model.dossier) as m
--   cross join (select coalesce(sum(overdue_s), 0) as overdue_s from find.delay_share) as s
--   where s.overdue_s <> m.overdue_s
select
  procedure_code,
  step,
  holder,
  cast(sum(dossiers) as bigint) as dossiers,
  cast(sum(overdue_s) as bigint) as overdue_s
from measure.lateness
where overdue_s > 0
group by procedure_code, step, holder
