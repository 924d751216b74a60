//! Whole studies through the binary: what an analyst sees, and what bad input gets.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, shared};

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn table<'a>(results: &'a Value, name: &str) -> &'a Value {
    results["tables"].as_array().unwrap().iter().find(|t| t["name"] == name).unwrap()
}

/// The only row of a table, by column.
fn row(table: &Value) -> BTreeMap<String, Value> {
    let names =
        table["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap().to_owned());
    names.zip(table["rows"][0].as_array().unwrap().iter().cloned()).collect()
}

fn close(value: &Value, wanted: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - wanted).abs() <= 1.0, "{value} is not {wanted}");
}

fn stderr(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

fn stdout(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

#[test]
fn receipt_comes_out_as_its_publishers_and_pm4py_say() {
    let Some(log) = shared("receipt.xes.gz") else { return };
    let folder = Folder::new();
    folder.redtape(&["init", "--yes", log.to_str().unwrap()]).success();
    folder.redtape(&["run", "study.toml", "--lang", "en"]).success();
    let published = folder.published();
    let results = json(&published.join("results.json"));

    assert_eq!(results["study"]["dossiers"], 1_434);
    assert_eq!(results["study"]["step_runs"], 8_577);
    let summary = row(table(&results, "summary"));
    close(&summary["event_span_mean_wall_s"], 467_263.9);
    close(&summary["event_span_median_wall_s"], 2_868.6);
    close(&summary["event_span_p90_wall_s"], 1_217_821.8);
    // 5,095,948 over all 1,329; two with a result before their receipt have no makespan.
    close(&summary["makespan_closed_mean_wall_s"], 5_095_948.0 * 1_329.0 / 1_327.0);
    assert_eq!(summary["closed_dossiers"], 1_329);
    assert_eq!(summary["open_dossiers"], 105);
    assert_eq!(summary["late_unfloored"], 377);
    assert_eq!(summary["faults"], 2);
    assert_eq!(summary["runs_after_result"], 145);

    // Candidates for a cut on evidence (c), to be confirmed, with the bound.
    let findings = results["findings"].as_array().unwrap();
    let stamp =
        |step: &str| findings.iter().find(|f| f["code"] == "R101" && f["scope"]["step"] == step);
    for (step, k, n) in [
        ("T02 Check confirmation of receipt", 5.0, 1_365),
        ("T06 Determine necessity of stop advice", 14.0, 1_414),
    ] {
        let finding = stamp(step).unwrap_or_else(|| panic!("{step} is no candidate"));
        assert_eq!(finding["n"], n, "{step}");
        let effect = finding["effect"].as_f64().unwrap();
        assert!((effect - k / f64::from(n)).abs() < 1e-9, "{step}: {effect}");
        assert_eq!(finding["basis"], "consequence");
        assert_eq!(finding["confirm"], true);
        let bound = finding["interval"][1].as_f64().unwrap();
        assert!(bound > effect && bound < 0.05, "{step}: bound {bound}");
    }
    assert!(stamp("T10 Determine necessity to stop indication").is_none());

    // Channels are compared, whatever comes of it.
    let tests = table(&results, "tests");
    let codes: Vec<&str> =
        tests["rows"].as_array().unwrap().iter().filter_map(|r| r[0].as_str()).collect();
    assert!(codes.contains(&"I101"), "no comparison of channels among {codes:?}");

    for name in
        ["report.html", "recommendations.csv", "set-aside.csv", "manifest.json", "study.duckdb"]
    {
        assert!(published.join(name).metadata().unwrap().len() > 0, "{name}");
    }
    let aside = std::fs::read_to_string(published.join("set-aside.csv")).unwrap();
    assert_eq!(aside, "file,row,column,value,reason,set_aside\n");

    // The log lies outside of the study's folder: its name is told, its place is not.
    let place = log.parent().unwrap().to_str().unwrap();
    for (name, bytes) in contents(&published) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains(place),
            "{name} tells where the log lies"
        );
    }
}

#[test]
fn purchasing_has_waits_and_service_apart() {
    let Some(log) = shared("purchasing.csv.gz") else { return };
    let folder = Folder::new();
    folder.redtape(&["init", "--yes", log.to_str().unwrap()]).success();
    folder.redtape(&["run"]).success();
    let results = json(&folder.published().join("results.json"));
    assert_eq!(results["study"]["dossiers"], 608);
    assert_eq!(results["study"]["step_runs"], 9_119);
    let summary = row(table(&results, "summary"));
    assert_eq!(summary["start_known_share"], 1.0);
    let time = table(&results, "time_by_step");
    let at = |name: &str| {
        time["columns"].as_array().unwrap().iter().position(|c| c["name"] == name).unwrap()
    };
    let (wait, service) = (at("wait"), at("service"));
    let rows = time["rows"].as_array().unwrap();
    let total = |column: usize| rows.iter().filter_map(|r| r[column].as_f64()).sum::<f64>();
    assert!(total(wait) > 0.0 && total(service) > 0.0, "{rows:?}");
}

/// Everything in a folder of results but the database and the manifest's times.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for sub in ["", "charts"] {
        for entry in std::fs::read_dir(folder.join(sub)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{sub}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_file() && !name.ends_with(".duckdb") {
                found.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let manifest = found.remove("/manifest.json").unwrap();
    let mut manifest: Value = serde_json::from_slice(&manifest).unwrap();
    manifest.as_object_mut().unwrap().remove("run").unwrap();
    // The study files differ in [machine] alone.
    manifest.as_object_mut().unwrap().remove("study_file_sha256").unwrap();
    found.insert("manifest".to_owned(), manifest.to_string().into_bytes());
    found
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let folder = Folder::new();
    folder.redtape(&["demo", "demo"]).success();
    let home = folder.path().join("demo");
    let study = std::fs::read_to_string(home.join("study.toml")).unwrap();
    let mut seen = Vec::new();
    for threads in [1, 2] {
        let spill = folder.path().join(format!("spill-{threads}"));
        let text = format!(
            "{study}\n[machine]\nthreads = {threads}\nmemory = \"{threads}GB\"\nspill = \"{}\"\n",
            spill.display()
        );
        std::fs::write(home.join("study.toml"), text).unwrap();
        folder.redtape(&["run", "demo/study.toml"]).success();
        let results =
            std::fs::read_dir(home.join("results")).unwrap().next().unwrap().unwrap().path();
        seen.push(contents(&results));
    }
    assert_eq!(seen[0].keys().collect::<Vec<_>>(), seen[1].keys().collect::<Vec<_>>());
    for (name, bytes) in &seen[0] {
        assert!(seen[1][name] == *bytes, "{name} differs between one thread and two");
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("spill-"), "{name} tells a folder of the machine");
        assert!(
            !text.contains(folder.path().to_str().unwrap()),
            "{name} tells a path of the machine"
        );
    }
}

#[test]
fn no_applicant_and_no_officer_reaches_a_result() {
    let folder = Folder::new();
    folder.redtape(&["demo", "demo"]).success();
    let home = folder.path().join("demo");
    let runs = std::fs::read_to_string(home.join("data/luot_xu_ly.csv")).unwrap();
    let mut lines = runs.trim_start_matches('\u{feff}').lines();
    let officer = lines.next().unwrap().split(',').position(|h| h == "Người xử lý").unwrap();
    let names: std::collections::BTreeSet<&str> = lines
        .take(2_000)
        .filter_map(|l| l.split(',').nth(officer))
        .filter(|n| n.len() > 3)
        .collect();
    assert!(names.len() > 10);
    let results = std::fs::read_dir(home.join("results")).unwrap().next().unwrap().unwrap().path();
    let mut files = contents(&results);
    files.insert("study.duckdb".to_owned(), std::fs::read(results.join("study.duckdb")).unwrap());
    for (file, bytes) in files {
        for name in names.iter().take(8) {
            let found = bytes.windows(name.len()).any(|w| w == name.as_bytes());
            assert!(!found, "{file} names officer {name}");
        }
    }
}

// Bad input: a message that says what to do, an exit code, and the earlier results as they were.

const STUDY: &str = r#"
[study]
title = "Small"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
[calendar]
default = "office"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
step = "step"
finished_at = "end"
"#;

const RUNS: &str = "id,step,end\nA,receive,2024-03-25 09:00:00\nA,sign,2024-03-26 09:00:00\nB,receive,2024-03-26 10:00:00\n";

fn small() -> Folder {
    let folder = Folder::with(&[("study.toml", STUDY), ("runs.csv", RUNS)]);
    folder.redtape(&["run"]).success();
    folder
}

/// Runs after a change, wants the code and the words, and the earlier results untouched.
fn refused(folder: &Folder, code: i32, words: &[&str]) {
    let published = folder.published();
    let before = contents(&published);
    let assert = folder.redtape(&["run"]).failure().code(code);
    let said = stderr(&assert);
    for word in words {
        assert!(said.contains(word), "{word:?} is missing in:\n{said}");
    }
    assert!(said.contains("error: "), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(contents(&folder.published()) == before, "the earlier results were touched");
}

#[test]
fn a_missing_file_is_named() {
    let folder = small();
    std::fs::remove_file(folder.path().join("runs.csv")).unwrap();
    refused(&folder, 3, &["runs.csv"]);
}

#[test]
fn an_empty_file_is_refused() {
    let folder = small();
    folder.write("runs.csv", b"");
    refused(&folder, 3, &["runs.csv", "empty"]);
}

#[test]
fn a_missing_column_is_named_beside_those_found() {
    let folder = small();
    folder.write("runs.csv", b"id,step,ended\nA,receive,2024-03-25 09:00:00\n");
    refused(&folder, 3, &["runs.csv", "\"end\"", "ended"]);
}

#[test]
fn an_unknown_key_of_the_study_file_is_named() {
    let folder = small();
    folder.write("study.toml", STUDY.replace("title", "titel").as_bytes());
    refused(&folder, 2, &["study.toml", "titel"]);
}

#[test]
fn a_binary_file_named_csv_is_refused() {
    let folder = small();
    let bytes: Vec<u8> = (0..=255).cycle().take(4_096).collect();
    folder.write("runs.csv", &bytes);
    refused(&folder, 3, &["runs.csv"]);
}

#[test]
fn broken_xml_is_refused_with_its_place() {
    let folder = small();
    let study = STUDY.replace("runs.csv", "log.xes").replace("kind = \"runs\"", "kind = \"xes\"");
    let study = study.split("[input.columns]").next().unwrap().to_owned();
    folder.write("study.toml", study.as_bytes());
    folder.write(
        "log.xes",
        b"<log><trace><string key=\"concept:name\" value=\"A\"/><event></trace></log>",
    );
    refused(&folder, 3, &["log.xes"]);
}

#[test]
fn a_file_where_every_date_is_unreadable_is_refused() {
    let folder = small();
    folder.write("runs.csv", b"id,step,end\nA,receive,13/25/2024\nB,sign,14/26/2024\n");
    refused(&folder, 3, &["runs.csv", "13/25/2024", "order"]);
}

#[test]
fn some_bad_rows_are_set_aside_and_counted() {
    let folder = small();
    let runs = format!("{RUNS}C,receive,31/02/2024\n,receive,2024-03-26 10:00:00\n");
    folder.write("runs.csv", runs.as_bytes());
    let assert = folder.redtape(&["run"]).success();
    assert!(
        stderr(&assert).contains("runs.csv: 5 rows read = 3 used + 2 set aside"),
        "{}",
        stderr(&assert)
    );
    let aside = std::fs::read_to_string(folder.published().join("set-aside.csv")).unwrap();
    let rows: Vec<&str> = aside.lines().collect();
    assert_eq!(rows.len(), 3, "{aside}");
    assert!(rows[1].starts_with("runs.csv,5,end,31/02/2024,"), "{aside}");
    assert!(rows[2].starts_with("runs.csv,6,id,,"), "{aside}");
    let checked = folder.redtape(&["check", "--lang", "en"]).success();
    assert!(stdout(&checked).contains("5 rows read = 3 used + 2 set aside"));
}

#[test]
fn init_refuses_to_overwrite_and_demo_refuses_a_strange_folder() {
    let folder = small();
    let study = std::fs::read_to_string(folder.path().join("study.toml")).unwrap();
    let assert = folder.redtape(&["init", "--yes", "runs.csv"]).failure().code(2);
    assert!(stderr(&assert).contains("study.toml"));
    assert_eq!(std::fs::read_to_string(folder.path().join("study.toml")).unwrap(), study);
    folder.redtape(&["demo", "."]).failure().code(2);
    folder.redtape(&["demo", "results"]).failure().code(2);
}

#[test]
fn bare_redtape_says_what_to_do_next() {
    let folder = Folder::new();
    let assert = folder.redtape(&[]).success();
    insta::assert_snapshot!(stdout(&assert));
}

#[test]
fn explain_prints_a_manual_or_the_codes() {
    let folder = Folder::new();
    let manual = stdout(&folder.redtape(&["explain", "R101"]).success());
    for heading in ["What it finds", "Null hypothesis", "What would prove it wrong"] {
        assert!(manual.contains(heading), "{manual}");
    }
    let list = stdout(&folder.redtape(&["explain"]).success());
    for finder in redtape::find::FINDERS {
        assert!(list.contains(finder.code), "{list}");
    }
    let unknown = folder.redtape(&["explain", "X999"]).failure().code(2);
    assert!(stderr(&unknown).contains("R101"));
}
