//! CSV and its kin.

use super::batch::{Aside, Part, Plan, Reason, Sink, TextBatch};
use super::header::{self, Header, SEARCHED_ROWS};
use super::records::Records;
use super::source::Source;
use crate::error::{Error, Result};

/// What a file told about itself besides its rows.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Headings that occur more than once, of which the last was read.
    pub repeated: Vec<String>,
    /// Events of other kinds than start, complete and schedule (XES).
    pub other_events: u64,
}

/// The rows at the top of a file, for whoever must guess what they mean.
pub(super) fn top(source: Source, shown: &str, rows: usize) -> Result<Vec<Vec<String>>> {
    let mut records = Records::open(source, shown)?;
    let mut out = Vec::new();
    while out.len() < rows && records.next()? {
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
    let mut lines = Vec::new();
    while first.len() < SEARCHED_ROWS && records.next()? {
        lines.push(records.line);
        first.push(records.texts()?);
    }
    if first.is_empty() {
        return Err(Error::input(format!("{shown} has no rows")));
    }
    let wanted: Vec<&str> = plan.columns.iter().map(|(_, h)| h.as_str()).collect();
    let header = header::find(&first, &wanted, shown)?;
    let remarks =
        Remarks { repeated: header.repeated(wanted.iter().copied()), ..Remarks::default() };
    let mut feeder = Feeder::new(plan, &header);
    for (row, line) in first.iter().zip(&lines).skip(header.data_from) {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        feeder.row(
            *line,
            row.len(),
            |at| cell(at).trim().is_empty(),
            |at, _| Ok(cell(at)),
            sink,
        )?;
    }
    while records.next()? {
        let record = &records.record;
        // One check for the whole row; columns that aren't mapped may hold anything.
        let whole = std::str::from_utf8(record.as_slice()).ok();
        let blank = |at: usize| record.get(at).is_none_or(|b| b.trim_ascii().is_empty());
        let cell = |at: usize, heading: &str| {
            let quick = whole.and_then(|text| text.get(record.range(at)?));
            quick.map_or_else(|| records.text(record.get(at).unwrap_or_default(), heading), Ok)
        };
        feeder.row(records.line, record.len(), blank, cell, sink)?;
    }
    feeder.flush(sink)?;
    Ok((records.into_source(), remarks))
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
