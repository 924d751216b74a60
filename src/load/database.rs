//! A table of another DuckDB file, read-only and with no way out of it.

use std::collections::BTreeMap;

use duckdb::{AccessMode, Config, Connection};

use super::parquet::relation;
use super::reader::{Asked, Holds, Lies, Read, Reader, TableReader, Take};
use crate::error::{Error, Result};

pub(super) static READER: Reader = Reader {
    name: "a DuckDB database",
    endings: &["duckdb", "db"],
    magic: &[(8, b"DUCK")],
    lies: Lies::File,
    holds: Holds::Table(TableReader { rows, headed: true, serial_days: false }),
};

fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let shown = asked.shown;
    let refused = |e: duckdb::Error| {
        let what = e.to_string().lines().next().unwrap_or_default().to_owned();
        Error::input(format!("{shown}: the database refused what was asked")).detail(what)
    };
    let conn = Config::default()
        .access_mode(AccessMode::ReadOnly)
        .and_then(|config| config.enable_external_access(false))
        .and_then(|config| Connection::open_with_flags(asked.path, config))
        .map_err(|e| {
            Error::input(format!("{shown} is not a DuckDB database that can be read"))
                .detail(e.to_string().lines().next().unwrap_or_default().to_owned())
                .help("a database that another program holds open can't be read: close it there")
        })?;
    let from = match asked.query {
        Some(query) => from_of(query),
        None => {
            let mut tables = tables(&conn).map_err(refused)?;
            match (tables.pop(), tables.len()) {
                (Some(only), 0) => from_of(&only),
                (last, _) => {
                    tables.extend(last);
                    let list = tables.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>();
                    return Err(Error::usage(format!(
                        "{shown} is a database: study.toml must say what to read of it"
                    ))
                    .detail(format!("its tables: {}", list.join(", ")))
                    .help("query = \"a table's name\" or query = \"select …\""));
                }
            }
        }
    };
    relation(&conn, &from, &BTreeMap::new(), asked, take)?.map_err(refused)?;
    Ok(Read::default())
}

fn tables(conn: &Connection) -> duckdb::Result<Vec<String>> {
    let mut statement = conn.prepare(
        "select table_name from information_schema.tables
         where table_catalog = current_database() order by table_schema, table_name",
    )?;
    statement.query_map([], |row| row.get::<_, String>(0))?.collect()
}

/// What a study asks for as something to select from: a table by its name, else a query.
pub(super) fn from_of(query: &str) -> String {
    let query = query.trim().trim_end_matches(';').trim_end();
    let named = !query.is_empty()
        && query.split('.').count() <= 3
        && query
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_'));
    if named {
        let parts: Vec<String> = query.split('.').map(|part| format!("\"{part}\"")).collect();
        return parts.join(".");
    }
    // On lines of its own: it may end in a comment.
    format!("(\n{query}\n)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sql: &str, query: Option<&str>) -> Result<Vec<Vec<String>>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f.duckdb");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let asked = Asked { query, ..Asked::file(&path, "f.duckdb") };
        let mut out = Vec::new();
        rows(&asked, &mut |row| {
            out.push((0..row.width()).map(|at| row.seen(at).into_owned()).collect());
            Ok(true)
        })?;
        Ok(out)
    }

    #[test]
    fn a_table_or_a_query_of_another_database_is_read_as_text() {
        let sql = "create table ho_so as select 'H1' as ma, timestamp '2023-07-01 08:00:00' as ngay, null::int as n";
        let wanted = [["ma", "ngay", "n"], ["H1", "2023-07-01 08:00:00", ""]];
        for query in [None, Some("ho_so"), Some("main.ho_so"), Some("select * from ho_so -- all")] {
            assert_eq!(read(sql, query).unwrap(), wanted, "{query:?}");
        }
        let two = format!("{sql}; create table x (i int)");
        let error = read(&two, None).unwrap_err();
        assert_eq!(error.details, ["its tables: \"ho_so\", \"x\""]);
    }

    #[test]
    fn nothing_outside_can_be_reached_and_nothing_written() {
        let sql = "create table x (i int)";
        for query in [
            "select * from read_csv('/etc/passwd')",
            "select * from read_text('/etc/hostname')",
            "delete from x returning *",
            "select 1) ; drop table x; select (1",
        ] {
            assert!(read(sql, Some(query)).is_err(), "{query}");
        }
    }
}
