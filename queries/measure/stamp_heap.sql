-- measure.stamp_heap
-- One row per agency and minute of the hour at which step runs were finished.
--   agency, minute   key; 0 to 59
--   n                stamps, those at midnight (dates without a time) left out
--   n_at_closing     those at the very second at which some day of the agency's calendar closes
-- Why: work ends at any minute; stamps that heap on round minutes or on closing time were written down, not recorded.
-- Holds: minutes are those of an hour, and no more stamps are at closing time than there are
--   select agency, minute from measure.stamp_heap where minute not between 0 and 59 or n_at_closing > n
with
closing as (
  select distinct a.agency, d.closing_s as close_s
  from stage.agency_calendar as a
  join model.calendar_day as d on d.calendar = a.calendar
  where d.closing_s is not null
),
stamp as (
  select agency, minute(finished_at) as minute, epoch_us(finished_at) // 1000000 % 86400 as day_s
  from model.step_run
  where finished_at is not null
)
select
  s.agency,
  cast(s.minute as integer) as minute,
  count(*) as n,
  count(c.close_s) as n_at_closing
from stamp as s
left join closing as c on c.agency = s.agency and c.close_s = s.day_s
where s.day_s <> 0
group by s.agency, s.minute
