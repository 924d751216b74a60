-- measure.observation
-- One row: from when on the log sees whatever ends.
--   window_at      midnight of the first day with a result, where dossiers received before it are there only because they were still in process; null where all were seen from their receipt
--   carried_over   dossiers received before that day
-- Why: an export of what was received or in process in a window lacks the fast dossiers of before; those carried over come under observation at its start. It looks like one where ten dossiers had waited, when the first result was seen, for longer than three of four dossiers take: in a log chosen by receipt some of them would have ended before.
with
bound as (
  select min(cast(result_at as date)) as first_on
  from model.dossier
  where not censored and not fault
),
usual as (
  select quantile_disc(date_diff('day', cast(d.received_at as date), cast(d.result_at as date)), 0.75) as days
  from model.dossier as d
  cross join bound as b
  where not d.censored and not d.fault and cast(d.received_at as date) >= b.first_on
),
carried as (
  select
    count(*) as n,
    count(*) filter (where date_diff('day', cast(d.received_at as date), b.first_on) > u.days) as long_waiting
  from model.dossier as d
  cross join bound as b
  cross join usual as u
  where not d.fault and cast(d.received_at as date) < b.first_on
)
select
  case when c.long_waiting >= 10 then cast(b.first_on as timestamp) end as window_at,
  c.n as carried_over
from carried as c
cross join bound as b
