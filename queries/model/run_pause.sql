-- model.run_pause
-- One row per step run of a dossier whose clock was stopped.
--   dossier_no, run_no   key
--   paused_before_begun_s   stopped seconds of the dossier before the run began; null where that is unknown
--   paused_before_until_s   … before its finish
-- Why: a run owns no paused time.
select
  r.dossier_no,
  r.run_no,
  case when min(r.begun_w) is not null
    then cast(sum(greatest(0, least(r.begun_w, p.to_w) - p.from_w)) as bigint) end as paused_before_begun_s,
  cast(sum(greatest(0, least(r.until_w, p.to_w) - p.from_w)) as bigint) as paused_before_until_s
from model.run_clock as r
join model.pause as p on p.dossier_no = r.dossier_no
group by r.dossier_no, r.run_no
