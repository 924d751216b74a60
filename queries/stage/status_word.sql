-- stage.status_word
-- One row per status in the data.
--   status     key, as the data give it
--   meaning    open, closed, withdrawn, refused, ended (cancelled, invalid, lapsed, not for this office), supplement, fee, stopped, unknown
--   basis      who says so: study (the study file), usual (the usual words), within (a part of it); null where unknown
--   dossiers   rows of dossiers with it
-- Why: a status without a date may say that a dossier is over. Numbers are unknown unless the study file says what they mean: systems count differently.
select status, meaning, basis, dossiers
from raw.status_word
