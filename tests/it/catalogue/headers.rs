//! What headers say of columns, layers and order, and what of it the published study says.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::Connection;
use redtape::cli::analyse::Measured;
use redtape::store::{Catalogue, Kind};

use super::relations;
use super::study::{small, studies};

fn text(conn: &Connection, sql: &str) -> String {
    let text: Option<String> =
        conn.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{e}\n{sql}"));
    text.unwrap_or_default()
}

/// Columns and their types, in order, of every relation of a session.
fn real_columns(measured: &Measured) -> BTreeMap<String, Vec<(String, String)>> {
    let frame = measured
        .session
        .query(
            "select schema_name || '.' || table_name as relation, column_name, data_type
             from (
               select if(database_name = 'raw', 'raw', schema_name) as schema_name, table_name, column_name, data_type, column_index
               from duckdb_columns() where not internal
             )
             order by relation, column_index",
        )
        .unwrap();
    let text = |name: &str| frame.text(name).unwrap().iter().flatten().cloned();
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for ((relation, column), kind) in
        text("relation").zip(text("column_name")).zip(text("data_type"))
    {
        found.entry(relation).or_default().push((column, kind));
    }
    found
}

#[test]
fn declared_columns_are_the_real_ones_in_their_order() {
    let catalogue = Catalogue::embedded().unwrap();
    let real = real_columns(&small().measured());
    let mut wrong = Vec::new();
    for query in relations(&catalogue) {
        let declared: Vec<&str> = query.columns.iter().map(|c| c.name.as_str()).collect();
        let real: Vec<&str> = real[&query.name].iter().map(|(name, _)| name.as_str()).collect();
        if declared != real {
            wrong.push(format!("{} declares\n  {declared:?}\nbut has\n  {real:?}", query.name));
        }
        for column in query.columns.iter().filter(|c| c.meaning.is_empty()) {
            wrong.push(format!("{}.{} means nothing", query.name, column.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names of days and instants that need no ending: they are the calendar's words, or the study file's.
const DAYS: [&str; 5] = ["day", "week", "period_from", "period_to", "evidence_from"];

/// What the end of a name says of the type, and the type of the end of a name (design §3).
fn names_its_unit(name: &str, kind: &str) -> bool {
    let whole = matches!(kind, "INTEGER" | "BIGINT");
    let ends = |end: &str| name.ends_with(end);
    match kind {
        "TIMESTAMP" => return ends("_at") || ends("_utc") || name == "as_of",
        "DATE" => return ends("_on") || ends("_week") || DAYS.contains(&name),
        _ if ends("_at") || ends("_on") || ends("_utc") => return false,
        _ => {}
    }
    // A mean or a quantile of whole seconds isn't whole.
    let estimate = ["_mean_", "_median_", "_p90_"].iter().any(|part| name.contains(part));
    if ends("_s") || ends("_w") || ends("_v") {
        whole || (estimate && kind == "DOUBLE")
    } else if ends("_share") || ends("_min") {
        kind == "DOUBLE"
    } else {
        true
    }
}

#[test]
fn names_say_their_units() {
    let real = real_columns(&small().measured());
    let catalogue = Catalogue::embedded().unwrap();
    let mut wrong = Vec::new();
    for query in relations(&catalogue) {
        for (name, kind) in &real[&query.name] {
            if !names_its_unit(name, kind) {
                wrong.push(format!("{}.{name} is {kind}", query.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(names_its_unit("wait_s", "BIGINT") && !names_its_unit("wait_s", "DOUBLE"));
    assert!(!names_its_unit("received", "TIMESTAMP") && !names_its_unit("closed_at", "DATE"));
}

#[test]
fn only_earlier_layers_are_read() {
    let catalogue = Catalogue::embedded().unwrap();
    let layer = |name: &str| {
        let schema = name.split('.').next().unwrap();
        ["stage", "model", "measure", "find"].iter().position(|l| *l == schema).unwrap()
    };
    let mut made = BTreeSet::new();
    for query in catalogue.queries() {
        for read in &query.reads {
            assert!(layer(read) <= layer(&query.name), "{} reads {read}", query.name);
            assert!(made.contains(read), "{} is made before {read}", query.name);
        }
        assert!(
            query.reads_raw.is_empty() || layer(&query.name) == 0,
            "{} reads raw rows",
            query.name
        );
        made.insert(query.name.clone());
    }
}

#[test]
fn the_published_study_explains_itself() {
    let catalogue = Catalogue::embedded().unwrap();
    let [(_, conn), _] = studies();
    for query in catalogue.queries() {
        let (schema, relation) = query.name.split_once('.').unwrap();
        let source = match query.kind {
            Kind::Table | Kind::Kernel(_) => {
                format!("duckdb_tables() where table_name = '{relation}'")
            }
            Kind::View => format!("duckdb_views() where view_name = '{relation}'"),
            Kind::Macro(_) => format!("duckdb_functions() where function_name = '{relation}'"),
            Kind::Type => format!("duckdb_types() where type_name = '{relation}'"),
        };
        let comment =
            text(&conn, &format!("select comment from {source} and schema_name = '{schema}'"));
        assert!(comment.starts_with(&query.grain), "{}: {comment}", query.name);
        assert!(comment.contains(&query.why), "{}: {comment}", query.name);
        for column in &query.columns {
            let comment = text(
                &conn,
                &format!(
                    "select comment from duckdb_columns() where schema_name = '{schema}' and table_name = '{relation}' and column_name = '{}'",
                    column.name
                ),
            );
            assert!(comment.ends_with(&column.meaning), "{}.{}", query.name, column.name);
            let unit = column.unit().map(|unit| format!("[{unit}] ")).unwrap_or_default();
            assert!(comment.starts_with(&unit), "{}.{}: {comment}", query.name, column.name);
        }
    }
}
