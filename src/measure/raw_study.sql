create table raw.study (
  as_of_set timestamp, period_from_set date, period_to_set date,
  resolution_s integer, office_day_s integer, suppress_below integer,
  officers_named boolean, pseudonym_key varchar, default_calendar varchar,
  alpha double, level double, min_runs integer, max_change_rate double, max_duplicate_rate double,
  same_hands_share double, max_ping_pong_share double, plan_margin double, peer_margin double,
  max_utilisation double, max_queue_growth double, online_margin double, bulk_size integer,
  max_bulk_share double, padded_share double
);
create table raw.agency_calendar (agency varchar, calendar varchar);
create table raw.step_role (step varchar, role varchar);
create table raw.step_consequence (step varchar, consequence varchar);
create table raw.calendar_day (
  calendar varchar, day date,
  open1_s integer, close1_s integer, open2_s integer, close2_s integer, open3_s integer, close3_s integer
);
