//! `redtape queries`.

use std::process::Output;

use redtape::store::Catalogue;

use crate::support::Folder;

fn output(args: &[&str]) -> Output {
    Folder::new().redtape(args).get_output().clone()
}

fn stdout(args: &[&str]) -> String {
    let output = output(args);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = output(args);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_relation_is_shown_with_its_contract_and_its_sql() {
    insta::assert_snapshot!(stdout(&["queries", "measure.rework"]));
}

#[test]
fn a_layer_lists_its_relations() {
    insta::assert_snapshot!(stdout(&["queries", "stage"]));
}

#[test]
fn every_relation_is_listed() {
    let listed = stdout(&["queries"]);
    for query in Catalogue::embedded().unwrap().queries() {
        let line = format!("  {} ", query.name);
        assert_eq!(listed.matches(&line).count(), 1, "{}", query.name);
    }
}

#[test]
fn an_unknown_relation_is_answered_with_those_that_may_be_meant() {
    insta::assert_snapshot!(refused(&["queries", "lateness"]), @r"
    error: there is no relation lateness
    help: did you mean model.lateness or measure.lateness?
    ");
    insta::assert_snapshot!(refused(&["queries", "measure.rewrok"]), @r"
    error: there is no relation measure.rewrok
    help: did you mean measure.rework?
    ");
    insta::assert_snapshot!(refused(&["queries", "xyz"]), @r"
    error: there is no relation xyz
    help: redtape queries lists the relations
    ");
}

#[test]
fn rows_are_counted_in_a_published_study() {
    let folder = Folder::with(&[
        (
            "study.toml",
            "[study]\ntitle = \"One run\"\nzone = \"Asia/Ho_Chi_Minh\"\npseudonym_key = \"k\"
[[input]]\npath = \"runs.csv\"\nkind = \"runs\"
[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nfinished_at = \"end\"\n",
        ),
        ("runs.csv", "id,step,end\nA,receive,2024-03-25 08:30:00\nA,sign,2024-03-25 09:30:00\n"),
    ]);
    let missing = folder.redtape(&["queries", "--study", "."]).get_output().clone();
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("there is no study.duckdb in ."));

    let home = folder.path().join("results/2024-03-25");
    std::fs::create_dir_all(&home).unwrap();
    folder.measured().session.publish().unwrap();
    std::fs::rename(folder.path().join(".session/study.duckdb"), home.join("study.duckdb"))
        .unwrap();
    for study in [".", "results/2024-03-25", "results/2024-03-25/study.duckdb"] {
        let said = folder.redtape(&["queries", "stage", "--study", study]).get_output().clone();
        let said = String::from_utf8(said.stdout).unwrap();
        let rows = |name: &str| {
            let line = said.lines().find(|l| l.contains(name)).unwrap();
            line.split(" rows").next().unwrap().rsplit(' ').next().unwrap().to_owned()
        };
        assert_eq!((rows("stage.step_run").as_str(), rows("stage.unit_name").as_str()), ("2", "–"));
    }
    let json = folder.redtape(&["queries", "model.step_run", "--json", "--study", "."]);
    let json: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(json["rows"], 2);
    assert_eq!(json["kind"], "table");
    assert_eq!(json["key"], serde_json::json!(["dossier_id", "run_no"]));
    let wait = json["columns"].as_array().unwrap().iter().find(|c| c["name"] == "wait_s").unwrap();
    assert_eq!(wait["unit"], "seconds");
    assert!(json["sql"].as_str().unwrap().ends_with(';'));

    std::fs::write(folder.path().join("study.duckdb"), "no database").unwrap();
    let broken = folder.redtape(&["queries", "--study", "study.duckdb"]).get_output().clone();
    assert_eq!(broken.status.code(), Some(2), "{broken:?}");
}
