//! The catalogue is true: headers say what the relations are, keys are unique, identities hold, and a
//! query rerun by hand gives the same rows.

mod headers;
mod rows;
mod study;

use duckdb::Connection;
use redtape::store::{Catalogue, Query};

fn one(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{e}\n{sql}"))
}

/// Tables and views: what has rows.
fn relations(catalogue: &Catalogue) -> impl Iterator<Item = &Query> {
    catalogue.queries().iter().filter(|q| q.kind.is_relation())
}
