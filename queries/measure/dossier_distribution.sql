-- measure.dossier_distribution
-- One row per procedure, agency, channel, quarter of receipt and distinct makespan.
--   procedure_code, agency, channel, quarter, value   key; value is the working makespan in units of stage.study_parameter.resolution_s, rounded half up
--   finished, censored   dossiers with that makespan (an open one, or one that ended at an unknown time: so far)
--   refused, withdrawn   of the finished: ended without the result that was asked for; withdrawn are those cancelled, lapsed or invalid, too
--   entered              dossiers carried over into the log's window (measure.observation) at that value: delayed entry; one that ended at the value at which it entered is left out
-- Why: time to completion with open dossiers and by kind of ending, by cohort of receipt; merges by addition. A dossier passes several units, so it has none.
-- Holds: every dossier that isn't at fault is counted once; in a log that some enter late, those that were never seen are not
--   select m.n
--   from (select count(*) as n from model.dossier where not fault) as m
--   cross join (select coalesce(sum(finished + censored), 0) as n from measure.dossier_distribution) as s
--   where s.n > m.n or (s.n < m.n and not exists (select 1 from measure.observation where window_at is not null))
with
observed as (
  select coalesce((select window_at from measure.observation), timestamp '0001-01-01') as from_at
),
carried as (
  select
    d.procedure_code, d.agency, d.channel, d.quarter, d.censored, d.status,
    (d.makespan_s + p.resolution_s // 2) // p.resolution_s as value,
    (greatest(0, w.before_s - c.from_w) + p.resolution_s // 2) // p.resolution_s as entry
  from model.dossier as d
  cross join observed as o
  join model.dossier_clock as c on c.dossier_no = d.dossier_no
  cross join stage.study_parameter as p
  join model.calendar_day as w on w.calendar = d.calendar and w.day = cast(o.from_at as date)
  where d.received_at < o.from_at and not d.fault
),
told as (
  select
    d.procedure_code, d.agency, d.channel, d.quarter, d.censored, d.status,
    (d.makespan_s + p.resolution_s // 2) // p.resolution_s as value,
    false as enters
  from model.dossier as d
  cross join stage.study_parameter as p
  cross join observed as o
  where not d.fault and d.received_at >= o.from_at
  union all
  select procedure_code, agency, channel, quarter, censored, status, value, false
  from carried
  where value > entry
  union all
  select procedure_code, agency, channel, quarter, false, '', entry, true
  from carried
  where value > entry
)
select
  procedure_code, agency, channel, quarter, value,
  count(*) filter (where not censored and not enters) as finished,
  count(*) filter (where censored) as censored,
  count(*) filter (where not censored and status = 'refused') as refused,
  count(*) filter (where not censored and status in ('withdrawn', 'ended')) as withdrawn,
  count(*) filter (where enters) as entered
from told
group by procedure_code, agency, channel, quarter, value
