-- raw.officer
-- One row per officer named in the data.
--   officer     key, as the data names the officer; never published
--   pseudonym   what every later relation and report shows
-- Why: officers are pseudonyms by a keyed hash unless the study says otherwise.
with named as (
  select distinct officer from raw.step_run where officer is not null
)
select
  n.officer,
  case
    when s.officers_named then n.officer
    else 'O-' || left(sha256(s.pseudonym_key || sha256(s.pseudonym_key || n.officer)), 12)
  end as pseudonym
from named as n, raw.study as s
