//! From columns of text to typed columns: one set of rules for every file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::StringBuilder;
use arrow::datatypes::Schema;
use arrow::record_batch::RecordBatch;

use super::batch::{Aside, Part, Plan, Reason, TextBatch, TextColumn, ValueAside};
use super::channel::channel;
pub(super) use super::columns::utc_name;
use super::columns::{Typed, record_batch, schema_of};
use super::faults::Faults;
use super::heading::Cleaner;
use super::quantity;
use super::reading::{self, Days, Hints, Reading};
use super::settle;
use super::shape::Shape;
use super::stamp::{self, DAY_US, Stamp, Unread};
use super::values::{nothing, unknown};
use super::wide::{self, WidePlan};
use super::zone::{Instant, Zone};
use crate::error::{Error, Result};
use crate::study::{
    DateOrder, DecimalMark, Field, FieldType, Input, InputKind, Officers, PlannedUnit, fields,
    placeholder,
};

/// A promise that names only a day holds until its last second.
const LAST_SECOND_US: i64 = DAY_US - 1_000_000;
/// The column whose values are people.
const OFFICER: &str = "officer";
/// Officers whose pseudonyms are remembered while a file is read.
const MOST_SHOWN: usize = 100_000;
/// Minutes of an office day where nobody says otherwise.
const OFFICE_DAY_MIN: f64 = 480.0;

/// How a stamp or number column of one file fared.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    pub filled: u64,
    pub unread: u64,
    /// The first few that couldn't be read, with their rows.
    pub examples: Vec<(i64, String)>,
}

impl Tally {
    fn unread(&mut self, row: i64, text: &str) {
        self.unread += 1;
        if self.examples.len() < 3 {
            self.examples.push((row, text.chars().take(60).collect()));
        }
    }
}

/// What the study says of how an input's columns are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub order: Option<DateOrder>,
    pub planned: Option<PlannedUnit>,
    pub decimal: Option<DecimalMark>,
    pub office_day_min: f64,
}

impl Given {
    pub(super) fn by(input: &Input) -> Self {
        Self {
            order: input.order,
            planned: input.planned,
            decimal: input.decimal,
            office_day_min: OFFICE_DAY_MIN,
        }
    }

    /// What planned times under this heading are in.
    pub(super) fn unit(&self, heading: &str) -> PlannedUnit {
        self.planned.or_else(|| quantity::unit_of(heading)).unwrap_or(PlannedUnit::Minutes)
    }

    fn unit_min(&self, field: &Field, heading: &str) -> f64 {
        if field.name != "planned_min" {
            return 1.0;
        }
        match self.unit(heading) {
            PlannedUnit::Minutes => 1.0,
            PlannedUnit::Hours => 60.0,
            PlannedUnit::Days => self.office_day_min,
            PlannedUnit::QuarterDays => self.office_day_min / 4.0,
        }
    }
}

/// How a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Way {
    pub stamps: Reading,
    pub decimal: Option<DecimalMark>,
}

/// A column of the plan, as its values come.
#[derive(Debug, Default, Clone)]
pub(super) struct Column {
    pub tally: Tally,
    pub stamps: reading::Evidence,
    pub numbers: quantity::Evidence,
    /// How it is read; `None` until it has a value.
    pub way: Option<Way>,
}

/// Types the batches of one table of one file.
pub(super) struct Typer {
    pub plan: Plan,
    shape: Shape,
    zone: Zone,
    pub given: Given,
    /// Headings or zone are Vietnamese.
    pub vietnamese: bool,
    /// One of the tables of a log: its dossiers have their events besides.
    of_log: bool,
    file_no: i32,
    schema: Arc<Schema>,
    officers: Officers,
    /// What stands for the officers seen so far.
    shown: BTreeMap<String, String>,
    /// One a column of the plan.
    pub columns: Vec<Column>,
    pub stamps_with_offset: u64,
    pub stamps_without: u64,
    /// Cells that stand for nothing, by heading and what they hold.
    pub blanks: BTreeMap<(String, String), u64>,
    /// Days of UTC with the offsets seen on them, where somebody wants to know.
    offsets: Option<BTreeSet<(i64, i64)>>,
}

/// The typers of the tables that one file fills.
pub(super) struct Typers {
    typers: Vec<Typer>,
    /// Of a wide table: a typer for its dossiers and one for each stage.
    wide: Option<WidePlan>,
}

impl Typers {
    pub(super) fn new(mut typers: Vec<Typer>) -> Self {
        let of_log = typers.len() > 1;
        for typer in &mut typers {
            typer.of_log = of_log;
        }
        Self { typers, wide: None }
    }

    /// Takes parts of a wide table too.
    pub(super) fn of_wide(self, plan: WidePlan) -> Self {
        Self { wide: Some(plan), ..self }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Typer> {
        self.typers.iter()
    }

    /// Also keeps which offsets were seen on which day.
    pub(super) fn remembering_offsets(mut self) -> Self {
        for typer in &mut self.typers {
            typer.offsets = Some(BTreeSet::new());
        }
        self
    }

    /// With the length of an office day, which planned times may be given in.
    pub(super) fn with_office_day(mut self, minutes: f64) -> Self {
        for typer in &mut self.typers {
            typer.given.office_day_min = minutes;
        }
        self
    }

    /// With officers as the study shows them: no other name of theirs is stored.
    pub(super) fn showing(mut self, officers: &Officers) -> Self {
        for typer in &mut self.typers {
            typer.officers = officers.clone();
        }
        self
    }

    /// With columns read in ways that are known.
    pub(super) fn reading(mut self, ways: &[Vec<Way>]) -> Self {
        for (typer, ways) in self.typers.iter_mut().zip(ways) {
            for (column, way) in typer.columns.iter_mut().zip(ways) {
                column.way = Some(*way);
            }
        }
        self
    }

    /// # Errors
    /// If nobody planned the part's table.
    pub(super) fn part(&mut self, part: Part) -> Result<TypedPart> {
        if part.table != InputKind::Wide {
            let table = part.table;
            return typed(self.typers.iter_mut().find(|t| t.plan.table == table), part);
        }
        let Some(wide) = &self.wide else { return typed(None, part) };
        let (dossiers, runs) = wide.unfold(part);
        let mut typers = self.typers.iter_mut();
        let mut whole = typed(typers.next(), dossiers)?;
        for part in runs {
            let mut run = typed(typers.next(), part)?;
            let asides = run.value_asides.iter_mut().map(|value| &mut value.aside);
            for aside in run.asides.iter_mut().chain(asides) {
                aside.row = wide::row_of(aside.row);
            }
            whole.further.push(run);
        }
        Ok(whole)
    }
}

/// # Errors
/// If there is no typer.
fn typed(typer: Option<&mut Typer>, part: Part) -> Result<TypedPart> {
    let Part { table, batch, mut asides, rows_in } = part;
    let typer =
        typer.ok_or_else(|| Error::failed("a reader sent rows of a table that nobody planned"))?;
    let typed = typer.batch(&typer.shape.of(batch))?;
    asides.extend(typed.asides);
    Ok(TypedPart {
        table,
        rows: typed.rows,
        asides,
        value_asides: typed.value_asides,
        rows_in,
        further: Vec::new(),
    })
}

/// A part of a file, typed.
pub(super) struct TypedPart {
    pub table: InputKind,
    pub rows: RecordBatch,
    /// What the reader and the typer set aside.
    pub asides: Vec<Aside>,
    /// Values of rows that stay.
    pub value_asides: Vec<ValueAside>,
    /// Rows of the file that stand behind it.
    pub rows_in: u64,
    /// Rows of other tables that come from the same rows of the file.
    pub further: Vec<TypedPart>,
}

/// What became of one batch.
pub(super) struct TypedBatch {
    /// In the columns of the table.
    pub rows: RecordBatch,
    pub asides: Vec<Aside>,
    /// Values of rows that stay.
    pub value_asides: Vec<ValueAside>,
}

impl Typer {
    pub(super) fn new(plan: Plan, zone: Zone, given: Given, file_no: i32) -> Self {
        let schema = schema_of(&plan);
        let columns = vec![Column::default(); plan.columns.len()];
        let vietnamese = zone.is_vietnamese() || settle::vietnamese(&plan);
        Self {
            plan,
            shape: Shape::default(),
            zone,
            given,
            vietnamese,
            of_log: false,
            file_no,
            schema,
            officers: Officers::Named,
            shown: BTreeMap::new(),
            columns,
            stamps_with_offset: 0,
            stamps_without: 0,
            blanks: BTreeMap::new(),
            offsets: None,
        }
    }

    /// Takes batches of this shape, which gives the columns of the plan.
    pub(super) fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// Times without offset that the zone's clock skipped or showed twice.
    pub(super) fn unclear_stamps(&self) -> u64 {
        self.zone.unclear
    }

    /// Day (since 1970-01-01, UTC) and offset in seconds, each pair once.
    pub(super) fn offsets(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.offsets.iter().flatten().copied()
    }

    /// Types a batch. A missing value that a row needs sets the row aside; one that can't be read is
    /// itself set aside, and its row only where no stamp is left of it. The first such column in the
    /// table's order is named.
    pub(super) fn batch(&mut self, batch: &TextBatch) -> Result<TypedBatch> {
        self.foresee(batch);
        let mut faults = Faults::new(batch.rows.len());
        let mut typed = Vec::with_capacity(batch.columns.len());
        let plan = std::mem::take(&mut self.plan.columns);
        for (index, ((field, heading), column)) in plan.iter().zip(&batch.columns).enumerate() {
            typed.push(self.column(index, field, heading, column, &batch.rows, &mut faults));
        }
        self.plan.columns = plan;
        let dossiers = self.plan.table == InputKind::Dossiers;
        if !(self.of_log && dossiers) {
            self.without_stamp(&typed, &mut faults);
        }
        let of_file = typed.len() - self.shape.constants();
        if dossiers && !self.of_log && of_file > 1 {
            self.lonely(batch, typed.get(..of_file).unwrap_or_default(), &mut faults);
        }
        let kept: Vec<bool> = faults.rows.iter().map(Option::is_none).collect();
        let rows = record_batch(&self.plan, &self.schema, self.file_no, batch, &typed, &kept)?;
        let (asides, value_asides) = faults.parted();
        Ok(TypedBatch { rows, asides, value_asides })
    }

    /// Tells from the first values of a column how it is likely to be read: if all its values say
    /// otherwise in the end, the file is read once more.
    fn foresee(&mut self, batch: &TextBatch) {
        let waiting = |column: &Column| column.way.is_none();
        if !self.columns.iter().any(waiting) {
            return;
        }
        let seen: Vec<Column> = self
            .plan
            .columns
            .iter()
            .zip(&batch.columns)
            .zip(&self.columns)
            .map(
                |(((field, _), texts), column)| {
                    if waiting(column) { self.glance(field, texts) } else { column.clone() }
                },
            )
            .collect();
        let ways = settle::ways(&[(self as &Self, seen.as_slice())]);
        let ways = ways.into_iter().flatten();
        for ((column, seen), way) in self.columns.iter_mut().zip(&seen).zip(ways) {
            if column.way.is_none() && seen.tally.filled > 0 {
                // Where they leave a doubt, the others may settle it.
                column.way = Some(way.unwrap_or_else(|| Way {
                    stamps: Reading::of(self.given.order.unwrap_or_default()),
                    decimal: None,
                }));
            }
        }
    }

    /// What the values of one batch show.
    fn glance(&self, field: &Field, texts: &TextColumn) -> Column {
        let mut column = Column::default();
        match field.field_type {
            FieldType::Text | FieldType::Channel => {}
            FieldType::Number => {
                for text in texts.iter().map(str::trim) {
                    if !text.is_empty() && !nothing(text) {
                        column.tally.filled += 1;
                        let _ = column.numbers.read(text, 0);
                    }
                }
            }
            FieldType::Stamp | FieldType::Due => {
                let mut zone = self.zone.clone();
                for text in texts.iter().map(str::trim) {
                    if text.is_empty() || nothing(text) {
                        continue;
                    }
                    column.tally.filled += 1;
                    let Ok(written) = stamp::written(text) else { continue };
                    column.stamps.written(&written, 0, text);
                    let read = reading::in_some_order(&written, self.given.order);
                    if let Some(stamp) = read
                        && let Some(at) = zone.place(&stamp, 0)
                    {
                        column.stamps.placed(&stamp, at.local);
                    }
                }
            }
        }
        column
    }

    /// # Errors
    /// Of kind `Input` where every date of a column is unreadable.
    pub(super) fn finish(&self, file: &str) -> Result<()> {
        let columns = self.plan.columns.iter().zip(&self.columns);
        for ((field, heading), column) in columns {
            if column.tally.filled > 0 && column.tally.unread == column.tally.filled {
                return Err(settle::unread(file, field, heading, column));
            }
        }
        Ok(())
    }

    /// Sets aside dossiers of which nothing is known but a code: totals and signatures below a table
    /// stand in its first column.
    fn lonely(&self, batch: &TextBatch, typed: &[Typed], faults: &mut Faults) {
        let heading = self.plan.columns.first().map_or("", |(_, h)| h.as_str());
        let codes = batch.columns.first().into_iter().flat_map(TextColumn::iter);
        let odd: BTreeSet<usize> = faults.values.iter().map(|(at, _)| *at).collect();
        for (at, ((fault, row), code)) in
            faults.rows.iter_mut().zip(&batch.rows).zip(codes).enumerate()
        {
            let empty = || typed.iter().skip(1).all(|column| column.empty(at));
            if fault.is_none() && !odd.contains(&at) && empty() {
                *fault = Some(Aside::new(*row, heading, code, Reason::Lonely));
            }
        }
    }

    /// Sets aside rows of which a stamp can't be read and no other is left.
    fn without_stamp(&self, typed: &[Typed], faults: &mut Faults) {
        let stamped =
            |at: usize| typed.iter().any(|c| matches!(c, Typed::Stamps(_)) && !c.empty(at));
        for (at, odd) in &faults.values {
            let stamp = fields(self.plan.table).iter().any(|f| {
                f.name == odd.field && matches!(f.field_type, FieldType::Stamp | FieldType::Due)
            });
            let unread = matches!(odd.aside.reason, Reason::NotADate | Reason::OutOfRange);
            if let Some(slot @ None) = faults.rows.get_mut(*at)
                && stamp
                && unread
                && !stamped(*at)
            {
                *slot = Some(odd.aside.clone());
            }
        }
    }

    fn column(
        &mut self,
        index: usize,
        field: &'static Field,
        heading: &str,
        column: &TextColumn,
        rows: &[i64],
        faults: &mut Faults,
    ) -> Typed {
        let mut fault = |at: usize, value: &str, reason: Reason| {
            let Some(&row) = rows.get(at) else { return };
            let value = if field.name == OFFICER { "" } else { value };
            let aside = Aside::new(row, heading, value, reason);
            if field.required {
                faults.row(at, aside);
            } else {
                faults.value(at, field.name, aside);
            }
        };
        match field.field_type {
            FieldType::Text | FieldType::Channel => {
                let mut texts = StringBuilder::with_capacity(rows.len(), column.bytes());
                let mut cleaner = Cleaner::new();
                // A batch has few labels of channels, each many times.
                let mut channels: BTreeMap<&str, String> = BTreeMap::new();
                for (at, raw) in column.iter().enumerate() {
                    if let Some(known) = channels.get(raw) {
                        texts.append_value(known);
                        continue;
                    }
                    if let Some(shown) = unknown(raw) {
                        fault(at, shown, Reason::UnknownValue);
                        texts.append_null();
                        continue;
                    }
                    let text = cleaner.clean(raw);
                    if text.is_empty() {
                        if field.required {
                            fault(at, raw, Reason::Missing);
                        }
                        texts.append_null();
                    } else if placeholder(field.name, &text) {
                        *self.blanks.entry((heading.to_owned(), text.into_owned())).or_default() +=
                            1;
                        texts.append_null();
                    } else if field.field_type == FieldType::Channel {
                        let name = channel(&text);
                        texts.append_value(name);
                        channels.insert(raw, name.to_owned());
                    } else if field.name == OFFICER {
                        texts.append_value(self.officer(&text));
                    } else {
                        texts.append_value(text);
                    }
                }
                Typed::Text(texts.finish())
            }
            FieldType::Number => {
                let unit_min = self.given.unit_min(field, heading);
                let read = |(at, raw): (usize, &str)| {
                    let row = rows.get(at).copied().unwrap_or(0);
                    self.number(index, raw, unit_min, row).unwrap_or_else(|reason| {
                        fault(at, unknown(raw).unwrap_or(raw), reason);
                        None
                    })
                };
                Typed::Numbers(column.iter().enumerate().map(read).collect())
            }
            FieldType::Stamp | FieldType::Due => {
                let due = field.field_type == FieldType::Due;
                let read = |(at, raw): (usize, &str)| {
                    let row = rows.get(at).copied().unwrap_or(0);
                    self.stamp(index, raw, due, row).unwrap_or_else(|reason| {
                        fault(at, unknown(raw).unwrap_or(raw), reason);
                        None
                    })
                };
                Typed::Stamps(column.iter().enumerate().map(read).collect())
            }
        }
    }

    fn officer<'a>(&'a mut self, name: &'a str) -> &'a str {
        if self.officers == Officers::Named {
            return name;
        }
        let Self { officers, shown, .. } = self;
        if !shown.contains_key(name) {
            // A column of applicants would fill the memory.
            if shown.len() >= MOST_SHOWN {
                shown.clear();
            }
            shown.insert(name.to_owned(), officers.shown(name).into_owned());
        }
        shown.get(name).map_or("", String::as_str)
    }

    fn number(
        &mut self,
        index: usize,
        raw: &str,
        unit_min: f64,
        row: i64,
    ) -> Result<Option<f64>, Reason> {
        let text = raw.trim();
        if text.is_empty() || nothing(text) {
            return Ok(None);
        }
        if unknown(text).is_some() {
            return Err(Reason::UnknownValue);
        }
        let Some(column) = self.columns.get_mut(index) else { return Ok(None) };
        column.tally.filled += 1;
        let read = column.numbers.read(text, row);
        if read.is_err() {
            column.tally.unread(row, text);
        }
        Ok(Some(read?.minutes(column.way.unwrap_or_default().decimal, unit_min)))
    }

    fn stamp(
        &mut self,
        index: usize,
        raw: &str,
        due: bool,
        row: i64,
    ) -> Result<Option<Instant>, Reason> {
        let text = raw.trim();
        if text.is_empty() || nothing(text) {
            return Ok(None);
        }
        if unknown(text).is_some() {
            return Err(Reason::UnknownValue);
        }
        let Some(column) = self.columns.get_mut(index) else { return Ok(None) };
        column.tally.filled += 1;
        let reading = column.way.unwrap_or_default().stamps;
        let read = stamp::written(text).and_then(|written| {
            column.stamps.written(&written, row, text);
            written.stamp(&reading)
        });
        let stamp = read.map_err(|unread| {
            if matches!(unread, Unread::NotADate | Unread::OutOfRange) {
                column.tally.unread(row, text);
            }
            Reason::from(unread)
        })?;
        let default_us = if due { LAST_SECOND_US } else { 0 };
        let placed = self.zone.place(&stamp, default_us);
        if let Some(at) = placed {
            column.stamps.placed(&stamp, at.local);
        }
        let mut at = placed.ok_or(Reason::OutOfRange)?;
        if reading.is_nothing(&stamp) || (at.utc == 0 && !reading.epoch) {
            return Err(Reason::PlaceholderDate);
        }
        if let (Some(offsets), Some(_), Some(offset)) =
            (&mut self.offsets, stamp.time_us, stamp.offset_s)
        {
            offsets.insert((at.utc.div_euclid(DAY_US), offset));
        }
        let day = match reading.days {
            Days::No => None,
            Days::Written => (stamp.time_us == Some(0)).then_some(stamp.day),
            Days::Local => stamp.time_us.map(|_| at.local.div_euclid(DAY_US)),
        };
        if let Some(day) = day {
            let day = Stamp { day, time_us: None, offset_s: None };
            at = self.zone.place(&day, default_us).ok_or(Reason::OutOfRange)?;
            return Ok(Some(at));
        }
        // A date alone is a day in any zone: it neither has an offset nor lacks one.
        match (stamp.time_us, stamp.offset_s) {
            (Some(_), Some(_)) => self.stamps_with_offset += 1,
            (Some(_), None) => self.stamps_without += 1,
            (None, _) => {}
        }
        Ok(Some(at))
    }

    /// What is known of a column besides its values.
    pub(super) fn hints(&self, field: &Field) -> Hints {
        Hints {
            order: self.given.order,
            others: None,
            vietnamese: self.vietnamese,
            due: field.field_type == FieldType::Due,
        }
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{Array, AsArray};
    use arrow::datatypes::TimestampMicrosecondType;

    use super::*;

    fn typer(table: InputKind, columns: &[&str]) -> Typer {
        let plan =
            Plan::new(table, |f| columns.contains(&f.name).then(|| format!("Cột {}", f.name)));
        let given = Given {
            order: Some(DateOrder::Dmy),
            planned: None,
            decimal: None,
            office_day_min: 480.0,
        };
        Typer::new(plan, Zone::named("Asia/Ho_Chi_Minh").unwrap(), given, 1)
    }

    fn rows(columns: usize, rows: &[&[&str]]) -> TextBatch {
        let mut batch = TextBatch::new(columns);
        for (i, row) in rows.iter().enumerate() {
            batch.push(i as i64 + 2, row.iter().copied());
        }
        batch
    }

    #[test]
    fn codes_stay_text_and_a_date_alone_is_due_at_the_end_of_its_day() {
        let mut typer =
            typer(InputKind::Dossiers, &["dossier_id", "procedure_code", "received_at", "due_at"]);
        let out =
            typer.batch(&rows(4, &[&[" H56-1 ", "1.000010", "01/02/2023", "03/02/2023"]])).unwrap();
        assert!(out.asides.is_empty());
        let text = |name: &str| {
            let column = out.rows.column_by_name(name).unwrap();
            column.as_string::<i32>().value(0).to_owned()
        };
        let at = |name: &str| {
            let column = out.rows.column_by_name(name).unwrap();
            column.as_primitive::<TimestampMicrosecondType>().value(0) / 1_000_000
        };
        assert_eq!(text("dossier_id"), "H56-1");
        assert_eq!(text("procedure_code"), "1.000010");
        assert_eq!(at("received_at"), 1_675_209_600);
        assert_eq!(at("received_utc"), 1_675_209_600 - 7 * 3_600);
        assert_eq!(at("due_at"), 1_675_209_600 + 3 * 86_400 - 1);
        assert!(out.rows.column_by_name("result_at").unwrap().is_null(0));
    }

    #[test]
    fn a_value_that_cannot_be_read_is_set_aside_and_its_row_only_where_no_stamp_is_left() {
        let mut typer =
            typer(InputKind::Runs, &["dossier_id", "step", "finished_at", "planned_min"]);
        let out = typer
            .batch(&rows(
                4,
                &[
                    &["a", "Thẩm định", "31/02/2023 08:00", "60"],
                    &["a", "Thẩm định", "28/02/2023 08:00", "60,5"],
                    &["", "Thẩm định", "28/02/2023 08:00", ""],
                    &["a", "Thẩm định", "NULL", "một giờ"],
                    &["a", "Thẩm định", "", "-5"],
                    &["a", "Thẩm định", "\u{1}#N/A", ""],
                    &["\u{1}#REF!", "Thẩm định", "28/02/2023 08:00", ""],
                ],
            ))
            .unwrap();
        assert_eq!(out.rows.num_rows(), 4);
        let is = |a: &Aside| (a.row, a.column.clone(), a.value.clone(), a.reason);
        let of = |row, column: &str, value: &str, reason| {
            (row, format!("Cột {column}"), value.to_owned(), reason)
        };
        assert_eq!(
            out.asides.iter().map(is).collect::<Vec<_>>(),
            [
                of(2, "finished_at", "31/02/2023 08:00", Reason::NotADate),
                of(4, "dossier_id", "", Reason::Missing),
                of(8, "dossier_id", "#REF!", Reason::UnknownValue),
            ]
        );
        assert_eq!(
            out.value_asides.iter().map(|v| is(&v.aside)).collect::<Vec<_>>(),
            [
                of(7, "finished_at", "#N/A", Reason::UnknownValue),
                of(5, "planned_min", "một giờ", Reason::NotANumber),
                of(6, "planned_min", "-5", Reason::OutOfRange),
            ]
        );
        assert!(typer.finish("f.csv").is_ok());
    }

    #[test]
    fn a_column_without_a_single_date_is_an_error_with_examples() {
        let mut typer = typer(InputKind::Runs, &["dossier_id", "step", "finished_at"]);
        typer.batch(&rows(3, &[&["a", "s", "12/31/2023"], &["a", "s", "12/30/2023"]])).unwrap();
        let error = typer.finish("f.csv").unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.message.contains("Cột finished_at"), "{error}");
        assert_eq!(error.details, ["row 2: \"12/31/2023\"", "row 3: \"12/30/2023\""]);
        assert!(error.help.unwrap().contains("order = \"mdy\""));
    }

    #[test]
    fn stamps_with_and_without_offset_are_counted() {
        let mut typer = typer(InputKind::Runs, &["dossier_id", "step", "finished_at"]);
        typer
            .batch(&rows(
                3,
                &[
                    &["a", "s", "2023-01-02T08:00:00+07:00"],
                    &["a", "s", "2023-01-02 08:00"],
                    &["a", "s", "2023-01-02"],
                ],
            ))
            .unwrap();
        assert_eq!((typer.stamps_with_offset, typer.stamps_without), (1, 1));
    }
}
