-- stage.stamp_bulk
-- One row: the days between which the study's actual stamps lie, but for a few that lie far off.
--   first_on   day of the first stamp of the bulk; null without stamps
--   last_on    day of its last stamp
--   earliest_on   day of the first stamp of all
--   stamps     stamps in all
--   early      stamps more than two years before the bulk
--   late       stamps more than two years after it
-- Why: one cell that says 2042 among stamps of 2024 must choose neither as-of nor the period, nor how far a calendar reaches. Two years without a stamp cut the bulk off where at most three stamps lie beyond, or one in a thousand, and at least three times as many on this side. Due dates are promises and no stamps.
with
stamp as (
  select cast(received_at as date) as day from raw.dossier
  union all select cast(submitted_at as date) from raw.dossier
  union all select cast(result_at as date) from raw.dossier
  union all select cast(returned_at as date) from raw.dossier
  union all select cast(first_event_at as date) from raw.dossier
  union all select cast(last_event_at as date) from raw.dossier
  union all select cast(received_at as date) from raw.step_run
  union all select cast(result_at as date) from raw.step_run
  union all select cast(started_at as date) from raw.step_run
  union all select cast(finished_at as date) from raw.step_run
  union all select cast(ended_at as date) from raw.step_run
),
counted as (
  select day, count(*) as n
  from stamp
  where day is not null
  group by day
),
placed as (
  select
    day,
    n,
    sum(n) over () as stamps,
    coalesce(sum(n) over (order by day rows between unbounded preceding and 1 preceding), 0) as before,
    sum(n) over (order by day rows between current row and unbounded following) as from_here,
    lag(day) over (order by day) + interval 2 years < day as after_gap
  from counted
),
cut as (
  select
    max(day) filter (where after_gap and before <= greatest(3, stamps // 1000) and 3 * before <= from_here) as first_on,
    min(day) filter (where after_gap and from_here <= greatest(3, stamps // 1000) and 3 * from_here <= before) as beyond_on
  from placed
)
select
  min(p.day) filter (where p.day >= coalesce(c.first_on, p.day)) as first_on,
  max(p.day) filter (where p.day < coalesce(c.beyond_on, p.day + 1)) as last_on,
  min(p.day) as earliest_on,
  cast(coalesce(sum(p.n), 0) as bigint) as stamps,
  cast(coalesce(sum(p.n) filter (where p.day < c.first_on), 0) as bigint) as early,
  cast(coalesce(sum(p.n) filter (where p.day >= c.beyond_on), 0) as bigint) as late
from placed as p
cross join cut as c
