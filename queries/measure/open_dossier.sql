-- measure.open_dossier
-- One row per procedure, agency and age of open dossiers.
--   procedure_code, agency, age_days   key; age in whole working days of the office's own length
--   n          open dossiers of that age
--   n_overdue  … past their due date
-- Why: what is still open, and how long, belongs beside what was finished.
-- Holds: every open dossier is counted once
--   select m.n
--   from (select count(*) as n from model.dossier where ended = 'open') as m
--   cross join (select coalesce(sum(n), 0) as n from measure.open_dossier) as s
--   where s.n <> m.n
select
  d.procedure_code, d.agency,
  cast(d.makespan_s // p.office_day_s as integer) as age_days,
  count(*) as n,
  count(*) filter (where d.overdue_s > 0) as n_overdue
from model.dossier as d
cross join stage.study_parameter as p
where d.ended = 'open'
group by all
