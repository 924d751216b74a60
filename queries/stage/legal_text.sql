-- stage.legal_text
-- One row per legal text of the register.
--   legal_text   key
--   title, article   as printed
--   instrument   internal_process, provincial_decision, circular, decree, law
--   owner        who can change it
-- Why: a recommendation names the text and who can amend it.
select legal_text, min(title) as title, min(article) as article, min(instrument) as instrument, min(owner) as owner
from raw.register_legal_text
group by legal_text
