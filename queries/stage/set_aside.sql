-- stage.set_aside
-- One row per input row that was set aside.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: nothing is dropped unsaid; `set-aside.csv` is this relation.
select file_no, row_no, column_name, value, reason from raw.set_aside
union all
select file_no, row_no, column_name, value, reason from stage.dossier_fault
union all
select file_no, row_no, column_name, value, reason from stage.run_fault
union all
select file_no, row_no, column_name, value, reason from stage.pause_fault
union all
select file_no, row_no, column_name, value, reason from stage.portal_fault
