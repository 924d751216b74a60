-- model.deadline_stop
-- One row per united stretch of stopped clock of a dossier whose deadline can be counted, while its deadline ran.
--   dossier_no, stop_no   key; in the order of time
--   paused_at, resumed_at   local instants
--   standing       not seen to end by as-of
--   base_x         where the deadline would end without any stop
--   shift_x        days that this stop is long
--   fresh_x        where the deadline ends when it is counted from zero at the end of this stop
--   in_time_shifted, in_time_from_zero   the stop, and every one before it, began while the deadline ran that the stops before it leave
-- Why: a stop after the deadline has passed can't save it. Places (`_x`) are days on the axis of model.deadline_axis.
with
stretch as (
  select
    dossier_no,
    arg_min(paused_at, paused_utc) as paused_at,
    arg_max(resumed_at, resumed_utc) as resumed_at,
    min(paused_utc) as paused_utc,
    max(resumed_utc) as resumed_utc
  from (
    select dossier_no, paused_at, resumed_at, paused_utc, resumed_utc,
      sum(cast(begins as integer)) over (partition by dossier_no order by pause_no) as stretch_no
    from (
      select dossier_no, pause_no, paused_at, resumed_at, paused_utc, resumed_utc,
        coalesce(paused_utc > max(resumed_utc) over (
          partition by dossier_no order by pause_no rows between unbounded preceding and 1 preceding
        ), true) as begins
      from stage.pause
    )
  )
  group by dossier_no, stretch_no
),
counted as (
  select
    s.dossier_no,
    cast(row_number() over (partition by s.dossier_no order by s.paused_utc) as integer) as stop_no,
    b.received_until_s is not null and (
      not r.counts or epoch(s.resumed_at - cast(r.day as timestamp)) > b.received_until_s
    ) as late,
    s.paused_at,
    s.resumed_at,
    s.resumed_utc >= t.as_of_utc as standing,
    b.base_x,
    -- The earliest place that is not before the stop began: days off before it are no days of the deadline.
    case
      when b.unit = 'working' then p.working_no + cast(not p.counts as integer)
      when b.roll then coalesce(p.last_on + 1, p.day) - date '1970-01-01'
      else p.day - date '1970-01-01'
    end as paused_x,
    case when b.unit = 'working' then r.working_no - p.working_no else r.day - p.day end as shift_x,
    case
      when b.unit = 'working' then r.working_no + cast(late as integer)
      else case when late then r.next_on else r.day end - date '1970-01-01'
    end + b.days as fresh_x
  from stretch as s
  join model.deadline_base as b on b.dossier_no = s.dossier_no
  cross join stage.study_parameter as t
  join model.calendar_day as p on p.calendar = b.calendar and p.day = cast(case when s.paused_utc < b.received_utc then b.received_at else s.paused_at end as date)
  join model.calendar_day as r on r.calendar = b.calendar and r.day = cast(s.resumed_at as date)
  where s.resumed_utc > b.received_utc and s.paused_utc < b.end_utc
),
judged as (
  select
    *,
    paused_x <= base_x + coalesce(sum(shift_x) over (
      partition by dossier_no order by stop_no rows between unbounded preceding and 1 preceding
    ), 0) as fits_shifted,
    paused_x <= coalesce(lag(fresh_x) over (partition by dossier_no order by stop_no), base_x) as fits_from_zero
  from counted
)
select
  dossier_no,
  stop_no,
  paused_at,
  resumed_at,
  standing,
  base_x,
  shift_x,
  fresh_x,
  bool_and(fits_shifted) over (partition by dossier_no order by stop_no) as in_time_shifted,
  bool_and(fits_from_zero) over (partition by dossier_no order by stop_no) as in_time_from_zero
from judged
