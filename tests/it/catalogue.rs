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

/// A file's version is the number after its magic bytes; 68 is what DuckDB 1.5 writes and reads.
#[test]
fn a_study_is_a_file_that_duckdb_1_5_opens() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("study.duckdb");
    let session =
        redtape::store::Session::create(&file, folder.path(), &Default::default()).unwrap();
    session.publish().unwrap();
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(&bytes[8..12], b"DUCK");
    let version = u64::from_le_bytes(bytes[12..20].try_into().unwrap());
    assert!(version <= 68, "version {version}");
}
