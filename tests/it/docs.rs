//! Documents that are written from the code: a stale one fails, and says how to mend it.

use std::fmt::Write as _;

use redtape::find::{FINDERS, explain};

#[test]
fn the_manual_of_the_finders_is_the_one_of_the_code() {
    let mut text = String::from(
        "# Findings\n\nWritten from the code; `redtape explain CODE` prints the same. Every finder tests a null\nhypothesis with a margin on weekly series, and false discovery is controlled over all of them.\n",
    );
    for finder in FINDERS {
        let manual = explain(finder.code).unwrap();
        // One level deeper than on the terminal.
        for line in manual.trim_end().lines() {
            let deeper = if line.starts_with('#') { "#" } else { "" };
            write!(text, "\n{deeper}{line}").unwrap();
        }
        text.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
    if std::env::var_os("REDTAPE_UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == text,
        "docs/findings.md is stale: REDTAPE_UPDATE=1 cargo test --release mends it"
    );
}
