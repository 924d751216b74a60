-- stage.status_conflict
-- One row per dossier whose recorded status contradicts its dates.
--   dossier_id   key
--   status       as the data gives it
--   says         what that means: closed, open
--   result_at    null where it is said to be closed, its result where it is said to be open
-- Why: dates decide whether a dossier is open, everywhere; where the status says otherwise, one of the two is wrong, and a reader must know how often. What a status means is said by the study file, else by the usual words and the numbers of TrangThaiHoSo.
with
meaning as (
  select lower(trim(status)) as status, min(says) as says
  from raw.status_word
  group by lower(trim(status))
),
said as (
  select
    d.dossier_id,
    d.status,
    coalesce(m.says, case
      when lower(trim(d.status)) in ('9', '10', 'đã trả kết quả', 'đã trả', 'đã giải quyết', 'đã giải quyết xong', 'đã xử lý xong', 'đã hoàn thành', 'hoàn thành', 'kết thúc', 'đã kết thúc', 'closed', 'completed', 'done', 'finished') then 'closed'
      when lower(trim(d.status)) in ('1', '2', '4', 'mới đăng ký', 'mới tiếp nhận', 'đã tiếp nhận', 'đang xử lý', 'đang giải quyết', 'chưa giải quyết', 'chưa trả kết quả', 'open', 'in process', 'in progress', 'received', 'pending') then 'open'
    end) as says
  from raw.dossier as d
  left join stage.dossier_fault as f on f.file_no = d.file_no and f.row_no = d.row_no
  left join meaning as m on m.status = lower(trim(d.status))
  where f.row_no is null and d.status is not null
)
select s.dossier_id, s.status, s.says, d.result_at
from said as s
join stage.dossier as d on d.dossier_id = s.dossier_id
cross join stage.study_parameter as p
-- Where no dossier has a result, the last finish stands for it, and says nothing about the status.
where p.result_known and s.says = case when d.result_at is null then 'closed' else 'open' end
