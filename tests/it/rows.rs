//! Rows, identity, dossiers: what is exported twice counts once, no row is lost, codes and names find each
//! other, and nothing depends on the order of files.

use std::path::{Path, PathBuf};

use redtape::cli::analyse::Measured;
use redtape::error::{Error, Kind};
use redtape::measure;
use redtape::progress::Silent;
use redtape::results::Message;
use redtape::store::{Catalogue, Session};

use crate::support::{Folder, int};

const HEAD: &str = "[study]\ntitle = \"T\"\nzone = \"Asia/Ho_Chi_Minh\"\nofficers = \"named\"\n[calendar]\ndefault = \"office\"\n";
const STEPS: &str = "kind = \"runs\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nstep = \"Tên bước\"\nofficer = \"Người xử lý\"\nstarted_at = \"Thời gian bắt đầu\"\nfinished_at = \"Thời gian kết thúc\"\n";
const DOSSIERS: &str = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nreceived_at = \"Ngày tiếp nhận\"\ndue_at = \"Ngày hẹn trả\"\nresult_at = \"Ngày kết thúc xử lý\"\n";

/// A folder of `../shared/cases`, or none with a loud word.
#[expect(clippy::print_stderr, reason = "a test that steps aside says so")]
fn case(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(name);
    if !path.exists() {
        eprintln!("STEPPED ASIDE: {} is missing", path.display());
        return None;
    }
    Some(path)
}

/// A study of files of a case: (file of the case, name in the study, how it is read).
fn study(case: &Path, files: &[(&str, &str, &str)]) -> Folder {
    let folder = Folder::new();
    let mut text = HEAD.to_owned();
    for (from, name, input) in files {
        folder.write(name, &std::fs::read(case.join(from)).unwrap());
        text.push_str(&format!("[[input]]\npath = \"{name}\"\n{input}"));
    }
    folder.write("study.toml", text.as_bytes());
    folder
}

/// Loads and measures, and holds that no row was lost.
fn measured(folder: &Folder) -> Measured {
    let measured = folder.checked();
    assert_eq!(measure::lost_rows(&measured.session).unwrap().rows(), 0);
    for source in &measured.facts.sources {
        assert_eq!(source.rows_in, source.rows_used + source.rows_set_aside, "{}", source.file);
    }
    measured
}

fn refused(folder: &Folder) -> Error {
    let place = folder.path().join(".session");
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).unwrap();
    let study = folder.study();
    let session = Session::create(&place.join("study.duckdb"), &place, &study.machine).unwrap();
    let loaded = redtape::load::all(&study, session.conn(), &Silent);
    let catalogue = Catalogue::embedded().unwrap();
    let done = loaded.and_then(|_| measure::all(&study, &session, &catalogue, &Silent));
    let error = done.expect_err("it should be refused");
    assert_eq!(error.kind, Kind::Input, "{error}");
    error
}

fn texts(measured: &Measured, sql: &str) -> Vec<String> {
    let frame = measured.session.query(sql).unwrap_or_else(|e| panic!("{e}"));
    frame.text("t").unwrap().iter().map(|t| t.clone().unwrap_or_default()).collect()
}

fn note<'a>(measured: &'a Measured, key: &str) -> Option<&'a Message> {
    measured.facts.notes.iter().find(|note| note.key == key)
}

const ASIDE: &str = "select concat_ws(' ', reason, count(*)) as t from stage.set_aside group by reason order by reason";

#[test]
fn yearly_exports_that_overlap_make_one_study_in_any_order() {
    let Some(case) = case("05-overlapping-exports") else { return };
    let permits = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Permit Number\"\nstatus = \"Status\"\nreceived_at = \"Received Date\"\ndue_at = \"Due Date\"\nresult_at = \"Decision Date\"\n";
    let steps = "kind = \"runs\"\n[input.columns]\ndossier_id = \"Permit Number\"\nstep = \"Step\"\nofficer = \"Officer\"\nstarted_at = \"Started At\"\nfinished_at = \"Finished At\"\n";
    let files = [
        ("permits_2022.csv", permits),
        ("permits_2023.csv", permits),
        ("steps_2022.csv", steps),
        ("steps_2023.csv", steps),
    ];
    let named = |turned: bool, name: fn(&str) -> String| {
        let names: Vec<String> = files.iter().map(|(file, _)| name(file)).collect();
        let mut list: Vec<(&str, &str, &str)> = files
            .iter()
            .zip(&names)
            .map(|((file, how), name)| (*file, name.as_str(), *how))
            .collect();
        if turned {
            list.reverse();
        }
        study(&case, &list)
    };
    let rows = "
        select concat_ws('|', dossier_id, received_at, due_at, result_at, status) as t from stage.dossier
        union all
        select concat_ws('|', dossier_id, run_no, step, officer, started_at, finished_at) from stage.step_run
        order by t";
    let plain = named(false, str::to_owned);
    let first = measured(&plain);
    assert_eq!(int(&first, "select count(*) as n from stage.dossier"), 7);
    assert_eq!(int(&first, "select count(*) as n from stage.step_run"), 13);
    assert_eq!(
        texts(&first, ASIDE),
        ["aside-duplicate-dossier 3", "aside-outdated-run 1", "aside-repeated-run 3"]
    );
    assert_eq!(
        texts(
            &first,
            "select concat_ws(' ', dossier_id, field, value) as t from stage.dossier_difference order by t"
        ),
        ["P-003 status In review", "P-004 due_at 2023-01-25 23:59:59"]
    );
    for key in ["note-duplicate-dossiers", "note-duplicates-due", "note-repeated-runs"] {
        assert!(note(&first, key).is_some(), "{key}");
    }
    assert!(note(&first, "note-duplicates-differ").is_none());
    let twice = "select dossier_id as t from stage.step_run where step = 'Plan check' group by all having count(*) > 1";
    assert_eq!(texts(&first, twice), ["P-004"]);
    let issued =
        "select count(*) as n from stage.dossier where result_at is not null and status = 'done'";
    assert_eq!(int(&first, issued), 4);
    assert_eq!(
        texts(
            &first,
            "select concat_ws(' ', received_at, result_at) as t from stage.dossier where dossier_id = 'P-003'"
        ),
        ["2022-12-20 00:00:00 2023-01-12 00:00:00"]
    );
    // The study file in another order: the same bytes.
    let turned = named(true, str::to_owned);
    let bytes = |folder: &Folder| serde_json::to_vec(&folder.results()).unwrap();
    assert_eq!(bytes(&plain), bytes(&turned));
    // The later year under the earlier name: the same dossiers and runs.
    let renamed = named(false, |file| match file.split_once('_') {
        Some((kind, "2023.csv")) => format!("{kind}_a.csv"),
        Some((kind, _)) => format!("{kind}_b.csv"),
        None => file.to_owned(),
    });
    assert_eq!(texts(&measured(&renamed), rows), texts(&first, rows));
}

#[test]
fn codes_that_became_numbers_find_their_dossiers_and_lost_ones_none() {
    let Some(case) = case("24-codes-turned-numbers") else { return };
    let folder = study(
        &case,
        &[("ho_so.csv", "ho_so.csv", DOSSIERS), ("luot_xu_ly.csv", "luot_xu_ly.csv", STEPS)],
    );
    let found = measured(&folder);
    assert_eq!(texts(&found, ASIDE), ["aside-lost-digits 2"]);
    assert_eq!(
        texts(
            &found,
            "select concat_ws(' ', dossier_id, count(*)) as t from stage.step_run group by dossier_id order by t"
        ),
        ["000917 2", "000918 2", "001024 2", "100234 2", "100235 2"]
    );
    assert_eq!(int(&found, "select count(*) as n from stage.dossier"), 6);
    assert!(note(&found, "note-codes-as-numbers").is_some());
}

#[test]
fn codes_that_are_one_number_are_not_taken_for_each_other() {
    // 917.0 may be either of two dossiers, 18 may be 018; 21 is 21 and nothing else.
    let dossiers = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n0917,04/03/2024,,\n917,04/03/2024,,\n018,04/03/2024,,\n21,04/03/2024,,\n";
    let steps = "Mã hồ sơ,Tên bước,Người xử lý,Thời gian bắt đầu,Thời gian kết thúc\n917.0,A,Lan,04/03/2024 08:00,04/03/2024 09:00\n18,A,Lan,04/03/2024 08:00,04/03/2024 09:00\n21,A,Lan,04/03/2024 08:00,04/03/2024 09:00\n";
    let text = format!(
        "{HEAD}[[input]]\npath = \"d.csv\"\n{DOSSIERS}[[input]]\npath = \"s.csv\"\n{STEPS}"
    );
    let folder = Folder::with(&[("study.toml", &text), ("d.csv", dossiers), ("s.csv", steps)]);
    let found = measured(&folder);
    assert_eq!(
        texts(&found, "select dossier_id as t from stage.step_run order by t"),
        ["018", "21"]
    );
    assert_eq!(texts(&found, ASIDE), ["aside-unknown-dossier 1"]);
}

#[test]
fn a_file_that_finds_no_dossier_is_refused_with_codes_of_both_sides() {
    let dossiers = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\nH1,04/03/2024,,\nH2,04/03/2024,,\n";
    let steps = "Mã hồ sơ,Tên bước,Người xử lý,Thời gian bắt đầu,Thời gian kết thúc\nX1,A,Lan,04/03/2024 08:00,04/03/2024 09:00\nX2,A,Lan,04/03/2024 08:00,04/03/2024 09:00\nH1,A,Lan,04/03/2024 08:00,04/03/2024 09:00\n";
    let text = format!(
        "{HEAD}[[input]]\npath = \"d.csv\"\n{DOSSIERS}[[input]]\npath = \"s.csv\"\n{STEPS}"
    );
    let folder = Folder::with(&[("study.toml", &text), ("d.csv", dossiers), ("s.csv", steps)]);
    let error = refused(&folder);
    assert_eq!(error.message, "s.csv: 2 of its 3 rows find no dossier");
    assert_eq!(
        error.details,
        ["codes there: \"X1\", \"X2\"", "codes of the dossiers: \"H1\", \"H2\""]
    );
    assert!(error.help.unwrap().contains("unmatched = \"ignore\""));
    let ignored = text.replace(
        "path = \"s.csv\"\nkind = \"runs\"\n",
        "path = \"s.csv\"\nkind = \"runs\"\nunmatched = \"ignore\"\n",
    );
    folder.write("study.toml", ignored.as_bytes());
    let found = measured(&folder);
    assert_eq!(texts(&found, ASIDE), ["aside-unknown-dossier 2"]);
}

#[test]
fn dossiers_without_any_date_are_set_aside_and_seen() {
    let Some(case) = case("07-no-dates-and-withdrawn") else { return };
    let input = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Application Number\"\nstatus = \"Status\"\nreceived_at = \"Received Date\"\ndue_at = \"Due Date\"\nresult_at = \"Decision Date\"\n";
    let found = measured(&study(&case, &[("applications.csv", "applications.csv", input)]));
    assert_eq!(texts(&found, ASIDE), ["aside-no-stamp 3"]);
    assert_eq!(
        texts(&found, "select value as t from stage.set_aside order by t"),
        ["DA-01", "DA-02", "DA-03"]
    );
    let source = &found.facts.sources[0];
    assert_eq!((source.rows_in, source.rows_used, source.rows_set_aside), (15, 12, 3));
    assert_eq!(found.facts.dossiers, 12);
}

#[test]
fn a_dossier_without_a_receipt_is_dated_by_its_first_stamp() {
    let input = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\ndue_at = \"due\"\nresult_at = \"result\"\nreturned_at = \"returned\"\n";
    let text = format!("{HEAD}[[input]]\npath = \"d.csv\"\n{input}");
    let folder = Folder::with(&[
        ("study.toml", &text),
        (
            "d.csv",
            "id,due,result,returned\nA,05/03/2024,06/03/2024 08:00,07/03/2024 08:00\nB,05/03/2024,,07/03/2024 09:00\nC,05/03/2024,,\n",
        ),
    ]);
    let found = measured(&folder);
    assert_eq!(
        texts(
            &found,
            "select concat_ws(' ', dossier_id, received_at, receipt_basis) as t from stage.dossier order by t"
        ),
        ["A 2024-03-06 08:00:00 first_stamp", "B 2024-03-07 09:00:00 first_stamp"]
    );
    assert_eq!(texts(&found, ASIDE), ["aside-no-stamp 1"]);
    assert!(note(&found, "note-first-stamp").is_some());
    // Promises alone: nothing is known to have happened.
    folder.write("d.csv", b"id,due,result,returned\nA,05/03/2024,,\nB,05/03/2024,,\n");
    refused(&folder);
}

#[test]
fn stops_that_cannot_be_used_are_set_aside_and_the_others_counted() {
    let Some(case) = case("20-four-supplements") else { return };
    let dossiers = format!("{DOSSIERS}status = \"Trạng thái\"\nagency = \"Cơ quan giải quyết\"\n");
    let stops = "kind = \"pauses\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\npaused_at = \"Ngày yêu cầu\"\nresumed_at = \"Ngày tiếp nhận bổ sung\"\nreason = \"Lý do\"\n";
    let found = measured(&study(
        &case,
        &[
            ("ho_so.csv", "ho_so.csv", &dossiers),
            ("luot_xu_ly.csv", "luot_xu_ly.csv", STEPS),
            ("tam_dung.csv", "tam_dung.csv", stops),
        ],
    ));
    assert_eq!(texts(&found, ASIDE), ["aside-ends-before-start 1", "aside-unknown-dossier 1"]);
    assert_eq!(int(&found, "select count(*) as n from stage.pause"), 8);
}

#[test]
fn files_of_one_form_are_one_input_with_a_key_of_two_columns() {
    let input = "kind = \"dossiers\"\nrepeats = \"drop\"\n[input.columns]\ndossier_id = [\"Cơ quan\", \"Số\"]\nreceived_at = \"Nhận\"\n[input.constants]\nchannel = \"online\"\nprocedure_code = \"1.001612\"\n";
    let text = format!("{HEAD}[[input]]\npath = \"exports/*.csv\"\n{input}");
    let folder = Folder::with(&[
        ("study.toml", &text),
        ("exports/b.csv", "Cơ quan,Số,Nhận\nSở A,1,05/03/2024\nSở B,1,06/03/2024\n"),
        ("exports/a.csv", "Số,Cơ quan,Nhận\n2,Sở A,04/03/2024\n,Sở A,04/03/2024\n"),
    ]);
    let found = measured(&folder);
    assert_eq!(
        texts(
            &found,
            "select concat_ws('|', dossier_id, channel, procedure_code) as t from stage.dossier order by t"
        ),
        ["Sở A / 1|online|1.001612", "Sở A / 2|online|1.001612", "Sở B / 1|online|1.001612"]
    );
    let files: Vec<&str> = found.facts.sources.iter().map(|s| s.file.as_str()).collect();
    assert_eq!(files, ["exports/a.csv", "exports/b.csv"]);
    assert_eq!(texts(&found, ASIDE), ["aside-missing 1"]);
    folder.write("study.toml", text.replace("exports/*.csv", "exports/*.xlsx").as_bytes());
    assert_eq!(refused(&folder).message, "exports/*.xlsx matches no file");
}

#[test]
fn one_code_of_two_agencies_is_loud() {
    let input = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\nreceived_at = \"in\"\n";
    let mut text = HEAD.to_owned();
    for agency in ["East", "West"] {
        text.push_str(&format!(
            "[[input]]\npath = \"{agency}.csv\"\n{input}[input.constants]\nagency = \"{agency}\"\n"
        ));
    }
    let folder = Folder::with(&[
        ("study.toml", &text),
        ("East.csv", "id,in\n1,05/03/2024\n2,05/03/2024\n"),
        ("West.csv", "id,in\n1,07/03/2024\n3,05/03/2024\n"),
    ]);
    let found = measured(&folder);
    assert_eq!(found.facts.dossiers, 3);
    assert!(note(&found, "note-duplicates-differ").is_some());
}

#[test]
fn names_stand_for_their_other_spellings_and_unknown_ones_are_said() {
    let steps = "Mã hồ sơ,Tên bước,Người xử lý,Thời gian bắt đầu,Thời gian kết thúc,Đơn vị\nA,Tham dinh,Lan,04/03/2024 08:00,04/03/2024 09:00,P. Một cửa\nA,Thẩm định,Lan,04/03/2024 10:00,04/03/2024 11:00,Phòng Một cửa\n";
    let text = format!(
        "{HEAD}[[input]]\npath = \"s.csv\"\n{STEPS}unit = \"Đơn vị\"\n[names]\nfile = \"names.csv\"\n[names.step]\n\"Tham dinh\" = \"Thẩm định\"\n[steps.\"Tham dinh\"]\nrole = \"check\"\n"
    );
    let folder = Folder::with(&[
        ("study.toml", &text),
        ("s.csv", steps),
        (
            "names.csv",
            "what,from,to,yes,from_rows,to_rows\nunit,P. Một cửa,Phòng Một cửa,x,1,1\nunit,Phòng Một cửa,Phòng khác,,1,1\nagency,Sở X,Sở Y,x,1,1\n",
        ),
    ]);
    let found = measured(&folder);
    assert_eq!(
        texts(&found, "select distinct concat_ws('|', step, unit) as t from stage.step_run"),
        ["Thẩm định|Phòng Một cửa"]
    );
    assert_eq!(
        texts(&found, "select step || ' ' || role as t from stage.step_role"),
        ["Thẩm định check"]
    );
    let said = note(&found, "note-unknown-names").unwrap();
    assert!(format!("{said:?}").contains("Sở X"), "{said:?}");
}

#[test]
fn equal_rows_of_one_file_are_loops_unless_the_study_says_otherwise() {
    let row = "A,Ký,Lan,04/03/2024 08:00,04/03/2024 09:00\n";
    let steps = format!(
        "Mã hồ sơ,Tên bước,Người xử lý,Thời gian bắt đầu,Thời gian kết thúc\n{row}{row}A,Ký,Lan,05/03/2024 08:00,05/03/2024 09:00\n"
    );
    let text = format!("{HEAD}[[input]]\npath = \"s.csv\"\n{STEPS}");
    let folder = Folder::with(&[("study.toml", &text), ("s.csv", &steps)]);
    let found = measured(&folder);
    assert_eq!(found.facts.step_runs, 3);
    assert!(note(&found, "note-equal-runs").is_some());
    let drops = text.replace("kind = \"runs\"\n", "kind = \"runs\"\nrepeats = \"drop\"\n");
    folder.write("study.toml", drops.as_bytes());
    let found = measured(&folder);
    assert_eq!(found.facts.step_runs, 2);
    assert_eq!(texts(&found, ASIDE), ["aside-repeated-run 1"]);
    assert!(note(&found, "note-dropped-runs").is_some());
}

#[test]
fn a_registers_codes_match_without_the_agencys_suffix() {
    let text = format!(
        "{HEAD}[[input]]\npath = \"d.csv\"\n{DOSSIERS}procedure_code = \"Mã thủ tục\"\n[register]\nprocedures = \"r.csv\"\n"
    );
    let folder = Folder::with(&[
        ("study.toml", &text),
        (
            "d.csv",
            "Mã hồ sơ,Mã thủ tục,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\nA,1.012781,04/03/2024,,\nB,9.999999,04/03/2024,,\n",
        ),
        ("r.csv", "procedure_code,name,statutory_days\n1.012781.H19,Cấp phép,5\n1.000010,Khác,3\n"),
    ]);
    let found = measured(&folder);
    assert_eq!(
        texts(
            &found,
            "select concat_ws(' ', procedure_code, statutory_days) as t from stage.procedure order by t"
        ),
        ["1.000010 3.0", "1.012781 5.0"]
    );
    assert_eq!(
        texts(
            &found,
            "select concat_ws(' ', side, procedure_code) as t from stage.procedure_match where match is null order by t"
        ),
        ["data 9.999999", "register 1.000010"]
    );
    assert!(note(&found, "note-register-unmatched").is_some());
}
