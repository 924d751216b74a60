//! What `redtape init` makes of files that nobody has explained to it.

use std::path::{Path, PathBuf};

use redtape::load::{self, Proposal, Question};
use redtape::study::Study;

use crate::support::Folder;

/// A file of `../shared/cases`, or none with a loud word.
fn case(name: &str) -> Option<PathBuf> {
    crate::support::shared(&format!("../cases/{name}"))
}

/// The proposal, where nobody is there to ask.
fn proposed(files: &[PathBuf]) -> redtape::error::Result<Proposal> {
    load::propose(files, &mut |question: &Question| {
        question.default.ok_or_else(|| redtape::error::Error::usage(question.key.clone()))
    })
}

/// The lines `column ← heading` of a proposal, without their spaces.
fn mapping(files: &[PathBuf]) -> Vec<String> {
    let proposal = proposed(files).unwrap_or_else(|e| panic!("{e}"));
    let text = proposal.to_toml();
    Study::parse(&text, Path::new(".")).unwrap_or_else(|e| panic!("{e}\n{text}"));
    proposal
        .describe()
        .iter()
        .filter_map(|line| line.split_once(" ← "))
        .map(|(column, heading)| {
            let heading = heading.split("   (").next().unwrap_or_default();
            format!("{} {heading}", column.trim())
        })
        .collect()
}

#[track_caller]
fn reads(names: &[&str], wanted: &[&str]) {
    let Some(files) = names.iter().map(|name| case(name)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let found = mapping(&files);
    for line in wanted {
        assert!(found.iter().any(|f| f == line), "{line} is missing from {found:#?}");
    }
}

#[test]
fn a_table_of_transitions() {
    reads(
        &["01-csv-lifecycle-rows/events.csv"],
        &["dossier_id case_id", "step activity", "finished_at timestamp", "officer resource"],
    );
}

#[test]
fn exports_of_two_years() {
    reads(
        &[
            "05-overlapping-exports/permits_2022.csv",
            "05-overlapping-exports/permits_2023.csv",
            "05-overlapping-exports/steps_2022.csv",
            "05-overlapping-exports/steps_2023.csv",
        ],
        &[
            "dossier_id Permit Number",
            "status Status",
            "received_at Received Date",
            "due_at Due Date",
            "result_at Decision Date",
            "step Step",
            "officer Officer",
            "started_at Started At",
            "finished_at Finished At",
        ],
    );
}

#[test]
fn lists_of_applications_and_permits() {
    let dates = ["received_at Received Date", "due_at Due Date"];
    for (name, further) in [
        ("07-no-dates-and-withdrawn/applications.csv", "dossier_id Application Number"),
        ("11-hidden-first-sheet/register.xlsx", "result_at Closed Date"),
        ("13-formulas-without-values/b_no_cache.xlsx", "dossier_id Case ID"),
    ] {
        let mut wanted = vec![further];
        wanted.extend(dates.iter().filter(|d| !(name.contains("13-") && d.contains("Due"))));
        reads(&[name], &wanted);
    }
    reads(
        &["08-sentinel-dates/cases.csv"],
        &["received_at received_date", "due_at due_date", "result_at closed_date"],
    );
    reads(
        &["22-utc-midnights/permits.csv"],
        &["dossier_id FILENO", "received_at INDATE", "due_at DUEDATE", "result_at ISSUEDATE"],
    );
    reads(
        &["16-ticket-export-wide/a_iso_dates.csv"],
        &["dossier_id Issue key", "received_at Created", "result_at Resolved", "due_at Due Date"],
    );
}

#[test]
fn vietnamese_lists_of_steps() {
    reads(
        &["12-merged-dossiers/qua_trinh.xlsx"],
        &[
            "dossier_id Mã hồ sơ",
            "agency Cơ quan",
            "step Tên bước",
            "officer Người xử lý",
            "started_at Thời gian bắt đầu",
            "finished_at Thời gian kết thúc",
        ],
    );
    for name in ["vi.csv", "us.csv", "duration.xlsx"] {
        reads(
            &[&format!("14-planned-time-notation/{name}")],
            &["planned_min Định mức (phút)", "step Tên bước"],
        );
    }
    reads(
        &["20-four-supplements/ho_so.csv", "20-four-supplements/tam_dung.csv"],
        &[
            "due_at Ngày hẹn trả",
            "result_at Ngày kết thúc xử lý",
            "paused_at Ngày yêu cầu",
            "resumed_at Ngày tiếp nhận bổ sung",
            "reason Lý do",
        ],
    );
}

#[test]
fn the_demo_s_own_files_are_guessed_whole() {
    let scenario = redtape::simulate::Scenario::named("small").unwrap();
    let province = redtape::simulate::run(&scenario, 1).unwrap();
    let folder = Folder::new();
    let mut files = Vec::new();
    for (name, bytes) in redtape::simulate::files(&province).unwrap() {
        folder.write(&name, &bytes);
        if name.ends_with(".csv") {
            files.push(folder.path().join(name));
        }
    }
    let proposal = proposed(&files).unwrap_or_else(|e| panic!("{e}"));
    let lines = proposal.describe();
    // Names of applicants alone stay unread.
    let unread: Vec<&String> = lines.iter().filter(|l| l.contains("not read")).collect();
    assert!(unread.iter().all(|l| l.trim() == "not read: Chủ hồ sơ"), "{unread:?}");
    assert!(!lines.iter().any(|l| l.contains("passed over")), "{lines:#?}");
    assert!(lines.iter().any(|l| l.contains("planned times: minutes")), "{lines:#?}");
}

#[test]
fn a_file_that_cannot_be_guessed_does_not_stop_the_others() {
    let folder = Folder::with(&[
        (
            "runs.csv",
            "case_id,step,finished_at\nA-1,x,2024-01-02 08:00:00\nA-1,y,2024-01-03 08:00:00\n",
        ),
        ("colours.csv", "colour,taste\nred,sweet\nblue,sour\n"),
    ]);
    let files = [folder.path().join("runs.csv"), folder.path().join("colours.csv")];
    let proposal = proposed(&files).unwrap_or_else(|e| panic!("{e}"));
    assert!(proposal.describe().iter().any(|l| l.ends_with("colours.csv: passed over")));
    let text = proposal.to_toml();
    assert!(text.contains("# Passed over:"), "{text}");
    Study::parse(&text, folder.path()).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let error = proposed(&files[1..]).unwrap_err();
    assert!(error.message.contains("can't tell what its rows are"), "{error}");
}

#[test]
fn dates_that_can_be_read_both_ways_are_asked_about() {
    let folder = Folder::with(&[
        (
            "list.csv",
            "case_id,received date,closed date\nA,01/02/2024,03/04/2024\nB,02/03/2024,04/05/2024\n",
        ),
        ("ho_so.csv", "Mã hồ sơ,Ngày tiếp nhận\nA,01/02/2024\nB,02/03/2024\n"),
    ]);
    let english = [folder.path().join("list.csv")];
    let refused = proposed(&english).unwrap_err();
    assert!(refused.message.contains("order = "), "{refused}");
    let settled = load::propose(&english, &mut |_| Ok(1)).unwrap_or_else(|e| panic!("{e}"));
    assert!(settled.to_toml().contains("order = \"mdy\""));
    let vietnamese = proposed(&[folder.path().join("ho_so.csv")]).unwrap_or_else(|e| panic!("{e}"));
    assert!(vietnamese.to_toml().contains("order = \"dmy\""));
}

#[test]
fn lists_within_records_are_inputs_of_their_own() {
    let record = |n: u32| {
        format!(
            r#"{{"MaHoSo": "H{n}", "NgayTiepNhan": "2024-03-0{n} 08:00:00", "NgayHenTra": "2024-03-2{n} 17:00:00", "NgayKetThucXuLy": "2024-03-1{n} 09:00:00", "QuaTrinh": [{{"NodeQuyTrinh": "Tiếp nhận", "ThoiGian": "2024-03-0{n} 08:10:00"}}, {{"NodeQuyTrinh": "Thẩm định", "ThoiGian": "2024-03-1{n} 08:30:00"}}], "DanhSachHoSoBoSung": [{{"NgayBoSung": "2024-03-0{n} 09:00:00", "NgayTiepNhanBoSung": "2024-03-0{n} 15:00:00"}}]}}"#
        )
    };
    let text = format!("[{},{},{}]", record(1), record(2), record(3));
    let folder = Folder::with(&[("ho_so.json", &text)]);
    let found = mapping(&[folder.path().join("ho_so.json")]);
    for line in [
        "dossier_id MaHoSo",
        "due_at NgayHenTra",
        "dossier_id /MaHoSo",
        "step NodeQuyTrinh",
        "finished_at ThoiGian",
        "paused_at NgayBoSung",
        "resumed_at NgayTiepNhanBoSung",
    ] {
        assert!(found.iter().any(|f| f == line), "{line} is missing from {found:#?}");
    }
}

#[test]
fn headings_whose_values_cannot_be_read_are_named_with_three_of_them() {
    let all = |value: &str| {
        let text = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n".to_owned();
        (0..6).fold(text, |text, n| text + &format!("H{n},{value},{value},{value}\n"))
    };
    // None of what happened can be read, whether or not what was promised can.
    let only_due = all("hôm qua").replace(",hôm qua,hôm qua\n", ",14/03/2024,hôm qua\n");
    for (text, example) in [(all("1709600000"), "\"1709600000\""), (only_due, "text of 7 letters")]
    {
        let folder = Folder::with(&[("a.csv", &text)]);
        let error = crate::support::proposed(&[folder.path().join("a.csv")]).unwrap_err();
        for heading in ["Ngày tiếp nhận", "Ngày kết thúc xử lý"] {
            let said = error.details.iter().any(|d| d.contains(heading) && d.contains(example));
            assert!(said, "{heading}: {error}");
        }
    }
}

#[test]
fn a_log_that_cannot_be_studied_is_refused_at_once() {
    let event = "<event><string key='concept:name' value='A'/>TIME</event>";
    let time = "<date key='time:timestamp' value='2024-03-01T08:00:00+07:00'/>";
    let name = "<string key='concept:name' value='1'/>";
    for (text, why) in [
        (format!("<log><trace>{}</trace></log>", event.replace("TIME", time)), "nothing names"),
        (format!("<log><trace>{name}{}</trace></log>", event.replace("TIME", "")), "no event has"),
    ] {
        let folder = Folder::with(&[("a.xes", &text)]);
        let error = crate::support::proposed(&[folder.path().join("a.xes")]).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[test]
fn an_envelope_around_one_list_is_read_for_its_list() {
    let events: Vec<String> = (0..12)
        .flat_map(|n| {
            ["RECEBIDO", "REMETIDO"].into_iter().enumerate().map(move |(at, task)| {
                format!(
                    r#"{{"IdAndamento":{},"Processo":"P{n:03}","Tarefa":"{task}","DataHora":"{}/03/2024 1{at}:00:00"}}"#,
                    n * 2 + at,
                    13 + n
                )
            })
        })
        .collect();
    let text = format!(r#"{{"Andamentos":[{}]}}"#, events.join(","));
    let folder = Folder::with(&[("a.json", &text)]);
    let toml = crate::support::proposed(&[folder.path().join("a.json")]).unwrap().to_toml();
    for line in ["list = \"/Andamentos\"", "finished_at = \"DataHora\"", "step = \"Tarefa\""] {
        assert!(toml.lines().any(|l| l == line), "{line} is not in\n{toml}");
    }
}
