-- find.round_trip
-- One row per way of a dossier from a unit to another one and back with nothing decided.
--   dossier_no, from_no   key; from_no is the first run of the visit to other_unit
--   to_no           the last run of the way: of the return, the last one before a step that the dossier had not been at; of the visit, where the return has none of these
--   unit, other_unit   from unit to other_unit and back; a unit of another agency is named with it
--   recorded        an outcome is on record, a pass, of the visit to other_unit
--   owned_s         working seconds of its time owned by the visit to other_unit and by the return
-- Why: a visit is the runs in a row in one unit. A visit that recorded an outcome other than a pass, or one that nobody knows the meaning of, had a reason; so had the way out from, and back to, the desk that takes a dossier in and hands its result out. Runs that finish in one second have no order, and make no visit in between. What a return does for the first time would be done without the way as well.
-- Holds: a way has at least one run
--   select dossier_no from find.round_trip where to_no < from_no
with
-- Only where dossiers went from one unit to another and, at some time, back the same way: few, and each is then read whole.
crossing as (
  select
    dossier_no,
    agency < next_agency or (agency = next_agency and unit < next_unit) as upward,
    case when agency < next_agency or (agency = next_agency and unit < next_unit) then agency else next_agency end as low_agency,
    case when agency < next_agency or (agency = next_agency and unit < next_unit) then unit else next_unit end as low_unit,
    case when agency < next_agency or (agency = next_agency and unit < next_unit) then next_agency else agency end as high_agency,
    case when agency < next_agency or (agency = next_agency and unit < next_unit) then next_unit else unit end as high_unit
  from model.step_run
  where next_agency <> agency or next_unit <> unit
),
crossed as (
  select distinct dossier_no
  from (
    select dossier_no
    from crossing
    group by dossier_no, low_agency, low_unit, high_agency, high_unit
    having bool_or(upward) and bool_or(not upward)
  )
),
placed as (
  select
    r.dossier_no,
    r.run_no,
    r.agency,
    r.unit,
    coalesce(r.changed, r.outcome_kind = 'unknown', false) as changed,
    r.changed is not null as recorded,
    r.owned_s,
    r.next_known,
    r.loop_no,
    1 + coalesce(sum(case when r.next_agency <> r.agency or r.next_unit <> r.unit then 1 else 0 end) over (
      partition by r.dossier_no order by r.run_no rows between unbounded preceding and 1 preceding
    ), 0) as visit_no
  from model.step_run as r
  join crossed as c on c.dossier_no = r.dossier_no
),
visit as (
  select
    dossier_no,
    visit_no,
    agency,
    unit,
    bool_or(changed) as changed,
    bool_or(recorded) as recorded,
    arg_max(changed, run_no) as last_changed,
    bool_and(next_known) as in_order,
    arg_max(next_known, run_no) as last_in_order,
    sum(owned_s) as owned_s,
    min(run_no) as from_no,
    max(run_no) as to_no,
    coalesce(min(run_no) filter (where loop_no = 1) - 1, max(run_no)) as again_to_no
  from placed
  group by dossier_no, visit_no, agency, unit
),
turn as (
  select
    dossier_no,
    visit_no,
    agency,
    unit,
    changed,
    recorded,
    owned_s,
    from_no,
    to_no,
    in_order and lag(last_in_order) over path as in_order,
    lag(agency) over path as agency_before,
    lag(unit) over path as unit_before,
    lag(last_changed) over path as changed_before,
    lead(agency) over path as agency_after,
    lead(unit) over path as unit_after,
    lead(owned_s) over path as owned_after_s,
    lead(again_to_no) over path as again_to_no,
    max(visit_no) over (partition by dossier_no) as visits
  from visit
  window path as (partition by dossier_no order by visit_no)
),
gone as (
  select
    dossier_no,
    case when unit_before = '' then agency_before else unit_before end as unit,
    case
      when unit = '' then agency
      when agency in ('', agency_before) then unit
      else unit || ' (' || agency || ')'
    end as other_unit,
    recorded,
    from_no,
    greatest(to_no, again_to_no) as to_no,
    cast(owned_s + owned_after_s as bigint) as owned_s
  from turn
  where agency_before = agency_after
    and unit_before = unit_after
    and in_order
    and not changed
    and not changed_before
    and not (visit_no = 2 and visits = 3)
)
select dossier_no, from_no, to_no, unit, other_unit, recorded, owned_s
from gone
where unit <> '' and other_unit <> ''
