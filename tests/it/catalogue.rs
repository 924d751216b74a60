//! The catalogue is true: headers say what the relations are, keys are unique, identities hold, and a
//! query rerun by hand gives the same rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::util::display::array_value_to_string;
use duckdb::{AccessMode, Config, Connection};
use redtape::cli::analyse::Measured;
use redtape::kernel;
use redtape::simulate::{self, Scenario};
use redtape::store::{Catalogue, Kind, Query};

use crate::support::{Folder, int};

/// A study in which everything happens that a query must bear: two calendars, ties, a pause within a
/// pause, a loop by the same and by other hands, work after the result, a result before receipt, open
/// runs, a dossier without runs, a bulk, checks with outcomes, a register, rows that can't be used.
const SMALL: [(&str, &str); 7] = [
    (
        "study.toml",
        r#"
[study]
title = "By hand"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
as_of = "2024-04-26T17:00:00"
[calendar]
default = "office"
[calendar.agency]
"Night" = "night.toml"
[find]
bulk_size = 2
[steps]
"check" = { role = "check", consequence = ["refuse"] }
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
agency = "agency"
channel = "channel"
status = "status"
received_at = "received"
due_at = "due"
result_at = "result"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
step = "step"
agency = "agency"
unit = "unit"
officer = "officer"
outcome = "outcome"
started_at = "start"
finished_at = "end"
[[input]]
path = "pauses.csv"
kind = "pauses"
[input.columns]
dossier_id = "id"
paused_at = "from"
resumed_at = "to"
[register]
steps = "steps.csv"
legal_texts = "texts.csv"
"#,
    ),
    (
        "dossiers.csv",
        "id,procedure,agency,channel,status,received,due,result
A,P,Day,counter,,2024-03-25 08:00:00,2024-03-25 12:00:00,2024-03-26 17:00:00
B,P,Day,online,,2024-03-27 08:00:00,,
C,P,Day,counter,,2024-04-01 09:00:00,2024-04-05 17:00:00,2024-04-05 16:59:30
D,P,Day,counter,refused,2024-04-02 09:00:00,2024-04-05 17:00:00,2024-04-05 16:59:40
E,Q,Night,,,2024-04-09 09:00:00,2024-04-12 17:00:00,2024-04-08 09:00:00
F,Q,Night,online,,2024-04-10 09:00:00,2024-04-11 17:00:00,
G,Q,Day,online,withdrawn,2024-04-15 09:00:00,2024-04-30 17:00:00,2024-04-17 09:00:00
H,P,Day,online,,2024-05-15 09:00:00,2024-05-30 17:00:00,
",
    ),
    (
        "runs.csv",
        "id,step,agency,unit,officer,outcome,start,end
A,receive,Day,front,p,,2024-03-25 08:30:00,2024-03-25 09:00:00
A,check,Night,back,q,pass,2024-03-25 20:00:00,2024-03-25 22:00:00
A,sign,Day,front,r,,2024-03-26 09:00:00,2024-03-26 10:00:01
A,stamp,Day,front,s,,2024-03-26 09:30:00,2024-03-26 10:00:01
A,file,Day,front,s,,2024-03-27 09:00:00,2024-03-27 10:00:00
B,receive,Day,front,p,,2024-03-27 08:00:00,2024-03-27 09:00:00
B,check,Night,back,q,,2024-03-28 20:00:00,
C,receive,Day,front,p,,2024-04-01 09:00:00,2024-04-01 09:20:00
C,check,Day,back,q,incomplete,2024-04-01 14:00:00,2024-04-01 15:00:00
C,check,Day,back,q,pass,2024-04-02 14:00:00,2024-04-02 15:00:00
C,check,Day,back,r,pass,2024-04-03 14:00:00,2024-04-03 15:00:00
C,review,Day,front,s,pass,2024-04-03 15:30:00,2024-04-03 16:00:00
D,check,Day,back,q,incomplete,2024-04-02 14:00:00,2024-04-02 15:00:00
D,refuse,Day,front,s,,2024-04-05 16:00:00,2024-04-05 16:30:00
F,check,Night,back,q,pass,2024-04-10 21:00:00,2024-04-10 22:00:00
F,review,Night,,,,,
G,receive,Day,front,p,,2024-04-15 09:00:00,2024-04-15 09:10:00
Z,receive,Day,front,p,,2024-04-15 09:00:00,2024-04-15 09:10:00
G,check,Day,back,q,pass,2024-04-16 10:00:00,2024-04-16 09:00:00
",
    ),
    (
        "pauses.csv",
        "id,from,to
A,2024-03-26 11:00:00,2024-03-26 14:00:00
A,2024-03-26 13:30:00,2024-03-26 15:00:00
C,2024-04-01 15:00:00,2024-04-02 09:00:00
F,2024-04-11 09:00:00,
Z,2024-04-11 09:00:00,
",
    ),
    (
        "night.toml",
        "[hours]
monday = [\"20:00-24:00\"]
tuesday = [\"20:00-24:00\"]
wednesday = [\"20:00-24:00\"]
thursday = [\"20:00-24:00\"]
friday = [\"20:00-24:00\"]
",
    ),
    (
        "steps.csv",
        "procedure_code,ordinal,step,role,planned_min,legal_text
P,1,receive,intake,30,T
P,2,check,check,120,T
P,3,review,check,60,
P,4,sign,sign,60,T
Q,1,check,check,,T
",
    ),
    (
        "texts.csv",
        "legal_text,title,article,instrument,owner
T,A circular,Article 5,circular,A ministry
",
    ),
];

fn small() -> Folder {
    Folder::with(&SMALL)
}

fn demo() -> Folder {
    let province = simulate::run(&Scenario::named("demo").unwrap(), 1).unwrap();
    let folder = Folder::new();
    for (name, bytes) in simulate::files(&province).unwrap() {
        folder.write(&name, &bytes);
    }
    folder
}

/// Both studies as they are published.
fn studies() -> [(&'static str, Connection); 2] {
    static FOLDERS: OnceLock<[Folder; 2]> = OnceLock::new();
    let [small, demo] = FOLDERS.get_or_init(|| {
        let folders = [small(), demo()];
        for folder in &folders {
            folder.measured().session.publish().unwrap_or_else(|e| panic!("{e}"));
        }
        folders
    });
    [("small", open(small)), ("demo", open(demo))]
}

fn open(folder: &Folder) -> Connection {
    let config = Config::default().access_mode(AccessMode::ReadOnly).unwrap();
    Connection::open_with_flags(folder.path().join(".session/study.duckdb"), config).unwrap()
}

fn one(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{e}\n{sql}"))
}

fn text(conn: &Connection, sql: &str) -> String {
    let text: Option<String> =
        conn.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{e}\n{sql}"));
    text.unwrap_or_default()
}

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

/// Tables and views: what has rows.
fn relations(catalogue: &Catalogue) -> impl Iterator<Item = &Query> {
    catalogue.queries().iter().filter(|q| q.kind.is_relation())
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
        for query in relations(&catalogue).filter(|q| q.layer() != "raw") {
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
    for query in relations(&catalogue).filter(|q| q.layer() == "raw") {
        assert_eq!(int(&measured, &keyless(query)), 0, "the key of {}", query.name);
    }
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
fn only_earlier_layers_are_read() {
    let catalogue = Catalogue::embedded().unwrap();
    let layer = |name: &str| {
        let schema = name.split('.').next().unwrap();
        ["raw", "stage", "model", "measure", "find"].iter().position(|l| *l == schema).unwrap()
    };
    let mut made = BTreeSet::new();
    for query in catalogue.queries() {
        for read in &query.reads {
            assert!(layer(read) <= layer(&query.name), "{} reads {read}", query.name);
            assert!(made.contains(read), "{} is made before {read}", query.name);
        }
        let reads_raw = !query.reads_raw.is_empty() || query.reads.iter().any(|r| layer(r) == 0);
        assert!(!reads_raw || layer(&query.name) <= 1, "{} reads raw rows", query.name);
        made.insert(query.name.clone());
    }
}

#[test]
fn the_published_study_explains_itself() {
    let catalogue = Catalogue::embedded().unwrap();
    let [(_, conn), _] = studies();
    for query in catalogue.queries() {
        let (schema, relation) = query.name.split_once('.').unwrap();
        if schema == "raw" {
            let sql = format!(
                "select count(*) from information_schema.tables where table_name = '{relation}'"
            );
            assert_eq!(one(&conn, &sql), 0, "{} is published", query.name);
            continue;
        }
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
                        (select d.day + to_hours(h.hour) as t) as i
                        where model.clock(d, i.t) <> again(d, i.t)";
                    assert_eq!(one(&conn, sql), 0, "{study}: {name}");
                }
            }
            rerun += 1;
        }
        assert!(rerun > 30, "{study}: only {rerun} queries");
    }
}
