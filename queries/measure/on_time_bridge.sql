-- measure.on_time_bridge
-- One row per rule between the report's on-time share and the applicant's, in the order in which they change.
--   rule_no   key; 0 is the report's way of counting, the last row the applicant's
--   rule      report, returned, no_due, by_instant, first_promise, cohort (received in the period instead of ended in it), with_open, applicant; see model.on_time
--   k, n      dossiers of the period on time, and counted, with this rule and those before it changed
--   changed   dossiers that this rule adds, leaves out or judges otherwise
-- Why: a rule is worth k/n of its row less k/n of the row before; so the points add up to the whole difference exactly.
with
period as (
  select
    case when ended_in_period then report end as s0,
    case when ended_in_period then returned end as s1,
    case when ended_in_period then no_due end as s2,
    case when ended_in_period then by_instant end as s3,
    case when ended_in_period then first_promise end as s4,
    case when received_in_period then first_promise end as s5,
    case when received_in_period then with_open end as s6,
    case when received_in_period then applicant end as s7
  from model.on_time
  where received_in_period or ended_in_period
),
counted as (
  select
    count(*) filter (where s0) as k0, count(s0) as n0,
    count(*) filter (where s1) as k1, count(s1) as n1, count(*) filter (where s1 is distinct from s0) as c1,
    count(*) filter (where s2) as k2, count(s2) as n2, count(*) filter (where s2 is distinct from s1) as c2,
    count(*) filter (where s3) as k3, count(s3) as n3, count(*) filter (where s3 is distinct from s2) as c3,
    count(*) filter (where s4) as k4, count(s4) as n4, count(*) filter (where s4 is distinct from s3) as c4,
    count(*) filter (where s5) as k5, count(s5) as n5, count(*) filter (where s5 is distinct from s4) as c5,
    count(*) filter (where s6) as k6, count(s6) as n6, count(*) filter (where s6 is distinct from s5) as c6,
    count(*) filter (where s7) as k7, count(s7) as n7, count(*) filter (where s7 is distinct from s6) as c7
  from period
)
select 0 as rule_no, 'report' as rule, k0 as k, n0 as n, 0 as changed from counted
union all select 1, 'returned', k1, n1, c1 from counted
union all select 2, 'no_due', k2, n2, c2 from counted
union all select 3, 'by_instant', k3, n3, c3 from counted
union all select 4, 'first_promise', k4, n4, c4 from counted
union all select 5, 'cohort', k5, n5, c5 from counted
union all select 6, 'with_open', k6, n6, c6 from counted
union all select 7, 'applicant', k7, n7, c7 from counted
order by rule_no
