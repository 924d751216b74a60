//! The check-up as a value: what `check.json` holds and page and terminal show.

use serde::Serialize;

use crate::results::{Message, StudyFacts, Table};

/// Version of the shape of `check.json`.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checkup {
    pub schema_version: u32,
    pub redtape_version: String,
    pub study: StudyFacts,
    /// What to look at first, the gravest first.
    pub attention: Vec<Message>,
    /// In the order of the study file.
    pub files: Vec<CheckedFile>,
    /// Every reason for which rows or values were set aside, the most frequent first.
    pub set_aside: Vec<Reason>,
    pub lists: Vec<List>,
    pub measures: Vec<Ability>,
    /// The portal's totals beside the study's own counts, without the groups that are too small.
    pub tables: Vec<Table>,
    /// Rows of `names-to-confirm.csv`.
    pub names_to_confirm: u64,
}

/// One file, and what its columns hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckedFile {
    pub file: String,
    /// As in the study file: `dossiers`, `runs`, …
    pub kind: String,
    pub rows_in: u64,
    pub rows_used: u64,
    pub rows_set_aside: u64,
    /// Values that were set aside while their rows stayed.
    pub values_set_aside: u64,
    pub columns: Vec<CheckedColumn>,
}

/// One mapped column of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckedColumn {
    /// As the file has it.
    pub heading: String,
    /// The canonical column that it is read as.
    pub column: String,
    /// Rows that were read to their end, of the table that the column fills.
    pub rows: u64,
    /// Those of them with a value.
    pub filled: u64,
    /// Values that can't be read at all.
    pub unreadable: u64,
    /// Values that can be read and can't be right, or mean nothing.
    pub odd: u64,
    pub examples: Vec<Example>,
    /// How its values are read; empty for texts.
    pub read_as: Vec<Message>,
}

/// A value that was set aside, or the row that it is in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    pub row: u64,
    /// Null where it may be the name of a person.
    pub value: Option<String>,
    /// How long it is, where it is a text.
    pub letters: Option<u64>,
    pub reason: Message,
}

/// A reason with how often it was given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    pub reason: Message,
    pub rows: u64,
    pub values: u64,
}

/// What a column holds, each value with its counts, the most frequent first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    pub name: ListName,
    pub rows: Vec<Listed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListName {
    Procedures,
    Agencies,
    Units,
    Steps,
    Statuses,
    Outcomes,
    Channels,
}

impl ListName {
    pub const ALL: [Self; 7] = [
        Self::Procedures,
        Self::Agencies,
        Self::Units,
        Self::Steps,
        Self::Statuses,
        Self::Outcomes,
        Self::Channels,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Procedures => "procedures",
            Self::Agencies => "agencies",
            Self::Units => "units",
            Self::Steps => "steps",
            Self::Statuses => "statuses",
            Self::Outcomes => "outcomes",
            Self::Channels => "channels",
        }
    }
}

/// One value of a list. A count is null where the list doesn't count that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed {
    /// Empty where nothing is recorded.
    pub name: String,
    pub dossiers: Option<u64>,
    pub runs: Option<u64>,
    /// What it is taken to mean, or whether the register knows it.
    pub meaning: Option<Message>,
    /// False where nobody has said what it means, or the register doesn't know it.
    pub known: bool,
}

/// Whether a measure can be made of these data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Can {
    Cannot,
    Partly,
    Yes,
}

impl Can {
    pub fn code(self) -> &'static str {
        match self {
            Self::Cannot => "cannot",
            Self::Partly => "partly",
            Self::Yes => "yes",
        }
    }
}

/// A later measure, whether it can be made, and why not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ability {
    pub measure: Message,
    pub can: Can,
    /// Empty where it can be made whole.
    pub why: Vec<Message>,
}
