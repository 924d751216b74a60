-- measure.step_distribution
-- One row per procedure, step, agency, unit, channel, quarter of enabling and distinct sojourn.
--   procedure_code, step, agency, unit, channel, quarter_on, value   key; quarter_on is the first day of the calendar quarter in which the week of enabling began; value is the working sojourn in units of stage.study_parameter.resolution_s, rounded half up
--   finished, censored   runs with that sojourn (a censored one: so far)
--   entered              runs that came under observation at that value, when the log's window began (measure.observation): delayed entry; runs that ended before it are left out
-- Why: a group's whole distribution as counts; quantiles and survival curves come exactly from it, and it merges by addition. Cohorts are by enabling: by receipt, a late step's censoring would depend on its earlier ones.
-- Holds: every run with a known sojourn is counted once; in a log that some enter late, those that were never seen are not
--   select m.n
--   from (select count(*) as n from model.step_run where sojourn_s is not null) as m
--   cross join (select coalesce(sum(finished + censored), 0) as n from measure.step_distribution) as s
--   where s.n > m.n or (s.n < m.n and not exists (select 1 from measure.observation where window_at is not null))
with
observed as (
  select coalesce((select window_at from measure.observation), timestamp '0001-01-01') as from_at
),
before as (
  select
    r.procedure_code, r.step, r.agency, r.unit, r.channel, r.week, r.censored, r.sojourn_s,
    t.enabled_utc_s,
    a.calendar,
    cast(o.from_at as date) as from_on,
    greatest(cast(r.enabled_at as date), k.first_on) as enabled_on
  from model.step_run as r
  join model.run_timing as t on t.dossier_no = r.dossier_no and t.run_no = r.run_no
  join stage.agency_calendar as a on a.agency = r.agency
  cross join observed as o
  cross join (select min(day) as first_on from model.calendar_day) as k
  where r.enabled_at < o.from_at and r.sojourn_s is not null and (r.finished_at is null or r.finished_at >= o.from_at)
),
carried as (
  select
    r.procedure_code, r.step, r.agency, r.unit, r.channel, r.week, r.censored,
    (r.sojourn_s + p.resolution_s // 2) // p.resolution_s as value,
    (w.before_s - model.clock(e, make_timestamp(r.enabled_utc_s * 1000000)) + p.resolution_s // 2) // p.resolution_s as entry
  from before as r
  cross join stage.study_parameter as p
  join model.calendar_day as w on w.calendar = r.calendar and w.day = r.from_on
  join model.calendar_day as e on e.calendar = r.calendar and e.day = r.enabled_on
),
told as (
  select
    r.procedure_code, r.step, r.agency, r.unit, r.channel, r.week, r.censored,
    (r.sojourn_s + p.resolution_s // 2) // p.resolution_s as value,
    false as enters
  from model.step_run as r
  cross join stage.study_parameter as p
  cross join observed as o
  where r.sojourn_s is not null and r.enabled_at >= o.from_at
  union all
  select procedure_code, step, agency, unit, channel, week, censored, value, false
  from carried
  where value > entry
  union all
  select procedure_code, step, agency, unit, channel, week, false, entry, true
  from carried
  where value > entry
)
select
  procedure_code, step, agency, unit, channel,
  cast(date_trunc('quarter', week) as date) as quarter_on,
  value,
  count(*) filter (where not censored and not enters) as finished,
  count(*) filter (where censored) as censored,
  count(*) filter (where enters) as entered
from told
group by procedure_code, step, agency, unit, channel, cast(date_trunc('quarter', week) as date), value
