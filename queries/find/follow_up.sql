-- find.follow_up
-- One row per dossier.
-- Kind: view
--   dossier_no   key
--   followed_s   working seconds from receipt to as-of, in the dossier's calendar
-- Why: of a dossier received this long ago it is known whether it took less, open or closed; that keeps the fast ones of the last weeks from standing for all.
select
  c.dossier_no,
  greatest(0, model.clock(t, p.as_of) - c.from_w) as followed_s
from model.dossier_clock as c
cross join stage.study_parameter as p
join model.calendar_day as t on t.calendar = c.calendar and t.day = cast(p.as_of as date)
