-- measure.time_basis
-- One row per procedure, step, agency, unit and channel.
--   procedure_code, step, agency, unit, channel   key
--   n                 step runs
--   n_recorded        … of which the data give the moment from which they could begin
--   n_from_finish     … of which it is the finish of the run that they follow
--   n_from_receipt    … of which it is the second in which the dossier was received, where that is recorded: nothing had been finished before them
--   n_unknown         … of which it is not known: they have neither a wait nor a sojourn
--   n_started         runs with a recorded start
--   n_not_begun       runs of which it is known that they had not begun
--   n_start_unknown   all others: their waiting and their work can't be told apart
-- Why: a duration is as good as its two ends; a reader who doubts one asks first whether they were recorded.
-- Holds: every run has one basis for either end
--   select procedure_code, step from measure.time_basis
--   where n <> n_recorded + n_from_finish + n_from_receipt + n_unknown or n <> n_started + n_not_begun + n_start_unknown
-- Holds: every run is counted once
--   select m.n
--   from (select count(*) as n from model.step_run) as m
--   cross join (select coalesce(sum(n), 0) as n from measure.time_basis) as b
--   where b.n <> m.n
with run as (
  select
    r.procedure_code, r.step, r.agency, r.unit, r.channel,
    r.enabled_basis = 'observed' as recorded,
    r.enabled_basis = 'derived' as derived,
    coalesce(d.receipt_basis <> 'first_stamp' and r.enabled_at = date_trunc('second', d.received_at), false) as at_receipt,
    r.started_at is not null as started,
    r.time_basis = 'observed' as start_known
  from model.step_run as r
  join stage.dossier as d on d.dossier_no = r.dossier_no
)
select
  procedure_code, step, agency, unit, channel,
  count(*) as n,
  count(*) filter (where recorded) as n_recorded,
  count(*) filter (where derived and not at_receipt) as n_from_finish,
  count(*) filter (where derived and at_receipt) as n_from_receipt,
  count(*) filter (where recorded is null) as n_unknown,
  count(*) filter (where started) as n_started,
  count(*) filter (where start_known and not started) as n_not_begun,
  count(*) filter (where not start_known) as n_start_unknown
from run
group by procedure_code, step, agency, unit, channel
