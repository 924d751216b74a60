-- find.channel_time
-- One row per procedure, channel, and week of the evidence window with dossiers followed for long enough.
--   procedure_code, channel, week_no   key; week_no counts the window's weeks from 1, by receipt
--   n            dossiers received at least the limit before as-of
--   n_censored   open ones
--   time_s       working seconds from receipt to result, none above the limit, summed
-- Why: channels of a procedure are compared by sums, cut off at its limit (find.restricted_time).
select
  procedure_code,
  channel,
  week_no,
  cast(sum(n) as bigint) as n,
  cast(sum(n_censored) as bigint) as n_censored,
  cast(sum(time_s) as bigint) as time_s
from find.restricted_time
group by procedure_code, channel, week_no
