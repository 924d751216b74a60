//! `redtape generate`: a province in a folder, whole or not at all.

use std::collections::BTreeMap;

use redtape::simulate::{self, Scenario};

use crate::support::Folder;

fn error(folder: &Folder, args: &[&str]) -> String {
    let assert = folder.redtape(args).failure().code(2);
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

fn rows(folder: &Folder, file: &str) -> usize {
    std::fs::read_to_string(folder.path().join(file)).unwrap().lines().count() - 1
}

/// A scenario file of three months of the small province.
const SHORT: &str = "extends = \"small\"\nname = \"short\"\nfrom = \"2024-10-01\"\n";

#[test]
fn a_province_is_written_that_can_be_studied() {
    let folder = Folder::with(&[("short.toml", SHORT)]);
    let args = ["generate", "short.toml", "--out", "province", "--seed", "3"];
    let assert = folder.redtape(&args).success();
    let said = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    let dossiers = rows(&folder, "province/data/ho_so.csv");
    assert!(said.starts_with(&format!("{dossiers} dossiers in ")), "{said}");
    assert!(said.contains(" of them closed (9") && said.contains(" of these in time (9"), "{said}");
    // The same bytes as the library's.
    let province = simulate::run(&Scenario::parse(SHORT).unwrap(), 3).unwrap();
    for (name, bytes) in simulate::files(&province).unwrap() {
        assert_eq!(std::fs::read(folder.path().join("province").join(name)).unwrap(), bytes);
    }
    folder.redtape(&["check", "province/study.toml"]).success();
}

#[test]
fn an_earlier_province_is_replaced_and_nothing_else_is() {
    let folder = Folder::with(&[("short.toml", SHORT), ("mine/notes.txt", "keep me")]);
    folder.redtape(&["generate", "short.toml", "--out", "province"]).success();
    let once = rows(&folder, "province/data/ho_so.csv");
    folder.redtape(&["generate", "short.toml", "--out", "province", "--scale", "2"]).success();
    let twice = rows(&folder, "province/data/ho_so.csv");
    assert!((1.7..2.3).contains(&(twice as f64 / once as f64)), "{once} and {twice}");
    let said = error(&folder, &["generate", "short.toml", "--out", "mine"]);
    assert!(said.contains("mine is not empty") && said.contains("redtape generate"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.path().join("mine/notes.txt")).unwrap(), "keep me");
}

#[test]
fn what_cannot_be_made_is_said_and_leaves_nothing() {
    let folder = Folder::with(&[("wrong.toml", "extends = \"small\"\ntitel = \"?\"\n")]);
    for (args, part) in [
        (["nowhere", "1"], "there is no scenario \"nowhere\""),
        (["nowhere.toml", "1"], "nowhere.toml can't be read"),
        (["wrong.toml", "1"], "wrong.toml: the scenario can't be used"),
        (["small", "0"], "scale 0"),
    ] {
        let [scenario, scale] = args;
        let said = error(&folder, &["generate", scenario, "--out", "made", "--scale", scale]);
        assert!(said.contains(part), "{said}");
        assert!(!folder.path().join("made").exists());
    }
}

#[test]
fn a_larger_province_is_as_busy_as_a_smaller_one() {
    let busy = |scale: f64| {
        let scenario = Scenario::parse(SHORT).unwrap().scaled(scale).unwrap();
        let province = simulate::run(&scenario, 5).unwrap();
        let files: BTreeMap<_, _> = simulate::files(&province).unwrap().into_iter().collect();
        let mut reader = csv::Reader::from_reader(&files["data/luot_xu_ly.csv"][..]);
        let header = reader.headers().unwrap().clone();
        let place = |heading: &str| header.iter().position(|h| h == heading).unwrap();
        let (unit, officer) = (place("Bộ phận xử lý"), place("Người xử lý"));
        let mut officers: BTreeMap<String, usize> = BTreeMap::new();
        for row in reader.records().map(|row| row.unwrap()) {
            if &row[unit] == "Tổ Thẩm định giấy phép lái xe" && !row[officer].is_empty()
            {
                *officers.entry(row[officer].to_owned()).or_default() += 1;
            }
        }
        (officers.len(), officers.values().sum::<usize>() as f64 / officers.len() as f64)
    };
    let ((one, runs), (three, more_runs)) = (busy(1.0), busy(3.0));
    assert_eq!(three, 3 * one);
    assert!((more_runs / runs - 1.0).abs() < 0.2, "{runs} and {more_runs} runs an officer");
}

/// What a study makes of a province in a format: findings and figures, not where they were read.
fn studied(folder: &Folder, format: &str) -> [serde_json::Value; 3] {
    let args = ["generate", "small", "--out", format, "--format", format];
    folder.redtape(&args).success();
    assert!(!folder.path().join(format).join("data/luot_xu_ly.csv").is_file() || format == "csv");
    let assert = folder.redtape(&["run", &format!("{format}/study.toml"), "--json"]).success();
    let results: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    ["findings", "recommendations", "headline"].map(|key| results[key].clone())
}

#[test]
fn a_study_finds_the_same_in_every_format() {
    let folder = Folder::new();
    let plain = studied(&folder, "csv");
    assert!(plain.iter().all(|part| !part.is_null()), "{plain:?}");
    for format in ["csv.gz", "xlsx", "parquet", "xes", "xes.gz"] {
        let other = studied(&folder, format);
        for (one, other) in plain.iter().zip(&other) {
            assert_eq!(one, other, "{format}");
        }
    }
}

#[test]
fn an_unknown_format_is_refused_with_the_known_ones() {
    let folder = Folder::new();
    let said = error(&folder, &["generate", "small", "--out", "made", "--format", "ods"]);
    assert!(said.contains("ods") && said.contains("csv.gz, xlsx, parquet, xes, xes.gz"), "{said}");
    assert!(!folder.path().join("made").exists());
}

#[test]
fn an_export_by_closing_shows_what_closed() {
    let closed = Scenario::named("closed-export").unwrap();
    let files = simulate::files(&simulate::run(&closed, 1).unwrap()).unwrap();
    let files: BTreeMap<_, _> = files.into_iter().collect();
    let mut reader = csv::Reader::from_reader(&files["data/ho_so.csv"][..]);
    let header = reader.headers().unwrap().clone();
    let result = header.iter().position(|h| h == "Ngày kết thúc xử lý").unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for row in reader.records().map(|row| row.unwrap()) {
        assert!(row[result].contains("/2024 "), "{}", &row[result]);
        ids.insert(row[0].to_owned());
    }
    assert!(ids.len() > 3_000);
    for table in ["data/luot_xu_ly.csv", "data/tam_dung.csv"] {
        let mut reader = csv::Reader::from_reader(&files[table][..]);
        let shown: Vec<_> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert!(!shown.is_empty() && shown.iter().all(|id| ids.contains(id)), "{table}");
    }
}

/// Every scenario is named where a reader looks for it.
#[test]
fn every_scenario_is_in_the_documents() {
    let docs = include_str!("../../docs/scenarios.md");
    for (name, text) in Scenario::built_in() {
        assert!(docs.contains(&format!("| `{name}` |")), "{name} is not in docs/scenarios.md");
        assert!(text.starts_with("# "), "{name} doesn't say what it is");
    }
}
