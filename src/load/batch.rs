//! What readers hand on: columns of text, row by row as in the file, untyped.

use super::schema;
use crate::study::{Field, InputKind, fields};

/// Rows in a batch. Large enough to be quick, small enough for several to be under way.
pub(super) const BATCH_ROWS: usize = 16_384;
/// Bytes of text in a batch, should rows be very long.
const BATCH_BYTES: usize = 32 << 20;

/// Strings, end to end.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct TextColumn {
    text: String,
    ends: Vec<usize>,
}

impl TextColumn {
    pub(super) fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(self.text.len());
    }

    /// Length of all its texts.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.text.get(start..end).unwrap_or_default())
    }
}

/// Rows of one table; columns as in its [`Plan`]. An empty text is no value.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct TextBatch {
    pub rows: Vec<i64>,
    pub columns: Vec<TextColumn>,
}

impl TextBatch {
    pub(super) fn new(columns: usize) -> Self {
        Self { rows: Vec::new(), columns: vec![TextColumn::default(); columns] }
    }

    /// Adds a row; values missing at the end are empty.
    pub(super) fn push<'a>(&mut self, row: i64, values: impl IntoIterator<Item = &'a str>) {
        let mut values = values.into_iter();
        for column in &mut self.columns {
            column.push(values.next().unwrap_or_default());
        }
        self.rows.push(row);
    }

    pub(super) fn full(&self) -> bool {
        self.rows.len() >= BATCH_ROWS
            || self.columns.iter().map(TextColumn::bytes).sum::<usize>() >= BATCH_BYTES
    }

    /// Hands out what is in it and is empty again.
    pub(super) fn take(&mut self) -> Self {
        let columns = self.columns.len();
        std::mem::replace(self, Self::new(columns))
    }
}

/// Why a row or a value was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    NotADate,
    OutOfRange,
    /// A day that systems write where they have none.
    PlaceholderDate,
    /// A day that systems write for "never".
    NeverDate,
    /// An error, or a formula that nobody has computed yet.
    UnknownValue,
    NotANumber,
    Missing,
    /// Another number of values than the header has headings.
    Ragged,
    /// A dossier's code and nothing else: a total, a signature.
    Lonely,
    /// An event that belongs to no dossier.
    Stray,
}

impl Reason {
    /// Its key in the catalogue.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::NotADate => "aside-not-a-date",
            Self::OutOfRange => "aside-out-of-range",
            Self::PlaceholderDate => "aside-placeholder-date",
            Self::NeverDate => "aside-never-date",
            Self::UnknownValue => "aside-unknown-value",
            Self::NotANumber => "aside-not-a-number",
            Self::Missing => "aside-missing",
            Self::Ragged => "aside-ragged",
            Self::Lonely => "aside-lonely",
            Self::Stray => "aside-stray",
        }
    }

    /// In a few English words, for an error on the terminal.
    pub(super) fn plain(self) -> &'static str {
        match self {
            Self::NotADate => "not a date",
            Self::OutOfRange => "out of range",
            Self::PlaceholderDate => "a date that stands for none",
            Self::NeverDate => "a date that stands for never",
            Self::UnknownValue => "a value that the file doesn't hold",
            Self::NotANumber => "not a number",
            Self::Missing => "missing",
            Self::Ragged => "another number of values than headings",
            Self::Lonely => "a code and nothing else",
            Self::Stray => "an event outside of any trace",
        }
    }
}

/// A row that can't be used, with what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aside {
    pub row: i64,
    /// Heading in the file; empty where no single column is to blame.
    pub column: String,
    pub value: String,
    pub reason: Reason,
}

impl Aside {
    /// Values are cut: a whole paragraph helps nobody.
    pub(super) fn new(row: i64, column: &str, value: &str, reason: Reason) -> Self {
        let value = value.chars().take(200).collect();
        Self { row, column: column.to_owned(), value, reason }
    }
}

/// A value that can't be used in a row that can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ValueAside {
    /// Canonical column.
    pub field: &'static str,
    pub aside: Aside,
}

/// What a reader sends: a batch for one table, and rows that it couldn't make out.
#[derive(Debug)]
pub(super) struct Part {
    /// `Dossiers`, `Runs`, `Pauses` or `Portal`.
    pub table: InputKind,
    pub batch: TextBatch,
    pub asides: Vec<Aside>,
    /// Rows of the file that stand behind it.
    pub rows_in: u64,
}

/// Takes parts as they come; an error stops the reader.
pub(super) type Sink<'a> = dyn FnMut(Part) -> crate::error::Result<()> + 'a;

/// Which columns are read, and where they go.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub table: InputKind,
    /// Mapped columns in the table's order, each with its heading in the file.
    pub columns: Vec<(&'static Field, String)>,
    /// Whether its rows are events, of which runs are made.
    pub events: bool,
}

impl Plan {
    /// The mapping of one table of the study, in the table's order.
    pub(super) fn new(table: InputKind, heading: impl Fn(&Field) -> Option<String>) -> Self {
        let columns = fields(table).iter().filter_map(|f| heading(f).map(|h| (f, h))).collect();
        Self { table, columns, events: false }
    }

    pub(super) fn of_events(self) -> Self {
        Self { events: true, ..self }
    }

    /// Whether its rows, planned as runs with one time each, may be events after all.
    pub(super) fn could_be_events(&self) -> bool {
        let has = |name: &str| self.columns.iter().any(|(field, _)| field.name == name);
        let spells = has("started_at") && has("finished_at");
        self.table == InputKind::Runs && !has("lifecycle") && !spells
    }

    /// Its table within `raw`.
    pub(super) fn relation(&self) -> &'static str {
        if self.events { "event" } else { schema::name(self.table) }
    }

    /// Reads these columns beside the first of a dossier's key, as more of it.
    pub(super) fn with_keys(mut self, further: &[String]) -> Self {
        if let Some(at) = self.columns.iter().position(|(f, _)| f.name == "dossier_id")
            && let Some(&(field, _)) = self.columns.get(at)
        {
            let keys = further.iter().map(|heading| (field, heading.clone()));
            self.columns.splice(at + 1..at + 1, keys);
        }
        self
    }
}
