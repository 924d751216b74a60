-- find.check_outcome
-- One row per procedure, step with the role check, and week of the data with runs.
--   procedure_code, step, data_week_no   key; data_week_no counts the weeks of the data from 1, by enabling
--   week_no         the same week in the evidence window; null outside of it
--   n               runs
--   n_finished      finished runs
--   n_outcome       runs with an outcome that says whether something was changed
--   changed         those of them with an outcome other than a pass
--   n_unknown       runs with an outcome that nobody knows the meaning of
--   issued          finished runs during which, or before the next run began, the clock was stopped, or whose dossier was refused, withdrawn or ended in another way without a result
--   n_consequence   runs of which it is known whether, and where to, their dossier went on; runs that finish in the same instant as another have no order
--   consequence     those after which it closed with no later run, or went directly to a step that the study file names as a consequence
--   n_open_there    runs after which the dossier is still open, with no later run
--   owned_s         working seconds of dossiers' time that the runs own
-- Why: whether a check changes anything is judged by the best evidence that the data have; all three kinds are counted, and the finder chooses. A refused dossier counts for every check that it passed: nothing says which of them refused it.
-- Holds: every run of a check is in one week of the data
--   select m.n
--   from (select count(*) as n from model.step_run where role = 'check') as m
--   cross join (select coalesce(sum(n), 0) as n from find.check_outcome) as s
--   where s.n <> m.n
with
paused as (
  select distinct dossier_no from stage.pause
),
spell as (
  select
    r.dossier_no,
    r.run_no,
    r.role,
    date_trunc('second', coalesce(s.started_utc, make_timestamp(t.enabled_utc_s * 1000000), s.finished_utc)) as begun_utc,
    lead(date_trunc('second', coalesce(s.started_utc, s.finished_utc))) over (partition by r.dossier_no order by r.run_no) as next_begun_utc
  from model.step_run as r
  join stage.step_run as s on s.dossier_no = r.dossier_no and s.run_no = r.run_no
  join model.run_timing as t on t.dossier_no = r.dossier_no and t.run_no = r.run_no
  join paused as p on p.dossier_no = r.dossier_no
),
stopped as (
  select distinct s.dossier_no, s.run_no
  from spell as s
  join stage.pause as p
    on p.dossier_no = s.dossier_no
    and p.paused_utc >= s.begun_utc
    and (s.next_begun_utc is null or p.paused_utc < s.next_begun_utc + interval 1 second)
  where s.role = 'check'
),
-- Where a second leaves the order of a dossier's runs open, the instants as recorded tell which came last.
unordered as (
  select distinct dossier_no from model.step_run where role = 'check' and not next_known
),
instant as (
  select
    r.dossier_no,
    r.run_no,
    rank() over (partition by r.dossier_no order by r.finished_utc desc nulls first) as place,
    count(*) over (partition by r.dossier_no, r.finished_utc) as sharing
  from stage.step_run as r
  join unordered as u on u.dossier_no = r.dossier_no
),
placed as (
  select
    r.dossier_no,
    r.run_no,
    case
      when r.next_known then r.next_step is null
      when i.place > 1 then false
      when i.sharing = 1 then true
    end as last
  from model.step_run as r
  left join instant as i on i.dossier_no = r.dossier_no and i.run_no = r.run_no
  where r.role = 'check'
),
run as (
  select
    r.procedure_code,
    r.step,
    (r.week - f.first_week) // 7 + 1 as data_week_no,
    w.evidence_no,
    r.finished_at is not null as finished,
    r.changed,
    coalesce(r.outcome_kind = 'unknown', false) as unknown,
    r.owned_s,
    t.run_no is not null or d.status in ('refused', 'withdrawn', 'ended') as issued,
    coalesce(p.last, false) and d.ended = 'open' as open_there,
    p.last or c.step is not null as ended,
    -- Where no consequence is named, only the last place matters.
    case when n.step is null then p.last is not null else r.next_known end as known
  from model.step_run as r
  join model.dossier as d on d.dossier_no = r.dossier_no
  join placed as p on p.dossier_no = r.dossier_no and p.run_no = r.run_no
  cross join find.span as f
  left join model.week as w on w.week = r.week
  left join stopped as t on t.dossier_no = r.dossier_no and t.run_no = r.run_no
  left join stage.step_consequence as c on c.step = r.step and c.consequence = r.next_step
  left join (select distinct step from stage.step_consequence) as n on n.step = r.step
  where r.role = 'check'
)
select
  procedure_code,
  step,
  cast(data_week_no as integer) as data_week_no,
  evidence_no as week_no,
  count(*) as n,
  count(*) filter (where finished) as n_finished,
  count(*) filter (where changed is not null) as n_outcome,
  count(*) filter (where changed) as changed,
  count(*) filter (where unknown) as n_unknown,
  count(*) filter (where finished and issued) as issued,
  count(*) filter (where known and not open_there) as n_consequence,
  count(*) filter (where known and ended and not open_there) as consequence,
  count(*) filter (where open_there) as n_open_there,
  cast(sum(owned_s) as bigint) as owned_s
from run
group by procedure_code, step, data_week_no, evidence_no
