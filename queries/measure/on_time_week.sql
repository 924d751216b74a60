-- measure.on_time_week
-- One row per way of counting on-time, week, and side of the reporting period's border.
--   counted_by, week, in_period   key; counted_by is 'official' (week of the result) or 'applicant'
--                                 (week of receipt); in_period is true for days of the period
--   k                             dossiers on time
--   n                             dossiers counted
--   undecided                     applicant: open and not yet past the first promise, not in n
--   without_promise               applicant: no due date at all, not in n
-- Why: the official on-time share and the applicant's stand side by side, and the weekly series tells
-- how much either may move by chance.
-- Holds: either way, every dossier is on time, late or said to be left out; the official way leaves out open ones unsaid
--   select s.counted_by
--   from (
--     select counted_by, sum(n + undecided + without_promise) as n from measure.on_time_week group by counted_by
--   ) as s
--   cross join (select count(*) as n, count(*) filter (where not censored) as closed from model.dossier) as m
--   where s.n <> case s.counted_by when 'official' then m.closed else m.n end
with
official as (
    select
        'official' as counted_by,
        cast(date_trunc('week', d.end_at) as date) as week,
        cast(d.end_at as date) between p.period_from and p.period_to as in_period,
        d.on_time_official as on_time,
        false as undecided,
        false as without_promise
    from model.dossier d
    cross join stage.study_parameter p
    where not d.censored and d.on_time_official is not null
),
applicant as (
    select
        'applicant' as counted_by,
        d.week,
        cast(d.received_at as date) between p.period_from and p.period_to as in_period,
        d.on_time_applicant as on_time,
        d.on_time_applicant is null and coalesce(d.first_due_at, d.due_at) is not null as undecided,
        d.on_time_applicant is null and coalesce(d.first_due_at, d.due_at) is null as without_promise
    from model.dossier d
    cross join stage.study_parameter p
),
counted as (
    select counted_by, week, in_period, on_time, undecided, without_promise from official
    union all
    select counted_by, week, in_period, on_time, undecided, without_promise from applicant
)
select
    counted_by,
    week,
    in_period,
    count(case when on_time then 1 end) as k,
    count(on_time) as n,
    count(case when undecided then 1 end) as undecided,
    count(case when without_promise then 1 end) as without_promise
from counted
where week is not null
group by counted_by, week, in_period
