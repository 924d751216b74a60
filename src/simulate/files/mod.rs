//! What a user's folder would hold: exports, register, study file; and the truth beside them.

mod names;
mod register;
mod tables;

use std::borrow::Cow;
use std::io::Write;

use serde::Serialize;

pub use tables::Table;

use super::line::in_order;
use super::problem::Truth;
use super::province::{Parts, Province};
use super::scenario::Scenario;
use super::waits::{Busy, OfStep};
use super::world::Merger;
use crate::error::{Error, Result};
use crate::sheet::Sheet;

/// Where the files of a study go, one after the other or side by side.
pub trait Folder {
    /// Begins a file, by its path relative to the folder.
    ///
    /// # Errors
    /// If it can't be written.
    fn file(&mut self, path: &str) -> Result<Box<dyn Write>>;
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Dossiers that the files show.
    pub dossiers: u64,
    /// Of them closed, whatever the result.
    pub closed: u64,
    /// Of these closed by the promise as it was in the end.
    pub in_time: u64,
}

impl Written {
    fn of(province: &Province, shown: &[bool]) -> Self {
        let mut written = Self::default();
        let dossiers = province.dossiers.iter().zip(shown).filter(|(_, shown)| **shown);
        for (dossier, _) in dossiers {
            written.dossiers += 1;
            written.closed += u64::from(dossier.result.is_some());
            written.in_time += u64::from(dossier.result.is_some_and(|at| at <= dossier.due));
        }
        written
    }

    fn add(&mut self, part: Self) {
        self.dossiers += part.dossiers;
        self.closed += part.closed;
        self.in_time += part.in_time;
    }
}

/// The files of a study of this province, as paths relative to its folder, with their bytes.
///
/// `data/` and `register/` (CSV, Vietnamese headings), `study.toml`, and `truth.json`, which says what was
/// planted and which no study reads.
///
/// # Errors
/// If a file can't be written as text; no scenario that [`run`](super::run) accepts leads there.
pub fn files(province: &Province) -> Result<Vec<(String, Vec<u8>)>> {
    let tables = tables(province, &shown(province)?, Start::Export)?;
    let paths = tables_of(province).map(|table| table.path.to_owned());
    let tables = paths.zip(tables);
    Ok(tables.chain(others(province)?).collect())
}

/// Simulates a scenario and writes the same files as [`files`] does, a few agencies at a time: memory
/// holds what happens at the agencies of a few parts (agencies that share no desk are parts of their own).
/// The bytes don't depend on the number of threads.
///
/// # Errors
/// Of kind `Usage` where the scenario can't be; if a file can't be written.
pub fn write(
    scenario: &Scenario,
    seed: u64,
    threads: usize,
    folder: &mut dyn Folder,
) -> Result<Written> {
    let parts = Parts::new(scenario, seed)?;
    let filings = parts.filings()?;
    let mut whole = parts.empty();
    let mut written = Written::default();
    let mut open = Vec::new();
    for table in tables_of(&whole) {
        open.push(folder.file(table.path)?);
    }
    let make = |part: usize| {
        let province = parts.simulate(part, &filings);
        let start = if part == 0 { Start::Export } else { Start::None };
        let shown = shown(&province)?;
        let tables = tables(&province, &shown, start)?;
        let written = Written::of(&province, &shown);
        Ok((province.summary(), written, tables))
    };
    in_order(threads, parts.len(), make, |made| {
        let made: Result<_> = made;
        let (part, of_part, tables) = made?;
        written.add(of_part);
        whole.append(part);
        open.iter_mut().zip(tables).try_for_each(|(file, bytes)| put(file, &bytes))
    })?;
    for mut file in open {
        file.flush().map_err(|e| unwritable(&e))?;
    }
    for (path, bytes) in others(&whole)? {
        let mut file = folder.file(&path)?;
        put(&mut file, &bytes)?;
        file.flush().map_err(|e| unwritable(&e))?;
    }
    Ok(written)
}

fn put(file: &mut Box<dyn Write>, bytes: &[u8]) -> Result<()> {
    file.write_all(bytes).map_err(|e| unwritable(&e))
}

fn unwritable(error: &std::io::Error) -> Error {
    Error::failed("a file of the province can't be written").detail(error.to_string())
}

/// The tables of this province.
fn tables_of(province: &Province) -> impl Iterator<Item = Table<'static>> + use<> {
    let moves = province.world.procedures.iter().any(|procedure| !procedure.postponed.is_empty());
    Table::ALL.into_iter().chain(moves.then_some(Table::MOVES))
}

/// The files with a row for each thing that happened.
fn tables(province: &Province, shown: &[bool], start: Start) -> Result<Vec<Vec<u8>>> {
    let rows = |table: Table<'_>| match table.path {
        path if path == Table::DOSSIERS.path => tables::dossiers(province, shown, start),
        path if path == Table::RUNS.path => tables::runs(province, shown, start),
        path if path == Table::PAUSES.path => tables::pauses(province, shown, start),
        _ => tables::moves(province, shown, start),
    };
    tables_of(province).map(rows).collect()
}

fn others(province: &Province) -> Result<Vec<(String, Vec<u8>)>> {
    Ok(vec![
        ("register/thu_tuc.csv".to_owned(), register::procedures(province)?),
        ("register/buoc.csv".to_owned(), register::steps(province)?),
        ("register/can_cu.csv".to_owned(), register::legal_texts(province)?),
        ("study.toml".to_owned(), study(province).into_bytes()),
        ("truth.json".to_owned(), truth(province)?),
    ])
}

/// Of each dossier, whether the export shows it.
fn shown(province: &Province) -> Result<Vec<bool>> {
    let Some(date) = &province.scenario.export.closed_from else {
        return Ok(vec![true; province.dossiers.len()]);
    };
    let from = province.world.day(date)?;
    let ended = |at| province.world.calendar.work(at) >= from;
    Ok(province.dossiers.iter().map(|dossier| dossier.result.is_some_and(ended)).collect())
}

/// How a table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// With its header.
    Header,
    /// With a byte order mark and its header, as one-stop systems write it.
    Export,
    /// Goes on where another part ended.
    None,
}

/// A CSV file or a part of one.
fn write_csv<'a, const N: usize>(
    start: Start,
    header: [&str; N],
    rows: impl Iterator<Item = [Cow<'a, str>; N]>,
) -> Result<Vec<u8>> {
    let mark = if start == Start::Export { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut sheet = Sheet::after(mark, "a table");
    if start != Start::None {
        sheet.row(header)?;
    }
    for row in rows {
        sheet.row(row.iter().map(|cell| &**cell))?;
    }
    sheet.bytes()
}

fn study(province: &Province) -> String {
    let scenario = &province.scenario;
    let mut text = format!(
        r#"# A study of a made-up province: `redtape run study.toml` makes results/ beside this file.

[study]
title = {title:?}
language = "vi"
zone = "Asia/Ho_Chi_Minh"
period = {period:?}
as_of = {as_of:?}
# Officers appear under pseudonyms made with this key.
pseudonym_key = "redtape-demo-{seed}"

[calendar]
default = "vietnam"
"#,
        title = scenario.title,
        period = scenario.period,
        as_of = scenario.as_of,
        seed = province.seed,
    );
    for table in Table::ALL {
        text += &table.input(table.path);
    }
    text += r#"
[register]
procedures = "register/thu_tuc.csv"
steps = "register/buoc.csv"
legal_texts = "register/can_cu.csv"
"#;
    text
}

#[derive(Serialize)]
struct TruthFile<'a> {
    scenario: &'a str,
    seed: u64,
    problems: &'a [Truth],
    #[serde(skip_serializing_if = "<[Merger]>::is_empty")]
    mergers: &'a [Merger],
    /// What the runs of each step waited for, in truth.
    waits: Vec<OfStep<'a>>,
    desks: &'a [Busy],
}

fn truth(province: &Province) -> Result<Vec<u8>> {
    let file = TruthFile {
        scenario: &province.scenario.name,
        seed: province.seed,
        problems: &province.world.truths,
        mergers: &province.world.mergers,
        waits: province.waits.named(&province.world),
        desks: &province.busy,
    };
    let mut bytes = serde_json::to_vec_pretty(&file)
        .map_err(|e| Error::failed("truth.json can't be written").detail(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
