//! The check-up in short, for the terminal.

use super::{Can, CheckedColumn, CheckedFile, Checkup, Example};
use crate::results::{Arg, Message};
use crate::words::Words;

/// Reasons and matters that the terminal names; the page has all.
const SHOWN: usize = 8;

/// What was read, what to look at, and what can't be measured.
pub fn lines(checkup: &Checkup, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &checkup.files {
        lines.push(words.say(&rows(file)));
        let troubled = file.columns.iter().filter(|c| c.unreadable + c.odd > 0);
        for column in troubled {
            lines.push(format!("  {}", words.say(&trouble(column))));
            for example in &column.examples {
                lines.push(format!("    {}", words.say(&example_said(example))));
            }
        }
    }
    lines.push(words.say(&study(checkup)));
    list(&mut lines, "check-set-aside", set_aside(checkup), words);
    list(&mut lines, "check-attention", checkup.attention.clone(), words);
    list(&mut lines, "check-cannot", not_measured(checkup), words);
    for note in &checkup.study.notes {
        lines.push(words.say(&Message::new("check-note").said("note", note.clone())));
    }
    lines
}

fn list(lines: &mut Vec<String>, heading: &str, said: Vec<Message>, words: &Words) {
    if said.is_empty() {
        return;
    }
    lines.push(format!("{}:", words.word(heading)));
    lines.extend(said.iter().take(SHOWN).map(|message| format!("  - {}", words.say(message))));
    if let Some(more) = said.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let more = Message::new("check-more").count("n", more as u64);
        lines.push(format!("  - {}", words.say(&more)));
    }
}

/// How many rows of a file were read, used and set aside.
pub(super) fn rows(file: &CheckedFile) -> Message {
    let key = if file.values_set_aside > 0 { "check-rows-values" } else { "check-rows" };
    Message::new(key)
        .text("file", file.file.clone())
        .count("in", file.rows_in)
        .count("used", file.rows_used)
        .count("aside", file.rows_set_aside)
        .count("values", file.values_set_aside)
}

fn trouble(column: &CheckedColumn) -> Message {
    Message::new("check-column")
        .text("heading", column.heading.clone())
        .said("column", field(&column.column))
        .count("unreadable", column.unreadable)
        .count("odd", column.odd)
}

/// A row with its value and what is wrong with it.
pub(super) fn example_said(example: &Example) -> Message {
    let key = match (&example.value, example.letters) {
        (Some(_), _) => "check-example",
        (None, Some(_)) => "check-example-text",
        (None, None) => "check-example-hidden",
    };
    Message::new(key)
        .count("row", example.row)
        .text("value", example.value.clone().unwrap_or_default())
        .count("n", example.letters.unwrap_or_default())
        .said("reason", example.reason.clone())
}

/// What a canonical column is called.
pub(super) fn field(name: &str) -> Message {
    Message::new(format!("field-{}", name.replace('_', "-")))
}

/// What was studied, in one line.
pub(super) fn study(checkup: &Checkup) -> Message {
    let facts = &checkup.study;
    let [from, to] = facts.period.clone();
    Message::new("check-study")
        .count("dossiers", facts.dossiers)
        .count("open", facts.open_dossiers)
        .count("runs", facts.step_runs)
        .count("weeks", facts.evidence_weeks.into())
        .with("as_of", Arg::Date(facts.as_of.clone()))
        .with("from", Arg::Date(from))
        .with("to", Arg::Date(to))
}

fn set_aside(checkup: &Checkup) -> Vec<Message> {
    let said = |reason: &super::Reason| {
        Message::new("check-reason")
            .said("reason", reason.reason.clone())
            .count("rows", reason.rows)
            .count("values", reason.values)
    };
    checkup.set_aside.iter().map(said).collect()
}

fn not_measured(checkup: &Checkup) -> Vec<Message> {
    let lacking = checkup.measures.iter().filter(|measure| measure.can == Can::Cannot);
    let said = lacking.map(|measure| {
        Message::new("check-measure")
            .said("measure", measure.measure.clone())
            .with("why", Arg::List(measure.why.clone()))
    });
    said.collect()
}
