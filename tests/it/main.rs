//! One integration-test binary: every test binary links DuckDB, so there is one.

mod advise;
mod demo;
mod docs;
mod draw;
mod find;
mod floors;
mod hostile;
mod keys;
mod load;
mod measure;
mod report;
mod simulate;
mod stats;
mod study;
mod support;
mod time;
mod words;
mod xlsx;
