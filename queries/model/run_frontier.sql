-- model.run_frontier
-- One row per step run with the part of its dossier's time that it owns.
--   dossier_no, run_no   key
--   begun_at, until_at, counts   as in model.run_clock
--   previous_at    the latest finish before this one's second, local; null for the first
--   previous_utc_s   its UTC twin
--   begun_v, until_v   the dossier's working clock without paused time (s), at begun_at and at the finish
--   frontier_v     that clock at the latest finish before this one's second
--   tied           runs of the dossier that finish in the same second
--   tie_no         0 for the lowest run_no among them
-- Why: frontier accounting (methods §1): each run owns the working time by which it pushes its dossier's latest finish forward; runs that finish in the same second share it, so that no order is invented. Narrow, since its window sorts every run.
with running as (
  select
    r.dossier_no,
    r.run_no,
    r.begun_at,
    r.until_at,
    r.finished_at,
    r.finished_utc_s,
    r.from_w,
    r.counts,
    r.begun_w - coalesce(p.paused_before_begun_s, 0) as begun_v,
    r.until_w - coalesce(p.paused_before_until_s, 0) as until_v
  from model.run_clock as r
  left join model.run_pause as p on p.dossier_no = r.dossier_no and p.run_no = r.run_no
)
select
  dossier_no,
  run_no,
  begun_at,
  until_at,
  counts,
  max(finished_at) over earlier as previous_at,
  max(finished_utc_s) over earlier as previous_utc_s,
  begun_v,
  until_v,
  coalesce(max(case when counts then until_v end) over earlier, from_w) as frontier_v,
  cast(count(case when counts then 1 end) over peers as integer) as tied,
  run_no - min(case when counts then run_no end) over peers as tie_no
from running
window
  earlier as (partition by dossier_no order by until_at range between unbounded preceding and current row exclude group),
  peers as (partition by dossier_no order by until_at range between current row and current row)
