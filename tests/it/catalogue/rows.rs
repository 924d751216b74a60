//! What headers say of rows: keys, identities, and that a query rerun by hand gives the same ones.

use arrow::array::{ArrayRef, RecordBatch};
use arrow::util::display::array_value_to_string;
use duckdb::Connection;
use redtape::kernel;
use redtape::store::{Catalogue, Kind, Query};

use super::study::{small, studies};
use super::{one, relations};
use crate::support::int;

fn batches(conn: &Connection, sql: &str) -> Vec<RecordBatch> {
    let mut statement = conn.prepare(sql).unwrap_or_else(|e| panic!("{e}\n{sql}"));
    statement.query_arrow([]).unwrap_or_else(|e| panic!("{e}\n{sql}")).collect()
}

/// Each row as a text, sorted.
fn as_texts(batches: &[RecordBatch]) -> Vec<String> {
    let row = |batch: &RecordBatch, i: usize| -> String {
        let cell = |column: &ArrayRef| array_value_to_string(column, i).unwrap();
        batch.columns().iter().map(cell).collect::<Vec<_>>().join(" ")
    };
    let mut rows: Vec<String> =
        batches.iter().flat_map(|batch| (0..batch.num_rows()).map(|i| row(batch, i))).collect();
    rows.sort();
    rows
}

/// Rows of a relation that share their key, or lack a part of it.
fn keyless(query: &Query) -> String {
    keyless_by(query, &query.key().collect::<Vec<_>>())
}

fn keyless_by(query: &Query, key: &[&str]) -> String {
    let columns = key.join(", ");
    let null = key.iter().map(|c| format!("{c} is null")).collect::<Vec<_>>().join(" or ");
    format!(
        "select count(*) as n from (
           select {columns} from {} group by {columns} having count(*) > 1 or {null})",
        query.name
    )
}

#[test]
fn keys_are_unique_and_never_null() {
    let catalogue = Catalogue::embedded().unwrap();
    for query in relations(&catalogue) {
        assert_eq!(query.one_row(), query.key().next().is_none(), "{}: its key", query.name);
    }
    for (study, conn) in studies() {
        for query in relations(&catalogue) {
            if query.one_row() {
                let sql = format!("select count(*) from {}", query.name);
                assert_eq!(one(&conn, &sql), 1, "{study}: {}", query.name);
            } else {
                assert_eq!(one(&conn, &keyless(query)), 0, "{study}: the key of {}", query.name);
            }
            for second in query.columns.iter().filter(|c| c.meaning.starts_with("second key")) {
                let sql = keyless_by(query, &[&second.name]);
                assert_eq!(one(&conn, &sql), 0, "{study}: {} of {}", second.name, query.name);
            }
        }
    }
    let measured = small().measured();
    let session = &measured.session;
    // The test itself: a row twice, then one without its key.
    let week = keyless(catalogue.get("model.week").unwrap());
    session.execute("insert into model.week (week) values ('2024-03-25')").unwrap();
    assert_eq!(int(&measured, &week), 1);
    session
        .execute("delete from model.week; insert into model.week (evidence_no) values (1)")
        .unwrap();
    assert_eq!(int(&measured, &week), 1);
}

#[test]
fn declared_identities_hold() {
    let catalogue = Catalogue::embedded().unwrap();
    let mut held = 0;
    for (study, conn) in studies() {
        for query in catalogue.queries() {
            for identity in &query.holds {
                let sql = format!("select count(*) from ({}) as broken", identity.broken_by);
                assert_eq!(one(&conn, &sql), 0, "{study}: {}: {}", query.name, identity.sentence);
                held += 1;
            }
        }
    }
    assert!(held >= 2 * 20, "only {held} identities");
}

#[test]
fn an_identity_notices_what_breaks_it() {
    let catalogue = Catalogue::embedded().unwrap();
    let measured = small().measured();
    let broken = |name: &str| -> i64 {
        let query = catalogue.get(name).unwrap();
        query
            .holds
            .iter()
            .map(|i| int(&measured, &format!("select count(*) as n from ({}) as b", i.broken_by)))
            .sum()
    };
    for (name, column) in [
        ("model.dossier", "paused_s"),
        ("model.lateness", "overdue_s"),
        ("measure.step_week", "owned_s"),
        ("measure.dossier_week", "makespan_s"),
        ("measure.lateness", "overdue_s"),
        ("model.step_run", "wait_extraneous_wall_s"),
        ("measure.wait_cause", "wait_contention_wall_s"),
    ] {
        assert_eq!(broken(name), 0, "{name}");
        let harm = format!("update {name} set {column} = {column} + 1");
        measured.session.execute(&harm).unwrap();
        assert!(broken(name) > 0, "{name} bears a second too much of {column}");
        measured.session.execute(&harm.replace("+ 1", "- 1")).unwrap();
    }
}

#[test]
fn a_query_rerun_by_hand_gives_the_same_rows() {
    let catalogue = Catalogue::embedded().unwrap();
    for (study, conn) in studies() {
        let mut rerun = 0;
        for Query { name, kind, with, body, .. } in catalogue.queries() {
            if name.starts_with("raw.") || name.starts_with("stage.") {
                continue;
            }
            match kind {
                Kind::Kernel(kernel) => {
                    let mut worker = kernel::named(kernel).unwrap();
                    for handed in with {
                        for rows in batches(&conn, &handed.body) {
                            worker.with(&handed.name, &rows).unwrap();
                        }
                    }
                    let mut made: Vec<RecordBatch> = batches(&conn, body)
                        .iter()
                        .flat_map(|rows| worker.take(rows).unwrap())
                        .collect();
                    made.push(worker.finish().unwrap());
                    let there = batches(&conn, &format!("select * from {name}"));
                    assert_eq!(as_texts(&made), as_texts(&there), "{study}: {name}");
                }
                Kind::Table | Kind::View => {
                    conn.execute_batch(&format!(
                        "create or replace temporary table again as\n{body}"
                    ))
                    .unwrap_or_else(|e| panic!("{study}: {name}: {e}"));
                    for (left, right) in [("again", name.as_str()), (name, "again")] {
                        let sql = format!(
                            "select count(*) from (select * from {left} except all select * from {right})"
                        );
                        assert_eq!(one(&conn, &sql), 0, "{study}: {name}");
                    }
                }
                Kind::Type => panic!("{name}: types belong to stage"),
                Kind::Macro(parameters) => {
                    let again = "again".to_owned() + parameters;
                    conn.execute_batch(&format!("create temporary macro {again} as\n{body}"))
                        .unwrap();
                    // The one function there is, over every day of the calendars, hour by hour.
                    assert_eq!(name, "model.clock");
                    let sql = "select count(*) from model.calendar_day as d,
                        (select unnest(range(24)) as hour) as h,
                        (select d.starts_utc + to_hours(h.hour) as t) as i
                        where model.clock(d, i.t) <> again(d, i.t)";
                    assert_eq!(one(&conn, sql), 0, "{study}: {name}");
                }
            }
            rerun += 1;
        }
        assert!(rerun > 30, "{study}: only {rerun} queries");
    }
}
