-- model.step_concurrency
-- One row per procedure and two of its steps that directly follow each other often in either order, in both directions of the pair.
--   procedure_code, step, other_step   key
--   n_before, n_after      runs of the step directly before and directly after one of the other step, by finish; runs that finish in one second with another are left out, since their order is not known
--   n_together             dossiers that have both
--   n_timed                … with all starts known
--   n_overlap              … in which two of their runs overlap
--   n_once_before, n_once_after   dossiers that run each of them once: the step finishes first, or last
--   concurrent             whether they are done side by side
-- Why: a run does not wait for one that is done beside it. Two steps are concurrent where both orders are frequent (methods §1: |n_before − n_after| / (n_before + n_after + 1) below 0.9, either at least 5) and their runs do overlap (in at least 5 dossiers and in 5 % of those that have both); without starts, where both orders are as frequent among dossiers that run each of them once. A loop has both orders, but neither. Empty where every run's enabling is recorded: then nobody asks.
with
placed as (
  select
    d.procedure_code,
    r.step,
    date_trunc('second', r.finished_utc) as until_utc,
    lag(date_trunc('second', r.finished_utc)) over path as before_utc,
    lead(date_trunc('second', r.finished_utc)) over path as next_utc,
    lead(date_trunc('second', r.finished_utc), 2) over path as after_next_utc,
    lead(r.step) over path as next_step
  from stage.step_run as r
  join stage.dossier as d on d.dossier_no = r.dossier_no
  where r.finished_at is not null
    and exists (select 1 from stage.step_run where enabled_at is null)
  window path as (partition by r.dossier_no order by r.run_no)
),
directly as (
  select procedure_code, step, next_step, count(*) as n
  from placed
  where next_step <> step
    and next_utc > until_utc
    and coalesce(before_utc < until_utc, true)
    and coalesce(after_next_utc > next_utc, true)
  group by procedure_code, step, next_step
),
both_ways as (
  select a.procedure_code, a.step, a.next_step as other_step, a.n as n_before, b.n as n_after
  from directly as a
  join directly as b on b.procedure_code = a.procedure_code and b.step = a.next_step and b.next_step = a.step
  where least(a.n, b.n) >= 5 and 10 * abs(a.n - b.n) < 9 * (a.n + b.n + 1)
),
-- The runs of those steps: none where nothing is in doubt, so that the joins below have nothing to do.
involved as (
  select r.dossier_no, d.procedure_code, r.step, r.started_utc, r.finished_utc
  from stage.step_run as r
  join stage.dossier as d on d.dossier_no = r.dossier_no
  join (select distinct procedure_code, step from both_ways) as b on b.procedure_code = d.procedure_code and b.step = r.step
  where r.finished_utc is not null
),
-- One row a dossier that has both.
together as (
  select
    c.procedure_code,
    c.step,
    c.other_step,
    x.dossier_no,
    count(*) = 1 as once,
    min(x.finished_utc) < min(y.finished_utc) as before,
    min(x.finished_utc) > min(y.finished_utc) as after,
    bool_and(x.started_utc is not null and y.started_utc is not null) as timed,
    coalesce(bool_or(greatest(x.started_utc, y.started_utc) < least(x.finished_utc, y.finished_utc)), false) as overlap
  from both_ways as c
  join involved as x on x.procedure_code = c.procedure_code and x.step = c.step
  join involved as y on y.dossier_no = x.dossier_no and y.step = c.other_step
  group by c.procedure_code, c.step, c.other_step, x.dossier_no
),
counted as (
  select
    c.procedure_code,
    c.step,
    c.other_step,
    c.n_before,
    c.n_after,
    count(*) as n_together,
    count(*) filter (where t.timed) as n_timed,
    count(*) filter (where t.overlap) as n_overlap,
    count(*) filter (where t.once and t.before) as n_once_before,
    count(*) filter (where t.once and t.after) as n_once_after
  from both_ways as c
  join together as t on t.procedure_code = c.procedure_code and t.step = c.step and t.other_step = c.other_step
  group by c.procedure_code, c.step, c.other_step, c.n_before, c.n_after
)
select
  procedure_code,
  step,
  other_step,
  n_before,
  n_after,
  n_together,
  n_timed,
  n_overlap,
  n_once_before,
  n_once_after,
  case
    when n_timed > 0 then n_overlap >= 5 and 20 * n_overlap >= n_together
    else least(n_once_before, n_once_after) >= 5
      and 10 * abs(n_once_before - n_once_after) < 9 * (n_once_before + n_once_after + 1)
  end as concurrent
from counted
