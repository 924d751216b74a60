-- measure.summary
-- One row: the study in figures.
--   dossiers, open_dossiers, closed_dossiers   counts
--   ended_unknown             dossiers that ended at an unknown time
--   step_runs, open_runs      counts
--   faults                    dossiers with a result before their receipt
--   without_receipt           dossiers of which no stamp but the result is known: they have no duration
--   runs_after_result         dossiers with a step run that began after their result
--   late_unfloored            closed dossiers whose result is after their due instant
--   event_span_mean_wall_s, event_span_median_wall_s, event_span_p90_wall_s   first to last stamp of a dossier's event log
--   makespan_closed_mean_wall_s   receipt to result of closed dossiers; biased to the short ones, so shown beside survival curves only
--   officers                  distinct officers
--   start_known_share         share of step runs whose start is known, or known not to have come
-- Why: the first figures that an analyst checks against the source.
-- Holds: a dossier is open, or closed, or ended at an unknown time
--   select dossiers from measure.summary where open_dossiers + closed_dossiers + ended_unknown <> dossiers
select
  count(*) as dossiers,
  count(*) filter (where ended = 'open') as open_dossiers,
  count(*) filter (where ended = 'result') as closed_dossiers,
  count(*) filter (where ended = 'unknown_time') as ended_unknown,
  (select count(*) from model.step_run) as step_runs,
  (select count(*) from model.step_run where censored and ended_at is null) as open_runs,
  count(*) filter (where fault and result_utc < received_utc) as faults,
  count(*) filter (where fault and result_utc = received_utc) as without_receipt,
  (select count(distinct dossier_no) from model.step_run where after_result) as runs_after_result,
  count(*) filter (where late_unfloored) as late_unfloored,
  cast(sum(event_span_wall_s) as double) / nullif(count(event_span_wall_s), 0) as event_span_mean_wall_s,
  quantile_cont(event_span_wall_s, 0.5) as event_span_median_wall_s,
  quantile_cont(event_span_wall_s, 0.9) as event_span_p90_wall_s,
  cast(sum(makespan_wall_s) filter (where not censored and not fault) as double)
    / nullif(count(*) filter (where not censored and not fault), 0) as makespan_closed_mean_wall_s,
  (select count(distinct officer) from model.step_run) as officers,
  (select cast(count(*) filter (where time_basis = 'observed') as double) / nullif(count(*), 0) from model.step_run) as start_known_share
from model.dossier
