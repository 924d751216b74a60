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
    s.dossier_no,
    greatest(d.from_w, least(d.to_w, model.clock(f, s.paused_utc))) as from_w,
    greatest(d.from_w, least(d.to_w, model.clock(t, s.resumed_utc))) as to_w
  from placed as s
  join model.dossier_clock as d on d.dossier_no = s.dossier_no
  join model.calendar_day as f on f.calendar = d.calendar and f.day = s.paused_on
  join model.calendar_day as t on t.calendar = d.calendar and t.day = s.resumed_on
),
marked as (
  select
    dossier_no, from_w, to_w,
    coalesce(from_w > max(to_w) over (
      partition by dossier_no order by from_w, to_w rows between unbounded preceding and 1 preceding
    ), true) as begins
  from clocked
  where to_w > from_w
),
numbered as (
  select dossier_no, from_w, to_w, sum(cast(begins as integer)) over (partition by dossier_no order by from_w, to_w) as stretch
  from marked
)
select dossier_no, min(from_w) as from_w, max(to_w) as to_w
from numbered
group by dossier_no, stretch
