-- model.on_time
-- One row per dossier, as each way of counting judges whether it is on time; null where a way doesn't count it.
--   dossier_id       key
--   dossier_no       second key: joins are by it
--   procedure_code, agency   as in model.dossier
--   finished_by      which stamp is its end: observed (result ready, NgayKetThucXuLy), returned (given back, NgayTra), last_run; null while open
--   promised         whether it has a due date
--   left_out         why no way judges it: unknown_end (it ended at an unknown time), result_before_receipt, due_set_aside (the value of its due date); null where nothing keeps it from being judged
--   ended_week, ended_in_period   Monday of the week of its end (of its last stamp where it ended at an unknown time), and whether that lies in the reporting period; null while open
--   received_week, received_in_period   the same for its receipt
--   returned_week, returned_in_period   the same for the day given back; null where that is unknown
--   report           ended: dates compared, not times; without due date, returned, withdrawn and paused (status: supplement, fee, stopped) are on time
--   returned         as report, but returned and withdrawn by their dates
--   no_due           … and those without due date not counted
--   by_instant       … and compared as instants
--   first_promise    … and against the first promise, not the last
--   with_open        … and open ones past the first promise counted: paused ones as on time, the others as late
--   applicant        … and paused ones by the promise too: result by the first promise; open beyond it is late, open before it not decided yet
--   report_given_back   as report, by the day given back
--   decision_766     result by the last due date, compared as instants, the working time from supplement request to completion taken out; a second request is late; without due date not counted
--   decision_766_in_period   ended in the period, or unfinished at its end (then judged at that moment, at as-of if that is earlier)
--   lawful           whether the register's days give it a deadline
--   by_law           result by the day on which the deadline of the register ends, dates compared; open beyond it is late, open before it not decided yet; null where there is none (model.legal_deadline)
--   portal           as synced to the national portal: by date, finished by the last due date sent, unfinished within it; without due date not counted; null where nothing was synced
--   portal_week, portal_in_period   week of the synced end, of receipt where unfinished; ended in the period, or unfinished at its end; null where nothing was synced
-- Why: the official shares differ only in whom they count and by which rule they judge (domain §4): one dossier, all verdicts, so that the bridge between them can be counted. For Decision 766 a pause without a reason is taken for a supplement, and a dossier that runs on after the period's end is unfinished.
-- Holds: every dossier is judged
--   select dossier_no from model.dossier except select dossier_no from model.on_time
with
parameter as (
  select
    p.period_from, p.period_to,
    least(p.as_of, cast(p.period_to + 1 as timestamp)) as cut_at,
    case when p.as_of < p.period_to + 1 then p.as_of_utc else coalesce(c.starts_utc, cast(p.period_to + 1 as timestamp)) end as cut_utc
  from stage.study_parameter as p
  left join (select day, min(starts_utc) as starts_utc from model.calendar_day group by day) as c on c.day = p.period_to + 1
),
seen as (
  select
    d.*,
    coalesce(d.first_due_utc, d.due_utc) as promise_utc,
    d.status in ('refused', 'withdrawn', 'ended') as given_up,
    case
      when d.ended = 'unknown_time' then 'unknown_end'
      when d.fault and d.result_utc < d.received_utc then 'result_before_receipt'
      when d.promise = 'set_aside' then 'due_set_aside'
    end as left_out,
    d.status in ('supplement', 'fee', 'stopped') as paused,
    cast(d.result_at as date) <= cast(d.due_at as date) as by_date,
    cast(d.received_at as date) between p.period_from and p.period_to as received_in_period,
    case when not d.censored or d.ended = 'unknown_time' then cast(d.end_at as date) between p.period_from and p.period_to end as ended_in_period,
    cast(d.returned_at as date) between p.period_from and p.period_to as returned_in_period,
    cast(d.received_at as date) <= p.period_to
      and ((d.censored and d.ended is distinct from 'unknown_time') or cast(d.end_at as date) > p.period_to) as unfinished,
    p.cut_at,
    p.cut_utc
  from model.dossier as d
  cross join parameter as p
),
judged as (
  select
    *,
    case when unfinished then cut_at else coalesce(result_at, end_at) end as judged_at,
    case when unfinished then cut_utc else coalesce(result_utc, end_utc) end as judged_utc
  from seen
),
request as (
  select s.dossier_no, count(*) as requests, arg_min(s.paused_at, s.paused_utc) as asked_at, min(s.paused_utc) as asked_utc, max(s.resumed_utc) as answered_utc, arg_max(s.resumed_at, s.resumed_utc) as answered_at
  from stage.pause as s
  join judged as d on d.dossier_no = s.dossier_no
  where s.paused_utc <= d.judged_utc
    and (s.reason = '' or lower(s.reason) like '%bổ sung%' or lower(s.reason) like '%supplement%')
  group by s.dossier_no
),
-- As the portal sees them, judged at the synced end, or at the end of the period where that has not come.
sent as (
  select
    s.*, m.received_at, m.end_at, p.period_from, p.period_to, p.cut_at,
    cast(m.received_at as date) <= p.period_to
      and (s.result_at is null or cast(s.result_at as date) > p.period_to) as unfinished
  from stage.portal_dossier as s
  join model.dossier as m on m.dossier_no = s.dossier_no
  cross join parameter as p
),
synced as (
  select
    dossier_no,
    due_at,
    cast(date_trunc('week', coalesce(result_at, received_at)) as date) as week,
    unfinished or coalesce(cast(result_at as date) between period_from and period_to, false) as in_period,
    case when unfinished then cut_at else coalesce(result_at, end_at) end as judged_at
  from sent
),
-- Late by the due date, but not once its one supplement is taken out.
asked as (
  select
    d.dossier_no, d.calendar, d.judged_utc, d.due_utc,
    least(q.answered_utc, d.judged_utc) as until_utc,
    greatest(q.asked_utc, d.received_utc) as from_utc,
    cast(d.judged_at as date) as judged_on,
    cast(d.due_at as date) as due_on,
    greatest(cast(case when q.asked_utc < d.received_utc then d.received_at else q.asked_at end as date), k.first_on) as from_on,
    cast(case when q.answered_utc > d.judged_utc then d.judged_at else q.answered_at end as date) as until_on
  from judged as d
  join request as q on q.dossier_no = d.dossier_no
  cross join (select min(day) as first_on from model.calendar_day) as k
  where q.requests = 1 and d.judged_utc > d.due_utc
),
excused as (
  select d.dossier_no
  from asked as d
  join model.calendar_day as j on j.calendar = d.calendar and j.day = d.judged_on
  join model.calendar_day as u on u.calendar = d.calendar and u.day = d.due_on
  join model.calendar_day as f on f.calendar = d.calendar and f.day = d.from_on
  join model.calendar_day as t on t.calendar = d.calendar and t.day = d.until_on
  where model.clock(j, d.judged_utc) - model.clock(u, d.due_utc)
      <= model.clock(t, d.until_utc) - model.clock(f, d.from_utc)
)
select
  d.dossier_id,
  d.dossier_no,
  d.procedure_code,
  d.agency,
  d.result_basis as finished_by,
  d.due_at is not null as promised,
  d.left_out,
  case when not d.censored or d.ended = 'unknown_time' then cast(date_trunc('week', d.end_at) as date) end as ended_week,
  d.ended_in_period,
  d.week as received_week,
  d.received_in_period,
  cast(date_trunc('week', d.returned_at) as date) as returned_week,
  d.returned_in_period,
  d.on_time_official as report,
  case when not d.censored and d.left_out is null then d.due_at is null or d.paused or d.by_date end as returned,
  case when not d.censored and d.left_out is null and d.due_at is not null then d.paused or d.by_date end as no_due,
  case when not d.censored and d.left_out is null and d.due_at is not null then d.paused or d.result_utc <= d.due_utc end as by_instant,
  case when not d.censored and d.left_out is null and d.due_at is not null then d.paused or d.result_utc <= d.promise_utc end as first_promise,
  case
    when d.promise_utc is null or d.left_out is not null then null
    when not d.censored then d.paused or d.result_utc <= d.promise_utc
    when d.end_utc > d.promise_utc then d.paused
  end as with_open,
  d.on_time_applicant as applicant,
  case when not d.censored and d.left_out is null and d.returned_at is not null
    then d.due_at is null or d.given_up or d.paused or cast(d.returned_at as date) <= cast(d.due_at as date)
  end as report_given_back,
  case
    when d.due_at is null or d.left_out is not null then null
    when coalesce(q.requests, 0) > 1 then false
    else d.judged_utc <= d.due_utc or e.dossier_no is not null
  end as decision_766,
  d.unfinished or coalesce(d.ended_in_period, false) as decision_766_in_period,
  l.legal_due_at is not null as lawful,
  case
    when l.legal_due_at is null or d.left_out in ('unknown_end', 'result_before_receipt') then null
    when not d.censored then cast(d.result_at as date) <= cast(l.legal_due_at as date)
    when cast(d.end_at as date) > cast(l.legal_due_at as date) then false
  end as by_law,
  case when d.left_out is distinct from 'unknown_end' then cast(s.judged_at as date) <= cast(s.due_at as date) end as portal,
  s.week as portal_week,
  s.in_period as portal_in_period
from judged as d
left join model.legal_deadline as l on l.dossier_no = d.dossier_no
left join request as q on q.dossier_no = d.dossier_no
left join excused as e on e.dossier_no = d.dossier_no
left join synced as s on s.dossier_no = d.dossier_no
