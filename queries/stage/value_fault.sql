-- stage.value_fault
-- One row per value that was set aside while its row stayed.
--   file_no, row_no, relation, field   key; relation is dossier, step_run, pause or portal_dossier, field the column that it was for
--   column_name       the heading that it stood under
--   value             what was found there; null where it is or may be the name of a person
--   reason            key of the reason in the catalogue of words
-- Why: a value that can't be meant costs that value, and is told; its row stays.
select
  file_no,
  row_no,
  relation,
  field,
  column_name,
  case
    when field = 'officer' or regexp_full_match(trim(value), '\p{Lu}[\p{L}\p{M}.’-]*(\s+\p{Lu}[\p{L}\p{M}.’-]*)+') then null
    else value
  end as value,
  reason
from raw.value_aside
