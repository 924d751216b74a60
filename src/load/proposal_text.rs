//! A proposal in words, for the terminal.

use super::proposal_toml::key_of;
use super::propose::{Proposal, ProposedInput};
use super::recognise::{Confidence, Doubt, Why};
use crate::study::InputKind;

/// Headings that are listed one by one.
const MOST_NAMED: usize = 40;

impl Proposal {
    /// What was guessed and why, line by line.
    pub fn describe(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for proposed in &self.inputs {
            describe_input(proposed, &mut lines);
        }
        for (table, shown) in &self.register {
            lines.push(format!("{shown}: register, {}", key_of(*table)));
        }
        for (shown, why) in &self.passed_over {
            lines.push(format!("{shown}: passed over"));
            lines.extend(why.iter().map(|why| format!("  {why}")));
        }
        lines.push(format!("zone: {} ({})", self.zone, self.zone_why));
        lines.push(format!("calendar: {} ({})", self.calendar, self.calendar_why));
        if self.checks.is_empty() {
            lines.push(
                "no step's name says that it checks something: give roles in [steps]".to_owned(),
            );
        } else {
            lines.push(format!(
                "steps taken for checks (please confirm): {}",
                self.checks.join("; ")
            ));
        }
        let words = &self.words;
        for (which, table, unknown) in
            [("outcomes", "[outcomes]", &words.outcomes), ("statuses", "[status]", &words.statuses)]
        {
            if !unknown.is_empty() {
                lines.push(format!(
                    "{which} that no list has, say what they mean in {table}: {}",
                    counted(unknown)
                ));
            }
        }
        if !words.splits.is_empty() {
            let pairs = words.splits.iter().map(|(word, outcome)| format!("{word} = {outcome}"));
            lines.push(format!(
                "outcomes within names of steps (please confirm): {}",
                pairs.collect::<Vec<_>>().join("; ")
            ));
        }
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        lines
    }
}

fn describe_input(proposed: &ProposedInput, lines: &mut Vec<String>) {
    let ProposedInput { input, found, unread, doubts, order_why, export, notes, .. } = proposed;
    let what = match input.kind {
        InputKind::Dossiers => "one row a dossier",
        InputKind::Runs => "one row a step run",
        InputKind::Pauses => "one row a stopped clock",
        InputKind::Portal => "one row a dossier, as synced to the national portal",
        InputKind::PortalTotals => "one row an agency's totals on the national portal",
        InputKind::Wide => "one row a dossier, a column a stage",
        InputKind::Log => "a log, dossiers and step runs",
    };
    let list = input.list.as_ref().map_or_else(String::new, |list| format!(", list {list}"));
    lines.push(format!("{}{list}: {what}", input.shown));
    for r in found {
        let doubt = match r.confidence {
            Confidence::Sure => "",
            Confidence::Likely => "   (likely)",
            Confidence::Guess => "   (a guess by its values: please check)",
        };
        let further = match input.further_keys.as_slice() {
            further @ [_, ..] if r.column == "dossier_id" => {
                format!(" + {}", further.join(" + "))
            }
            _ => String::new(),
        };
        lines.push(format!("  {:<16} ← {}{further}{doubt}", r.column, r.heading));
    }
    lines.extend(doubts.iter().map(|doubt| format!("  {}", said(doubt))));
    if !unread.is_empty() {
        lines.push(format!("  not read: {}", listed(unread)));
    }
    if let (Some(order), Some(why)) = (input.order, order_why) {
        lines.push(format!("  dates: {} ({why})", order.as_str()));
    }
    if let Some(unit) = input.planned {
        lines.push(format!("  planned times: {}", unit.as_str().replace('_', " ")));
    }
    if let Some(export) = export.as_ref().filter(|e| e.stated) {
        lines.push(format!("  exported on {} ({})", export.day, export.why));
    }
    lines.extend(notes.iter().map(|note| format!("  {note}")));
}

/// Why a known heading isn't read.
pub(super) fn said(doubt: &Doubt) -> String {
    let Doubt { column, heading, why } = doubt;
    match why {
        Why::Unreadable { wanted, examples } => {
            format!(
                "\"{heading}\" is known as {column}, but its values can't be read as {wanted}: {}",
                examples.join(", ")
            )
        }
        Why::Sparse(0) => format!("\"{heading}\" is known as {column}, but it is empty"),
        Why::Sparse(percent) => format!(
            "\"{heading}\" is known as {column}, but filled in {percent} % of the rows alone"
        ),
        Why::FarTerm => format!(
            "\"{heading}\" is known as {column}, but its dates lie years after the receipt: the term of something else"
        ),
        Why::Applicants => format!(
            "\"{heading}\" is known as {column}, but hardly a name occurs twice: applicants, not officers"
        ),
    }
}

/// Headings, each once, the first few by name.
pub(super) fn listed(headings: &[String]) -> String {
    let named = headings.iter().take(MOST_NAMED).map(|h| h.replace('\n', " "));
    let mut text = named.collect::<Vec<_>>().join(", ");
    if headings.len() > MOST_NAMED {
        text.push_str(&format!(" and {} more", headings.len() - MOST_NAMED));
    }
    text
}

/// Words with their counts, the first few.
fn counted(words: &[(String, u64)]) -> String {
    let named = words.iter().take(MOST_NAMED).map(|(word, n)| format!("{word} ({n})"));
    let mut text = named.collect::<Vec<_>>().join(", ");
    if words.len() > MOST_NAMED {
        text.push_str(&format!(" and {} more", words.len() - MOST_NAMED));
    }
    text
}
