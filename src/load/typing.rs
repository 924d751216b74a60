//! From columns of text to typed columns: one set of rules for every file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, Float64Array, Int32Array, Int64Array, StringArray, StringBuilder,
    TimestampMicrosecondArray, new_null_array,
};
use arrow::datatypes::{DataType, Field as ArrowField, Schema, TimeUnit};
use arrow::record_batch::RecordBatch;

use super::batch::{Aside, Part, Plan, Reason, TextBatch, TextColumn, ValueAside};
use super::channel::channel;
use super::heading::Cleaner;
use super::shape::Shape;
use super::stamp::{self, DAY_US};
use super::values::{nothing, number, unknown};
use super::wide::{self, WidePlan};
use super::zone::{Instant, Zone};
use crate::error::{Error, Result};
use crate::study::{DateOrder, Field, FieldType, InputKind, fields};

/// A promise that names only a day holds until its last second.
const LAST_SECOND_US: i64 = DAY_US - 1_000_000;
/// How a stamp column of one file fared.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    pub filled: u64,
    pub unread: u64,
    /// The first few that couldn't be read, with their rows.
    pub examples: Vec<(i64, String)>,
}

/// Types the batches of one table of one file.
pub(super) struct Typer {
    plan: Plan,
    shape: Shape,
    zone: Zone,
    order: DateOrder,
    file_no: i32,
    schema: Arc<Schema>,
    /// One a column of the plan.
    tallies: Vec<Tally>,
    pub stamps_with_offset: u64,
    pub stamps_without: u64,
    /// Days of UTC with the offsets seen on them, where somebody wants to know.
    offsets: Option<BTreeSet<(i64, i64)>>,
}

/// A typed column before it is known which rows stay.
enum Typed {
    Text(StringArray),
    Stamps(Vec<Option<Instant>>),
    Numbers(Vec<Option<f64>>),
}

impl Typed {
    fn empty(&self, at: usize) -> bool {
        match self {
            Self::Text(values) => at >= values.len() || values.is_null(at),
            Self::Stamps(values) => values.get(at).is_none_or(Option::is_none),
            Self::Numbers(values) => values.get(at).is_none_or(Option::is_none),
        }
    }
}

/// The typers of the tables that one file fills.
pub(super) struct Typers {
    typers: Vec<Typer>,
    /// Of a wide table: a typer for its dossiers and one for each stage.
    wide: Option<WidePlan>,
}

impl Typers {
    pub(super) fn new(typers: Vec<Typer>) -> Self {
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

/// What is wrong in a batch.
struct Faults {
    /// One a row: what sets it aside.
    rows: Vec<Option<Aside>>,
    /// By column, then by row.
    values: Vec<(usize, ValueAside)>,
}

impl Faults {
    fn new(rows: usize) -> Self {
        Self { rows: vec![None; rows], values: Vec::new() }
    }

    fn row(&mut self, at: usize, aside: Aside) {
        if let Some(slot @ None) = self.rows.get_mut(at) {
            *slot = Some(aside);
        }
    }

    fn value(&mut self, at: usize, field: &'static str, aside: Aside) {
        self.values.push((at, ValueAside { field, aside }));
    }

    /// Values of rows that stay, and the rows that don't.
    fn parted(self) -> (Vec<Aside>, Vec<ValueAside>) {
        let stays = |at: &usize| self.rows.get(*at).is_some_and(Option::is_none);
        let values =
            self.values.iter().filter(|(at, _)| stays(at)).map(|(_, v)| v.clone()).collect();
        (self.rows.into_iter().flatten().collect(), values)
    }
}

impl Typer {
    pub(super) fn new(plan: Plan, zone: Zone, order: DateOrder, file_no: i32) -> Self {
        let schema = Arc::new(Schema::new(arrow_fields(&plan)));
        let tallies = vec![Tally::default(); plan.columns.len()];
        Self {
            plan,
            shape: Shape::default(),
            zone,
            order,
            file_no,
            schema,
            tallies,
            stamps_with_offset: 0,
            stamps_without: 0,
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
        let mut faults = Faults::new(batch.rows.len());
        let mut typed = Vec::with_capacity(batch.columns.len());
        let plan = std::mem::take(&mut self.plan.columns);
        for (index, ((field, heading), column)) in plan.iter().zip(&batch.columns).enumerate() {
            typed.push(self.column(index, field, heading, column, &batch.rows, &mut faults));
        }
        self.plan.columns = plan;
        self.without_stamp(&typed, &mut faults);
        let of_file = typed.len() - self.shape.constants();
        if self.plan.table == InputKind::Dossiers && of_file > 1 {
            self.lonely(batch, typed.get(..of_file).unwrap_or_default(), &mut faults);
        }
        let kept: Vec<bool> = faults.rows.iter().map(Option::is_none).collect();
        let rows = self.record_batch(batch, &typed, &kept)?;
        let (asides, value_asides) = faults.parted();
        Ok(TypedBatch { rows, asides, value_asides })
    }

    /// # Errors
    /// Of kind `Input` where every date of a column is unreadable.
    pub(super) fn finish(&self, file: &str) -> Result<()> {
        for ((_, heading), tally) in self.plan.columns.iter().zip(&self.tallies) {
            if tally.filled > 0 && tally.unread == tally.filled {
                let mut error = Error::input(format!(
                    "{file}: no date of column \"{heading}\" can be read ({} of {})",
                    tally.unread, tally.filled
                ));
                for (row, value) in &tally.examples {
                    error = error.detail(format!("row {row}: \"{value}\""));
                }
                return Err(error.help(format!(
                    "dates are read as {}; set  [input.dates] order = \"mdy\"  (or \"ymd\") in study.toml if that is wrong, or map another column",
                    self.order.as_str()
                )));
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
                    } else if field.field_type == FieldType::Channel {
                        let name = channel(&text);
                        texts.append_value(name);
                        channels.insert(raw, name.to_owned());
                    } else {
                        texts.append_value(text);
                    }
                }
                Typed::Text(texts.finish())
            }
            FieldType::Number => Typed::Numbers(
                column
                    .iter()
                    .enumerate()
                    .map(|(at, raw)| {
                        number(raw).unwrap_or_else(|reason| {
                            fault(at, unknown(raw).unwrap_or(raw), reason);
                            None
                        })
                    })
                    .collect(),
            ),
            FieldType::Stamp | FieldType::Due => {
                let default_us =
                    if field.field_type == FieldType::Due { LAST_SECOND_US } else { 0 };
                Typed::Stamps(
                    column
                        .iter()
                        .enumerate()
                        .map(|(at, raw)| {
                            self.stamp(index, raw, default_us, rows.get(at).copied())
                                .unwrap_or_else(|reason| {
                                    fault(at, unknown(raw).unwrap_or(raw), reason);
                                    None
                                })
                        })
                        .collect(),
                )
            }
        }
    }

    fn stamp(
        &mut self,
        index: usize,
        raw: &str,
        default_us: i64,
        row: Option<i64>,
    ) -> Result<Option<Instant>, Reason> {
        let text = raw.trim();
        if text.is_empty() || nothing(text) {
            return Ok(None);
        }
        if unknown(text).is_some() {
            return Err(Reason::UnknownValue);
        }
        let read = stamp::read(text, self.order);
        if let Some(tally) = self.tallies.get_mut(index) {
            tally.filled += 1;
            if read.is_err() {
                tally.unread += 1;
                if tally.examples.len() < 3 {
                    tally.examples.push((row.unwrap_or(0), text.chars().take(60).collect()));
                }
            }
        }
        let stamp = read.map_err(Reason::from)?;
        // A date alone is a day in any zone: it neither has an offset nor lacks one.
        match (stamp.time_us, stamp.offset_s) {
            (Some(_), Some(_)) => self.stamps_with_offset += 1,
            (Some(_), None) => self.stamps_without += 1,
            (None, _) => {}
        }
        let at = self.zone.place(&stamp, default_us).ok_or(Reason::OutOfRange)?;
        if let (Some(offsets), Some(_), Some(offset)) =
            (&mut self.offsets, stamp.time_us, stamp.offset_s)
        {
            offsets.insert((at.utc.div_euclid(DAY_US), offset));
        }
        Ok(Some(at))
    }

    fn record_batch(
        &self,
        batch: &TextBatch,
        typed: &[Typed],
        kept: &[bool],
    ) -> Result<RecordBatch> {
        let row_no: Int64Array =
            batch.rows.iter().zip(kept).filter(|(_, k)| **k).map(|(row, _)| *row).collect();
        let count = row_no.len();
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(self.schema.fields().len());
        columns.push(Arc::new(Int32Array::from_value(self.file_no, count)));
        columns.push(Arc::new(row_no));
        for field in fields(self.plan.table) {
            let at = self.plan.columns.iter().position(|(f, _)| f.name == field.name);
            match at.and_then(|at| typed.get(at)) {
                Some(column) => push_column(&mut columns, column, kept),
                None => {
                    for arrow_field in arrow_field(field) {
                        columns.push(new_null_array(arrow_field.data_type(), count));
                    }
                }
            }
        }
        RecordBatch::try_new(self.schema.clone(), columns)
            .map_err(|e| Error::failed(format!("a batch doesn't fit its table: {e}")))
    }
}

/// The Arrow columns of a canonical one: a stamp has two.
fn arrow_field(field: &Field) -> Vec<ArrowField> {
    match field.field_type {
        FieldType::Text | FieldType::Channel => {
            vec![ArrowField::new(field.name, DataType::Utf8, true)]
        }
        FieldType::Number => vec![ArrowField::new(field.name, DataType::Float64, true)],
        FieldType::Stamp | FieldType::Due => {
            let stamp = DataType::Timestamp(TimeUnit::Microsecond, None);
            let utc = utc_name(field.name);
            vec![
                ArrowField::new(field.name, stamp.clone(), true),
                ArrowField::new(utc, stamp, true),
            ]
        }
    }
}

/// `due_at` → `due_utc`.
pub(super) fn utc_name(name: &str) -> String {
    format!("{}_utc", name.strip_suffix("_at").unwrap_or(name))
}

fn arrow_fields(plan: &Plan) -> Vec<ArrowField> {
    let mut out = vec![
        ArrowField::new("file_no", DataType::Int32, false),
        ArrowField::new("row_no", DataType::Int64, false),
    ];
    out.extend(fields(plan.table).iter().flat_map(arrow_field));
    out
}

fn push_column(columns: &mut Vec<ArrayRef>, column: &Typed, kept: &[bool]) {
    match column {
        Typed::Text(values) => columns.push(kept_texts(values, kept)),
        Typed::Numbers(values) => {
            columns.push(Arc::new(keep(values, kept).copied().collect::<Float64Array>()));
        }
        Typed::Stamps(values) => {
            let pick = |part: fn(&Instant) -> i64| -> ArrayRef {
                Arc::new(
                    keep(values, kept)
                        .map(|v| v.as_ref().map(part))
                        .collect::<TimestampMicrosecondArray>(),
                )
            };
            columns.push(pick(|i| i.local));
            columns.push(pick(|i| i.utc));
        }
    }
}

fn kept_texts(values: &StringArray, kept: &[bool]) -> ArrayRef {
    if kept.iter().all(|kept| *kept) {
        return Arc::new(values.clone());
    }
    let stay = values.iter().zip(kept).filter(|(_, kept)| **kept).map(|(value, _)| value);
    Arc::new(stay.collect::<StringArray>())
}

fn keep<'a, T>(values: &'a [T], kept: &'a [bool]) -> impl Iterator<Item = &'a T> {
    values.iter().zip(kept).filter(|(_, kept)| **kept).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use arrow::array::{Array, AsArray};
    use arrow::datatypes::TimestampMicrosecondType;

    use super::*;

    fn typer(table: InputKind, columns: &[&str]) -> Typer {
        let plan =
            Plan::new(table, |f| columns.contains(&f.name).then(|| format!("Cột {}", f.name)));
        Typer::new(plan, Zone::named("Asia/Ho_Chi_Minh").unwrap(), DateOrder::Dmy, 1)
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
