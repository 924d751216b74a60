-- stage.dossier
-- One row per dossier.
--   dossier_id          key, as the data gives it
--   dossier_no          second key: 1 … in the order of dossier_id; relations of runs are joined by it
--   procedure_code      '' where not recorded
--   agency              the agency that resolves it; '' where not recorded
--   receiving_agency    the agency that received it; '' where not recorded
--   channel             counter, online, post, or as the data says; '' where not recorded
--   applicant_kind      as the data says; '' where not recorded
--   status              in_process, refused, withdrawn, supplement, fee, stopped, done; '' where not recorded
--   submitted_at, received_at, first_due_at, due_at, result_at, returned_at   local instants, as the source gives them
--   received_utc, first_due_utc, due_utc, result_utc   UTC twins of four of them
--   first_event_at, last_event_at, first_event_utc, last_event_utc   first and last stamp of its event log
--   receipt_basis       where received_at comes from: observed, submitted (handed in; no receipt recorded), first_stamp
--   result_basis        observed; returned where only the day given back is known; last_run where no dossier of the data has either; null while open
-- Why: one dossier, one row, whatever the files looked like; nothing after as-of is known.
with
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
    count(*) filter (where r.finished_at is null and r.ended_at is null) as unfinished
  from raw.step_run as r
  left join stage.run_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
  where f.row_no is null
  group by r.dossier_id
),
from_file as (
  select d.*
  from raw.dossier as d
  left join stage.dossier_fault as f on f.file_no = d.file_no and f.row_no = d.row_no
  where f.row_no is null
),
joined as (
  select
    coalesce(d.dossier_id, r.dossier_id) as dossier_id,
    coalesce(d.procedure_code, r.procedure_code, '') as procedure_code,
    coalesce(d.agency, d.receiving_agency, r.agency, '') as agency,
    coalesce(d.receiving_agency, '') as receiving_agency,
    coalesce(d.channel, r.channel, '') as channel,
    coalesce(d.applicant_kind, '') as applicant_kind,
    lower(coalesce(d.status, '')) as status_text,
    d.submitted_at,
    coalesce(d.received_at, r.received_at, d.submitted_at, r.first_at, d.first_event_at) as received_at,
    coalesce(d.received_utc, r.received_utc, d.submitted_utc, r.first_utc, d.first_event_utc) as received_utc,
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
    coalesce(r.unfinished, 0) as unfinished
  from from_file as d
  full outer join from_runs as r on r.dossier_id = d.dossier_id
),
closed as (
  select
    j.*,
    case
      when p.result_known then case
        when j.result_utc <= p.as_of_utc then case when j.only_returned then 'returned' else 'observed' end
      end
      when j.unfinished = 0 and j.last_event_utc <= p.as_of_utc then 'last_run'
    end as result_basis
  from joined as j, stage.study_parameter as p
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
    when status_text like '%rút%' or status_text like '%withdrawn%' then 'withdrawn'
    when status_text like '%từ chối%' or status_text like '%trả lại%' or status_text like '%refused%' then 'refused'
    when status_text like '%bổ sung%' or status_text like '%supplement%' then 'supplement'
    when status_text like '%nghĩa vụ tài chính%' or status_text = 'fee' then 'fee'
    when status_text like '%dừng%' or status_text like '%stopped%' then 'stopped'
    when result_basis is not null then 'done'
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
  result_basis
from closed
where received_at is not null
