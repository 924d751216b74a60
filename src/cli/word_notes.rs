//! What a reader must know of words and values: which nobody knows the meaning of, and which were set aside.

use crate::error::Result;
use crate::frame::Frame;
use crate::load::Loaded;
use crate::results::{Arg, Message};
use crate::store::Session;

/// Words that a note names.
const SHOWN: usize = 5;

/// # Errors
/// If a relation can't be read.
pub(super) fn notes(loaded: &Loaded, session: &Session) -> Result<Vec<Message>> {
    let mut notes = Vec::new();
    for (relation, word, counted, key) in [
        ("stage.outcome_word", "outcome", "runs", "note-unknown-outcomes"),
        ("stage.status_word", "status", "dossiers", "note-unknown-statuses"),
    ] {
        notes.extend(words(session, relation, word, counted, "meaning = 'unknown'", key)?);
    }
    let by_part = "basis = 'within'";
    let within = "note-status-by-part";
    notes.extend(words(session, "stage.status_word", "status", "dossiers", by_part, within)?);
    notes.extend(values(loaded, session)?);
    notes.extend(early(session)?);
    Ok(notes)
}

/// The words of a relation of which something holds, the most frequent first.
fn words(
    session: &Session,
    relation: &str,
    word: &str,
    counted: &str,
    which: &str,
    key: &str,
) -> Result<Option<Message>> {
    let said = session.query(&format!(
        "select {word} as word, {counted} as n from {relation} where {which} order by {counted} desc, {word}"
    ))?;
    if said.rows() == 0 {
        return Ok(None);
    }
    let all =
        session.query(&format!("select cast(sum({counted}) as bigint) as n from {relation}"))?;
    let n = counts(&said, "n")?;
    let shown = said.text("word")?.iter().flatten().zip(&n).take(SHOWN);
    let list = shown
        .map(|(word, n)| {
            Message::new("find-unknown-word").text("word", word.clone()).count("n", *n)
        })
        .collect();
    let more = said.rows() > SHOWN && key != "note-status-by-part";
    let key = if more { format!("{key}-more") } else { key.to_owned() };
    Ok(Some(
        Message::new(key)
            .count("n", n.iter().sum())
            .count("of", counts(&all, "n")?.iter().sum())
            .count("words", said.rows() as u64)
            .with("list", Arg::List(list)),
    ))
}

/// Values set aside in rows that stay, by file, column and reason.
fn values(loaded: &Loaded, session: &Session) -> Result<Vec<Message>> {
    let said = session.query(
        "select file_no, column_name, reason, count(*) as n, arg_min(value, row_no) as value
         from stage.value_fault
         group by file_no, column_name, reason
         order by file_no, column_name, reason",
    )?;
    let (n, files) = (counts(&said, "n")?, said.int("file_no")?);
    let (columns, reasons) = (said.text("column_name")?, said.text("reason")?);
    let values = said.text("value")?;
    let mut notes = Vec::new();
    for (at, n) in n.into_iter().enumerate() {
        let text = |list: &[Option<String>]| list.get(at).cloned().flatten().unwrap_or_default();
        let source = files.get(at).copied().flatten().and_then(|no| usize::try_from(no).ok());
        let file = source.and_then(|no| loaded.sources.get(no)).map_or("", |s| s.file.as_str());
        notes.push(
            Message::new("note-value-aside")
                .text("file", file)
                .text("column", text(columns))
                .count("n", n)
                .said("why", Message::new(text(reasons)))
                .with("value", shown(values.get(at).cloned().flatten())),
        );
    }
    Ok(notes)
}

/// A value, unless it may be the name of a person.
fn shown(value: Option<String>) -> Arg {
    value.map_or_else(|| Arg::Said(Box::new(Message::new("check-hidden"))), Arg::Text)
}

/// Stamps far before all others, which are kept.
fn early(session: &Session) -> Result<Option<Message>> {
    let said = session
        .query("select early, cast(earliest_on as varchar) as first from stage.stamp_bulk")?;
    let n = counts(&said, "early")?.first().copied().unwrap_or(0);
    let first = said.text("first")?.first().cloned().flatten().unwrap_or_default();
    Ok((n > 0)
        .then(|| Message::new("note-early-stamps").count("n", n).with("first", Arg::Date(first))))
}

fn counts(frame: &Frame, column: &str) -> Result<Vec<u64>> {
    let whole = |n: &Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    Ok(frame.int(column)?.iter().map(whole).collect())
}
