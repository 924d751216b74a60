//! How columns are read: the same values in every notation, and what is asked where they leave it open.

use redtape::error::{Error, Kind};
use redtape::load::{self, Loaded};
use redtape::progress::Silent;
use redtape::study::Study;

use crate::support::{Folder, raw_rows};
use crate::xlsx::{Cell, workbook};

const DUE: &str = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\nreceived_at = \"received\"\ndue_at = \"due\"\n";
const RUNS: &str = "kind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nfinished_at = \"at\"\nplanned_min = \"plan\"\n";

fn load(
    folder: &Folder,
    file: &str,
    input: &str,
    zone: &str,
) -> (Result<Loaded, Error>, duckdb::Connection) {
    let text = format!(
        "[study]\ntitle = \"t\"\nzone = \"{zone}\"\nofficers = \"named\"\n[[input]]\npath = \"{file}\"\n{input}"
    );
    let study = Study::parse(&text, folder.path()).unwrap();
    let conn = raw_rows();
    let loaded = load::all(&study, &conn, &Silent);
    (loaded, conn)
}

fn rows(conn: &duckdb::Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap).collect()
}

fn keys(loaded: &Loaded) -> Vec<&str> {
    loaded.notes.iter().map(|note| note.key.as_str()).collect()
}

fn csv(rows: &[&str]) -> Folder {
    Folder::with(&[("f.csv", rows.join("\n").as_str())])
}

const STAMPS: &str = "select concat_ws('|', dossier_id, received_at, due_at, due_utc) from raw.dossier order by row_no";

#[test]
fn a_due_column_of_midnights_holds_days_in_every_format() {
    let wanted = [
        "a|2024-03-01 08:00:00|2024-03-15 23:59:59|2024-03-15 16:59:59",
        "b|2024-03-04 09:30:00|2024-03-20 23:59:59|2024-03-20 16:59:59",
    ];
    let folder = Folder::new();
    for (file, lines) in [
        ("days.csv", ["a,2024-03-01 08:00,2024-03-15", "b,2024-03-04 09:30,2024-03-20"]),
        (
            "midnights.csv",
            [
                "a,01/03/2024 08:00:00,15/03/2024 00:00:00",
                "b,04/03/2024 09:30:00,20/03/2024 00:00:00",
            ],
        ),
        (
            "utc.csv",
            [
                "a,2024-03-01T01:00:00Z,2024-03-14T17:00:00Z",
                "b,2024-03-04T02:30:00Z,2024-03-19T17:00:00Z",
            ],
        ),
        (
            "as_days.csv",
            [
                "a,2024-03-01T01:00:00Z,2024-03-15T00:00:00Z",
                "b,2024-03-04T02:30:00Z,2024-03-20T00:00:00Z",
            ],
        ),
    ] {
        let text = format!("id,received,due\n{}\n", lines.join("\n"));
        folder.write(file, text.as_bytes());
    }
    let date = |serial| Cell::Date(serial);
    let sheet = workbook(
        1,
        &[
            vec![Cell::Text("id"), Cell::Text("received"), Cell::Text("due")],
            vec![Cell::Text("a"), date(45_352.333_333_333_3), date(45_366.0)],
            vec![Cell::Text("b"), date(45_355.395_833_333_3), date(45_371.0)],
        ],
    );
    folder.write("book.xlsx", &sheet);
    let conn = duckdb::Connection::open_in_memory().unwrap();
    conn.execute_batch(&format!(
        "copy (select * from (values
           ('a', timestamp '2024-03-01 08:00:00', timestamp '2024-03-15 00:00:00'),
           ('b', timestamp '2024-03-04 09:30:00', timestamp '2024-03-20 00:00:00')) as t(id, received, due)
         ) to '{}' (format parquet)",
        folder.path().join("frame.parquet").display()
    ))
    .unwrap();
    for file in
        ["days.csv", "midnights.csv", "utc.csv", "as_days.csv", "book.xlsx", "frame.parquet"]
    {
        let (loaded, conn) = load(&folder, file, DUE, "Asia/Ho_Chi_Minh");
        let loaded = loaded.unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(rows(&conn, STAMPS), wanted, "{file}");
        let said = keys(&loaded);
        assert_eq!(
            said.contains(&"note-due-days"),
            ["midnights.csv", "utc.csv", "frame.parquet"].contains(&file),
            "{file}: {said:?}"
        );
        assert_eq!(
            said.contains(&"note-days-as-written"),
            file == "as_days.csv",
            "{file}: {said:?}"
        );
    }
}

#[test]
fn what_the_first_rows_suggest_and_the_last_refutes_is_read_again() {
    // Days first alone, then one that can only be month first, far below.
    let mut lines = vec!["id,received,due".to_owned()];
    for at in 0..40_000 {
        lines.push(format!("d{at},03/05/2024,04/06/2024 00:00"));
    }
    lines.push("last,03/25/2024,04/26/2024 16:30".to_owned());
    let folder = Folder::with(&[("f.csv", lines.join("\n").as_str())]);
    let (loaded, conn) = load(&folder, "f.csv", DUE, "Asia/Ho_Chi_Minh");
    let loaded = loaded.unwrap();
    assert_eq!((loaded.sources[0].rows_in, loaded.sources[0].rows_set_aside), (40_001, 0));
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', count(*), min(received_at), max(received_at), min(due_at), max(due_at)) from raw.dossier"
        ),
        // A due date of half past four shows that the others are instants too.
        ["40001|2024-03-05 00:00:00|2024-03-25 00:00:00|2024-04-06 00:00:00|2024-04-26 16:30:00"]
    );
    assert!(keys(&loaded).contains(&"note-order-value"));
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_and_one_key_answers() {
    let folder = csv(&["id,received,due", "a,01/02/2024,03/04/2024", "b,05/06/2024,07/08/2024"]);
    let (refused, _) = load(&folder, "f.csv", DUE, "Europe/London");
    let refused = refused.unwrap_err();
    assert_eq!(refused.kind, Kind::Input);
    assert!(refused.message.contains("\"received\""), "{refused}");
    assert!(refused.help.unwrap().contains("order = \"dmy\""));
    for (order, first) in [("dmy", "2024-02-01"), ("mdy", "2024-01-02")] {
        let input = format!("{DUE}[input.dates]\norder = \"{order}\"\n");
        let (loaded, conn) = load(&folder, "f.csv", &input, "Europe/London");
        loaded.unwrap();
        assert_eq!(
            rows(&conn, "select cast(cast(min(received_at) as date) as varchar) from raw.dossier"),
            [first]
        );
    }
    // Who is in Vietnam writes the day first; it is said.
    let (loaded, conn) = load(&folder, "f.csv", DUE, "Asia/Ho_Chi_Minh");
    assert!(keys(&loaded.unwrap()).contains(&"note-order-country"));
    assert_eq!(
        rows(&conn, STAMPS)[0],
        "a|2024-02-01 00:00:00|2024-04-03 23:59:59|2024-04-03 16:59:59"
    );
    // Another column of the file may tell.
    let folder = csv(&["id,received,due", "a,01/02/2024,03/24/2024", "b,05/06/2024,07/28/2024"]);
    let (loaded, conn) = load(&folder, "f.csv", DUE, "Europe/London");
    assert!(keys(&loaded.unwrap()).contains(&"note-order-others"));
    assert!(rows(&conn, STAMPS)[0].starts_with("a|2024-01-02"));
}

#[test]
fn values_that_mean_none_or_never_are_set_aside_and_their_rows_stay() {
    let folder = csv(&[
        "id,received,due",
        "a,01/03/2024,31/12/9999",
        "b,01/01/1900,13/03/2024",
        "c,01/01/1970,14/03/2024",
        "d,2017-03-00,15/03/2024",
        "e,31/02/2024,",
    ]);
    let (loaded, conn) = load(&folder, "f.csv", DUE, "Asia/Ho_Chi_Minh");
    let loaded = loaded.unwrap();
    assert_eq!((loaded.sources[0].rows_in, loaded.sources[0].rows_set_aside), (5, 1));
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, relation, field, column_name, value, reason) from raw.value_aside order by row_no"
        ),
        [
            "2|dossier|due_at|due|31/12/9999|aside-never-date",
            "3|dossier|received_at|received|01/01/1900|aside-placeholder-date",
            "4|dossier|received_at|received|01/01/1970|aside-placeholder-date",
            "5|dossier|received_at|received|2017-03-00|aside-not-a-date",
        ]
    );
    assert_eq!(
        rows(&conn, "select concat_ws('|', row_no, value) from raw.set_aside"),
        ["6|31/02/2024"]
    );
    // In 1970 it is a day like others.
    let folder = csv(&["id,received,due", "a,01/01/1970,13/01/1970", "b,02/01/1970,20/01/1970"]);
    let (_, conn) = load(&folder, "f.csv", DUE, "Asia/Ho_Chi_Minh");
    assert!(rows(&conn, STAMPS)[0].starts_with("a|1970-01-01"));
}

#[test]
fn planned_times_are_in_the_unit_that_heading_or_study_names() {
    let plans = |heading: &str, value: &str, units: &str| {
        let text = format!("id,step,at,{heading}\na,s,13/03/2024 08:00,{value}\n");
        let folder = Folder::with(&[("f.csv", text.as_str())]);
        let input = RUNS.replace("\"plan\"", &format!("\"{heading}\"")) + units;
        let (loaded, conn) = load(&folder, "f.csv", &input, "Asia/Ho_Chi_Minh");
        let loaded = loaded.unwrap_or_else(|e| panic!("{heading}: {e}"));
        let said = keys(&loaded).contains(&"note-planned-unit");
        (rows(&conn, "select cast(planned_min as varchar) from raw.step_run").remove(0), said)
    };
    let is = |minutes: &str, said| (minutes.to_owned(), said);
    assert_eq!(plans("plan", "90", ""), is("90.0", false));
    assert_eq!(plans("plan (giờ)", "1.5", ""), is("90.0", true));
    assert_eq!(plans("planned_days", "2", ""), is("960.0", true));
    assert_eq!(
        plans("plan", "2", "[input.units]\nplanned = \"quarter_days\"\n"),
        is("240.0", false)
    );
    assert_eq!(
        plans("plan (giờ)", "90", "[input.units]\nplanned = \"minutes\"\n"),
        is("90.0", false)
    );
    assert_eq!(plans("plan (giờ)", "24:00:00", ""), is("1440.0", true));
    assert_eq!(plans("plan", "1.440", "[input.units]\ndecimal = \",\"\n"), is("1440.0", false));
    assert_eq!(plans("plan", "1.440", "[input.units]\ndecimal = \".\"\n"), is("1.44", false));
    let folder = csv(&["id,step,at,plan", "a,s,13/03/2024 08:00,1.440"]);
    let (refused, _) = load(&folder, "f.csv", RUNS, "Asia/Ho_Chi_Minh");
    let refused = refused.unwrap_err();
    assert_eq!(refused.kind, Kind::Input);
    assert!(refused.help.unwrap().contains("decimal = \",\""));
}

#[test]
fn an_unseen_character_is_named_by_its_code_point() {
    let folder = csv(&["id,received,due", "a,hôm\u{202f}qua 5/3/2024,"]);
    let (refused, _) = load(&folder, "f.csv", DUE, "Asia/Ho_Chi_Minh");
    let refused = refused.unwrap_err();
    assert_eq!(refused.details[0], "row 2: text of 16 letters");
    assert!(refused.details[1].contains("U+202F"), "{refused}");
}

#[test]
fn twenty_four_hours_are_the_end_of_a_day_and_midnights_beside_times_are_said() {
    let due = |first: &str, second: &str| {
        let folder = csv(&[
            "id,received,due",
            &format!("a,13/03/2024 08:00,{first}"),
            &format!("b,13/03/2024 08:00,{second}"),
        ]);
        let (loaded, conn) = load(&folder, "f.csv", DUE, "Asia/Ho_Chi_Minh");
        let said = keys(&loaded.unwrap()).contains(&"note-due-midnights");
        (rows(&conn, "select cast(due_at as varchar) from raw.dossier order by dossier_id"), said)
    };
    let is = |first: &str, second: &str, said| (vec![first.to_owned(), second.to_owned()], said);
    assert_eq!(
        due("14/03/2024 24:00", "15/03/2024 24:00"),
        is("2024-03-15 00:00:00", "2024-03-16 00:00:00", false)
    );
    assert_eq!(
        due("14/03/2024 00:00", "15/03/2024 17:00"),
        is("2024-03-14 00:00:00", "2024-03-15 17:00:00", true)
    );
    assert_eq!(
        due("14/03/2024 00:00", "15/03/2024 00:00"),
        is("2024-03-14 23:59:59", "2024-03-15 23:59:59", false)
    );
}
