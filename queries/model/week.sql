-- model.week
-- One row per ISO week from the first receipt to as-of.
--   week          key: its Monday
--   evidence_no   1 … T within the evidence window, else null
-- Why: a week without runs stays in a weekly series as zero.
with span as (
  select
    least((select cast(date_trunc('week', min(received_at)) as date) from stage.dossier), p.evidence_from) as first_week,
    cast(date_trunc('week', p.as_of) as date) as last_week,
    p.evidence_from,
    p.evidence_weeks
  from stage.study_parameter as p
),
weeks as (
  select cast(unnest(range(first_week, last_week + 1, interval 7 days)) as date) as week, evidence_from, evidence_weeks
  from span
)
select
  week,
  case
    when (week - evidence_from) // 7 between 0 and evidence_weeks - 1 then cast((week - evidence_from) // 7 + 1 as integer)
  end as evidence_no
from weeks
