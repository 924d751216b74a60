-- measure.quarter_week
-- One row per quarter of receipt and week of it.
--   quarter, week   key; a week at the border of two quarters has a part in each
--   n         dossiers received
--   judged    of which it is known whether the applicant's first promise was kept
--   on_time   … and it was
-- Why: a quarter is compared with the same quarter of the year before, on weekly series of its own.
select
  d.quarter,
  d.week,
  count(*) as n,
  count(o.applicant) as judged,
  count(*) filter (where o.applicant) as on_time
from model.dossier as d
join model.on_time as o on o.dossier_no = d.dossier_no
group by d.quarter, d.week
