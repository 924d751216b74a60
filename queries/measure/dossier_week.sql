-- measure.dossier_week
-- One row per procedure, agency, channel and week of receipt.
--   procedure_code, agency, channel, week   key
--   n, n_censored   dossiers
--   makespan_s, paused_s   summed; an open dossier's up to as-of
--   n_overdue, overdue_s   dossiers past their due date, and by how much
-- Why: the weekly series of dossiers that evidence rests on; merges by addition.
-- Holds: dossiers, makespans and overdue time add up to those of model.dossier
--   select m.n
--   from (
--     select count(*) as n, coalesce(sum(makespan_s), 0) as makespan_s, coalesce(sum(overdue_s), 0) as overdue_s
--     from model.dossier
--   ) as m
--   cross join (
--     select
--       coalesce(sum(n), 0) as n, coalesce(sum(makespan_s), 0) as makespan_s, coalesce(sum(overdue_s), 0) as overdue_s
--     from measure.dossier_week
--   ) as s
--   where s.n <> m.n or s.makespan_s <> m.makespan_s or s.overdue_s <> m.overdue_s
select
  procedure_code, agency, channel, week,
  count(*) as n,
  count(*) filter (where censored) as n_censored,
  cast(sum(makespan_s) as bigint) as makespan_s,
  cast(sum(paused_s) as bigint) as paused_s,
  count(*) filter (where overdue_s > 0) as n_overdue,
  cast(sum(overdue_s) as bigint) as overdue_s
from model.dossier
group by procedure_code, agency, channel, week
