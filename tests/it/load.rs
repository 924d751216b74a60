//! Readers and the guessing of a study, on files of our own and on logs of others.

use std::collections::BTreeMap;
use std::io::Write;

use duckdb::Connection;
use flate2::Compression;
use flate2::write::GzEncoder;
use redtape::error::Kind;
use redtape::load::{self, Loaded};
use redtape::progress::Silent;
use redtape::study::Study;

use crate::hostile::study_text;
use crate::support::{Folder, raw_rows, shared};
use crate::xlsx::{Cell, workbook};

const RUNS: &str = "kind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nfinished_at = \"end\"\n";
const CSV: &str = "id,step,end,secret\n1.000010,Thẩm định,01/07/2023 08:00,Nguyễn Văn An\n1.00001,Ký,01/07/2023 09:00:30,Trần Thị Bê\n";

fn load(folder: &Folder, text: &str) -> (Loaded, Connection) {
    let study = Study::parse(text, folder.path()).unwrap_or_else(|e| panic!("{e}"));
    let conn = raw_rows();
    let loaded = load::all(&study, &conn, &Silent).unwrap_or_else(|e| panic!("{e}"));
    (loaded, conn)
}

fn rows(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap).collect()
}

fn count(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

const ALL_RUNS: &str = "select concat_ws('|', row_no, dossier_id, step, finished_at, finished_utc) from raw.step_run order by row_no";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn one_table_in_any_wrapping_gives_the_same_rows() {
    let wanted = [
        "2|1.000010|Thẩm định|2023-07-01 08:00:00|2023-07-01 01:00:00",
        "3|1.00001|Ký|2023-07-01 09:00:30|2023-07-01 02:00:30",
    ];
    // Two members in one file, as `cat a.gz b.gz` makes.
    let (first, second) = CSV.as_bytes().split_at(36);
    let members = [gzip(first), gzip(second)].concat();
    for (name, bytes) in [
        ("a.csv", CSV.as_bytes().to_vec()),
        ("b.csv", [b"\xef\xbb\xbf", CSV.as_bytes()].concat()),
        ("c.csv", CSV.replace(',', ";").into_bytes()),
        ("d.tsv", CSV.replace(',', "\t").replace('\n', "\r\n").into_bytes()),
        ("e.csv.gz", gzip(CSV.as_bytes())),
        ("f.csv", members),
    ] {
        let folder = Folder::new();
        folder.write(name, &bytes);
        let (loaded, conn) = load(&folder, &study_text(name, RUNS));
        assert_eq!(rows(&conn, ALL_RUNS), wanted, "{name}");
        assert_eq!(loaded.sources[0].sha256.len(), 64);
        assert_eq!(loaded.sources[0].rows_in, 2);
    }
}

#[test]
fn the_hash_is_that_of_the_file_on_disk() {
    let folder = Folder::with(&[("a.csv", "id,step,end\nabc,A,01/07/2023\n")]);
    let (loaded, _) = load(&folder, &study_text("a.csv", RUNS));
    assert_eq!(
        loaded.sources[0].sha256,
        "43f94f89aeea5bca52c2d3adb1cdfbb5316fb19c7cb4da5ba063c1dfe153412e"
    );
}

#[test]
fn parquet_is_typed_by_the_same_rules() {
    let folder = Folder::new();
    let path = folder.path().join("runs.parquet");
    let conn = raw_rows();
    conn.execute_batch(&format!(
        "copy (select * from (values
           ('1.000010', 'Thẩm định', timestamp '2023-07-01 08:00:00', 1.5),
           ('1.00001', 'Ký', timestamp '2023-07-01 09:00:30', null)) as t(\"id\", \"odd \"\"step\", \"end\", minutes))
         to '{}' (format parquet)",
        path.display()
    ))
    .unwrap();
    let input = RUNS.replace("\"step\"", "\"odd \\\"step\"") + "planned_min = \"minutes\"\n";
    let (loaded, conn) = load(&folder, &study_text("runs.parquet", &input));
    assert_eq!(
        rows(&conn, ALL_RUNS),
        [
            "1|1.000010|Thẩm định|2023-07-01 08:00:00|2023-07-01 01:00:00",
            "2|1.00001|Ký|2023-07-01 09:00:30|2023-07-01 02:00:30",
        ]
    );
    assert_eq!(count(&conn, "select count(planned_min) from raw.step_run"), 1);
    assert_eq!(loaded.sources[0].rows_in, 2);
}

/// A provincial list as its system writes it: titles, a row of numbers, dates of every kind, a total
/// and signatures.
fn provincial_list() -> Vec<u8> {
    use Cell::{Date, None, Number, Text};
    workbook(
        2,
        &[
            vec![Text("DANH SÁCH HỒ SƠ")],
            vec![Text("Từ ngày 01/07/2023 đến ngày 30/09/2023")],
            vec![],
            vec![
                Text("STT"),
                Text("Mã hồ sơ"),
                Text("Mã thủ tục"),
                Text("Ngày tiếp nhận"),
                Text("Ngày hẹn trả"),
            ],
            vec![Number(1.0), Number(2.0), Number(3.0), Number(4.0), Number(5.0)],
            vec![
                Number(1.0),
                Text("H1"),
                Text("1.000010"),
                Date(45_108.354_166_666_7),
                Date(45_111.0),
            ],
            vec![
                Number(2.0),
                Text("H2"),
                Text("1.000010"),
                Text("02/07/2023 09:00"),
                Number(45_112.0),
            ],
            vec![Number(3.0), Text("H3"), Text("1.000010"), Text("31/02/2023"), None],
            vec![Text("Tổng số: 3"), None, None, None, None],
            vec![None, None, None, None, None],
            vec![None, Text("NGƯỜI LẬP BIỂU"), None, None, None],
        ],
    )
}

#[test]
fn a_workbook_is_read_below_its_titles_with_its_serial_dates() {
    let folder = Folder::new();
    folder.write("ds.xlsx", &provincial_list());
    let text = crate::support::proposed(&[folder.path().join("ds.xlsx")]).unwrap().to_toml();
    let (loaded, conn) = load(&folder, &text);
    assert_eq!((loaded.sources[0].rows_in, loaded.sources[0].rows_set_aside), (5, 3));
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, dossier_id, procedure_code, received_at, due_at) from raw.dossier order by row_no"
        ),
        [
            "7|H1|1.000010|2023-07-01 08:30:00|2023-07-04 23:59:59",
            "8|H2|1.000010|2023-07-02 09:00:00|2023-07-05 23:59:59",
        ]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', row_no, column_name, value, reason) from raw.set_aside order by row_no"
        ),
        [
            "9|Ngày tiếp nhận|31/02/2023|aside-not-a-date",
            "10|Mã hồ sơ||aside-missing",
            "12|Mã hồ sơ||aside-lonely",
        ]
    );
}

#[test]
fn a_workbook_that_is_none_is_refused() {
    let folder = Folder::with(&[("ds.xlsx", "id,step,end\n")]);
    let study = Study::parse(&study_text("ds.xlsx", RUNS), folder.path()).unwrap();
    let error = load::all(&study, &raw_rows(), &Silent).unwrap_err();
    assert_eq!(error.kind, Kind::Input);
    assert_eq!(error.message, "ds.xlsx is not a workbook that can be read");
}

#[test]
fn a_parquet_file_that_is_none_is_refused() {
    let folder = Folder::with(&[("runs.parquet", "PAR1 but not really")]);
    let study = Study::parse(&study_text("runs.parquet", RUNS), folder.path()).unwrap();
    let error = load::all(&study, &raw_rows(), &Silent).unwrap_err();
    assert_eq!(error.kind, Kind::Input);
    assert_eq!(error.message, "runs.parquet is not a Parquet file that can be read");
}

#[test]
fn only_mapped_columns_reach_the_database() {
    let folder = Folder::with(&[("a.csv", CSV)]);
    let (_, conn) = load(&folder, &study_text("a.csv", RUNS));
    let all = rows(&conn, "select cast(r as varchar) from raw.step_run r");
    assert!(all.iter().all(|row| !row.contains("Nguyễn") && !row.contains("Trần")), "{all:?}");
}

#[test]
fn the_order_of_dates_and_the_zone_change_what_is_read() {
    let folder = Folder::with(&[("a.csv", "id,step,end\n1,A,02/01/2023 08:00\n")]);
    let text = study_text("a.csv", RUNS);
    let stamp = "select concat_ws('|', finished_at, finished_utc) from raw.step_run";
    let of = |text: &str| rows(&load(&folder, text).1, stamp);
    assert_eq!(of(&text), ["2023-01-02 08:00:00|2023-01-02 01:00:00"]);
    assert_eq!(
        of(&(text.clone() + "[input.dates]\norder = \"mdy\"\n")),
        ["2023-02-01 08:00:00|2023-02-01 01:00:00"]
    );
    assert_eq!(
        of(&(text.replace("title", "zone = \"Etc/UTC\"\ntitle")
            + "[input.dates]\norder = \"dmy\"\n")),
        ["2023-01-02 08:00:00|2023-01-02 08:00:00"]
    );
}

#[test]
fn many_batches_keep_their_order_and_their_faults() {
    let mut text = String::from("id,step,end\n");
    for i in 0..50_000 {
        let end = if i % 10_000 == 9_999 { "nie" } else { "2023-07-01 08:00:00" };
        text.push_str(&format!("d{i},A,{end}\n"));
    }
    let folder = Folder::with(&[("a.csv", &text)]);
    let (loaded, conn) = load(&folder, &study_text("a.csv", RUNS));
    assert_eq!((loaded.sources[0].rows_in, loaded.sources[0].rows_set_aside), (50_000, 5));
    assert_eq!(
        rows(&conn, "select cast(row_no as varchar) from raw.set_aside order by row_no"),
        ["10001", "20001", "30001", "40001", "50001"]
    );
    let disordered = "select count(*) from (select row_no, 'd' || (row_no - 2) as wanted, dossier_id from raw.step_run) where wanted <> dossier_id";
    assert_eq!(count(&conn, disordered), 0);
    assert_eq!(count(&conn, "select count(*) from raw.step_run"), 49_995);
}

#[test]
fn a_register_and_several_inputs_are_loaded_together() {
    let folder = Folder::with(&[
        ("a.csv", CSV),
        ("p.csv", "id,from,to,why\n1.000010,01/07/2023,02/07/2023,fee\n"),
        (
            "register/steps.csv",
            "Mã thủ tục,Thứ tự,Bước,Vai trò,Định mức (phút),Căn cứ\n1.1,1,Thẩm định,thẩm định,60,T1\n",
        ),
    ]);
    let text = study_text("a.csv", RUNS)
        + "[[input]]\npath = \"p.csv\"\nkind = \"pauses\"\n[input.columns]\ndossier_id = \"id\"\npaused_at = \"from\"\nresumed_at = \"to\"\nreason = \"why\"\n[register]\nsteps = \"register/steps.csv\"\n";
    let (loaded, conn) = load(&folder, &text);
    let kinds: Vec<_> = loaded.sources.iter().map(|s| (s.file.as_str(), s.kind)).collect();
    assert_eq!(kinds, [("a.csv", "runs"), ("p.csv", "pauses"), ("register/steps.csv", "register")]);
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', file_no, dossier_id, paused_at, resumed_at, reason) from raw.pause"
        ),
        ["1|1.000010|2023-07-01 00:00:00|2023-07-02 00:00:00|fee"]
    );
    assert_eq!(
        rows(
            &conn,
            "select concat_ws('|', procedure_code, ordinal, step, role, planned_min, legal_text) from raw.register_procedure_step"
        ),
        ["1.1|1|Thẩm định|check|60.0|T1"]
    );
}

#[test]
fn kind_and_file_must_agree() {
    let folder = Folder::with(&[("a.csv", CSV), ("b.xes", "<log/>")]);
    for (file, input) in [("a.csv", "kind = \"xes\"\n"), ("b.xes", RUNS)] {
        let study = Study::parse(&study_text(file, input), folder.path()).unwrap();
        let error = load::all(&study, &raw_rows(), &Silent).unwrap_err();
        assert_eq!(error.kind, Kind::Usage, "{error}");
    }
    let text = study_text("a.csv", "kind = \"runs\"\n[input.columns]\nstep = \"step\"\n");
    let study = Study::parse(&text, folder.path()).unwrap();
    let error = load::all(&study, &raw_rows(), &Silent).unwrap_err();
    assert!(error.message.ends_with("dossier_id is missing"), "{error}");
}

#[test]
fn a_vietnamese_export_is_proposed_and_loads_as_proposed() {
    let folder = Folder::with(&[
        (
            "ho_so.csv",
            "STT;Mã hồ sơ;Tên thủ tục;Chủ hồ sơ;Đơn vị giải quyết;Hình thức nộp hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý\n1;H1;A;Nguyễn;Sở X;Trực tiếp;03/07/2023 08:00;06/07/2023 17:00;05/07/2023 10:00\n2;H2;A;Trần;Sở X;Trực tuyến;04/07/2023 08:00;07/07/2023 17:00;\n",
        ),
        (
            "buoc.csv",
            "Mã hồ sơ;Tên bước;Phòng ban xử lý;Người xử lý;Thời điểm đến;Thời gian bắt đầu;Thời gian kết thúc\nH1;Tiếp nhận;Một cửa;Lan;03/07/2023 08:00;03/07/2023 08:00;03/07/2023 08:20\nH1;Thẩm định;Phòng A;Minh;03/07/2023 08:20;04/07/2023 08:00;04/07/2023 09:00\nH2;Tiếp nhận;Một cửa;Lan;04/07/2023 08:00;04/07/2023 08:00;04/07/2023 08:20\n",
        ),
        (
            "thu_tuc.csv",
            "Mã thủ tục;Tên thủ tục;Lĩnh vực;Cấp;Thời hạn (ngày làm việc);Phí\nA;A;L;tỉnh;3;0\n",
        ),
    ]);
    let files: Vec<_> =
        ["ho_so.csv", "buoc.csv", "thu_tuc.csv"].iter().map(|f| folder.path().join(f)).collect();
    let text = crate::support::proposed(&files).unwrap().to_toml();
    for line in [
        "language = \"vi\"",
        "zone = \"Asia/Ho_Chi_Minh\"",
        "default = \"vietnam\"",
        "kind = \"dossiers\"",
        "kind = \"runs\"",
        "channel = \"Hình thức nộp hồ sơ\"",
        "officer = \"Người xử lý\"",
        "enabled_at = \"Thời điểm đến\"",
        "[steps.\"Thẩm định\"]",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
    }
    assert!(text.contains("# not read: STT, Chủ hồ sơ"), "{text}");
    assert!(text.contains("procedures = "), "{text}");
    let (loaded, conn) = load(&folder, &text);
    assert_eq!(loaded.sources.iter().map(|s| s.rows_in).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(
        rows(&conn, "select channel from raw.dossier order by dossier_id"),
        ["counter", "online"]
    );
}

#[test]
fn the_vietnamese_calendar_is_proposed_only_where_it_covers_every_stamp() {
    let text = |received: &str, due: &str| {
        format!("Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả\nH1,{received},{due}\n")
    };
    // A due date beyond it costs that due date.
    for (received, due, calendar) in [
        ("03/07/2023", "06/07/2023", "vietnam"),
        ("03/07/2023", "06/07/2028", "vietnam"),
        ("03/07/2031", "06/07/2031", "office"),
    ] {
        let folder = Folder::with(&[("a.csv", &text(received, due))]);
        let toml = crate::support::proposed(&[folder.path().join("a.csv")]).unwrap().to_toml();
        assert!(toml.contains(&format!("\ndefault = \"{calendar}\"\n")), "{due}");
    }
}

#[test]
fn logs_of_others_load_as_their_publishers_counted_them() {
    // dossiers, runs, zone
    let expected: BTreeMap<&str, (i64, i64, &str)> = BTreeMap::from([
        ("receipt.xes.gz", (1_434, 8_577, "Europe/Amsterdam")),
        ("roadtraffic100.xes.gz", (100, 390, "Europe/Amsterdam")),
        ("bpic15_2.xes.gz", (832, 44_354, "Europe/Amsterdam")),
        ("bpic15_3.xes.gz", (1_409, 59_681, "Europe/Amsterdam")),
        ("bpic2020_domestic.xes.gz", (10_357, 55_628, "Europe/Amsterdam")),
        ("bpic2020_permit.xes.gz", (7_065, 86_581, "Europe/Amsterdam")),
        ("purchasing.csv.gz", (608, 9_119, "Etc/GMT+5")),
        ("loan_batched.csv.gz", (7_000, 70_162, "Etc/UTC")),
        ("loan_5_timers.csv.gz", (1_000, 10_968, "Etc/UTC")),
        ("loan_no_timers.csv.gz", (1_000, 11_805, "Etc/UTC")),
        ("knockout_checks.csv.gz", (3_000, 22_905, "Asia/Ho_Chi_Minh")),
        ("kronos/manual_log_1.csv", (4, 12, "Asia/Ho_Chi_Minh")),
    ]);
    for (name, (dossiers, runs, zone)) in expected {
        let Some(path) = shared(name) else { return };
        let text = crate::support::proposed(&[path]).unwrap().to_toml();
        assert!(text.contains(&format!("\nzone = \"{zone}\"\n")), "{name}");
        let mapped = text.lines().filter(|l| !l.starts_with('#'));
        assert!(
            mapped
                .clone()
                .all(|l| !l.contains("batch_instance_id") && !l.contains("extraneous_delay")),
            "{name}"
        );
        let folder = Folder::new();
        let (loaded, conn) = load(&folder, &text);
        assert_eq!(loaded.sources[0].rows_set_aside, 0, "{name}");
        // How a column was read is said; nothing else is wrong with these logs.
        let told = |key: &str| {
            key.starts_with("note-order")
                || ["note-days-as-written", "note-due-midnights", "note-placeholders"]
                    .contains(&key)
        };
        assert!(loaded.notes.iter().all(|n| told(&n.key)), "{name}: {:?}", loaded.notes);
        assert_eq!(count(&conn, "select count(*) from raw.step_run"), runs, "{name}");
        let of_runs = count(&conn, "select count(distinct dossier_id) from raw.step_run");
        let of_dossiers = count(&conn, "select count(*) from raw.dossier");
        assert_eq!(of_runs.max(of_dossiers), dossiers, "{name}");
    }
}

#[test]
fn receipt_has_its_dates_deadlines_and_spans() {
    let Some(path) = shared("receipt.xes.gz") else { return };
    let text = crate::support::proposed(&[path]).unwrap().to_toml();
    for line in [
        "received_at = \"startdate\"",
        "result_at = \"enddate\"",
        "due_at = \"deadline\"",
        "channel = \"channel\"",
        "default = \"office\"",
        "[steps.\"T02 Check confirmation of receipt\"]",
        "[steps.\"T06 Determine necessity of stop advice\"]",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}");
    }
    let folder = Folder::new();
    let (_, conn) = load(&folder, &text);
    assert_eq!(count(&conn, "select count(*) - count(result_at) from raw.dossier"), 105);
    assert_eq!(count(&conn, "select count(*) from raw.dossier where result_utc > due_utc"), 377);
    let span: f64 = conn
        .query_row(
            "select avg(epoch(last_event_utc) - epoch(first_event_utc)) from raw.dossier",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert!((span - 467_263.9).abs() < 1.0, "{span}");
    let makespan: f64 = conn
        .query_row(
            "select avg(greatest(0, epoch(result_utc) - epoch(received_utc))) from raw.dossier where result_utc is not null",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert!((makespan - 5_095_948.0).abs() < 1.0, "{makespan}");
    assert_eq!(
        rows(
            &conn,
            "select channel || ' ' || count(*) from raw.dossier group by channel order by channel"
        ),
        ["Intern 1", "counter 109", "online 1271", "post 53"]
    );
}

#[test]
fn logs_of_two_offices_are_one_study_of_two_agencies() {
    let Some(second) = shared("bpic15_2.xes.gz") else { return };
    let Some(third) = shared("bpic15_3.xes.gz") else { return };
    let text = crate::support::proposed(&[second, third]).unwrap().to_toml();
    let mut inputs = text.split_inclusive("[[input]]\n");
    let head = inputs.next().unwrap().to_owned();
    let named = inputs.enumerate().map(|(at, input)| {
        input.replacen(
            "[input.columns]",
            &format!("[input.constants]\nagency = \"Muni {}\"\n[input.columns]", at + 2),
            1,
        )
    });
    let folder = Folder::new();
    folder.write("study.toml", (head + &named.collect::<String>()).as_bytes());
    let measured = folder.checked();
    let sql = "select agency || ' ' || count(*)::varchar as line from stage.dossier group by agency order by 1";
    let frame = measured.session.query(sql).unwrap();
    let lines: Vec<_> = frame.text("line").unwrap().iter().flatten().cloned().collect();
    // As many as each publisher counts.
    assert_eq!(lines, ["Muni 2 832", "Muni 3 1409"]);
    assert_eq!(crate::support::int(&measured, "select count(*) as n from stage.step_run"), 104_035);
}
