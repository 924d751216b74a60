//! Rows and values that were set aside: for the terminal, and as `set-aside.csv`.

use crate::error::Result;
use crate::load::LoadedSource;
use crate::results::{Message, StudyFacts};
use crate::sheet::Sheet;
use crate::shown::{Shown, shown, shown_code, visible};
use crate::store::Session;
use crate::words::Words;

/// Examples shown on the terminal; the file has all.
const EXAMPLES: usize = 3;

/// Columns of `set-aside.csv`, in order (`docs/contract.md`).
pub(super) const COLUMNS: [&str; 6] = ["file", "row", "column", "value", "reason", "set_aside"];

/// Reasons of which the value is the name of an office, or of a line of totals.
const OF_OFFICES: [&str; 3] = ["aside-unknown-agency", "aside-total-row", "aside-repeated-agency"];

/// What was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Row,
    /// A value of a row that was used.
    Value,
}

impl What {
    fn code(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Value => "value",
        }
    }
}

pub(super) struct Aside {
    pub what: What,
    pub file_no: usize,
    pub row: u64,
    /// Heading in the file, or the canonical column where it has none; empty where no column is to blame.
    pub column: String,
    /// Canonical, where only a value was set aside.
    pub field: Option<String>,
    /// None where it is an officer's.
    pub value: Option<Shown>,
    pub reason: String,
}

/// Everything that was set aside, in the order of files and rows.
pub(super) fn all(session: &Session, sources: &[LoadedSource]) -> Result<Vec<Aside>> {
    let frame = session.query(
        "select 'row' as what, file_no, row_no, coalesce(column_name, '') as column_name, '' as field, value, reason
         from stage.set_aside
         union all
         select 'value', file_no, row_no, coalesce(column_name, ''), field, value, reason
         from stage.value_fault
         order by file_no, row_no, what, column_name, field, value, reason",
    )?;
    let (what, files, rows) = (frame.text("what")?, frame.int("file_no")?, frame.int("row_no")?);
    let (columns, fields) = (frame.text("column_name")?, frame.text("field")?);
    let (values, reasons) = (frame.text("value")?, frame.text("reason")?);
    let text = |column: &[Option<String>], at: usize| column.get(at).cloned().flatten();
    let whole = |column: &[Option<i64>], at: usize| column.get(at).copied().flatten();
    let one = |at: usize| {
        let file_no = whole(files, at).and_then(|no| usize::try_from(no).ok());
        let file_no = file_no.unwrap_or(usize::MAX);
        let headings = sources.get(file_no).map(|source| &source.headings);
        let named = text(columns, at).unwrap_or_default();
        let heading = headings.and_then(|headings| headings.get(&named)).cloned();
        let column = heading.unwrap_or(named);
        let field = text(fields, at).filter(|field| !field.is_empty());
        // Officers are never shown, not even what stands in their place.
        let officer = headings.and_then(|headings| headings.get("officer"));
        // The heading of the code, or where the rows have none of their own, its canonical name.
        let code = headings.and_then(|headings| headings.get("dossier_id"));
        let code = code.map_or("dossier_id", String::as_str);
        let reason = text(reasons, at).unwrap_or_default();
        let of_officer = field.as_deref() == Some("officer") || officer == Some(&column);
        Aside {
            what: if text(what, at).as_deref() == Some("value") { What::Value } else { What::Row },
            file_no,
            row: whole(rows, at).and_then(|row| u64::try_from(row).ok()).unwrap_or(0),
            value: text(values, at).filter(|value| !of_officer || value.is_empty()).map(|value| {
                if OF_OFFICES.contains(&reason.as_str()) {
                    Shown::Whole(visible(&value))
                } else if column == code {
                    shown_code(&value)
                } else {
                    shown(&value)
                }
            }),
            column,
            field,
            reason,
        }
    };
    Ok((0..frame.rows()).map(one).collect())
}

impl Aside {
    pub fn reason(&self) -> Message {
        Message::new(self.reason.clone())
    }

    fn shown(&self, words: &Words) -> String {
        match &self.value {
            None => words.word("check-hidden"),
            Some(Shown::Whole(value)) => value.clone(),
            Some(Shown::Text(n)) => words.say(&Message::new("check-text").count("n", *n)),
        }
    }
}

/// `set-aside.csv`; its header always.
pub(super) fn csv(asides: &[Aside], facts: &StudyFacts, words: &Words) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new("set-aside.csv", &COLUMNS)?;
    for aside in asides {
        let file = facts.sources.get(aside.file_no).map(|s| s.file.as_str()).unwrap_or_default();
        let row = aside.row.to_string();
        let (value, reason) = (aside.shown(words), words.say(&aside.reason()));
        sheet.row([file, &row, &aside.column, &value, &reason, aside.what.code()])?;
    }
    sheet.bytes()
}

/// For each file how many rows were read, used and set aside, with the first examples.
pub(super) fn lines(asides: &[Aside], facts: &StudyFacts, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for (no, source) in facts.sources.iter().enumerate() {
        lines.push(format!(
            "{}: {} rows read = {} used + {} set aside",
            source.file, source.rows_in, source.rows_used, source.rows_set_aside
        ));
        let of_file = asides.iter().filter(|a| a.file_no == no && a.what == What::Row);
        for aside in of_file.take(EXAMPLES) {
            lines.push(format!(
                "  row {}, column \"{}\": \"{}\": {}",
                aside.row,
                aside.column,
                aside.shown(words),
                words.say(&aside.reason())
            ));
        }
    }
    lines
}
