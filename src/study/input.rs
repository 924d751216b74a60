//! `[[input]]`: the files of a study and how each is read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::file::{NAME, bad, plain, shown_as};
use super::{known_columns, nearest};
use crate::error::{Error, Result};

/// One input of the study: a file, several of one form (a pattern), or a table of a database.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// As `study.toml` gives it: the only form that reaches an output.
    pub shown: String,
    /// Where to read it; may hold a pattern (`exports/*.xlsx`).
    pub path: PathBuf,
    pub kind: InputKind,
    /// Canonical column → heading in the file (attribute key in a log, pointer in JSON).
    pub columns: BTreeMap<String, String>,
    /// Headings beside that of `dossier_id` that a dossier's key is made of, in their order.
    pub further_keys: Vec<String>,
    /// Canonical column → value for every row.
    pub constants: BTreeMap<String, String>,
    /// Headings of stages, in their order (`wide` only); a stage is a step of its name.
    pub stages: Vec<String>,
    /// Order of day and month; `None`: told by the values.
    pub order: Option<DateOrder>,
    /// What planned times are given in; `None`: told by the heading and the values.
    pub planned: Option<PlannedUnit>,
    /// Their decimal mark; `None`: told by the values.
    pub decimal: Option<DecimalMark>,
    /// The day on which it was exported, where the study says so.
    pub exported_on: Option<Date>,
    pub repeats: Repeats,
    pub unmatched: Unmatched,
    /// Sheet of a workbook; `None`: the first that is visible and filled.
    pub sheet: Option<String>,
    /// Pointer to the list of rows within each record of JSON.
    pub list: Option<String>,
    /// What to ask a database.
    pub query: Option<String>,
    /// Encoding of a text file; `None`: told by its bytes.
    pub encoding: Option<String>,
}

impl Input {
    /// An input of which only this is said.
    pub fn new(shown: String, path: PathBuf, kind: InputKind) -> Self {
        Self {
            shown,
            path,
            kind,
            columns: BTreeMap::new(),
            further_keys: Vec::new(),
            constants: BTreeMap::new(),
            stages: Vec::new(),
            order: None,
            planned: None,
            decimal: None,
            exported_on: None,
            repeats: Repeats::Keep,
            unmatched: Unmatched::Refuse,
            sheet: None,
            list: None,
            query: None,
            encoding: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// One row a dossier.
    Dossiers,
    /// One row a step run, or one row an event of it.
    Runs,
    /// One row a stopped clock.
    Pauses,
    /// One row a dossier as it was synced to the national portal.
    Portal,
    /// One row an agency's totals as the national portal shows them.
    PortalTotals,
    /// One row a dossier, a column a stage: dossiers and runs at once.
    Wide,
    /// A log of traces and events: dossiers and runs at once.
    #[serde(alias = "xes")]
    Log,
}

impl InputKind {
    pub const ALL: [Self; 7] = [
        Self::Dossiers,
        Self::Runs,
        Self::Pauses,
        Self::Portal,
        Self::PortalTotals,
        Self::Wide,
        Self::Log,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Runs => "runs",
            Self::Pauses => "pauses",
            Self::Portal => "portal",
            Self::PortalTotals => "portal_totals",
            Self::Wide => "wide",
            Self::Log => "log",
        }
    }
}

/// Which part of `01/02/2023` is the day. Dates that begin with the year need no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    #[default]
    Dmy,
    Mdy,
    Ymd,
}

impl DateOrder {
    pub const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// What planned times are given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedUnit {
    Minutes,
    Hours,
    /// Office days of the study's default calendar.
    Days,
    /// Quarters of such a day.
    QuarterDays,
}

impl PlannedUnit {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::QuarterDays => "quarter_days",
        }
    }
}

/// What stands before the fraction of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    #[serde(rename = ".")]
    Point,
    #[serde(rename = ",")]
    Comma,
}

/// What equal rows within one file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Repeats {
    /// Real loops.
    #[default]
    Keep,
    /// Slips of the export: one of them stays.
    Drop,
}

/// What it means when most rows of a file find no dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unmatched {
    /// The codes don't fit each other: an error.
    #[default]
    Refuse,
    /// The file reaches beyond the study: its other rows are set aside.
    Ignore,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InputTable {
    path: String,
    kind: InputKind,
    #[serde(default)]
    columns: BTreeMap<String, Headings>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    stages: Vec<String>,
    #[serde(default)]
    dates: DatesTable,
    #[serde(default)]
    units: UnitsTable,
    exported_on: Option<toml::Value>,
    #[serde(default)]
    repeats: Repeats,
    #[serde(default)]
    unmatched: Unmatched,
    sheet: Option<String>,
    list: Option<String>,
    query: Option<String>,
    encoding: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DatesTable {
    order: Option<DateOrder>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnitsTable {
    planned: Option<PlannedUnit>,
    decimal: Option<DecimalMark>,
}

/// One heading, or several whose values together are one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Headings {
    One(String),
    Several(Vec<String>),
}

/// # Errors
/// Of kind `Usage`: names the input, the key, what was found and what would do.
pub(super) fn inputs(tables: Vec<InputTable>, dir: &Path) -> Result<Vec<Input>> {
    if tables.is_empty() {
        return Err(Error::usage(format!("{NAME} names no data"))
            .help("add an [[input]] with path, kind and [input.columns]; `redtape init FILE…` writes it for you"));
    }
    tables.into_iter().map(|table| input(table, dir)).collect()
}

fn input(table: InputTable, dir: &Path) -> Result<Input> {
    if holds_password(&table.path) {
        return Err(password_in_address());
    }
    let kind = table.kind;
    let known = known_columns(kind);
    let mut columns = BTreeMap::new();
    let mut further_keys = Vec::new();
    for (column, headings) in table.columns {
        let key = format!("[input.columns] of {}", table.path);
        known_or_named(&column, &key, kind, &known)?;
        let mut list = match headings {
            Headings::One(heading) => vec![heading],
            Headings::Several(list) => list,
        };
        if list.is_empty() || list.iter().any(|heading| heading.trim().is_empty()) {
            return Err(bad(&format!("{key}, {column}"), "\"\"", "a heading of the file"));
        }
        if list.len() > 1 && column != "dossier_id" {
            let found = format!("{} headings", list.len());
            return Err(bad(
                &format!("{key}, {column}"),
                &found,
                "one heading; only dossier_id may be made of several",
            ));
        }
        columns.insert(column, list.remove(0));
        further_keys.append(&mut list);
    }
    for (column, value) in &table.constants {
        let key = format!("[input.constants] of {}", table.path);
        known_or_named(column, &key, kind, &known)?;
        if columns.contains_key(column) {
            return Err(bad(
                &format!("{key}, {column}"),
                &format!("\"{value}\""),
                "it here or in [input.columns], not in both",
            ));
        }
    }
    if (kind == InputKind::Wide) == table.stages.is_empty() {
        let found = format!("{} stages", table.stages.len());
        return Err(bad(
            &format!("stages of {}", table.path),
            &found,
            "the headings of the stages in their order where kind = \"wide\", and none elsewhere",
        ));
    }
    let exported_on = table.exported_on.as_ref().map(|value| {
        let wrong = || {
            let key = format!("exported_on of {}", table.path);
            bad(&key, &value.to_string(), "a day such as \"2023-09-30\"")
        };
        plain(value).parse::<Date>().map_err(|_| wrong())
    });
    Ok(Input {
        further_keys,
        constants: table.constants,
        stages: table.stages,
        columns,
        order: table.dates.order,
        planned: table.units.planned,
        decimal: table.units.decimal,
        exported_on: exported_on.transpose()?,
        repeats: table.repeats,
        unmatched: table.unmatched,
        sheet: table.sheet,
        list: table.list,
        query: table.query,
        encoding: table.encoding,
        ..Input::new(shown_as(&table.path), place(&table.path, dir), kind)
    })
}

/// Whether a server's address has a password in it, in either of the two places that it may have.
fn holds_password(path: &str) -> bool {
    let Some((_, address)) = path.split_once("://") else { return false };
    let (before, after) = address.split_once('?').unwrap_or((address, ""));
    let user = before.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || after.split('&').any(|p| p.trim_start().starts_with("password"))
}

/// Without the address: a message is no place for a password either.
pub fn password_in_address() -> Error {
    Error::usage(format!("{NAME}: the address of a server has a password in it"))
        .help("take it out there; it is read from the environment (PGPASSWORD) or from ~/.pgpass")
}

/// A server's address is no path below the study.
fn place(path: &str, dir: &Path) -> PathBuf {
    if path.contains("://") { PathBuf::from(path) } else { dir.join(path) }
}

fn known_or_named(column: &str, key: &str, kind: InputKind, known: &[&str]) -> Result<()> {
    if known.contains(&column) {
        return Ok(());
    }
    let help = match nearest(column, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("{} can have: {}", kind.as_str(), known.join(", ")),
    };
    Err(Error::usage(format!("{NAME}, {key}: unknown column {column}")).help(help))
}
