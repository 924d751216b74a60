-- stage.run_hold
-- One row per stretch in which a run was on hold, as the data gives it (they may overlap).
--   dossier_id, run_no, hold_no   key
--   dossier_no                    of the dossier
--   held_at, held_utc             when it began, local and in UTC
--   resumed_at, resumed_utc       when it ended, likewise; where it was not resumed, the run's end, as-of where it has none
-- Why: while a run is on hold nobody can work on it; that is no service, and is shown.
select
  r.dossier_id,
  r.run_no,
  cast(row_number() over (partition by r.dossier_no, r.run_no order by h.held_utc, h.resumed_utc) as integer) as hold_no,
  r.dossier_no,
  h.held_at,
  h.held_utc,
  case
    when h.resumed_utc <= p.as_of_utc then h.resumed_at
    else coalesce(r.finished_at, r.ended_at, p.as_of)
  end as resumed_at,
  case
    when h.resumed_utc <= p.as_of_utc then h.resumed_utc
    else coalesce(r.finished_utc, r.ended_utc, p.as_of_utc)
  end as resumed_utc
from raw.run_hold as h
join stage.step_run as r on r.file_no = h.file_no and r.row_no = h.row_no
cross join stage.study_parameter as p
where h.held_utc <= p.as_of_utc
