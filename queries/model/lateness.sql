-- model.lateness
-- One row per part of an overdue dossier's time that claims a share of its overdue time.
--   dossier_id, part, run_no   key; part is run, paused, after_last_run or deadline_too_short; run_no is 0 for all but run
--   dossier_no   number of the dossier: joins are by it
--   claim_s    what it owned beyond its plan, else beyond the median of its procedure and step; paused and after_last_run claim all that they own
--   overdue_s  its share of the dossier's overdue time; the shares of a dossier add up to it exactly
-- Why: an account of where overdue time went (methods §1), not a verdict on anyone.
with
late as (
  select dossier_id, dossier_no, overdue_s, paused_s, after_last_run_s
  from model.dossier
  where overdue_s > 0
),
usual as (
  select procedure_code, step, cast(floor(quantile_cont(owned_s, 0.5)) as bigint) as median_s
  from model.step_run
  where not censored and not after_result
  group by procedure_code, step
),
claim as (
  select r.dossier_no, 'run' as part, r.run_no, greatest(0, r.owned_s - coalesce(r.planned_s, u.median_s, 0)) as claim_s
  from model.step_run as r
  join late as l on l.dossier_no = r.dossier_no
  left join usual as u on u.procedure_code = r.procedure_code and u.step = r.step
  union all
  select dossier_no, 'paused', 0, paused_s from late
  union all
  select dossier_no, 'after_last_run', 0, after_last_run_s from late
),
totalled as (
  select dossier_no, cast(sum(claim_s) as bigint) as total_s from claim group by dossier_no
),
ordered as (
  select
    l.dossier_id, c.dossier_no, c.part, c.run_no, c.claim_s, t.total_s, l.overdue_s,
    cast(sum(c.claim_s) over (
      partition by c.dossier_no order by c.part, c.run_no rows between unbounded preceding and current row
    ) as bigint) as reached_s
  from claim as c
  join totalled as t on t.dossier_no = c.dossier_no
  join late as l on l.dossier_no = c.dossier_no
  where c.claim_s > 0
)
select
  dossier_id, part, run_no, dossier_no, claim_s,
  -- Cumulative floors: whole seconds that add up exactly.
  cast(cast(overdue_s as hugeint) * reached_s // total_s - cast(overdue_s as hugeint) * (reached_s - claim_s) // total_s as bigint) as overdue_s
from ordered
union all
select l.dossier_id, 'deadline_too_short', 0, l.dossier_no, 0, l.overdue_s
from late as l
join totalled as t on t.dossier_no = l.dossier_no
where t.total_s = 0
