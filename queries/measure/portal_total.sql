-- measure.portal_total
-- One row per agency and days of the national portal's totals, and way of counting.
--   agency, from_on, to_on, counted_by   key; counted_by is a way of measure.on_time, or a rule of measure.on_time_bridge between report and applicant
--   of_period         whether these days are the study's reporting period; only then are decision_766 and portal counted, which judge at its end
--   portal_received   dossiers received, by the portal's totals; null where not given, as are the next two
--   portal_on_time    those on time, by the portal's totals
--   portal_overdue    those late, by the portal's totals
--   received          dossiers of the study that were received within these days
--   k, n              of the study: dossiers on time, and counted, within these days
-- Why: two figures of one agency differ by rules that can be named; which one comes nearest to the portal's says what it counted.
-- Holds: no way has more dossiers on time than it counts
--   select agency, counted_by from measure.portal_total where k > n
with
seen as (
  select
    t.agency,
    t.from_on,
    t.to_on,
    t.of_period,
    cast(d.received_at as date) between t.from_on and t.to_on as received,
    o.ended_week is not null and cast(d.end_at as date) between t.from_on and t.to_on as ended,
    coalesce(cast(d.returned_at as date) between t.from_on and t.to_on, false) as given_back,
    o.report, o.returned, o.no_due, o.by_instant, o.first_promise, o.with_open, o.applicant,
    o.report_given_back, o.decision_766, o.decision_766_in_period, o.portal, o.portal_in_period
  from stage.portal_total as t
  join model.dossier as d on d.agency = t.agency
  join model.on_time as o on o.dossier_no = d.dossier_no
),
counted as (
  select
    agency,
    from_on,
    to_on,
    count(*) filter (where received) as received,
    count(*) filter (where ended and report) as k_report,
    count(report) filter (where ended) as n_report,
    count(*) filter (where ended and returned) as k_returned,
    count(returned) filter (where ended) as n_returned,
    count(*) filter (where ended and no_due) as k_no_due,
    count(no_due) filter (where ended) as n_no_due,
    count(*) filter (where ended and by_instant) as k_by_instant,
    count(by_instant) filter (where ended) as n_by_instant,
    count(*) filter (where ended and first_promise) as k_first_promise,
    count(first_promise) filter (where ended) as n_first_promise,
    count(*) filter (where received and first_promise) as k_cohort,
    count(first_promise) filter (where received) as n_cohort,
    count(*) filter (where received and with_open) as k_with_open,
    count(with_open) filter (where received) as n_with_open,
    count(*) filter (where received and applicant) as k_applicant,
    count(applicant) filter (where received) as n_applicant,
    count(*) filter (where given_back and report_given_back) as k_given_back,
    count(report_given_back) filter (where given_back) as n_given_back,
    count(*) filter (where of_period and decision_766_in_period and decision_766) as k_decision_766,
    count(decision_766) filter (where of_period and decision_766_in_period) as n_decision_766,
    count(*) filter (where of_period and portal_in_period and portal) as k_portal,
    count(portal) filter (where of_period and portal_in_period) as n_portal
  from seen
  group by agency, from_on, to_on
),
by_way as (
  select agency, from_on, to_on, received, 'report' as counted_by, k_report as k, n_report as n from counted
  union all select agency, from_on, to_on, received, 'returned', k_returned, n_returned from counted
  union all select agency, from_on, to_on, received, 'no_due', k_no_due, n_no_due from counted
  union all select agency, from_on, to_on, received, 'by_instant', k_by_instant, n_by_instant from counted
  union all select agency, from_on, to_on, received, 'first_promise', k_first_promise, n_first_promise from counted
  union all select agency, from_on, to_on, received, 'cohort', k_cohort, n_cohort from counted
  union all select agency, from_on, to_on, received, 'with_open', k_with_open, n_with_open from counted
  union all select agency, from_on, to_on, received, 'applicant', k_applicant, n_applicant from counted
  union all select agency, from_on, to_on, received, 'report_given_back', k_given_back, n_given_back from counted
  union all select agency, from_on, to_on, received, 'decision_766', k_decision_766, n_decision_766 from counted
  union all select agency, from_on, to_on, received, 'portal', k_portal, n_portal from counted
)
select
  w.agency,
  w.from_on,
  w.to_on,
  w.counted_by,
  t.of_period,
  t.received as portal_received,
  t.on_time as portal_on_time,
  t.overdue as portal_overdue,
  w.received,
  w.k,
  w.n
from by_way as w
join stage.portal_total as t on t.agency = w.agency and t.from_on = w.from_on and t.to_on = w.to_on
where w.n > 0 or w.counted_by = 'report'
