//! The floors know each other only downwards, and the pure ones do no I/O (design §1).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Floors in the order of the data's way, each with the floors that it may use besides the leaves.
const MAY_USE: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("calendar", &[]),
    ("progress", &[]),
    ("frame", &[]),
    ("results", &[]),
    ("sheet", &[]),
    ("shown", &[]),
    ("words", &[]),
    ("stats", &[]),
    ("kernel", &[]),
    ("system", &[]),
    ("study", &[]),
    ("store", &["study", "kernel", "system"]),
    ("load", &["study", "store"]),
    ("measure", &["study", "store", "load"]),
    ("find", &["study"]),
    ("advise", &["find"]),
    ("draw", &[]),
    ("report", &["find", "advise", "draw"]),
    ("checkup", &["report"]),
    ("simulate", &[]),
    (
        "cli",
        &[
            "study", "system", "store", "load", "measure", "find", "advise", "draw", "report",
            "checkup", "simulate",
        ],
    ),
];

/// Any floor may use these.
const LEAVES: &[&str] =
    &["calendar", "error", "frame", "progress", "results", "sheet", "shown", "stats", "words"];

const PURE: &[&str] = &[
    "calendar", "stats", "find", "advise", "draw", "report", "simulate", "words", "results",
    "frame", "kernel", "sheet", "checkup",
];

/// What a pure floor may not name outside of its tests.
const BANNED: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io::std",
    "duckdb",
    "SystemTime",
    "Instant::now",
];

fn sources(floor: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut waiting = vec![root.join(floor), root.join(format!("{floor}.rs"))];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") && path.is_file() {
            let text = std::fs::read_to_string(&path).unwrap();
            // Tests may read files; the floor may not.
            let code = text.split("#[cfg(test)]").next().unwrap_or("").to_owned();
            let code: Vec<&str> =
                code.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
            found.push((path, code.join("\n")));
        }
    }
    assert!(!found.is_empty(), "no source of floor {floor}");
    found
}

/// Floors that a text imports, by `crate::floor` and by names within `use crate::{…}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        let names: Vec<&str> = match part.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').collect(),
            None => vec![part],
        };
        for name in names {
            let name: String =
                name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push(name);
        }
    }
    found
}

#[test]
fn a_floor_uses_only_floors_before_it() {
    let known: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    for (floor, may) in MAY_USE {
        for (path, code) in sources(floor) {
            for used in imports(&code) {
                let fine = used == *floor
                    || LEAVES.contains(&used.as_str())
                    || may.contains(&used.as_str())
                    || !known.contains_key(used.as_str());
                assert!(fine, "{} uses {used}, which floor {floor} may not know", path.display());
            }
        }
    }
}

#[test]
fn every_floor_of_the_crate_is_in_the_table() {
    let lib =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let floors: Vec<&str> =
        lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    for floor in &floors {
        assert!(MAY_USE.iter().any(|(name, _)| name == floor), "floor {floor} is in no table");
    }
    assert_eq!(floors.len(), MAY_USE.len());
}

#[test]
fn pure_floors_do_no_input_or_output() {
    for floor in PURE {
        for (path, code) in sources(floor) {
            for banned in BANNED {
                assert!(!code.contains(banned), "{} names {banned}", path.display());
            }
        }
    }
}
