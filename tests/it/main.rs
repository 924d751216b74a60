//! One integration-test binary: every test binary links DuckDB, so there is one.

mod advise;
mod catalogue;
mod demo;
mod docs;
mod draw;
mod files;
mod find;
mod floors;
mod generate;
mod hostile;
mod keys;
mod load;
mod measure;
mod on_time;
mod queries;
mod report;
mod simulate;
mod stats;
mod study;
mod support;
mod time;
mod traps;
mod validation;
mod waits;
mod words;
mod xlsx;
