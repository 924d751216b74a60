-- measure.receipt_age
-- One row per whole number of days, of dossiers received since the log's first result.
--   days       key; calendar days
--   closed     closed dossiers received so many days before the log's last result
--   open       open dossiers received so many days before it
--   took       closed dossiers that took so many days from receipt to result
--   longest    the most days that a closed dossier received so many days before it took; null without one
-- Why: whether the export was chosen by date of closing shows in which dossiers are missing among the last cohorts.
with
closed_dossier as (
  select cast(received_at as date) as received_on, cast(result_at as date) as result_on
  from model.dossier
  where not censored and not fault
),
bound as (
  select min(result_on) as first_on, max(result_on) as last_on from closed_dossier
),
closed_age as (
  select
    date_diff('day', d.received_on, b.last_on) as days,
    count(*) as n,
    max(date_diff('day', d.received_on, d.result_on)) as longest
  from closed_dossier as d
  cross join bound as b
  where d.received_on >= b.first_on
  group by date_diff('day', d.received_on, b.last_on)
),
took as (
  select date_diff('day', d.received_on, d.result_on) as days, count(*) as n
  from closed_dossier as d
  cross join bound as b
  where d.received_on >= b.first_on
  group by date_diff('day', d.received_on, d.result_on)
),
open_age as (
  select date_diff('day', cast(d.received_at as date), b.last_on) as days, count(*) as n
  from model.dossier as d
  cross join bound as b
  where d.ended = 'open' and cast(d.received_at as date) between b.first_on and b.last_on
  group by date_diff('day', cast(d.received_at as date), b.last_on)
),
told as (
  select days, n as closed, 0 as open, 0 as took, longest from closed_age
  union all
  select days, 0, n, 0, null from open_age
  union all
  select days, 0, 0, n, null from took
)
select
  days,
  cast(sum(closed) as bigint) as closed,
  cast(sum(open) as bigint) as open,
  cast(sum(took) as bigint) as took,
  max(longest) as longest
from told
group by days
