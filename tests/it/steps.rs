//! One step, several events: lifecycles of tables and logs, holds, outcomes in names, stages in columns.

use redtape::cli::analyse::Measured;
use redtape::error::Kind;
use redtape::load;
use redtape::progress::Silent;
use redtape::study::Study;

use crate::hostile::study_text;
use crate::support::{Folder, case, int, raw_rows, shared};

const OFFICE: &str = "[calendar]\ndefault = \"office\"\n";

fn study(zone: &str, input: &str) -> String {
    format!(
        "[study]\ntitle = \"t\"\nlanguage = \"en\"\nzone = \"{zone}\"\nofficers = \"named\"\n{OFFICE}{input}"
    )
}

fn texts(measured: &Measured, sql: &str) -> Vec<String> {
    let frame = measured.session.query(sql).unwrap_or_else(|e| panic!("{e}"));
    frame.text("t").unwrap().iter().map(|v| v.clone().unwrap_or_default()).collect()
}

fn refused(folder: &Folder, text: &str) -> redtape::error::Error {
    let study = Study::parse(text, folder.path()).unwrap_or_else(|e| panic!("{e}"));
    let error = load::all(&study, &raw_rows(), &Silent).unwrap_err();
    assert_eq!(error.kind, Kind::Input, "{error}");
    error
}

const EVENTS: &str = "[[input]]\npath = \"events.csv\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"case_id\"\nstep = \"activity\"\nfinished_at = \"timestamp\"\nofficer = \"resource\"\n";
const RUNS: &str = "select concat_ws('|', dossier_id, step, officer, coalesce(strftime(enabled_at, '%d %H:%M'), '-'), coalesce(strftime(started_at, '%d %H:%M'), '-'), coalesce(strftime(finished_at, '%d %H:%M'), '-')) as t
  from stage.step_run order by dossier_id, coalesce(started_at, enabled_at), finished_at";

#[test]
fn rows_of_a_table_that_are_events_become_runs() {
    let Some(folder) = case("01-csv-lifecycle-rows", &["events.csv"]) else { return };
    let lifecycle = "lifecycle = \"lifecycle\"\ninstance = \"activity_instance\"\n";
    folder.write("study.toml", study("Etc/UTC", &format!("{EVENTS}{lifecycle}")).as_bytes());
    let measured = folder.measured();
    assert_eq!(
        texts(&measured, RUNS),
        [
            "A-101|Intake|Dana|-|04 08:00|04 08:30",
            "A-101|Review|Edo|04 08:30|04 10:00|04 11:00",
            "A-101|Sign|Fay|04 11:00|05 09:00|05 09:10",
            "A-102|Intake|Dana|-|04 08:35|04 09:00",
            "A-102|Review|Edo|04 09:00|04 11:00|04 11:45",
            "A-102|Review|Gus|04 11:45|04 13:00|04 14:30",
            "A-102|Sign|Fay|04 14:30|05 09:10|05 09:15",
            "A-103|Intake|Dana|-|05 08:00|05 08:20",
            "A-103|Review|Gus|05 08:20|05 08:50|05 10:20",
            "A-103|Sign|Fay|05 10:20|05 10:30|05 10:35",
            "A-104|Intake|Dana|-|05 09:00|05 09:30",
            "A-104|Review|Edo|05 09:30|05 13:30|-",
            "A-105|Intake|Dana|-|05 14:00|05 14:30",
            "A-105|Review|Gus|05 14:30|-|-",
        ]
    );
    assert_eq!(
        texts(
            &measured,
            "select dossier_id as t from stage.dossier where result_at is null order by 1"
        ),
        ["A-104", "A-105"]
    );
    let source = &measured.facts.sources[0];
    assert_eq!((source.rows_in, source.rows_set_aside), (34, 0));
    let waits = "select cast(wait_wall_s // 60 as varchar) as t from model.step_run
      where step <> 'Intake' and finished_at is not null order by dossier_id, started_at";
    assert_eq!(texts(&measured, waits), ["90", "1320", "120", "75", "1120", "30", "10"]);
}

#[test]
fn runs_that_begin_in_one_file_and_end_in_another_are_the_same_runs() {
    let Some(folder) = case("01-csv-lifecycle-rows", &["events.csv"]) else { return };
    let lifecycle = "lifecycle = \"lifecycle\"\ninstance = \"activity_instance\"\n";
    let text = study("Etc/UTC", &format!("{EVENTS}{lifecycle}"));
    folder.write("study.toml", text.as_bytes());
    let wanted = texts(&folder.checked(), RUNS);
    let all = std::fs::read_to_string(folder.path().join("events.csv")).unwrap();
    let (header, rows) = all.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_by_key(|row| row.split(',').nth(2).unwrap().to_owned());
    for cut in [5, 12, 20, 29] {
        let parts = Folder::new();
        for (name, rows) in [("part-1.csv", &rows[..cut]), ("part-2.csv", &rows[cut..])] {
            parts.write(name, format!("{header}\n{}\n", rows.join("\n")).as_bytes());
        }
        parts.write("study.toml", text.replace("events.csv", "part-*.csv").as_bytes());
        let measured = parts.checked();
        assert_eq!(texts(&measured, RUNS), wanted, "{cut}");
        let lost = redtape::measure::lost_rows(&measured.session).unwrap();
        assert_eq!(lost.rows(), 0, "{cut}");
    }
}

#[test]
fn the_order_of_rows_says_nothing_and_a_start_comes_before_its_complete() {
    let header = "case_id,activity,timestamp,lifecycle,resource\n";
    let rows = [
        "A,Stamp,2024-03-04 08:00,complete,Dana\n",
        "B,Review,2024-03-04 10:00,complete,Edo\n",
        "A,Stamp,2024-03-04 08:00,start,Dana\n",
        "B,Review,2024-03-04 09:00,start,Edo\n",
    ];
    let lifecycle = "lifecycle = \"lifecycle\"\n";
    for turned in [false, true] {
        let mut rows = rows.to_vec();
        if turned {
            rows.reverse();
        }
        let folder = Folder::new();
        folder.write("events.csv", format!("{header}{}", rows.concat()).as_bytes());
        folder.write("study.toml", study("Etc/UTC", &format!("{EVENTS}{lifecycle}")).as_bytes());
        assert_eq!(
            texts(&folder.checked(), RUNS),
            ["A|Stamp|Dana|-|04 08:00|04 08:00", "B|Review|Edo|-|04 09:00|04 10:00"]
        );
    }
}

#[test]
fn a_lifecycle_that_nobody_reads_stops_the_study() {
    let Some(folder) = case("01-csv-lifecycle-rows", &["events.csv"]) else { return };
    let error = refused(&folder, &study("Etc/UTC", EVENTS));
    assert!(error.message.contains("column \"lifecycle\""), "{error}");
    assert!(error.help.unwrap().contains("lifecycle = \"lifecycle\""));
    // Rows with a start and a finish are runs, whatever else they say.
    let both = "id,step,from,to,state\n1,A,2024-03-04 08:00,2024-03-04 09:00,start\n1,B,2024-03-04 09:00,2024-03-04 10:00,complete\n";
    let folder = Folder::with(&[("a.csv", both)]);
    let input = "kind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nstarted_at = \"from\"\nfinished_at = \"to\"\n";
    let study = Study::parse(&study_text("a.csv", input), folder.path()).unwrap();
    assert!(load::all(&study, &raw_rows(), &Silent).is_ok());
}

#[test]
fn three_ways_of_numbering_runs_give_the_same_runs() {
    let mut seen = Vec::new();
    for name in ["a", "b", "c"] {
        let file = format!("{name}.xes");
        let Some(folder) = case("02-xes-instance-numbers", &[&file]) else { return };
        let input = format!(
            "[[input]]\npath = \"{file}\"\nkind = \"log\"\n[input.columns]\nofficer = \"org:resource\"\n"
        );
        folder.write("study.toml", study("Europe/Amsterdam", &input).as_bytes());
        let measured = folder.measured();
        let said = measured.facts.notes.iter().any(|n| n.key == "note-instances-unpaired");
        assert_eq!(said, name == "a", "{name}");
        let service = "select concat_ws('|', dossier_id, step, service_wall_s // 60) as t from model.step_run order by dossier_id, started_at";
        let ends =
            "select strftime(result_at, '%d %H:%M') as t from stage.dossier order by dossier_id";
        seen.push((texts(&measured, RUNS), texts(&measured, service), texts(&measured, ends)));
    }
    assert_eq!(seen[0].2, ["07 09:20", "07 09:40", "08 08:30"]);
    assert_eq!(
        seen[0].1,
        [
            "B-1|Receive|10",
            "B-1|Check|90",
            "B-1|Check|30",
            "B-1|Decide|20",
            "B-2|Receive|10",
            "B-2|Check|30",
            "B-2|Decide|20",
            "B-3|Receive|5",
            "B-3|Check|120",
            "B-3|Decide|30",
        ]
    );
    assert!(seen.iter().all(|one| *one == seen[0]));
}

#[test]
fn a_step_on_hold_is_not_served() {
    let Some(folder) = case("03-xes-hold-resume", &["hold.xes"]) else { return };
    let input = "[[input]]\npath = \"hold.xes\"\nkind = \"log\"\n[input.columns]\nofficer = \"org:resource\"\n";
    folder.write("study.toml", study("Europe/Amsterdam", input).as_bytes());
    let measured = folder.measured();
    let sql = "select concat_ws('|', dossier_id, coalesce(officer, '-'), wait_s // 60, service_s // 60, held_s // 60, coalesce(service_wall_s // 60, -1), held_wall_s // 60, censored, ended_at is not null) as t
      from model.step_run order by dossier_id, coalesce(started_at, ended_at)";
    assert_eq!(
        texts(&measured, sql),
        [
            "C-1|Ana|60|60|120|60|false|false",
            "C-2|Ben|180|60|180|120|false|false",
            "C-3|Ben|120|30|0|30|0|false|false",
            "C-4|Ben|30|0|30|0|false|false",
            "C-5|Ana|40|0|-1|0|true|true",
            "C-5|Ben|20|50|0|50|0|false|false",
            "C-6|Ana|45|210|45|1110|false|false",
            "C-7|-|60|0|0|-1|0|true|true",
            "C-8|Ben|60|300|-1|360|true|false",
            "C-9|Ana|60|0|60|0|false|false",
        ]
    );
    assert_eq!(int(&measured, "select count(*) as n from stage.dossier"), 9);
    let ended = "select concat_ws('|', dossier_id, ended) as t from stage.dossier where ended <> 'result' order by dossier_id";
    assert_eq!(texts(&measured, ended), ["C-7|unknown_time", "C-8|open"]);
    let as_of = "select strftime(as_of, '%Y-%m-%d %H:%M') as t from stage.study_parameter";
    assert_eq!(texts(&measured, as_of), ["2019-02-21 17:00"]);
    assert_eq!(int(&measured, "select open_runs as n from measure.summary"), 1);
    // Skips are no runs: they are set aside and named.
    let source = &measured.facts.sources[0];
    assert_eq!((source.rows_in, source.rows_set_aside), (9 + 33, 2));
    let aside = "select concat_ws('|', value, reason) as t from stage.set_aside order by 1";
    assert_eq!(texts(&measured, aside), ["autoskip|aside-no-run", "manualskip|aside-no-run"]);
}

/// A trace's name and its events: step, transition, stamp.
type Trace<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)]);

/// A log of one dossier a list of events.
fn log(traces: &[Trace<'_>], name: &str) -> String {
    let mut out = String::from("<log>");
    for (dossier, events) in traces {
        out.push_str(&format!("<trace><string key=\"{name}\" value=\"{dossier}\"/>"));
        for (step, word, time) in *events {
            out.push_str(&format!("<event><string key=\"concept:name\" value=\"{step}\"/><string key=\"lifecycle:transition\" value=\"{word}\"/><date key=\"time:timestamp\" value=\"2024-03-04T{time}:00+07:00\"/></event>"));
        }
        out.push_str("</trace>");
    }
    out.push_str("</log>");
    out
}

const OWN_WORDS: &[Trace<'static>] = &[
    (
        "H1",
        &[
            ("Thẩm định", "Đang xử lý", "08:00"),
            ("Thẩm định", "Bắt đầu chờ", "09:00"),
            ("Thẩm định", "Kết thúc chờ", "09:30"),
            ("Thẩm định", "Đã xử lý", "10:00"),
            ("Thẩm định", "In phiếu", "10:30"),
        ],
    ),
    ("H2", &[("Thẩm định", "Đang xử lý", "08:00")]),
];

#[test]
fn words_that_no_list_explains_are_named_and_a_log_of_them_alone_is_refused() {
    let folder = Folder::with(&[("l.xes", &log(OWN_WORDS, "concept:name"))]);
    let input = "[[input]]\npath = \"l.xes\"\nkind = \"log\"\n";
    let error = refused(&folder, &study("Asia/Ho_Chi_Minh", input));
    assert_eq!(error.message, "l.xes: none of its 6 events makes a step run");
    assert!(error.details[0].contains("\"Đang xử lý\" (2)"), "{error}");
    assert!(error.help.unwrap().contains("[lifecycle] start"));

    let words = "[lifecycle]\nstart = [\"Đang xử lý\"]\nsuspend = [\"Bắt đầu chờ\"]\nresume = [\"Kết thúc chờ\"]\ncomplete = [\"Đã xử lý\"]\n";
    folder.write("study.toml", study("Asia/Ho_Chi_Minh", &format!("{input}{words}")).as_bytes());
    let measured = folder.measured();
    let sql = "select concat_ws('|', dossier_id, service_wall_s // 60, held_wall_s // 60, censored) as t from model.step_run order by dossier_id";
    assert_eq!(texts(&measured, sql), ["H1|90|30|false", "H2|0|true"]);
    let aside = "select concat_ws('|', value, reason) as t from stage.set_aside";
    assert_eq!(texts(&measured, aside), ["In phiếu|aside-lifecycle-word"]);
    assert!(measured.facts.notes.iter().any(|n| n.key == "note-lifecycle-words"));
}

#[test]
fn traces_without_a_name_are_told_by_the_attribute_that_differs_in_each() {
    let folder = Folder::with(&[("l.xes", &log(OWN_WORDS, "case:id"))]);
    let words = "[[input]]\npath = \"l.xes\"\nkind = \"log\"\n[lifecycle]\nstart = [\"Đang xử lý\"]\nignore = [\"Bắt đầu chờ\", \"Kết thúc chờ\", \"In phiếu\"]\ncomplete = [\"Đã xử lý\"]\n";
    folder.write("study.toml", study("Asia/Ho_Chi_Minh", words).as_bytes());
    let measured = folder.checked();
    assert_eq!(
        texts(&measured, "select dossier_id as t from stage.dossier order by 1"),
        ["H1", "H2"]
    );
    assert!(measured.facts.notes.iter().any(|n| n.key == "note-traces-named-by"));
    let same: &[Trace<'_>] =
        &[("x", &[("A", "complete", "08:00")]), ("x", &[("A", "complete", "08:00")])];
    let folder = Folder::with(&[("l.xes", &log(same, "kind"))]);
    let error = refused(
        &folder,
        &study("Asia/Ho_Chi_Minh", "[[input]]\npath = \"l.xes\"\nkind = \"log\"\n"),
    );
    assert_eq!(error.message, "l.xes: nothing names its traces");
}

#[test]
fn a_log_is_read_in_the_encoding_that_it_declares() {
    let text = log(&[("Café", &[("Prüfung", "complete", "08:00")])], "concept:name");
    let latin: Vec<u8> = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{text}")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let wide: Vec<u8> = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [text.into_bytes(), latin, wide] {
        let folder = Folder::new();
        folder.write("l.xes", &bytes);
        let input = "[[input]]\npath = \"l.xes\"\nkind = \"log\"\n";
        folder.write("study.toml", study("Asia/Ho_Chi_Minh", input).as_bytes());
        let measured = folder.checked();
        let sql = "select concat_ws('|', dossier_id, step) as t from stage.step_run";
        assert_eq!(texts(&measured, sql), ["Café|Prüfung"]);
    }
}

#[test]
fn outcomes_in_names_of_steps_are_outcomes() {
    let Some(log) = shared("bpic2020_domestic.xes.gz") else { return };
    let folder = Folder::new();
    let input = format!(
        "[[input]]\npath = \"{}\"\nkind = \"log\"\n[steps.split]\nAPPROVED = \"approved\"\nFINAL_APPROVED = \"approved\"\nREJECTED = \"rejected\"\n",
        log.display()
    );
    folder.write("study.toml", study("Europe/Amsterdam", &input).as_bytes());
    let measured = folder.checked();
    let sql = "select concat_ws('|', step, count(*) filter (where outcome = 'rejected'), count(*)) as t
      from stage.step_run
      where step in ('Declaration by ADMINISTRATION', 'Declaration by PRE_APPROVER', 'Declaration by BUDGET OWNER', 'Declaration by SUPERVISOR')
      group by step order by cast(step as varchar)";
    assert_eq!(
        texts(&measured, sql),
        [
            "Declaration by ADMINISTRATION|936|8997",
            "Declaration by BUDGET OWNER|57|2804",
            "Declaration by PRE_APPROVER|86|771",
            "Declaration by SUPERVISOR|286|10285",
        ]
    );
    let names = texts(
        &measured,
        "select distinct cast(step as varchar) as t from stage.step_run order by 1",
    );
    assert!(names.contains(&"Declaration SUBMITTED by EMPLOYEE".to_owned()), "{names:?}");
    assert_eq!(measured.facts.sources[0].rows_set_aside, 0);
}

#[test]
fn a_column_a_stage_makes_a_run_a_stage() {
    let table = "STT,Số hồ sơ,Ngày Nhận,Ngày Giao NV,Ngày Trình Ký,Hoàn Thành,Cán bộ\n\
        1,H1,01/07/2024,02/07/2024,04/07/2024,05/07/2024,An\n\
        2,H2,01/07/2024,03/07/2024,,,Bình\n\
        3,H3,13/07/2024,31/02/2024,15/07/2024,16/07/2024,An\n";
    let folder = Folder::with(&[("dat.csv", table)]);
    let input = "[[input]]\npath = \"dat.csv\"\nkind = \"wide\"\nstages = [\"Ngày Nhận\", \"Ngày Giao NV\", \"Ngày Trình KT\", \"Ngày Trình Ký\", \"Hoàn Thành\"]\n[input.columns]\ndossier_id = \"Số hồ sơ\"\nreceived_at = \"Ngày Nhận\"\nresult_at = \"Hoàn Thành\"\nofficer = \"Cán bộ\"\n";
    folder.write("study.toml", study("Asia/Ho_Chi_Minh", input).as_bytes());
    let measured = folder.checked();
    let sql = "select concat_ws('|', dossier_id, run_no, step, officer, strftime(finished_at, '%d')) as t from stage.step_run order by dossier_id, run_no";
    assert_eq!(
        texts(&measured, sql),
        [
            "H1|1|Ngày Nhận|An|01",
            "H1|2|Ngày Giao NV|An|02",
            "H1|3|Ngày Trình Ký|An|04",
            "H1|4|Hoàn Thành|An|05",
            "H2|1|Ngày Nhận|Bình|01",
            "H2|2|Ngày Giao NV|Bình|03",
            "H3|1|Ngày Nhận|An|13",
            "H3|2|Ngày Trình Ký|An|15",
            "H3|3|Hoàn Thành|An|16",
        ]
    );
    let dossiers = "select concat_ws('|', dossier_id, strftime(received_at, '%d'), coalesce(strftime(result_at, '%d'), '-')) as t from stage.dossier order by dossier_id";
    assert_eq!(texts(&measured, dossiers), ["H1|01|05", "H2|01|-", "H3|13|16"]);
    // Three rows and ten stages; one of them can't be read, and its row and heading are named.
    let source = &measured.facts.sources[0];
    assert_eq!((source.rows_in, source.rows_set_aside), (13, 1));
    let aside =
        "select concat_ws('|', row_no, column_name, value, reason) as t from stage.set_aside";
    assert_eq!(texts(&measured, aside), ["4|Ngày Giao NV|31/02/2024|aside-not-a-date"]);
    assert!(measured.facts.notes.iter().any(|n| n.key == "note-stages-missing"));
    let error = refused(
        &folder,
        &study("Asia/Ho_Chi_Minh", &input.replace("stages = [", "stages = [\"x\"] #")),
    );
    assert_eq!(error.message, "dat.csv has no column of a stage");
}

#[test]
fn a_unit_that_holds_a_file_is_delimited_by_events_of_one_stamp() {
    // SEI!: newest first; in a row of sending the unit is where it goes.
    let table = "Processo,Tarefa,DataHora,Unidade\n\
        1,CONCLUSAO,05/03/2024 10:00:00,GAB\n\
        1,RECEBIDO,04/03/2024 16:00:00,GAB\n\
        1,REMETIDO,04/03/2024 15:00:00,GAB\n\
        1,CONCLUSAO,04/03/2024 15:00:00,PROT\n\
        1,REMOCAO-SOBRESTAMENTO,04/03/2024 14:00:00,PROT\n\
        1,SOBRESTAMENTO,04/03/2024 13:00:00,PROT\n\
        1,RECEBIDO,04/03/2024 09:00:00,PROT\n";
    let folder = Folder::with(&[("sei.csv", table)]);
    let input = "[[input]]\npath = \"sei.csv\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"Processo\"\nstep = \"Unidade\"\nunit = \"Unidade\"\nlifecycle = \"Tarefa\"\nfinished_at = \"DataHora\"\n[input.dates]\norder = \"dmy\"\n[lifecycle]\nschedule = [\"REMETIDO\"]\nstart = [\"RECEBIDO\", \"REABERTURA\"]\ncomplete = [\"CONCLUSAO\"]\nsuspend = [\"SOBRESTAMENTO\"]\nresume = [\"REMOCAO-SOBRESTAMENTO\"]\n";
    folder.write("study.toml", study("America/Sao_Paulo", input).as_bytes());
    let measured = folder.measured();
    let sql = "select concat_ws('|', step, wait_wall_s // 60, service_wall_s // 60, held_wall_s // 60) as t from model.step_run order by run_no";
    assert_eq!(texts(&measured, sql), ["PROT|300|60", "GAB|60|1080|0"]);
}

#[test]
fn the_parts_of_every_log_add_up() {
    for (name, kind, columns, runs) in [
        ("receipt.xes.gz", "log", "", 8_577),
        ("roadtraffic100.xes.gz", "log", "", 390),
        ("bpic2020_permit.xes.gz", "log", "", 86_581),
        (
            "purchasing.csv.gz",
            "runs",
            "dossier_id = \"case:concept:name\"\nstep = \"concept:name\"\nstarted_at = \"start_timestamp\"\nfinished_at = \"time:timestamp\"\n",
            9_119,
        ),
    ] {
        let Some(path) = shared(name) else { continue };
        let folder = Folder::new();
        let input = format!(
            "[[input]]\npath = \"{}\"\nkind = \"{kind}\"\n[input.columns]\n{columns}",
            path.display()
        );
        folder.write("study.toml", study("Europe/Amsterdam", &input).as_bytes());
        let measured = folder.measured();
        assert_eq!(int(&measured, "select count(*) as n from stage.step_run"), runs, "{name}");
        let broken = "select count(*) as n from model.step_run
          where wait_s + service_s + held_s <> sojourn_s or least(service_s, held_s, owned_s) < 0 or held_s > 0";
        assert_eq!(int(&measured, broken), 0, "{name}");
    }
}
