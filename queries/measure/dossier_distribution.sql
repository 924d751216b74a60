-- measure.dossier_distribution
-- One row per procedure, agency, channel, quarter of receipt and distinct makespan.
--   procedure_code, agency, channel, quarter, value   key; value is the working makespan in units of stage.study_parameter.resolution_s, rounded half up
--   finished, censored   dossiers with that makespan (an open one: so far)
--   refused, withdrawn   of the finished: ended without the result that was asked for
--   entered              dossiers carried over into the log's window (measure.observation) at that value: delayed entry; one that ended at the value at which it entered is left out
-- Why: time to completion with open dossiers and by kind of ending, by cohort of receipt; merges by addition. A dossier passes several units, so it has none.
with
timed as (
  select
    d.procedure_code, d.agency, d.channel, d.quarter, d.censored, d.status,
    (d.makespan_s + p.resolution_s // 2) // p.resolution_s as value,
    case when d.received_at < o.window_at
      then (greatest(0, model.clock(w, o.window_at) - c.from_w) + p.resolution_s // 2) // p.resolution_s
    end as entry
  from model.dossier as d
  join model.dossier_clock as c on c.dossier_no = d.dossier_no
  cross join stage.study_parameter as p
  cross join measure.observation as o
  left join model.calendar_day as w on w.calendar = d.calendar and w.day = cast(o.window_at as date)
  where not d.fault
),
told as (
  select procedure_code, agency, channel, quarter, value, not censored as done, censored, status, false as enters
  from timed
  where entry is null or value > entry
  union all
  select procedure_code, agency, channel, quarter, entry, false, false, '', true
  from timed
  where value > entry
)
select
  procedure_code, agency, channel, quarter, value,
  count(*) filter (where done) as finished,
  count(*) filter (where censored) as censored,
  count(*) filter (where done and status = 'refused') as refused,
  count(*) filter (where done and status = 'withdrawn') as withdrawn,
  count(*) filter (where enters) as entered
from told
group by procedure_code, agency, channel, quarter, value
