//! What is built into redtape: licences, sources, versions twice, and why each dependency is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Every package of the lock file, for all platforms.
fn packages() -> Vec<Value> {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut metadata: Value = serde_json::from_slice(&out.stdout).unwrap();
    let Value::Array(packages) = metadata["packages"].take() else { panic!("no packages") };
    packages
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> toml::Table {
    std::fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap()
}

fn texts(list: &toml::Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|t| t.as_str().unwrap().to_owned()).collect()
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

/// Whether a licence expression can be met: `or` is a choice, `and` is all of it.
fn met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.as_slice();
    any_of(&mut words, allowed) && words.is_empty()
}

fn any_of(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = all_of(words, allowed);
    while let ["OR", rest @ ..] = words {
        *words = rest;
        met |= all_of(words, allowed);
    }
    met
}

fn all_of(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while let ["AND", rest @ ..] = words {
        *words = rest;
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = any_of(words, allowed);
            let [")", rest @ ..] = *words else { return false };
            *words = rest;
            met
        }
        [name, "WITH", exception, rest @ ..] => {
            *words = rest;
            allowed.contains(&format!("{name} WITH {exception}"))
        }
        [name, rest @ ..] => {
            *words = rest;
            allowed.contains(*name)
        }
        [] => false,
    }
}

#[test]
fn every_licence_is_one_that_may_be_built_in() {
    let allowed = texts(&rules()["licenses"]["allow"]);
    for package in packages() {
        let licence = text(&package, "license");
        assert!(met(licence, &allowed), "{} is under {licence:?}", text(&package, "id"));
    }
    let only = BTreeSet::from(["MIT".to_owned(), "A WITH B".to_owned()]);
    for (expression, is_met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND A WITH B", true),
        ("(GPL-3.0 OR MIT) AND A", false),
        ("MIT OR GPL-3.0 AND GPL-2.0", true),
        ("", false),
        ("(MIT", false),
    ] {
        assert_eq!(met(expression, &only), is_met, "{expression}");
    }
}

#[test]
fn everything_comes_from_the_one_registry() {
    let registries = texts(&rules()["sources"]["allow-registry"]);
    for package in packages() {
        let Some(source) = package["source"].as_str() else {
            assert_eq!(text(&package, "name"), "redtape");
            continue;
        };
        let registry = source.strip_prefix("registry+").unwrap_or(source);
        assert!(registries.contains(registry), "{} is from {source}", text(&package, "id"));
    }
}

#[test]
fn what_is_built_twice_is_known_and_no_more() {
    let rules = rules();
    let skipped: BTreeSet<&str> = rules["bans"]["skip"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skip| skip["crate"].as_str().unwrap())
        .collect();
    let mut versions: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
    for package in packages() {
        let version = text(&package, "version");
        let numbers = version.split(['+', '-']).next().unwrap().split('.');
        versions
            .entry(text(&package, "name").to_owned())
            .or_default()
            .push(numbers.map(|n| n.parse().unwrap()).collect());
    }
    let mut older = BTreeSet::new();
    for (name, mut of) in versions {
        of.sort();
        of.pop();
        for version in of {
            let version: Vec<String> = version.iter().map(u64::to_string).collect();
            older.insert(format!("{name}@{}", version.join(".")));
        }
    }
    assert_eq!(older.iter().map(String::as_str).collect::<BTreeSet<_>>(), skipped);
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest: toml::Table =
        std::fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let page = std::fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let explained: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, why)| {
            assert!(why.len() > 30, "{name} has no reason");
            name
        })
        .collect();
    let of_systems = manifest["target"].as_table().unwrap().values();
    let named: BTreeSet<&str> = ["dependencies", "dev-dependencies"]
        .into_iter()
        .map(|kind| &manifest[kind])
        .chain(of_systems.map(|system| &system["dependencies"]))
        .flat_map(|kind| kind.as_table().unwrap().keys())
        .map(String::as_str)
        .collect();
    assert_eq!(explained, named);
}

#[test]
fn unsafe_code_stays_forbidden() {
    let manifest: toml::Table =
        std::fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}
