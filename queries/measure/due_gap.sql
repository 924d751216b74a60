-- measure.due_gap
-- One row per procedure and number of days between due date and end.
--   procedure_code, gap_days   key; calendar days from the due date to the result (an open dossier: to as-of); negative is before
--   n_closed, n_open           dossiers; those that ended at an unknown time are in neither
-- Why: work that expands to its deadline, and padded figures, show just before it.
-- Holds: every dossier with a due date that isn't at fault is counted once
--   select m.n
--   from (select count(*) as n from model.dossier where due_at is not null and not fault and ended <> 'unknown_time') as m
--   cross join (select coalesce(sum(n_closed + n_open), 0) as n from measure.due_gap) as s
--   where s.n <> m.n
select
  procedure_code,
  date_diff('day', cast(due_at as date), cast(end_at as date)) as gap_days,
  count(*) filter (where not censored) as n_closed,
  count(*) filter (where censored) as n_open
from model.dossier
where due_at is not null and not fault and ended <> 'unknown_time'
group by all
