-- Rows of a file that count as used and are in no relation: none, on any input.
select 'dossier' as relation, d.file_no, d.row_no
from raw.dossier as d
left join stage.dossier_fault as f on f.file_no = d.file_no and f.row_no = d.row_no
left join stage.dossier as s on s.dossier_id = d.dossier_id
where f.row_no is null and s.dossier_id is null
union all
select 'step_run', r.file_no, r.row_no
from raw.step_run as r
left join stage.run_fault as f on f.file_no = r.file_no and f.row_no = r.row_no
left join (select distinct dossier_id from stage.step_run) as s on s.dossier_id = r.dossier_id
where f.row_no is null and s.dossier_id is null
union all
-- A run more or less than there are rows for it.
select 'step_run', null, null
where (select count(*) from raw.step_run)
  <> (
    -- Of a run of several events, only the first is a row of its own there.
    select count(*)
    from stage.run_fault as f
    join raw.step_run as r on r.file_no = f.file_no and r.row_no = f.row_no
  ) + (select count(*) from stage.step_run)
union all
select 'dossier', null, null
where (select count(distinct dossier_id) from raw.dossier)
  > (select count(*) from stage.dossier) + (select count(*) from stage.dossier_fault where reason <> 'aside-duplicate-dossier')
union all
select 'pause', null, null
where (select count(*) from raw.pause)
  <> (select count(*) from stage.pause_fault) + (select count(*) from stage.pause)
union all
select 'portal_dossier', null, null
where (select count(*) from raw.portal_dossier)
  <> (select count(*) from stage.portal_fault) + (select count(*) from stage.portal_dossier)
union all
select 'register_procedure', null, null
where (select count(distinct procedure_code) from raw.register_procedure) > (select count(*) from stage.procedure)
order by all
