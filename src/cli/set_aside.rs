//! Rows that were set aside: for the terminal, and as `set-aside.csv`.

use crate::error::{Error, Result};
use crate::results::{Message, StudyFacts};
use crate::store::Session;
use crate::words::Words;

/// Examples shown on the terminal; the file has all.
const EXAMPLES: usize = 3;

struct Aside {
    file: String,
    row: i64,
    column: String,
    value: String,
    reason: String,
}

fn all(session: &Session, facts: &StudyFacts, words: &Words) -> Result<Vec<Aside>> {
    let frame = session.query(
        "select file_no, row_no, coalesce(column_name, '') as column_name, coalesce(value, '') as value, reason
         from stage.set_aside
         order by file_no, row_no, column_name, value, reason",
    )?;
    let (files, rows) = (frame.int("file_no")?, frame.int("row_no")?);
    let (columns, values, reasons) =
        (frame.text("column_name")?, frame.text("value")?, frame.text("reason")?);
    let text = |column: &[Option<String>], at: usize| {
        column.get(at).cloned().flatten().unwrap_or_default()
    };
    let one = |at: usize| Aside {
        file: files
            .get(at)
            .copied()
            .flatten()
            .and_then(|no| facts.sources.get(usize::try_from(no).ok()?))
            .map(|source| source.file.clone())
            .unwrap_or_default(),
        row: rows.get(at).copied().flatten().unwrap_or(0),
        column: text(columns, at),
        value: text(values, at),
        reason: words.say(&Message::new(text(reasons, at))),
    };
    Ok((0..frame.rows()).map(one).collect())
}

/// `set-aside.csv`: file, row, column, value, reason; its header always.
pub(super) fn csv(session: &Session, facts: &StudyFacts, words: &Words) -> Result<Vec<u8>> {
    let failed = |e: csv::Error| Error::failed(format!("set-aside.csv can't be made: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["file", "row", "column", "value", "reason"]).map_err(failed)?;
    for aside in all(session, facts, words)? {
        let row = aside.row.to_string();
        writer
            .write_record([&aside.file, &row, &aside.column, &aside.value, &aside.reason])
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|e| Error::failed(format!("set-aside.csv can't be made: {e}")))
}

/// For each file how many rows were read, used and set aside, with the first examples.
pub(super) fn lines(session: &Session, facts: &StudyFacts, words: &Words) -> Result<Vec<String>> {
    let all = all(session, facts, words)?;
    let mut lines = Vec::new();
    for source in &facts.sources {
        lines.push(format!(
            "{}: {} rows read = {} used + {} set aside",
            source.file, source.rows_in, source.rows_used, source.rows_set_aside
        ));
        for aside in all.iter().filter(|a| a.file == source.file).take(EXAMPLES) {
            lines.push(format!(
                "  row {}, column \"{}\": \"{}\": {}",
                aside.row, aside.column, aside.value, aside.reason
            ));
        }
    }
    Ok(lines)
}
