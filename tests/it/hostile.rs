//! Files that lie, are damaged or are bent: each gets its message and exit code, none a panic.

use redtape::error::{Error, Kind};
use redtape::load::{self, Loaded};
use redtape::progress::Silent;
use redtape::study::Study;

use crate::support::{Folder, raw_rows};

const DOSSIERS: &str = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nreceived_at = \"Ngày tiếp nhận\"\n";
const DAY_FIRST: &str = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nreceived_at = \"Ngày tiếp nhận\"\n[input.dates]\norder = \"dmy\"\n";
const DUE: &str = "due_at = \"Ngày hẹn trả\"\n";
const LOG: &str =
    "kind = \"xes\"\n[input.columns]\ndue_at = \"deadline\"\nofficer = \"org:resource\"\n";

pub(crate) fn study_text(file: &str, input: &str) -> String {
    format!("[study]\ntitle = \"t\"\nofficers = \"named\"\n[[input]]\npath = \"{file}\"\n{input}")
}

/// Loads a file of `tests/hostile`, with what came of it in the database.
fn loaded(file: &str, input: &str) -> (Result<Loaded, Error>, duckdb::Connection) {
    let folder = Folder::new();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(file);
    if let Ok(bytes) = std::fs::read(source) {
        folder.write(file, &bytes);
    }
    let study = Study::parse(&study_text(file, input), folder.path()).unwrap();
    let conn = raw_rows();
    let loaded = load::all(&study, &conn, &Silent);
    (loaded, conn)
}

fn refused(file: &str, input: &str) -> Error {
    let error = loaded(file, input).0.expect_err(file);
    assert_eq!(error.kind, Kind::Input, "{error}");
    error
}

fn rows(conn: &duckdb::Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_hostile_file_gets_its_message() {
    let cases: &[(&str, &str, &str)] = &[
        ("nowhere.csv", DOSSIERS, "nowhere.csv doesn't exist"),
        ("empty.csv", DOSSIERS, "empty.csv is empty (0 bytes)"),
        ("binary.csv", DOSSIERS, "binary.csv is not a text file (it holds zero bytes)"),
        (
            "excel_in_disguise.csv",
            DOSSIERS,
            "excel_in_disguise.csv is not a CSV file: it is a workbook",
        ),
        // Read, as what they are: so the headings can be told.
        ("utf16.csv", DOSSIERS, "utf16.csv has no columns"),
        ("tcvn3.csv", DOSSIERS, "tcvn3.csv has no columns"),
        ("missing_column.csv", DOSSIERS, "missing_column.csv has no column \"Ngày tiếp nhận\""),
        (
            "month_first.csv",
            DAY_FIRST,
            "month_first.csv: no date of column \"Ngày tiếp nhận\" can be read (2 of 2)",
        ),
        ("codes_only.csv", DOSSIERS, "codes_only.csv: none of its 2 rows could be used"),
        (
            "never_closed.csv",
            DOSSIERS,
            "never_closed.csv: a quotation mark opened in row 3 is never closed",
        ),
        ("header_only.csv", DOSSIERS, "header_only.csv has no rows below its headings"),
        ("broken.xes", LOG, "broken.xes, line 5: broken XML"),
        ("cut_off.xes", LOG, "cut_off.xes, line 6: broken XML"),
        ("not_xes.xes", LOG, "not_xes.xes is not an XES log"),
        ("no_traces.xes", LOG, "no_traces.xes holds no traces: there is nothing to study"),
        ("undated.xes", LOG, "undated.xes: no date of column \"time:timestamp\" can be read"),
    ];
    for (file, input, message) in cases {
        let error = refused(file, input);
        assert!(error.message.starts_with(message), "{file}: {error}");
        assert!(error.help.is_some() || !error.details.is_empty(), "{file} says nothing to do");
    }
}

#[test]
fn text_in_an_old_encoding_is_named_by_row_and_column() {
    let input = format!("{DOSSIERS}status = \"Trạng thái\"\n");
    let error = refused("half_converted.csv", &input);
    assert_eq!(
        error.message,
        "half_converted.csv, row 3, column \"Trạng thái\": the text is not UTF-8"
    );
    // A column that nobody mapped may hold anything.
    assert!(loaded("half_converted.csv", DOSSIERS).0.is_ok());
}

#[test]
fn bad_rows_are_set_aside_with_row_column_value_and_reason() {
    let (loaded, conn) = loaded("ragged.csv", &format!("{DOSSIERS}{DUE}"));
    let source = &loaded.unwrap().sources[0];
    assert_eq!((source.rows_in, source.rows_set_aside), (8, 4));
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', file_no, row_no, column_name, value, reason)
             from raw.set_aside order by row_no"
        ),
        [
            "0|4||2 / 3|aside-ragged",
            "0|8|Mã hồ sơ||aside-missing",
            "0|9||4 / 3|aside-ragged",
            "0|11|Mã hồ sơ||aside-lonely",
        ]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, dossier_id, received_at, due_at, due_utc) from raw.dossier order by row_no"
        ),
        [
            "3|H1|2023-07-01 08:00:00|2023-07-04 23:59:59|2023-07-04 16:59:59",
            "5|H3|2023-07-05 23:59:59|2023-07-05 16:59:59",
            "6|H 4|2023-07-03 00:00:00|2023-07-06 23:59:59|2023-07-06 16:59:59",
            "10|H7|2023-07-03 00:00:00",
        ]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, field, column_name, value, reason)
             from raw.value_aside order by row_no"
        ),
        [
            "5|received_at|Ngày tiếp nhận|31/02/2023|aside-not-a-date",
            "10|due_at|Ngày hẹn trả|01/01/2999|aside-out-of-range",
        ]
    );
}

#[test]
fn a_table_below_titles_and_above_signatures_is_read() {
    let (loaded, conn) = loaded("titled.csv", &format!("{DOSSIERS}{DUE}"));
    let loaded = loaded.unwrap();
    assert_eq!((loaded.sources[0].rows_in, loaded.sources[0].rows_set_aside), (4, 1));
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, dossier_id, received_at, due_at) from raw.dossier order by row_no"
        ),
        [
            "8|H1|2023-07-01 08:00:00|2023-07-04 23:59:59",
            "9|H2|2023-07-02 09:00:00|2023-07-05 23:59:59",
            "10|H3|2023-07-03 10:00:00|2023-07-06 21:05:00",
        ]
    );
    // Stamps with and without an offset in one column are said.
    assert!(loaded.notes.iter().any(|note| note.key == "note-mixed-offsets"));
}

#[test]
fn of_equal_headings_the_last_is_read_and_it_is_said() {
    let (loaded, conn) = loaded("twice.csv", DOSSIERS);
    let notes = loaded.unwrap().notes;
    assert!(notes.iter().any(|note| note.key == "note-repeated-heading"), "{notes:?}");
    assert_eq!(
        rows(&conn, "select cast(received_at as varchar) from raw.dossier"),
        ["2023-07-01 00:00:00"]
    );
}

#[test]
fn events_become_runs_and_nested_attributes_stay_out() {
    let (loaded, conn) = loaded("lifecycle.xes", LOG);
    let loaded = loaded.unwrap();
    assert_eq!((loaded.sources[0].rows_in, loaded.sources[0].rows_set_aside), (10, 2));
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, dossier_id, due_at, first_event_at, last_event_at) from raw.dossier order by row_no"
        ),
        [
            "1|1|2023-07-05 23:59:59|2023-07-03 08:00:00|2023-07-03 11:00:00",
            "2|2|2023-07-03 08:00:00|2023-07-03 08:00:00",
        ]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, dossier_id, step, coalesce(officer, '-'), coalesce(cast(enabled_at as varchar), '-'), coalesce(cast(started_at as varchar), '-'), coalesce(cast(finished_at as varchar), '-'))
             from raw.step_run order by row_no"
        ),
        [
            "3|1|B|-|-|2023-07-03 09:00:00|-",
            "4|1|A|Lan|2023-07-03 08:00:00|2023-07-03 08:30:00|2023-07-03 10:00:00",
            "7|2|A|-|-|-|2023-07-03 08:00:00",
        ]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, column_name, value, reason) from raw.set_aside order by reason, row_no"
        ),
        ["6|time:timestamp||aside-missing", "8|||aside-stray",]
    );
    assert_eq!(
        rows(&conn, "select concat_ws('|', row_no, field, value, reason) from raw.value_aside"),
        ["2|due_at|soon|aside-not-a-date"]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, held_at, coalesce(cast(resumed_at as varchar), '-')) from raw.run_hold"
        ),
        ["3|2023-07-03 11:00:00|-"]
    );
}

#[test]
fn files_of_others_that_bend_the_rules_load_or_get_a_clear_message() {
    let Some(archive) = crate::support::shared("odd_inputs.tar.gz") else { return };
    let folder = Folder::new();
    let unpacked = std::process::Command::new("tar")
        .arg("xzf")
        .arg(archive)
        .current_dir(folder.path())
        .status()
        .is_ok_and(|s| s.success());
    assert!(unpacked, "tar is needed for this test");
    let mut files = Vec::new();
    let mut waiting = vec![folder.path().to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files.sort();
    let mut loadable = 0;
    for file in files {
        match crate::support::proposed(std::slice::from_ref(&file)) {
            Ok(proposal) => {
                let study = Study::parse(&proposal.to_toml(), folder.path())
                    .unwrap_or_else(|e| panic!("{}: {e}", file.display()));
                let conn = raw_rows();
                match load::all(&study, &conn, &Silent) {
                    Ok(_) => loadable += 1,
                    Err(e) => assert_eq!(e.kind, Kind::Input, "{}: {e}", file.display()),
                }
            }
            Err(e) => assert_eq!(e.kind, Kind::Input, "{}: {e}", file.display()),
        }
    }
    assert!(loadable >= 10, "{loadable}");
}
