-- find.restricted_time
-- One row per procedure, agency, channel, and week of the evidence window with dossiers followed for long enough.
--   procedure_code, agency, channel, week_no   key; week_no counts the window's weeks from 1, by receipt
--   limit_s      the procedure's limit: 90th percentile of the makespan of its dossiers closed
--   n            dossiers received at least the limit before as-of
--   n_censored   open ones
--   time_s       working seconds from receipt to result, none above the limit, summed
-- Why: cut off at the limit, the time of each of these dossiers is known, open or closed: a restricted mean by sums, without censoring, that groups and channels are compared by.
with bound as (
  select
    d.procedure_code,
    quantile_disc(d.makespan_s, 0.9) as limit_s
  from model.dossier as d
  join model.week as w on w.week = d.week
  where w.evidence_no is not null and not d.censored and not d.fault
  group by d.procedure_code
)
select
  d.procedure_code,
  d.agency,
  d.channel,
  w.evidence_no as week_no,
  max(b.limit_s) as limit_s,
  count(*) as n,
  count(*) filter (where d.censored) as n_censored,
  cast(sum(least(d.makespan_s, b.limit_s)) as bigint) as time_s
from model.dossier as d
join bound as b on b.procedure_code = d.procedure_code
join model.week as w on w.week = d.week
where w.evidence_no is not null and not d.fault and d.followed_s >= b.limit_s
group by d.procedure_code, d.agency, d.channel, w.evidence_no
