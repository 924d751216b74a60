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
-- What came before the first day that is known counts from it.
known as (
  select min(day) as first_on from model.calendar_day
),
placed as (
  select
    s.*,
    greatest(cast(s.paused_at as date), k.first_on) as paused_on,
    greatest(cast(s.resumed_at as date), k.first_on) as resumed_on
  from stage.pause as s
  cross join known as k
),
clocked as (
  select
    s.dossier_no, s.pause_no, s.reason,
    greatest(d.from_w, least(d.to_w, model.clock(f, s.paused_utc))) as from_w,
    greatest(d.from_w, least(d.to_w, model.clock(t, s.resumed_utc))) as to_w
  from placed as s
  join model.dossier_clock as d on d.dossier_no = s.dossier_no
  join model.calendar_day as f on f.calendar = d.calendar and f.day = s.paused_on
  join model.calendar_day as t on t.calendar = d.calendar and t.day = s.resumed_on
),
owned as (
  select
    dossier_no, reason,
    greatest(0, to_w - greatest(from_w, coalesce(max(to_w) over (
      partition by dossier_no order by pause_no rows between unbounded preceding and 1 preceding
    ), from_w))) as owned_s
  from clocked
)
select dossier_no, reason, cast(count(*) as integer) as stops, cast(sum(owned_s) as bigint) as paused_s
from owned
group by dossier_no, reason
