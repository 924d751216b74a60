-- model.run_frontier
-- One row per step run with the part of its dossier's time that it owns.
-- Kind: view
--   dossier_id, run_no   key
--   step, agency, unit, officer, outcome, planned_min, time_basis, procedure_code, channel, enabled_at, started_at, begun_at, finished_at, enabled_utc_s, begun_utc_s, finished_utc_s, censored, until_at, from_w, to_w, counts   as in model.run_clock
--   begun_v, until_v   the dossier's working clock without paused time (s), at begun_at and at the finish
--   previous_at    the latest finish before this one's second, local; null for the first
--   previous_utc_s   its UTC twin
--   frontier_v     that clock at the latest finish before this one's second
--   tied           runs of the dossier that finish in the same second
--   tie_no         0 for the lowest run_no among them
-- Why: frontier accounting (methods §1): each run owns the working time by which it pushes its dossier's latest finish forward; runs that finish in the same second share it, so that no order is invented.
with running as (
  select
    r.*,
    r.begun_w - coalesce(p.paused_before_begun_s, 0) as begun_v,
    r.until_w - coalesce(p.paused_before_until_s, 0) as until_v
  from model.run_clock as r
  left join model.run_pause as p on p.dossier_id = r.dossier_id and p.run_no = r.run_no
)
select
  dossier_id, run_no, step, agency, unit, officer, outcome, planned_min, time_basis, procedure_code, channel,
  enabled_at, started_at, begun_at, finished_at, enabled_utc_s, begun_utc_s, finished_utc_s, censored, until_at,
  from_w, to_w, counts, begun_v, until_v,
  max(finished_at) over earlier as previous_at,
  max(finished_utc_s) over earlier as previous_utc_s,
  coalesce(max(case when counts then until_v end) over earlier, from_w) as frontier_v,
  count(case when counts then 1 end) over peers as tied,
  run_no - min(case when counts then run_no end) over peers as tie_no
from running
window
  earlier as (partition by dossier_id order by until_at range between unbounded preceding and current row exclude group),
  peers as (partition by dossier_id order by until_at range between current row and current row)
