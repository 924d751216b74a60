-- stage.portal_total_fault
-- One row per row of a file of the national portal's totals that can't be used, with the first reason found.
--   file_no, row_no   key
--   column_name       where the fault is
--   value             what was found there
--   reason            key of the reason in the catalogue of words
-- Why: rows in = rows used + rows set aside.
with
known as (
  select distinct lower(trim(cast(agency as varchar))) as agency from stage.dossier where agency <> ''
),
ranked as (
  select
    r.file_no,
    r.row_no,
    r.agency,
    lower(trim(r.agency)) in ('tổng', 'tổng số', 'tổng cộng', 'cộng', 'toàn tỉnh', 'toàn thành phố', 'total', 'sum', 'all') as sums,
    k.agency is null as unknown,
    -- Of two states of one agency's totals, the one that counts more is the later one.
    row_number() over (
      partition by lower(trim(r.agency)), r.from_on, r.to_on
      order by r.received desc nulls last, r.on_time desc nulls last, r.overdue desc nulls last, r.file_no, r.row_no
    ) as place
  from raw.portal_total as r
  left join known as k on k.agency = lower(trim(r.agency))
)
select
  file_no,
  row_no,
  'agency' as column_name,
  agency as value,
  case when sums then 'aside-total-row' when unknown then 'aside-unknown-agency' else 'aside-repeated-agency' end as reason
from ranked
where sums or unknown or place > 1
