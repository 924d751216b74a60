-- model.run_timing
-- One row per step run with its instants on the working clock of whoever does it.
--   dossier_no, run_no   key
--   step, officer        as in stage.step_run
--   enabled_at           local, whole seconds: as recorded, else derived; null where unknown
--   started_at           local, whole seconds; null where unknown
--   until_at             finish, else the dossier's end, but never before the start
--   enabled_basis        observed, derived (from the finish that enabled it, or the receipt); null where unknown
--   enabled_utc_s, begun_utc_s, until_utc_s   enabling, start and finish in UTC seconds since 1970; until the dossier's end where it is unfinished; null where unknown
--   calendar             of its officer where the study gives one, else of its agency
--   enabled_w, begun_w, until_w   enabling, start and finish on that calendar's clock (s); of a censored run the dossier's end stands for what has not happened
-- Why: waits are split and durations are counted from the same instants.
with
-- A receipt that is only the first stamp of the log enables nothing.
receipt as (
  select
    dossier_no,
    case when received_at < first_event_at then cast(date_trunc('second', received_at) as timestamp) end as received_at,
    case when received_at < first_event_at then epoch_us(received_utc) // 1000000 end as received_utc_s
  from stage.dossier
),
own as (
  select officer, calendar from stage.officer_calendar where own
),
enabling as (
  select
    r.dossier_no,
    r.run_no,
    r.step,
    r.officer,
    cast(date_trunc('second', r.started_at) as timestamp) as started_at,
    coalesce(o.calendar, a.calendar) as calendar,
    r.enabled_at is not null as recorded,
    coalesce(
      cast(date_trunc('second', r.enabled_at) as timestamp),
      case when e.run_no is null then f.previous_at else e.enabled_at end,
      case when d.received_at <= coalesce(r.started_at, r.finished_at) then d.received_at end
    ) as enabled_at,
    coalesce(
      epoch_us(r.enabled_utc) // 1000000,
      case when e.run_no is null then f.previous_utc_s else e.enabled_utc_s end,
      case when d.received_at <= coalesce(r.started_at, r.finished_at) then d.received_utc_s end
    ) as enabled_utc_s,
    epoch_us(r.started_utc) // 1000000 as begun_utc_s,
    epoch_us(r.finished_utc) // 1000000 as finished_utc_s,
    f.begun_at,
    greatest(f.until_at, coalesce(f.begun_at, f.until_at)) as until_at
  from stage.step_run as r
  join model.run_frontier as f on f.dossier_no = r.dossier_no and f.run_no = r.run_no
  join receipt as d on d.dossier_no = r.dossier_no
  join stage.agency_calendar as a on a.agency = r.agency
  left join own as o on o.officer = r.officer
  left join model.run_enabling as e on e.dossier_no = r.dossier_no and e.run_no = r.run_no
)
select
  e.dossier_no,
  e.run_no,
  e.step,
  e.officer,
  e.enabled_at,
  e.started_at,
  e.until_at,
  case when e.recorded then 'observed' when e.enabled_at is not null then 'derived' end as enabled_basis,
  e.enabled_utc_s,
  e.begun_utc_s,
  -- Local time stands for wall time from the start to an end that has no stamp.
  coalesce(e.finished_utc_s, e.begun_utc_s + (epoch_us(e.until_at) - epoch_us(e.begun_at)) // 1000000) as until_utc_s,
  e.calendar,
  model.clock(ce, e.enabled_at) as enabled_w,
  model.clock(cs, e.begun_at) as begun_w,
  model.clock(cf, e.until_at) as until_w
from enabling as e
left join model.calendar_day as ce on ce.calendar = e.calendar and ce.day = cast(e.enabled_at as date)
left join model.calendar_day as cs on cs.calendar = e.calendar and cs.day = cast(e.begun_at as date)
left join model.calendar_day as cf on cf.calendar = e.calendar and cf.day = cast(e.until_at as date)
