-- model.pause
-- One row per united stretch of stopped clock within a dossier's makespan, on the dossier's working clock.
--   dossier_no, from_w   key; working clock (s) where the stretch begins
--   to_w                 where it ends
-- Why: pauses may overlap; united, each second is paused once.
-- Holds: stretches of a dossier neither overlap nor touch
--   select a.dossier_no, a.from_w
--   from model.pause as a
--   join model.pause as b on b.dossier_no = a.dossier_no and b.from_w > a.from_w and b.from_w <= a.to_w
with
marked as (
  select
    dossier_no, from_w, to_w,
    coalesce(from_w > max(to_w) over (
      partition by dossier_no order by from_w, to_w rows between unbounded preceding and 1 preceding
    ), true) as begins
  from model.pause_clock
  where to_w > from_w
),
numbered as (
  select dossier_no, from_w, to_w, sum(cast(begins as integer)) over (partition by dossier_no order by from_w, to_w) as stretch
  from marked
)
select dossier_no, min(from_w) as from_w, max(to_w) as to_w
from numbered
group by dossier_no, stretch
