-- stage.study_parameter
-- One row: every parameter of the study that a query reads.
--   as_of             instant up to which everything is known; by default the latest actual stamp of the data, but for those far beyond all others
--   as_of_utc         its UTC twin; by default that of the latest actual stamp
--   period_from       first day of the reporting period; by default that of the bulk of the stamps
--   period_to         last day of the reporting period
--   evidence_from     Monday of the first week of the evidence window
--   evidence_weeks    weeks of the evidence window: the trailing 52 whole weeks, or all that there are
--   resolution_s      width of a distribution's bins, in seconds (60 or 1)
--   office_day_s      length of an office day, in seconds
--   suppress_below    groups with fewer dossiers are not shown
--   result_known      whether any dossier has a result, or had one that was set aside: where none has, the last finish stands for it
--   bulk_size         dossiers closed at one instant that make a bulk
--   batch_size         runs of one step done in one go that make a batch
--   batch_gap_s       seconds that may pass within a batch between an end and the next start
-- Why: a query rerun by hand next year must see the same parameters, so they are data and not pasted text.
with
stamp as (
  select
    arg_max(t.stamp_at, t.stamp_utc) filter (where cast(t.stamp_at as date) <= b.last_on) as last_at,
    max(t.stamp_utc) filter (where cast(t.stamp_at as date) <= b.last_on) as last_utc,
    coalesce(bool_or(t.is_result), false)
      or exists (select 1 from stage.value_fault where relation in ('dossier', 'step_run') and field in ('result_at', 'returned_at')) as result_known,
    any_value(b.first_on) as first_on
  from (
    select received_at as stamp_at, received_utc as stamp_utc, false as is_result from raw.dossier
    union all select submitted_at, submitted_utc, false from raw.dossier
    union all select result_at, result_utc, result_at is not null from raw.dossier
    union all select returned_at, returned_utc, returned_at is not null from raw.dossier
    union all select first_event_at, first_event_utc, false from raw.dossier
    union all select last_event_at, last_event_utc, false from raw.dossier
    union all select received_at, received_utc, false from raw.step_run
    union all select result_at, result_utc, result_at is not null from raw.step_run
    union all select started_at, started_utc, false from raw.step_run
    union all select finished_at, finished_utc, false from raw.step_run
    union all select ended_at, ended_utc, false from raw.step_run
    union all select held_at, held_utc, false from raw.run_hold
    union all select resumed_at, resumed_utc, false from raw.run_hold
  ) as t
  cross join stage.stamp_bulk as b
),
chosen as (
  select
    s.*,
    stamp.first_on,
    stamp.result_known,
    coalesce(s.as_of_set, stamp.last_at) as as_of,
    coalesce(s.as_of_utc_set, stamp.last_utc) as as_of_utc
  from raw.study as s, stamp
),
window_of as (
  select
    *,
    -- The current week counts as whole from Friday 17:00 on.
    cast(date_trunc('week', as_of + interval 55 hours) as date) - 7 as last_week,
    cast(date_trunc('week', first_on) as date) as first_week
  from chosen
)
select
  as_of,
  as_of_utc,
  coalesce(period_from_set, first_on) as period_from,
  coalesce(period_to_set, cast(as_of as date)) as period_to,
  greatest(first_week, last_week - 7 * 51) as evidence_from,
  cast(greatest(0, (last_week - greatest(first_week, last_week - 7 * 51)) // 7 + 1) as integer) as evidence_weeks,
  resolution_s,
  office_day_s,
  suppress_below,
  result_known,
  bulk_size,
  batch_size,
  batch_gap_s
from window_of
