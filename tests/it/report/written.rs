use std::collections::BTreeMap;
use std::path::Path;

use redtape::report::charts_json::{Size, charts_json};
use redtape::report::json::{results_json, schema};
use redtape::report::recommendations_csv::{COLUMNS, recommendations_csv};
use redtape::results::{Cell, Results};
use redtape::words::Language;
use serde_json::{Value, to_value};

use super::fixture::{nothing, results, said, words};

#[test]
fn results_can_be_read_back_as_they_were() {
    for written in [results(), nothing()] {
        let json = results_json(&written).expect("JSON");
        let read: Results = serde_json::from_str(&json).expect("results");
        let (read, written) = (to_value(&read).expect("JSON"), to_value(&written).expect("JSON"));
        assert!(same(&read, &written));
    }
}

/// Equal but for the last digit of a number: `serde_json` reads fast, not to the last bit.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().expect("a number"), b.as_f64().expect("a number"));
            (a - b).abs() <= 1e-12 * a.abs()
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

#[test]
fn an_effect_that_is_no_number_is_refused() {
    let mut results = results();
    results.findings[0].effect = f64::NAN;
    assert!(results_json(&results).is_err());
}

#[test]
fn the_schema_in_the_docs_is_the_one_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/results.schema.json");
    let schema = schema().expect("a schema");
    if std::env::var_os("REDTAPE_UPDATE").is_some() {
        std::fs::write(&path, &schema).expect("a writable docs folder");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == schema, "stale: REDTAPE_UPDATE=1 cargo test --release --test it report");
}

#[test]
fn the_file_of_recommendations_has_its_header_always() {
    let words = words(Language::Vi);
    let none = recommendations_csv(&nothing(), &words).expect("a file");
    assert_eq!(none.lines().count(), 1);
    insta::assert_snapshot!(
        "recommendations_csv",
        recommendations_csv(&results(), &words).expect("a file")
    );
}

#[test]
fn a_spreadsheet_is_not_made_to_run_a_name() {
    let mut results = results();
    results.recommendations[0].title = said("=cmd|' /C calc'!A0");
    let file = recommendations_csv(&results, &words(Language::En)).expect("a file");
    assert!(file.contains(",'=cmd"));
}

#[test]
fn charts_json_tells_what_stands_beside_each_picture() {
    let results = results();
    let size = Size { width_mm: 160.0, height_mm: 92.0, width_px: 1_890, height_px: 1_087 };
    let sizes = BTreeMap::from([("path".to_owned(), size)]);
    let json = charts_json(&results, &sizes, &words(Language::En)).expect("JSON");
    let charts: Value = serde_json::from_str(&json).expect("JSON");
    let charts = charts.as_array().expect("a list");
    assert_eq!(charts.len(), results.charts.len());
    let path = charts.iter().find(|chart| chart["name"] == "path").expect("the chart");
    for key in ["svg", "png", "table", "title", "caption", "alt", "source"] {
        assert!(path[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert_eq!(path["size"]["width_px"], 1_890);
}

#[test]
fn suppressed_groups_are_in_no_output() {
    let json = results_json(&results()).expect("JSON");
    assert!(!json.contains("Hiếm"));
    let kept = |cell: &Cell| matches!(cell, Cell::Text(text) if text == "Hiếm");
    assert!(!results().tables.iter().flat_map(|t| t.rows.iter().flatten()).any(kept));
}

#[test]
fn the_contract_names_what_is_written() {
    let contract = include_str!("../../../docs/contract.md");
    let mut names: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    let json = to_value(results()).expect("JSON");
    names.extend(keys(&json));
    for list in ["findings", "recommendations", "tally", "tables", "charts"] {
        names.extend(keys(&json[list][0]));
    }
    for part in ["study", "headline"] {
        names.extend(keys(&json[part]));
    }
    names.extend(keys(&json["headline"]["official"]));
    names.extend(keys(&json["recommendations"][0]["saving"]));
    names.extend(keys(&json["recommendations"][0]["legal_text"]));
    names.extend(results().charts.into_iter().map(|chart| chart.name));
    let missing: Vec<_> =
        names.iter().filter(|name| !contract.contains(&format!("`{name}"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}
