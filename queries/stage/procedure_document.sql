-- stage.procedure_document
-- One row per document that a procedure asks the applicant for.
--   procedure_code, ordinal   key; in the order of the page
--   name         as printed; the whole text where it could not be split
--   originals, copies   how many of each; null where the text could not be split
-- Why: what applicants must bring is a burden that only the register knows.
select
  cast(procedure_code as stage.procedure_key) as procedure_code,
  ordinal,
  name,
  originals,
  copies
from raw.register_document
