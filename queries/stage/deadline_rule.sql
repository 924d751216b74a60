-- stage.deadline_rule
-- One row per procedure that the law gives a time.
--   procedure_code     key
--   days               whole days; a part of a day lasts to closing time and is a day
--   unit               working or calendar
--   received_until_s   received later in the day (seconds since midnight) or on a day off counts as received on the next working day; null where the day of receipt is the day of receipt
--   roll               a deadline in calendar days that ends on a day off ends on the next working day
--   regime             shifted or from_zero: what the study says that a stopped clock does to a deadline; null: as the due dates of the data fit best
-- Why: how a deadline is counted is a rule with an owner, not a habit of a query.
select
  p.procedure_code,
  cast(ceil(p.statutory_days) as integer) as days,
  p.statutory_unit as unit,
  coalesce(
    o.received_until_s,
    case when p.statutory_days = 0 then s.same_day_until_s else s.received_until_s end
  ) as received_until_s,
  s.roll,
  s.regime
from stage.procedure as p
cross join raw.deadline as s
left join raw.deadline_procedure as o on o.procedure_code = p.procedure_code
where p.statutory_days is not null
