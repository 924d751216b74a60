-- model.pause_clock
-- One row per pause, where it lies on the dossier's working clock.
--   dossier_no, pause_no   key
--   reason         as in stage.pause
--   from_w, to_w   working clock (s) where it begins and ends, within the makespan; equal where it stops no working second of it
-- Why: pauses are united, and shared out by reason, on one clock.
-- Holds: a pause doesn't end before it begins
--   select dossier_no from model.pause_clock where to_w < from_w
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
)
select
  s.dossier_no,
  s.pause_no,
  s.reason,
  greatest(d.from_w, least(d.to_w, model.clock(f, s.paused_utc))) as from_w,
  greatest(d.from_w, least(d.to_w, model.clock(t, s.resumed_utc))) as to_w
from placed as s
join model.dossier_clock as d on d.dossier_no = s.dossier_no
join model.calendar_day as f on f.calendar = d.calendar and f.day = s.paused_on
join model.calendar_day as t on t.calendar = d.calendar and t.day = s.resumed_on
