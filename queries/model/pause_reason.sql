-- model.pause_reason
-- One row per dossier and reason for which its clock was stopped within its makespan.
--   dossier_no, reason   key; reason as the data says, '' where not recorded
--   stops      stops for this reason, those that owned nothing too
--   paused_s   working seconds that they own, in the dossier's calendar
-- Why: stops may overlap, and a second is stopped once. The stop that began first owns it (at a tie the one that ended first, then the one that stands first in the files); a later one owns what goes beyond. So the reasons of a dossier add up to its paused_s exactly.
-- Holds: the reasons of a dossier add up to its paused time
--   select d.dossier_no
--   from model.dossier as d
--   left join (select dossier_no, sum(paused_s) as paused_s from model.pause_reason group by dossier_no) as p
--     on p.dossier_no = d.dossier_no
--   where d.paused_s <> coalesce(p.paused_s, 0)
-- Holds: no reason owns less than nothing
--   select dossier_no from model.pause_reason where paused_s < 0
with
owned as (
  select
    dossier_no, reason,
    greatest(0, to_w - greatest(from_w, coalesce(max(to_w) over (
      partition by dossier_no order by pause_no rows between unbounded preceding and 1 preceding
    ), from_w))) as owned_s
  from model.pause_clock
)
select dossier_no, reason, cast(count(*) as integer) as stops, cast(sum(owned_s) as bigint) as paused_s
from owned
group by dossier_no, reason
