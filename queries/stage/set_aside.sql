-- stage.set_aside
-- One row per input row that was set aside.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there; null where it may be the name of a person: signatures stand below tables
--   reason            key of the reason in the catalogue of words
-- Why: nothing is dropped unsaid; `set-aside.csv` is this relation.
with aside as (
  select file_no, row_no, column_name, value, reason from raw.set_aside
  union all
  select file_no, row_no, column_name, value, reason from stage.dossier_fault
  union all
  -- Runs of a wide table have the row that they come from in the last nine digits.
  select file_no, row_no % 1000000000, column_name, value, reason from stage.run_fault
  union all
  select file_no, row_no, column_name, value, reason from stage.pause_fault
  union all
  select file_no, row_no, column_name, value, reason from stage.portal_fault
  union all
  select file_no, row_no, column_name, value, reason from stage.portal_total_fault
)
select
  file_no,
  row_no,
  column_name,
  case
    when reason = 'aside-lonely' then null
    when reason in ('aside-unknown-agency', 'aside-total-row', 'aside-repeated-agency') then value
    -- A dossier's code has a digit.
    when reason in ('aside-unknown-dossier', 'aside-no-stamp') and not regexp_matches(value, '\d') then null
    -- Words that all begin with a capital.
    when regexp_full_match(trim(value), '\p{Lu}[\p{L}\p{M}.’-]*(\s+\p{Lu}[\p{L}\p{M}.’-]*)+') then null
    else value
  end as value,
  reason
from aside
