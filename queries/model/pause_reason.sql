-- model.pause_reason
-- One row per dossier and reason for which its clock was stopped within its makespan.
--   dossier_id, reason   key; reason as the data says, '' where not recorded
--   stops      stops for this reason, those that owned nothing too
--   paused_s   working seconds that they own, in the dossier's calendar
-- Why: stops may overlap, and a second is stopped once. The stop that began first owns it (at a tie the one that ended first, then the one that stands first in the files); a later one owns what goes beyond. So the reasons of a dossier add up to its paused_s exactly.
with
clocked as (
  select
    s.dossier_id, s.pause_no, s.reason,
    greatest(d.from_w, least(d.to_w, model.clock(f, s.paused_at))) as from_w,
    greatest(d.from_w, least(d.to_w, model.clock(t, s.resumed_at))) as to_w
  from stage.pause as s
  join model.dossier_clock as d on d.dossier_id = s.dossier_id
  join model.calendar_day as f on f.calendar = d.calendar and f.day = cast(s.paused_at as date)
  join model.calendar_day as t on t.calendar = d.calendar and t.day = cast(s.resumed_at as date)
),
owned as (
  select
    dossier_id, reason,
    greatest(0, to_w - greatest(from_w, coalesce(max(to_w) over (
      partition by dossier_id order by pause_no rows between unbounded preceding and 1 preceding
    ), from_w))) as owned_s
  from clocked
)
select dossier_id, reason, cast(count(*) as integer) as stops, cast(sum(owned_s) as bigint) as paused_s
from owned
group by dossier_id, reason
