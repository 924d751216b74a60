-- model.pause_before
-- One row per step run before whose finish, and after that of the run before it, the dossier's clock began to stand.
--   dossier_no, run_no   key
--   paused_s   working seconds of these stops, in the dossier's calendar
-- Why: a stop belongs to nobody's run; where a way through the offices goes, so do the stops on it. Of runs that finish in one second the first has them.
-- Holds: a dossier's stops before its finishes are no more than all of its stops
--   select b.dossier_no
--   from (select dossier_no, sum(paused_s) as paused_s from model.pause_before group by dossier_no) as b
--   join (select dossier_no, sum(to_w - from_w) as paused_s from model.pause group by dossier_no) as p on p.dossier_no = b.dossier_no
--   where b.paused_s > p.paused_s
with
paused as (
  select distinct dossier_no from model.pause
),
ended as (
  select
    r.dossier_no,
    r.run_no,
    coalesce(r.finished_utc, r.ended_utc) as until_utc,
    d.to_w,
    d.calendar,
    greatest(cast(coalesce(r.finished_at, r.ended_at, d.end_at) as date), k.first_on) as until_on
  from stage.step_run as r
  join paused as p on p.dossier_no = r.dossier_no
  join model.dossier_clock as d on d.dossier_no = r.dossier_no
  cross join (select min(day) as first_on from model.calendar_day) as k
),
finish as (
  select
    r.dossier_no,
    case when r.until_utc is null then r.to_w else model.clock(f, r.until_utc) end as until_w,
    min(r.run_no) as run_no
  from ended as r
  join model.calendar_day as f on f.calendar = r.calendar and f.day = r.until_on
  group by r.dossier_no, until_w
)
select
  s.dossier_no,
  f.run_no,
  cast(sum(s.to_w - s.from_w) as bigint) as paused_s
from model.pause as s
asof join finish as f on f.dossier_no = s.dossier_no and s.from_w < f.until_w
group by s.dossier_no, f.run_no
