-- stage.dossier
-- One row per dossier.
--   dossier_id          key, as the data gives it
--   dossier_no          second key: 1 … in the order of dossier_id; relations of runs are joined by it
--   procedure_code      '' where not recorded
--   agency              the agency that resolves it; '' where not recorded
--   receiving_agency    the agency that received it; '' where not recorded
--   channel             counter, online, post, or as the data says; '' where not recorded
--   applicant_kind      as the data says; '' where not recorded
--   status              in_process, refused, withdrawn, ended (in another way, without a result), supplement, fee, stopped, done; '' where not recorded
--   submitted_at, received_at, first_due_at, due_at, result_at, returned_at   local instants, as the source gives them
--   received_utc, first_due_utc, due_utc, result_utc   UTC twins of four of them
--   first_event_at, last_event_at, first_event_utc, last_event_utc   first and last stamp of its event log
--   receipt_basis       where received_at comes from: observed, submitted (handed in; no receipt recorded), first_stamp
--   result_basis        observed; returned where only the day given back is known; last_run where no dossier of the data has either; null while open
--   ended               result; open; unknown_time (its status says that it is over, or the value of its result was set aside: nobody knows when it ended)
--   end_at              its result; as-of while open; its last stamp where it ended at an unknown time
--   end_utc             its UTC twin
--   promise             given, none, set_aside (the value of its due date was set aside: whether it was on time can't be told)
-- Why: one dossier, one row, whatever the files looked like; nothing after as-of is known. Dates go before statuses; where the data have no results, or no date of this one, its status says whether it is over.
-- Holds: every dossier has a receipt
--   select dossier_id from stage.dossier where received_at is null or received_utc is null
with
-- Values that stand for "never" or for nothing leave a dossier open; of all others the end is unknown.
aside as (
  select
    f.relation,
    f.file_no,
    f.row_no,
    bool_or(f.field in ('result_at', 'finished_at') and f.reason not in ('aside-never-date', 'aside-placeholder-date')) as result_aside,
    bool_or(f.field in ('due_at', 'first_due_at')) as due_aside
  from stage.value_fault as f
  group by f.relation, f.file_no, f.row_no
),
from_runs as (
  select
    r.dossier_id,
    min(r.procedure_code) as procedure_code,
    min(r.agency) as agency,
    min(r.channel) as channel,
    arg_min(r.received_at, r.received_utc) as received_at,
    min(r.received_utc) as received_utc,
    arg_max(r.due_at, r.due_utc) as due_at,
    max(r.due_utc) as due_utc,
    arg_max(r.result_at, r.result_utc) as result_at,
    max(r.result_utc) as result_utc,
    arg_min(coalesce(r.enabled_at, r.started_at, r.finished_at), coalesce(r.enabled_utc, r.started_utc, r.finished_utc)) as first_at,
    min(coalesce(r.enabled_utc, r.started_utc, r.finished_utc)) as first_utc,
    arg_min(coalesce(r.started_at, r.finished_at), coalesce(r.started_utc, r.finished_utc)) as first_event_at,
    min(coalesce(r.started_utc, r.finished_utc)) as first_event_utc,
    arg_max(coalesce(r.finished_at, r.ended_at, r.started_at), coalesce(r.finished_utc, r.ended_utc, r.started_utc)) as last_event_at,
    max(coalesce(r.finished_utc, r.ended_utc, r.started_utc)) as last_event_utc,
    count(*) filter (where r.finished_at is null and r.ended_at is null and not coalesce(a.result_aside, false)) as unfinished,
    max(r.ended_utc) as given_up_utc,
    max(r.finished_utc) as last_finish_utc
  from raw.step_run as r
  left join stage.run_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
  left join aside as a on a.relation = 'step_run' and a.file_no = r.file_no and a.row_no = r.row_no
  where f.row_no is null
  group by r.dossier_id
),
-- A finish that was set aside hides the end, unless another run ended after that one had begun.
run_aside as (
  select
    r.dossier_id,
    bool_or(a.result_aside and coalesce(coalesce(r.started_utc, r.enabled_utc) >= d.last_finish_utc, true)) as result_aside,
    bool_or(a.due_aside) as due_aside
  from aside as a
  join raw.step_run as r on r.file_no = a.file_no and r.row_no = a.row_no
  left join from_runs as d on d.dossier_id = r.dossier_id
  where a.relation = 'step_run'
  group by r.dossier_id
),
from_file as (
  select d.*, w.meaning, a.result_aside, a.due_aside
  from raw.dossier as d
  left join stage.dossier_fault as f on f.file_no = d.file_no and f.row_no = d.row_no
  left join stage.status_word as w on w.status = d.status
  left join aside as a on a.relation = 'dossier' and a.file_no = d.file_no and a.row_no = d.row_no
  where f.row_no is null
),
-- Only of dossiers that may have ended at an unknown time is it asked what happened last.
stopped as (
  select
    r.dossier_id,
    arg_max(
      case when r.resumed_utc >= r.paused_utc then r.resumed_at else r.paused_at end, greatest(r.paused_utc, r.resumed_utc)
    ) filter (where greatest(r.paused_utc, r.resumed_utc) <= p.as_of_utc) as last_at,
    max(greatest(r.paused_utc, r.resumed_utc)) filter (where greatest(r.paused_utc, r.resumed_utc) <= p.as_of_utc) as last_utc
  from raw.pause as r
  cross join stage.study_parameter as p
  group by r.dossier_id
),
joined as (
  select
    coalesce(d.dossier_id, r.dossier_id) as dossier_id,
    coalesce(d.procedure_code, r.procedure_code, '') as procedure_code,
    coalesce(d.agency, d.receiving_agency, r.agency, '') as agency,
    coalesce(d.receiving_agency, '') as receiving_agency,
    coalesce(d.channel, r.channel, '') as channel,
    coalesce(d.applicant_kind, '') as applicant_kind,
    coalesce(d.status, '') as status_text,
    coalesce(d.meaning, 'unknown') as meaning,
    coalesce(d.result_aside, false) or coalesce(ra.result_aside, false) as result_aside,
    coalesce(ra.result_aside, false) as last_run_aside,
    coalesce(d.due_aside, false) or coalesce(ra.due_aside, false) as due_aside,
    d.submitted_at,
    coalesce(
      d.received_at, r.received_at, d.submitted_at,
      least(coalesce(r.first_at, d.first_event_at), d.result_at, d.returned_at)
    ) as received_at,
    coalesce(
      d.received_utc, r.received_utc, d.submitted_utc,
      least(coalesce(r.first_utc, d.first_event_utc), d.result_utc, d.returned_utc)
    ) as received_utc,
    case
      when coalesce(d.received_at, r.received_at) is not null then 'observed'
      when d.submitted_at is not null then 'submitted'
      else 'first_stamp'
    end as receipt_basis,
    d.first_due_at,
    d.first_due_utc,
    coalesce(d.due_at, r.due_at, d.first_due_at) as due_at,
    coalesce(d.due_utc, r.due_utc, d.first_due_utc) as due_utc,
    coalesce(d.result_at, r.result_at) is null as only_returned,
    coalesce(d.result_at, r.result_at, d.returned_at) as result_at,
    coalesce(d.result_utc, r.result_utc, d.returned_utc) as result_utc,
    d.returned_at,
    coalesce(d.first_event_at, r.first_event_at) as first_event_at,
    coalesce(d.first_event_utc, r.first_event_utc) as first_event_utc,
    coalesce(d.last_event_at, r.last_event_at) as last_event_at,
    coalesce(d.last_event_utc, r.last_event_utc) as last_event_utc,
    coalesce(r.unfinished, 0) as unfinished,
    -- What was given up or called off last ended the dossier too, and nobody finished it.
    r.unfinished = 0 and r.given_up_utc > coalesce(r.last_finish_utc, timestamp '-infinity') as given_up
  from from_file as d
  full outer join from_runs as r on r.dossier_id = d.dossier_id
  left join run_aside as ra on ra.dossier_id = coalesce(d.dossier_id, r.dossier_id)
),
closed as (
  select
    j.*,
    case
      when p.result_known then case
        when j.result_utc <= p.as_of_utc then case when j.only_returned then 'returned' else 'observed' end
      end
      when j.meaning in ('open', 'supplement', 'fee', 'stopped') then null
      when j.given_up or j.last_run_aside then null
      when j.unfinished = 0 and j.last_event_utc <= p.as_of_utc then 'last_run'
    end as result_basis,
    p.as_of,
    p.as_of_utc,
    p.result_known
  from joined as j, stage.study_parameter as p
),
told as (
  select
    c.*,
    case
      when c.result_basis is not null then 'result'
      when c.result_utc > c.as_of_utc then 'open'
      when c.meaning in ('closed', 'withdrawn', 'refused', 'ended') or c.result_aside then 'unknown_time'
      when c.given_up and not c.result_known and c.last_event_utc <= c.as_of_utc then 'unknown_time'
      else 'open'
    end as ended,
    s.last_at as stopped_at,
    s.last_utc as stopped_utc
  from closed as c
  left join stopped as s on s.dossier_id = c.dossier_id
)
select
  dossier_id,
  cast(row_number() over (order by dossier_id) as integer) as dossier_no,
  cast(procedure_code as stage.procedure_key) as procedure_code,
  cast(agency as stage.agency_name) as agency,
  cast(receiving_agency as stage.agency_name) as receiving_agency,
  cast(channel as stage.channel_name) as channel,
  applicant_kind,
  case
    when status_text = '' then ''
    when meaning in ('withdrawn', 'refused', 'ended', 'supplement', 'fee', 'stopped') then meaning
    when result_basis is not null or ended = 'unknown_time' then 'done'
    else 'in_process'
  end as status,
  submitted_at,
  received_at,
  first_due_at,
  due_at,
  case when result_basis = 'last_run' then last_event_at when result_basis is not null then result_at end as result_at,
  returned_at,
  received_utc,
  first_due_utc,
  due_utc,
  case when result_basis = 'last_run' then last_event_utc when result_basis is not null then result_utc end as result_utc,
  first_event_at,
  last_event_at,
  first_event_utc,
  last_event_utc,
  receipt_basis,
  result_basis,
  ended,
  case
    when result_basis = 'last_run' then last_event_at
    when result_basis is not null then result_at
    when ended = 'unknown_time' then least(greatest(received_at, last_event_at, stopped_at), as_of)
    else as_of
  end as end_at,
  case
    when result_basis = 'last_run' then last_event_utc
    when result_basis is not null then result_utc
    when ended = 'unknown_time' then least(greatest(received_utc, last_event_utc, stopped_utc), as_of_utc)
    else as_of_utc
  end as end_utc,
  case
    when due_aside then 'set_aside'
    when due_at is not null then 'given'
    else 'none'
  end as promise
from told
