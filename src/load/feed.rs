//! Rows of a table into the planned columns: the headings found, the cells below them handed on.

use std::borrow::Cow;
use std::sync::Arc;

use super::batch::{Aside, BATCH_ROWS, Part, Plan, Reason, Sink, TextBatch};
use super::header::{self, Header, SEARCHED_ROWS};
use super::heading::clean;
use super::lifecycle::Watch;
use super::reader::{Asked, Read, Reader, Row, TableReader};
use super::source::{self, Place};
use crate::error::{Error, Result};
use crate::study::FieldType;

/// The rows at the top of a table, for whoever must guess what they mean.
pub(super) struct Top {
    /// As the headings are looked for in them: � stands for what can't be made out.
    pub seen: Vec<Vec<String>>,
    /// Whether a bare number in a column of dates is a day.
    pub serial_days: bool,
    headed: bool,
}

impl Top {
    /// The headings, as far as they can be told.
    pub(super) fn header(&self) -> Option<Header> {
        if self.headed {
            return self.seen.first().map(|names| Header::single(names, 1));
        }
        header::guess(&self.seen)
    }
}

/// The first rows of a table.
///
/// # Errors
/// Where it can't be read, or is no table.
pub(super) fn top(asked: &Asked<'_>, rows: usize) -> Result<Top> {
    let mut seen = Vec::new();
    let (table, _) = each(asked, &mut |row| {
        let cell = |at: usize| match row.is_number(at) {
            true => unmistakable(row.seen(at)).into_owned(),
            false => row.seen(at).into_owned(),
        };
        seen.push((0..row.width()).map(cell).collect());
        Ok(seen.len() < rows)
    })?;
    Ok(Top { seen, serial_days: table.serial_days, headed: table.headed })
}

/// A small table in memory.
pub(super) struct Whole {
    pub header: Option<Header>,
    /// Every row with its number, those above the headings too.
    pub rows: Vec<(i64, Vec<String>)>,
    pub sha256: String,
}

/// Every row of a small table as text.
///
/// # Errors
/// As [`top`], and where a cell can't be made out.
pub(super) fn whole(asked: &Asked<'_>) -> Result<Whole> {
    let mut rows = Vec::new();
    let mut seen = Vec::new();
    let (table, read) = each(asked, &mut |row| {
        if seen.len() < SEARCHED_ROWS {
            seen.push((0..row.width()).map(|at| row.seen(at).into_owned()).collect());
        }
        let cells = (0..row.width()).map(|at| row.text(at, "", false).map(Cow::into_owned));
        rows.push((row.number(), cells.collect::<Result<Vec<_>>>()?));
        Ok(true)
    })?;
    let top = Top { seen, serial_days: table.serial_days, headed: table.headed };
    Ok(Whole { header: top.header(), rows, sha256: hashed(asked, read)?.sha256 })
}

/// Reads a table into batches.
///
/// # Errors
/// Where it can't be read, or lacks a heading of the plan.
pub(super) fn read(asked: &Asked<'_>, plan: &Plan, sink: &mut Sink<'_>) -> Result<Read> {
    let wanted: Vec<&str> = plan.columns.iter().map(|(_, h)| h.as_str()).collect();
    let asked = Asked { wanted: &wanted, read: Arc::clone(&asked.read), ..*asked };
    let headed = Reader::of(asked.path, asked.shown)?.table(asked.shown)?.headed;
    let searched = if headed { 1 } else { SEARCHED_ROWS };
    let mut first: Vec<Box<dyn Row>> = Vec::new();
    let mut feeder = None;
    let mut repeated = Vec::new();
    let mut begin = |first: &[Box<dyn Row>], sink: &mut Sink<'_>| -> Result<Feeder> {
        let seen: Vec<Vec<String>> = first
            .iter()
            .map(|row| (0..row.width()).map(|at| row.seen(at).into_owned()).collect())
            .collect();
        let header = header::find(&seen, &wanted, asked.shown)
            .map_err(|missing| garbled(first).unwrap_or(missing))?;
        repeated = header.repeated(wanted.iter().copied());
        let mut feeder = Feeder::new(plan, &header);
        let from = if headed { 1 } else { header.data_from };
        for row in first.iter().skip(from) {
            feeder.row(row.as_ref(), sink)?;
        }
        Ok(feeder)
    };
    let (_, mut read) = each(&asked, &mut |row| {
        match &mut feeder {
            Some(feeder) => Feeder::row(feeder, row, sink)?,
            None => {
                first.push(row.keep());
                if first.len() >= searched {
                    feeder = Some(begin(&std::mem::take(&mut first), sink)?);
                }
            }
        }
        Ok(true)
    })?;
    let mut feeder = match feeder {
        Some(feeder) => feeder,
        None if first.is_empty() => {
            return Err(Error::input(format!("{} has no rows", asked.shown))
                .help("export it again, or take it out of study.toml"));
        }
        None => begin(&first, sink)?,
    };
    feeder.judge(asked.shown)?;
    feeder.flush(sink)?;
    read.remarks.repeated = repeated;
    hashed(&asked, read)
}

/// Every row of a table, unpacked where that is needed.
fn each(
    asked: &Asked<'_>,
    take: &mut dyn FnMut(&dyn Row) -> Result<bool>,
) -> Result<(&'static TableReader, Read)> {
    let reader = Reader::of(asked.path, asked.shown)?;
    let table = reader.table(asked.shown)?;
    let place: Place = reader.place(asked.path, asked.shown)?;
    let inside = Asked { path: place.path(), read: Arc::clone(&asked.read), ..*asked };
    let mut read = (table.rows)(&inside, take)?;
    if place.packed() {
        read.sha256.clear();
    }
    Ok((table, read))
}

/// Sees to it that the file is hashed as it lies on disk.
fn hashed(asked: &Asked<'_>, mut read: Read) -> Result<Read> {
    if read.sha256.is_empty() {
        read.sha256 = source::sha256_of(asked.path, asked.shown)?;
    }
    Ok(read)
}

/// Headings that can't be found because they can't be made out.
fn garbled(first: &[Box<dyn Row>]) -> Option<Error> {
    first.iter().find_map(|row| {
        let at = (0..row.width()).find(|at| row.seen(*at).contains('\u{fffd}'))?;
        row.text(at, "", false).err()
    })
}

/// Takes rows of cells apart into the planned columns.
struct Feeder {
    /// Heading, position and type of each planned column.
    positions: Vec<(String, Option<usize>, FieldType)>,
    width: usize,
    part: Part,
    /// What columns that aren't read hold, with their positions, where that matters.
    watch: Option<(Watch, Vec<(usize, String)>)>,
}

impl Feeder {
    fn new(plan: &Plan, header: &Header) -> Self {
        let positions = plan
            .columns
            .iter()
            .map(|(field, heading)| (heading.clone(), header.position(heading), field.field_type))
            .collect();
        let part = Part {
            table: plan.table,
            batch: TextBatch::new(plan.columns.len()),
            asides: Vec::new(),
            rows_in: 0,
        };
        let watch = plan.could_be_events().then(|| {
            let read = |name: &String| plan.columns.iter().any(|(_, h)| clean(h) == *name);
            let names = header.names.iter().cloned().enumerate();
            let unread = names.filter(|(_, name)| !name.is_empty() && !read(name));
            (Watch::new(), unread.collect())
        });
        Self { positions, width: header.names.len(), part, watch }
    }

    /// # Errors
    /// Where a column that isn't read says that the rows are no runs.
    fn judge(&self, shown: &str) -> Result<()> {
        self.watch.as_ref().map_or(Ok(()), |(watch, _)| watch.judge(shown))
    }

    /// Adds a row. Rows without anything are passed over, ragged ones set aside.
    fn row(&mut self, row: &dyn Row, sink: &mut Sink<'_>) -> Result<()> {
        let width = row.width();
        if (0..width).all(|at| row.blank(at)) {
            return Ok(());
        }
        if width < self.width || (self.width..width).any(|at| !row.blank(at)) {
            return self.ragged(row, sink);
        }
        self.part.rows_in += 1;
        let batch = &mut self.part.batch;
        for ((heading, position, of), column) in self.positions.iter().zip(&mut batch.columns) {
            let Some(at) = *position else {
                column.push("");
                continue;
            };
            let day = matches!(of, FieldType::Stamp | FieldType::Due);
            let text = row.text(at, heading, day)?;
            column.push(&if *of == FieldType::Number && row.is_number(at) {
                unmistakable(text)
            } else {
                text
            });
        }
        batch.rows.push(row.number());
        if let Some((watch, unread)) = self.watch.as_mut().filter(|(watch, _)| watch.looks()) {
            watch.row_begins();
            for (at, heading) in unread.iter() {
                watch.cell(heading, &row.seen(*at));
            }
        }
        if self.part.batch.full() {
            self.flush(sink)?;
        }
        Ok(())
    }

    /// Another number of cells than headings: each line of it is a row lost, should an open quotation
    /// mark have swallowed some.
    fn ragged(&mut self, row: &dyn Row, sink: &mut Sink<'_>) -> Result<()> {
        let value = format!("{} / {}", row.width(), self.width);
        for line in (row.number()..).take(usize::try_from(row.lines()).unwrap_or(usize::MAX)) {
            self.part.rows_in += 1;
            self.part.asides.push(Aside::new(line, "", &value, Reason::Ragged));
            if self.part.asides.len() >= BATCH_ROWS {
                self.flush(sink)?;
            }
        }
        Ok(())
    }

    fn flush(&mut self, sink: &mut Sink<'_>) -> Result<()> {
        let part = Part {
            table: self.part.table,
            batch: self.part.batch.take(),
            asides: std::mem::take(&mut self.part.asides),
            rows_in: std::mem::take(&mut self.part.rows_in),
        };
        sink(part)
    }
}

/// A number of the format's own, written so that nobody takes its point for one between thousands.
fn unmistakable(number: Cow<'_, str>) -> Cow<'_, str> {
    match number.split_once('.') {
        Some((_, d)) if d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()) => {
            Cow::Owned(format!("{number}0"))
        }
        _ => number,
    }
}
