//! `redtape check`: what an analyst is told before a study is run.

use redtape::checkup::{Can, Grounds, abilities};
use redtape::study::{InputKind, known_columns};
use redtape::words::{Language, Words};
use serde_json::Value;

use crate::support::Folder;

const STUDY: &str = r#"[study]
title = "Một quý"
language = "vi"
pseudonym_key = "k"
period = ["2024-01-01", "2024-03-31"]
as_of = "2024-04-05T17:00:00"

[[input]]
path = "hồ sơ.csv"
kind = "dossiers"
[input.columns]
dossier_id = "Mã hồ sơ"
procedure_code = "Mã thủ tục"
agency = "Cơ quan"
status = "Trạng thái"
received_at = "Ngày nhận"
due_at = "Hẹn trả"
result_at = "Kết thúc"

[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "Mã hồ sơ"
step = "Bước"
officer = "Người xử lý"
outcome = "Kết quả"
finished_at = "Xong lúc"

[[input]]
path = "cổng.csv"
kind = "portal_totals"
[input.columns]
agency = "departmentCode"
received = "totalReceived"
on_time = "totalOnTime"
overdue = "totalOverdue"
"#;

/// Thirty dossiers of two agencies, signatures below them; runs, and the portal's totals.
fn province() -> Folder {
    let mut dossiers =
        "Mã hồ sơ,Mã thủ tục,Cơ quan,Trạng thái,Ngày nhận,Hẹn trả,Kết thúc\n".to_owned();
    let mut runs = "Mã hồ sơ,Bước,Người xử lý,Kết quả,Xong lúc\n".to_owned();
    for n in 0..30 {
        let agency = if n % 2 == 0 { "Sở A" } else { "Sở B" };
        let day = 1 + n % 25;
        let result =
            if n % 10 == 9 { String::new() } else { format!("{:02}/02/2024", day.min(28)) };
        dossiers.push_str(&format!(
            "H-{n:02},1.0{n:02},{agency},Đã trả kết quả,{day:02}/01/2024 08:00,{day:02}/02/2024,{result}\n"
        ));
        runs.push_str(&format!("H-{n:02},Thẩm định,Lê Văn Kín,Đạt,{day:02}/01/2024 10:15\n"));
    }
    dossiers.push_str("=HYPERLINK(0),1.01,Sở A,Mới,31/02/2024 08:00,,\n");
    dossiers.push_str("Nguyễn Văn Ẩn,,,,,,\n");
    runs.push_str("H-77,Thẩm định,Lê Văn Kín,,01/01/2024 10:15\n");
    runs.push_str(",,Phạm Thị Ký,,Phạm Thị Ký\n");
    let totals = "departmentCode,totalReceived,totalOnTime,totalOverdue,score\n\
                  Sở A,15,12,3,9\nSở B,15,14,1,9\nTổng cộng,30,26,4,9\nSở Lạ,3,3,0,9\n";
    Folder::with(&[
        ("study.toml", STUDY),
        ("hồ sơ.csv", &dossiers),
        ("runs.csv", &runs),
        ("cổng.csv", totals),
    ])
}

fn out(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join("check").join(name)).unwrap()
}

fn json(folder: &Folder) -> Value {
    serde_json::from_str(&read(folder, "check.json")).unwrap()
}

fn named<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one[key] == name).unwrap()
}

#[test]
fn a_study_is_told_column_by_column_in_its_own_language_and_headings() {
    let folder = province();
    let told = out(&folder.redtape(&["check"]).success());
    assert!(told.contains("hồ sơ.csv: đọc 32 dòng = sử dụng 30 + loại 2"), "{told}");
    assert!(told.contains("“Ngày nhận” (ngày tiếp nhận): 1 giá trị không đọc được"), "{told}");
    assert!(told.contains("dòng 32: “31/02/2024 08:00”"), "{told}");
    let checkup = json(&folder);
    let file = named(&checkup["files"], "file", "hồ sơ.csv");
    let due = named(&file["columns"], "column", "due_at");
    assert_eq!((&due["heading"], &due["filled"]), (&"Hẹn trả".into(), &30.into()));
    assert_eq!(due["read_as"][0]["key"], "read-due-days");
    let result = named(&file["columns"], "column", "result_at");
    assert_eq!((&result["filled"], &result["rows"]), (&27.into(), &30.into()));
    let agencies = named(&checkup["lists"], "name", "agencies");
    assert_eq!(agencies["rows"][0]["dossiers"], 15);
    let page = read(&folder, "check.html");
    for part in ["Kiểm tra dữ liệu đầu vào", "Ngày nhận (ngày tiếp nhận)", "Sở B", "lang=\"vi\""]
    {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("://") && !page.contains("<script"));
    let english = out(&folder.redtape(&["check", "--lang", "en"]).success());
    assert!(english.contains("hồ sơ.csv: 32 rows read = 30 used + 2 set aside"), "{english}");
    assert!(!english.contains('{'), "{english}");
}

#[test]
fn no_person_is_named_and_no_formula_runs() {
    let folder = province();
    let told = out(&folder.redtape(&["check"]).success());
    let aside = read(&folder, "set-aside.csv");
    let all = [told, aside.clone(), read(&folder, "check.json"), read(&folder, "check.html")];
    for text in &all {
        for name in ["Nguyễn Văn Ẩn", "Phạm Thị Ký", "Lê Văn Kín"] {
            assert!(!text.contains(name), "{name}: {text}");
        }
    }
    let lines: Vec<&str> = aside.lines().collect();
    assert_eq!(lines[0], "file,row,column,value,reason,set_aside");
    assert!(lines.iter().any(|l| l.contains("(không hiển thị: có thể là họ tên)")), "{aside}");
    assert!(lines.iter().skip(1).all(|l| l.ends_with(",row") || l.ends_with(",value")), "{aside}");
    for cell in lines.iter().flat_map(|line| line.split(',')) {
        assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
    }
    folder.redtape(&["run"]).success();
    let published = std::fs::read(folder.published().join("study.duckdb")).unwrap();
    let holds = |name: &str| published.windows(name.len()).any(|part| part == name.as_bytes());
    assert!(!holds("Nguyễn Văn Ẩn") && !holds("Phạm Thị Ký"));
}

#[test]
fn what_cannot_be_measured_is_said_with_its_reason() {
    let folder = province();
    let told = out(&folder.redtape(&["check", "--lang", "en"]).success());
    for line in [
        "Waiting told from work, step by step: No start of a step is recorded",
        "Findings tested against chance (p-values): There are",
        "Dossiers that go to and fro between units (R104): No unit is recorded.",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let measures = &json(&folder)["measures"];
    let can = |name: &str| {
        let of = measures.as_array().unwrap().iter().find(|m| m["measure"]["key"] == name);
        of.unwrap()["can"].clone()
    };
    assert_eq!(can("measure-on-time"), "yes");
    assert_eq!(can("measure-law-deadline"), "cannot");
    assert_eq!(can("measure-portal-totals"), "yes");
    assert_eq!(can("measure-yearly"), "partly");
}

#[test]
fn the_portals_totals_stand_beside_the_studys_counts() {
    let folder = province();
    folder.redtape(&["check"]).success();
    let checkup = json(&folder);
    let totals = named(&checkup["tables"], "name", "portal_totals");
    let columns: Vec<&str> =
        totals["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    let at = |name: &str| columns.iter().position(|c| *c == name).unwrap();
    let row = &totals["rows"][0];
    assert_eq!(row[at("agency")], "Sở A");
    assert_eq!((&row[at("portal_received")], &row[at("received")]), (&15.into(), &15.into()));
    assert_eq!((&row[at("portal_on_time")], &row[at("portal_n")]), (&12.into(), &15.into()));
    let aside = read(&folder, "set-aside.csv");
    assert!(aside.contains("cổng.csv,4,departmentCode,Tổng cộng,"), "{aside}");
    assert!(aside.contains("cổng.csv,5,departmentCode,Sở Lạ,"), "{aside}");
    folder.redtape(&["run"]).success();
    let report = std::fs::read_to_string(folder.published().join("report.html")).unwrap();
    assert!(report.contains("Số tổng hợp của Cổng"));
}

#[test]
fn the_check_up_is_published_whole_for_its_maker_alone_and_takes_no_other_folder() {
    let folder = province();
    folder.redtape(&["check"]).success();
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("check"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["check.html", "check.json", "names-to-confirm.csv", "set-aside.csv"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("check")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    let first = read(&folder, "check.json");
    let told = out(&folder.redtape(&["check", "--json"]).success());
    assert_eq!(told.trim(), first.trim());
    assert_eq!(read(&folder, "check.json"), first);

    folder.write("runs.csv", b"M\xc3\xa3 h\xe1\xbb\x93 s\xc6\xa1\n");
    folder.redtape(&["check"]).failure();
    assert_eq!(read(&folder, "check.json"), first);

    let other = province();
    other.write("check/notes.txt", b"mine");
    let assert = other.redtape(&["check"]).failure().code(2);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("holds notes.txt, which redtape didn't write"), "{said}");
    assert_eq!(std::fs::read(other.path().join("check/notes.txt")).unwrap(), b"mine");
}

#[test]
fn every_column_and_kind_has_a_name_in_both_languages() {
    for language in Language::ALL {
        let words = Words::new(language, 28_800);
        for kind in InputKind::ALL {
            let mut keys = vec![format!("kind-{}", kind.as_str().replace('_', "-"))];
            let columns = known_columns(kind).into_iter();
            keys.extend(columns.map(|name| format!("field-{}", name.replace('_', "-"))));
            for key in keys {
                assert!(words.knows(&key), "{}: {key}", language.code());
            }
        }
    }
}

#[test]
fn abilities_follow_from_counts_and_every_reason_has_words() {
    let words = Words::new(Language::Vi, 28_800);
    let nothing = abilities(&Grounds::default());
    let full = Grounds {
        dossiers: 100,
        with_due: 100,
        with_result: 90,
        with_receipt: 100,
        agencies: 3,
        channels: 2,
        online: 40,
        runs: 500,
        starts: 1.0,
        runs_with_unit: 500,
        runs_with_officer: 500,
        runs_with_plan: 500,
        runs_with_outcome: 500,
        stops: 10,
        weeks: 60,
        with_law_days: 100,
        planned_steps: 5,
        legal_texts: 2,
        portal: 100,
        portal_totals: 3,
        ..Grounds::default()
    };
    for ability in abilities(&full) {
        assert_eq!((ability.can, ability.why.len()), (Can::Yes, 0), "{ability:?}");
    }
    let half = Grounds {
        with_due: 50,
        with_receipt: 50,
        starts: 0.5,
        runs_with_officer: 100,
        unknown_outcomes: 3,
        runs_with_unknown_outcome: 30,
        with_law_days: 10,
        weeks: 30,
        finishes_are_days: true,
        ..full
    };
    let closed = Grounds { by_closing: true, with_result: 0, channels: 1, online: 100, ..full };
    for grounds in [Grounds::default(), full, half, closed] {
        for ability in abilities(&grounds) {
            for said in ability.why.iter().chain([&ability.measure]) {
                let text = words.say(said);
                assert!(!text.contains('{') && text.len() > 5, "{text}");
            }
            assert_eq!(ability.why.is_empty(), ability.can == Can::Yes);
        }
    }
    assert!(nothing.iter().filter(|a| a.can == Can::Cannot).count() > 10);
    assert!(abilities(&half).iter().filter(|a| a.can == Can::Partly).count() >= 6);
}

#[test]
fn names_that_look_alike_are_proposed_and_never_merged() {
    let folder = province();
    let dossiers = std::fs::read_to_string(folder.path().join("hồ sơ.csv")).unwrap();
    let spelled = dossiers.replacen("Sở A", "UBND huyện Bắc", 6).replacen(
        "Sở B",
        "Ủy ban nhân dân huyện Bắc",
        4,
    );
    folder.write("hồ sơ.csv", spelled.as_bytes());
    let told = out(&folder.redtape(&["check", "--lang", "en"]).success());
    assert!(told.contains("1 pairs of names that may be one"), "{told}");
    let pairs = read(&folder, "names-to-confirm.csv");
    assert_eq!(
        pairs,
        "what,from,to,yes,from_rows,to_rows\nagency,Ủy ban nhân dân huyện Bắc,UBND huyện Bắc,,4,6\n"
    );
    let checkup = json(&folder);
    let agencies = named(&checkup["lists"], "name", "agencies")["rows"].as_array().unwrap();
    assert_eq!(agencies.len(), 4, "{agencies:?}");
}
