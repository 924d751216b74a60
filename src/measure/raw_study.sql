create table raw.study (
  as_of_set timestamp, as_of_utc_set timestamp, period_from_set date, period_to_set date,
  resolution_s integer, office_day_s integer, suppress_below integer,
  counter_officer varchar, default_calendar varchar,
  bulk_size integer, batch_size integer, batch_gap_s integer
);
create table raw.agency_calendar (agency varchar, calendar varchar);
create table raw.deadline (received_until_s integer, same_day_until_s integer, roll boolean, regime varchar);
create table raw.deadline_procedure (procedure_code varchar, received_until_s integer);
create table raw.officer_calendar (officer varchar, calendar varchar);
create table raw.status_word (status varchar, meaning varchar, basis varchar, dossiers bigint);
create table raw.outcome_word (outcome varchar, meaning varchar, basis varchar, runs bigint);
create table raw.step_role (step varchar, role varchar);
create table raw.step_consequence (step varchar, consequence varchar);
create table raw.calendar_day (
  calendar varchar, day date, starts_utc timestamp,
  open1_s integer, close1_s integer, open2_s integer, close2_s integer, open3_s integer, close3_s integer,
  closing_s integer, kind varchar, reason varchar, counts boolean, provisional boolean
);
