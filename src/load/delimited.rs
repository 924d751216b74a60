//! CSV and its kin.

use csv::ByteRecord;

use super::batch::{Aside, Part, Plan, Reason, Sink, TextBatch};
use super::header::{self, Header, SEARCHED_ROWS};
use super::records::{Records, lossy, not_utf8};
use super::source::Source;
use crate::error::{Error, Result};

/// What a file told about itself besides its rows.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Headings that occur more than once, of which the last was read.
    pub repeated: Vec<String>,
}

/// The rows at the top of a file, for whoever must guess what they mean; � stands for what isn't UTF-8.
pub(super) fn top(source: Source, shown: &str, rows: usize) -> Result<Vec<Vec<String>>> {
    let mut records = Records::open(source, shown)?;
    let mut out = Vec::new();
    while out.len() < rows && records.next()? {
        out.push(lossy(&records.record));
    }
    Ok(out)
}

/// Every row of a small file, all of it text.
pub(super) fn whole(source: Source, shown: &str) -> Result<Vec<Vec<String>>> {
    let mut records = Records::open(source, shown)?;
    let mut out = Vec::new();
    while records.next()? {
        out.push(records.texts()?);
    }
    Ok(out)
}

/// Reads a delimited file into batches; gives the source back for its hash.
pub(super) fn read(
    source: Source,
    shown: &str,
    plan: &Plan,
    sink: &mut Sink<'_>,
) -> Result<(Source, Remarks)> {
    let mut records = Records::open(source, shown)?;
    let mut first = Vec::new();
    while first.len() < SEARCHED_ROWS && records.next()? {
        first.push((records.line, records.record.clone()));
    }
    if first.is_empty() {
        return Err(Error::input(format!("{shown} has no rows")));
    }
    let texts: Vec<Vec<String>> = first.iter().map(|(_, record)| lossy(record)).collect();
    let wanted: Vec<&str> = plan.columns.iter().map(|(_, h)| h.as_str()).collect();
    let header = header::find(&texts, &wanted, shown)
        .map_err(|missing| garbled(&first, &texts, shown).unwrap_or(missing))?;
    let remarks = Remarks { repeated: header.repeated(wanted.iter().copied()) };
    let mut feeder = Feeder::new(plan, &header);
    for (line, record) in first.iter().skip(header.data_from) {
        feed(&mut feeder, &records, *line, record, sink)?;
    }
    while records.next()? {
        feed(&mut feeder, &records, records.line, &records.record, sink)?;
    }
    feeder.flush(sink)?;
    Ok((records.into_source(), remarks))
}

/// Headings that can't be found because they aren't UTF-8.
fn garbled(first: &[(i64, ByteRecord)], texts: &[Vec<String>], shown: &str) -> Option<Error> {
    let mut rows = first.iter().zip(texts);
    rows.find_map(|((line, _), row)| {
        let found = row.iter().find(|cell| cell.contains('\u{fffd}'))?;
        Some(not_utf8(shown, *line, "", found))
    })
}

fn feed(
    feeder: &mut Feeder,
    records: &Records,
    line: i64,
    record: &ByteRecord,
    sink: &mut Sink<'_>,
) -> Result<()> {
    // One check for the whole row; columns that aren't mapped may hold anything.
    let whole = std::str::from_utf8(record.as_slice()).ok().filter(|text| !text.contains('\0'));
    let blank = |at: usize| record.get(at).is_none_or(|b| b.trim_ascii().is_empty());
    let cell = |at: usize, heading: &str| {
        let quick = whole.and_then(|text| text.get(record.range(at)?));
        quick.map_or_else(|| records.text(line, record.get(at).unwrap_or_default(), heading), Ok)
    };
    feeder.row(line, record.len(), blank, cell, sink)
}

/// Takes rows of cells apart into the planned columns.
pub(super) struct Feeder {
    /// Heading and position of each planned column.
    positions: Vec<(String, Option<usize>)>,
    width: usize,
    part: Part,
}

impl Feeder {
    pub(super) fn new(plan: &Plan, header: &Header) -> Self {
        let positions = plan.columns.iter().map(|(_, h)| (h.clone(), header.position(h))).collect();
        let part = Part {
            table: plan.table,
            batch: TextBatch::new(plan.columns.len()),
            asides: Vec::new(),
            rows_in: 0,
        };
        Self { positions, width: header.names.len(), part }
    }

    /// Adds a row of `width` cells, given by `cell` (position, heading for a complaint) and `blank`.
    /// Rows without anything are passed over, ragged ones set aside.
    pub(super) fn row<'a>(
        &mut self,
        row: i64,
        width: usize,
        blank: impl Fn(usize) -> bool,
        cell: impl Fn(usize, &str) -> Result<&'a str>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        if (0..width).all(&blank) {
            return Ok(());
        }
        self.part.rows_in += 1;
        if width < self.width || (self.width..width).any(|at| !blank(at)) {
            let value = format!("{width} / {}", self.width);
            self.part.asides.push(Aside::new(row, "", &value, Reason::Ragged));
            return Ok(());
        }
        let batch = &mut self.part.batch;
        for ((heading, position), column) in self.positions.iter().zip(&mut batch.columns) {
            column.push(position.map_or(Ok(""), |at| cell(at, heading))?);
        }
        batch.rows.push(row);
        if self.part.batch.full() {
            self.flush(sink)?;
        }
        Ok(())
    }

    pub(super) fn flush(&mut self, sink: &mut Sink<'_>) -> Result<()> {
        let part = Part {
            table: self.part.table,
            batch: self.part.batch.take(),
            asides: std::mem::take(&mut self.part.asides),
            rows_in: std::mem::take(&mut self.part.rows_in),
        };
        sink(part)
    }
}
