-- measure.on_time
-- One row per way of counting on-time, procedure, agency, week, and side of the reporting period's border.
--   counted_by, procedure_code, agency, week, in_period   key; counted_by is report (week of the end), report_given_back
--                     (week of the day given back), decision_766 and portal (week of the
--                     end; of receipt where unfinished), law (the register's days; week of receipt) or applicant (week of receipt); in_period is true for dossiers that the period counts
--   k                 dossiers on time
--   n                 dossiers counted
--   undecided         law, applicant: open and not yet past the deadline or first promise, not in n
--   without_promise   no due date (law: no deadline): decision_766, portal, law and applicant: not in n; report, report_given_back: in n, as on time
--   unknown_end       ended at an unknown time, not in n
--   unusable          a result before receipt, or a due date whose value was set aside, not in n
--   n_observed, n_returned, n_last_run, n_open   parts of n by what their end is (model.on_time, finished_by); n_open are not finished
-- Why: each share with its n, by agency and procedure, and the weekly series that tells how much it may move by chance.
-- Holds: no way has more dossiers on time than it counts, and each counted one has its end said
--   select counted_by, week from measure.on_time
--   where k > n or n_observed + n_returned + n_last_run + n_open <> n
-- Holds: the applicant's way counts every dossier, or says why not
--   select m.n
--   from (select count(*) as n from model.dossier) as m
--   cross join (
--     select coalesce(sum(n + undecided + without_promise + unknown_end + unusable), 0) as n
--     from measure.on_time
--     where counted_by = 'applicant'
--   ) as s
--   where s.n <> m.n
with
judged as (
  select
    'report' as counted_by, procedure_code, agency, ended_week as week, ended_in_period as in_period,
    report as on_time, false as undecided, not promised as without_promise, left_out, finished_by
  from model.on_time
  where report is not null or (left_out is not null and ended_week is not null)
  union all
  select
    'report_given_back', procedure_code, agency, returned_week, returned_in_period,
    report_given_back, false, not promised, left_out, finished_by
  from model.on_time
  where report_given_back is not null or (left_out is not null and returned_week is not null)
  union all
  select
    'decision_766', procedure_code, agency, coalesce(ended_week, received_week), decision_766_in_period,
    decision_766, false, not promised, left_out, finished_by
  from model.on_time
  union all
  select
    'portal', procedure_code, agency, portal_week, portal_in_period,
    portal, false, portal is null, case when left_out = 'unknown_end' then left_out end, finished_by
  from model.on_time
  where portal_week is not null
  union all
  select
    'law', procedure_code, agency, received_week, received_in_period,
    by_law, by_law is null and lawful, not lawful, nullif(left_out, 'due_set_aside'), finished_by
  from model.on_time
  where (select bool_or(lawful) from model.on_time)
  union all
  select
    'applicant', procedure_code, agency, received_week, received_in_period,
    applicant, applicant is null and promised, not promised, left_out, finished_by
  from model.on_time
)
select
  counted_by,
  procedure_code,
  agency,
  week,
  in_period,
  count(*) filter (where on_time) as k,
  count(on_time) as n,
  count(*) filter (where undecided and left_out is null) as undecided,
  count(*) filter (where without_promise and left_out is null) as without_promise,
  count(*) filter (where left_out = 'unknown_end') as unknown_end,
  count(*) filter (where left_out in ('result_before_receipt', 'due_set_aside')) as unusable,
  count(*) filter (where on_time is not null and finished_by = 'observed') as n_observed,
  count(*) filter (where on_time is not null and finished_by = 'returned') as n_returned,
  count(*) filter (where on_time is not null and finished_by = 'last_run') as n_last_run,
  count(*) filter (where on_time is not null and finished_by is null) as n_open
from judged
group by counted_by, procedure_code, agency, week, in_period
