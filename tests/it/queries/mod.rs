//! Every relation has cases in plain text, `tests/queries/<layer>/<relation>.slt`: a few rows that it
//! reads, and the rows that must come out. `REDTAPE_UPDATE=1` refills what comes out.

mod command;
mod play;
mod script;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use redtape::store::{Catalogue, Kind, Query};

use play::{Shapes, play, shapes, to_the_minute};
use script::{Block, Case, Grid, Script, Value};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries")
}

/// Files of cases, by the relation that their path names.
fn files() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for layer in std::fs::read_dir(folder()).unwrap() {
        let layer = layer.unwrap().path();
        if !layer.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&layer).unwrap() {
            let path = file.unwrap().path();
            let part = |p: &Path| p.file_stem().unwrap().to_str().unwrap().to_owned();
            found.insert(format!("{}.{}", part(&layer), part(&path)), path);
        }
    }
    found
}

#[test]
fn every_relation_has_cases_and_every_case_a_relation() {
    let catalogue = Catalogue::embedded().unwrap();
    let known: BTreeSet<String> = catalogue.queries().iter().map(|q| q.name.clone()).collect();
    let tested: BTreeSet<String> = files().into_keys().collect();
    let without: Vec<&String> = known.difference(&tested).collect();
    assert!(without.is_empty(), "no cases in tests/queries (see its README) for {without:?}");
    let stray: Vec<&String> = tested.difference(&known).collect();
    assert!(stray.is_empty(), "cases of no relation: {stray:?}");
}

#[test]
fn every_relation_gives_what_its_cases_say() {
    let catalogue = Catalogue::embedded().unwrap();
    let shapes = shapes();
    let update = std::env::var_os("REDTAPE_UPDATE").is_some();
    let mut wrong = String::new();
    for (name, path) in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let Some(query) = catalogue.get(&name) else { continue };
        match judge(&text, query, &catalogue, &shapes) {
            Ok(judged) => {
                if update {
                    std::fs::write(&path, judged.refilled).unwrap();
                } else {
                    wrong.push_str(&judged.different);
                }
                wrong.push_str(&judged.lacking);
            }
            Err(e) => {
                let _ = writeln!(wrong, "{name}: {e}");
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\nWhere the query is right, REDTAPE_UPDATE=1 cargo test --release every_relation_gives refills the cases; read what has changed."
    );
}

#[derive(Default)]
struct Judged {
    /// The text with what the query gives.
    refilled: String,
    /// Where that is not what the text said.
    different: String,
    /// What the text fails to say at all.
    lacking: String,
}

/// Plays every case of a text.
fn judge(
    text: &str,
    query: &Query,
    catalogue: &Catalogue,
    shapes: &Shapes,
) -> Result<Judged, String> {
    let mut script = Script::parse(text)?;
    if script.relation != query.name {
        return Err(format!("the first line names {}", script.relation));
    }
    let mut judged = Judged::default();
    let mut looked_at = BTreeSet::new();
    for case in &mut script.cases {
        let at = format!("{}, case \"{}\"", query.name, case.name);
        if case.why.is_empty() {
            let _ = writeln!(judged.lacking, "{at}: why must it be so? A why: line is missing");
        }
        let given = play(case, query, catalogue, shapes).map_err(|e| format!("{at}: {e}"))?;
        if given.is_empty() {
            let _ = writeln!(judged.lacking, "{at}: nothing is looked at: a then is missing");
        }
        for (said, real) in thens(case).zip(given) {
            looked_at.extend(real.columns.iter().cloned());
            if !same(said, &real) {
                let _ = writeln!(judged.different, "\n{at}: said");
                said.render(&mut judged.different);
                judged.different.push_str("but the query gives\n");
                real.render(&mut judged.different);
            }
            *said = real;
        }
    }
    if script.cases.is_empty() {
        let _ = writeln!(judged.lacking, "{}: there is no case", query.name);
    }
    if !matches!(query.kind, Kind::Macro(_)) {
        let unseen: Vec<&str> = query
            .columns
            .iter()
            .map(|c| c.name.as_str())
            .filter(|c| !looked_at.contains(*c))
            .collect();
        if !unseen.is_empty() {
            let _ = writeln!(judged.lacking, "{}: no case looks at {unseen:?}", query.name);
        }
    }
    judged.refilled = script.render();
    Ok(judged)
}

fn thens(case: &mut Case) -> impl Iterator<Item = &mut Grid> {
    case.blocks.iter_mut().filter_map(|block| match block {
        Block::Then(grid) => Some(grid),
        _ => None,
    })
}

/// The same rows, in whatever order.
fn same(said: &Grid, real: &Grid) -> bool {
    let sorted = |grid: &Grid| {
        let mut rows: Vec<Vec<Value>> = grid
            .rows
            .iter()
            .map(|row| row.iter().map(|v| v.as_deref().map(to_the_minute)).collect())
            .collect();
        rows.sort();
        rows
    };
    said.columns == real.columns && sorted(said) == sorted(real)
}

#[test]
fn a_case_that_says_otherwise_is_told_and_refilled() {
    let catalogue = Catalogue::embedded().unwrap();
    let shapes = shapes();
    let query = catalogue.get("stage.step_consequence").unwrap();
    let judged = |text: &str| judge(text, query, &catalogue, &shapes);
    let text = "\
# stage.step_consequence
case: named twice
why: one is enough
given raw.step_consequence: step = check
consequence
refuse
refuse
then
step  | consequence
check | REFUSE
";
    let said = judged(text).unwrap();
    assert!(said.different.contains("check | REFUSE\nbut the query gives"), "{}", said.different);
    assert_eq!(said.lacking, "");
    assert_eq!(said.refilled, text.replace("REFUSE", "refuse"));
    let right = judged(&said.refilled).unwrap();
    assert_eq!((right.different, right.lacking), (String::new(), String::new()));

    let silent = text.replace("why: one is enough\n", "").replace("step  | ", "");
    let lacking = judged(&silent.replace("check | ", "")).unwrap().lacking;
    assert!(
        lacking.contains("why: line is missing") && lacking.contains("no case looks at [\"step\"]")
    );
    let stranger = judged(&text.replace("raw.step_consequence", "raw.pause")).err().unwrap();
    assert!(stranger.contains("does not read raw.pause"), "{stranger}");
    let column = judged(&text.replace("\nconsequence\n", "\ncolour\n")).err().unwrap();
    assert!(column.contains("colour"), "{column}");
}
