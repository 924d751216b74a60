-- find.check_pair
-- One row per procedure, pair of checks with outcomes in one dossier, and week of the evidence window.
--   procedure_code, step, other_step, week_no   key; other_step looked after step; week_no counts the window's weeks from 1, by enabling of other_step
--   n         passes by step that other_step looked at before step looked again
--   found     those of them in which it recorded an outcome other than a pass
--   n_unknown   passes by step after which other_step recorded an outcome that nobody knows the meaning of; not in n
--   owned_s   working seconds of dossiers' time that other_step owns
-- Why: a second check earns its wait by what the first has let through.
with
run as (
  select dossier_no, run_no, procedure_code, step, week, changed, coalesce(outcome_kind = 'unknown', false) as unknown, owned_s
  from model.step_run
  where role = 'check' and (changed is not null or outcome_kind = 'unknown')
),
pair as (
  select
    b.dossier_no,
    b.procedure_code,
    a.step,
    b.step as other_step,
    a.run_no,
    a.changed as first_changed,
    b.changed as found,
    b.unknown,
    b.week,
    b.owned_s,
    row_number() over (partition by b.dossier_no, b.run_no, a.step order by a.run_no desc) as back
  from run as b
  join run as a on a.dossier_no = b.dossier_no and a.run_no < b.run_no and a.step <> b.step
),
pass as (
  select
    procedure_code,
    step,
    other_step,
    min(week) as week,
    coalesce(bool_or(found), false) as found,
    bool_or(unknown) and not coalesce(bool_or(found), false) as unknown,
    sum(owned_s) as owned_s
  from pair
  where back = 1 and not first_changed
  group by procedure_code, step, other_step, dossier_no, run_no
)
select
  p.procedure_code,
  p.step,
  p.other_step,
  w.evidence_no as week_no,
  count(*) filter (where not p.unknown) as n,
  count(*) filter (where p.found) as found,
  count(*) filter (where p.unknown) as n_unknown,
  cast(sum(p.owned_s) as bigint) as owned_s
from pass as p
join model.week as w on w.week = p.week
where w.evidence_no is not null
group by p.procedure_code, p.step, p.other_step, w.evidence_no
