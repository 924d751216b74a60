//! A first look at a file: what it is, its headings, the values below them.

use std::path::Path;
use std::sync::Arc;

use super::feed;
use super::header::{COVERED, Header};
use super::heading::plain;
use super::json;
use super::reader::{Asked, Holds, Reader};
use super::recognise::Sample;
use super::records::not_utf8;
use super::register::Table;
use super::source::Source;
use super::xes;
use crate::error::{Error, Result};

/// Rows that a guess looks at; a survey of the whole follows.
const SAMPLED_ROWS: usize = 2_000;

/// What a file seems to hold.
pub(super) enum Looked {
    Table(Top),
    /// The attributes of its traces, and those of its events.
    Log {
        traces: Vec<Sample>,
        events: Vec<Sample>,
    },
    Register(Table),
}

/// The top of a table.
pub(super) struct Top {
    /// A column for each heading that isn't empty; of equal headings the last, as readers do.
    pub samples: Vec<Sample>,
    /// Every heading once, in the order of the file.
    pub headings: Vec<String>,
    /// The rows above the headings.
    pub above: Vec<Vec<String>>,
}

/// What a file holds: as a rule one thing, of JSON its records and the lists within them, each list with
/// its pointer.
///
/// # Errors
/// Of kind `Input` where a file can't be read, or has no row that could be headings.
pub(super) fn look(path: &Path, shown: &str) -> Result<Vec<(Option<String>, Looked)>> {
    let reader = Reader::of(path, shown)?;
    if let Holds::Log(walk) = reader.holds {
        let place = reader.place(path, shown)?;
        let source = Source::open(place.path(), shown, Arc::default())?;
        let (traces, events) = xes::sample(walk, source, place.path(), shown, SAMPLED_ROWS)?;
        return Ok(vec![(None, Looked::Log { traces, events })]);
    }
    let asked = Asked::file(path, shown);
    let lists = if std::ptr::eq(reader, &json::READER) { json::lists(&asked)? } else { Vec::new() };
    let mut looked = match table(&asked) {
        Ok(top) => vec![(None, top)],
        // An envelope around one list and nothing else.
        Err(_) if !lists.is_empty() => Vec::new(),
        Err(error) => return Err(error),
    };
    for list in lists {
        let below = table(&Asked { list: Some(&list), ..Asked::file(path, shown) })?;
        looked.push((Some(list), below));
    }
    Ok(looked)
}

fn table(asked: &Asked<'_>) -> Result<Looked> {
    let shown = asked.shown;
    let top = feed::top(asked, SAMPLED_ROWS)?;
    let header = top
        .header()
        .ok_or_else(|| Error::input(format!("{shown} has no row that could be headings")))?;
    if let Some(name) = header.names.iter().find(|n| n.contains('\u{fffd}')) {
        let row = i64::try_from(header.data_from).unwrap_or(1);
        return Err(not_utf8(shown, row, "", name));
    }
    if let Some(table) = Table::recognised(&header.names) {
        return Ok(Looked::Register(table));
    }
    let top = columns(&top.seen, &header, top.serial_days);
    if top.samples.iter().all(|s| s.values.is_empty()) {
        return Err(super::no_rows(shown));
    }
    Ok(Looked::Table(top))
}

fn columns(rows: &[Vec<String>], header: &Header, serial_dates: bool) -> Top {
    let data: Vec<&Vec<String>> = rows
        .iter()
        .skip(header.data_from)
        .filter(|row| row.iter().any(|v| !v.trim().is_empty()))
        .collect();
    let mut last: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut headings: Vec<String> = Vec::new();
    for (at, name) in header.names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if last.insert(name, at).is_none() {
            headings.push(name.clone());
        }
    }
    let samples = header
        .names
        .iter()
        .enumerate()
        .filter(|(at, name)| last.get(name.as_str()) == Some(at))
        .map(|(at, name)| Sample {
            heading: name.clone(),
            values: data.iter().map(|row| cell(row, at)).collect(),
            serial_dates,
        })
        .collect();
    let above = rows.iter().take(header.data_from.saturating_sub(1));
    let above = above.map(|row| (0..row.len()).map(|at| cell(row, at)).collect()).collect();
    Top { samples, headings, above }
}

/// A cell's own text: none where it is covered by the one to its left.
fn cell(row: &[String], at: usize) -> String {
    row.get(at).filter(|text| !text.starts_with(COVERED)).cloned().unwrap_or_default()
}

/// The office that the lines above the headings name, if they name one.
pub(super) fn office(above: &[Vec<String>]) -> Option<String> {
    const OFFICES: [&str; 9] = [
        "ubnd ",
        "uy ban nhan dan ",
        "so ",
        "phong ",
        "phuong ",
        "xa ",
        "chi cuc ",
        "van phong dang ky ",
        "trung tam phuc vu hanh chinh cong ",
    ];
    let cells = above.iter().flatten().map(|cell| cell.trim()).filter(|cell| cell.len() <= 120);
    cells
        .filter(|cell| {
            let text = plain(cell);
            OFFICES.iter().any(|office| text.starts_with(office)) && !text.contains(':')
        })
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .next()
}
