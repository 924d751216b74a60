-- stage.procedure_text
-- One row per legal text that a procedure rests on.
--   procedure_code, ordinal   key; in the order of the page
--   legal_text   its number; null where the text could not be split
--   title        as printed; the whole text where it could not be split
-- Why: who wants to change a procedure must know which texts prescribe it.
select
  cast(procedure_code as stage.procedure_key) as procedure_code,
  ordinal,
  legal_text,
  title
from raw.register_basis
