//! The manual: what `redtape explain CODE` prints.

use super::{FINDERS, Finder};

/// The headings that every manual has, in order.
pub const HEADINGS: [&str; 6] = [
    "What it finds",
    "Why it matters",
    "How",
    "Null hypothesis",
    "What would prove it wrong",
    "Known problems",
];

/// A finder's manual as Markdown, or nothing for an unknown code. Case doesn't matter.
pub fn explain(code: &str) -> Option<String> {
    FINDERS.iter().find(|f| f.code.eq_ignore_ascii_case(code)).map(|f| text(f))
}

fn text(finder: &Finder) -> String {
    let mut lines: Vec<String> = finder
        .doc
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned())
        .collect();
    lines.push(String::new());
    lines.push(format!(
        "Needs {}. Reads {}. Since version {}.",
        finder.needs,
        finder.reads.join(", "),
        finder.since
    ));
    lines.join("\n")
}
