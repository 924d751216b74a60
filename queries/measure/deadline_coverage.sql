-- measure.deadline_coverage
-- One row per procedure and agency.
--   procedure_code, agency   key
--   dossiers      all of them
--   n_counted     with a legal deadline counted
--   n_compared    … and a due date beside it
--   n_no_limit    without one: the register gives the procedure no time
--   n_no_receipt  … no receipt is recorded
--   n_standing    … a stop of its clock was not seen to end
--   n_beyond_calendar   … the deadline lies beyond the calendar
-- Why: how much of the data a statement on legal deadlines rests on; the last four and n_counted add up to dossiers.
-- Holds: every dossier has a deadline or the reason why not
--   select procedure_code from measure.deadline_coverage
--   where dossiers <> n_counted + n_no_limit + n_no_receipt + n_standing + n_beyond_calendar
select
  procedure_code,
  agency,
  count(*) as dossiers,
  count(*) filter (where basis = 'counted') as n_counted,
  count(*) filter (where basis = 'counted' and due_at is not null) as n_compared,
  count(*) filter (where basis = 'no_limit') as n_no_limit,
  count(*) filter (where basis = 'no_receipt') as n_no_receipt,
  count(*) filter (where basis = 'standing') as n_standing,
  count(*) filter (where basis = 'beyond_calendar') as n_beyond_calendar
from model.legal_deadline
group by procedure_code, agency
