-- stage.outcome_word
-- One row per outcome in the data.
--   outcome   key, as the data give it
--   meaning   passed, returned, refused, moved_on (says nothing but that the dossier went on), unknown
--   basis     who says so: study (the study file), usual (the usual words); null where unknown
--   runs      rows of step runs with it
-- Why: a check is judged by what its outcomes mean; a word that nobody knows is neither a pass nor a change.
select outcome, meaning, basis, runs
from raw.outcome_word
