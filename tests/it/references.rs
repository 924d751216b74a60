//! References to sections lead to a heading of a document of this repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PAGES: [&str; 3] = ["methods", "design", "domain"];
const FOLDERS: [&str; 9] =
    ["src", "queries", "docs", "assets", "tests", "examples", "benches", "notebooks", ".ci"];

#[test]
fn every_section_referred_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml"]
        .map(|name| root.join(name))
        .into();
    for folder in FOLDERS {
        walk(&root.join(folder), &mut files);
    }
    let known: BTreeSet<String> = PAGES.iter().flat_map(|page| sections(root, page)).collect();
    let (mut seen, mut dangling) = (0, Vec::new());
    for file in files.iter().filter(|file| !file.ends_with("tests/it/references.rs")) {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        // A page refers to its own sections without its name.
        let own = PAGES.iter().copied().find(|p| file.ends_with(format!("docs/{p}.md")));
        for reference in references(&text, own) {
            seen += 1;
            if !known.contains(&reference) {
                dangling.push(format!("{}: {reference}", file.display()));
            }
        }
    }
    assert!(dangling.is_empty(), "no such heading in docs/:\n{}", dangling.join("\n"));
    assert!(seen > 50, "only {seen} references seen: are they still written like this?");
}

#[test]
fn a_reference_without_a_page_or_a_heading_is_told() {
    assert_eq!(references("(methods §3, §8)", None), ["methods 3", "methods 8"]);
    assert_eq!(references("look §Sizes", None), ["look Sizes"]);
    assert_eq!(references("see §3", Some("methods")), ["methods 3"]);
}

/// Each reference as page and section; a second one on a line is of the page of the first.
fn references(text: &str, own: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut page = own.unwrap_or("?").to_owned();
        let parts: Vec<&str> = line.split('§').collect();
        for pair in parts.windows(2) {
            let before = pair[0].split_whitespace().last().unwrap_or("");
            let word = before.trim_matches(|c: char| !c.is_alphanumeric());
            let follows = before.ends_with(',') || word.is_empty();
            if !follows && pair[0].ends_with(' ') && (own.is_none() || PAGES.contains(&word)) {
                word.clone_into(&mut page);
            }
            let section: String = pair[1].chars().take_while(|c| c.is_alphanumeric()).collect();
            found.push(format!("{page} {section}"));
        }
    }
    found
}

fn sections(root: &Path, page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root.join(format!("docs/{page}.md"))).unwrap();
    let number = |line: &str| line.strip_prefix("## ")?.split_once('.').map(|(n, _)| n.to_owned());
    text.lines().filter_map(number).map(|n| format!("{page} {n}")).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}
