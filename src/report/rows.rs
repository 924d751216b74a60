//! Reading frames row by row, and what every table of the study needs.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::results::{Arg, Cell, Column, Message, StudyFacts, Table, Unit};

/// Relations by name.
pub type Frames = BTreeMap<String, Frame>;

/// The frame of a relation.
///
/// # Errors
/// If it wasn't handed over.
pub fn frame<'a>(frames: &'a Frames, name: &str) -> Result<&'a Frame> {
    frames.get(name).ok_or_else(|| Error::failed(format!("the report was not given {name}")))
}

/// A text column; null reads as the empty text.
pub struct Texts<'a>(&'a [Option<String>]);

impl<'a> Texts<'a> {
    pub fn of(frame: &'a Frame, column: &str) -> Result<Self> {
        frame.text(column).map(Self)
    }

    pub fn at(&self, row: usize) -> &'a str {
        self.0.get(row).and_then(Option::as_deref).unwrap_or("")
    }
}

/// A column of whole numbers; null reads as zero, which is right for counts and sums.
pub struct Ints<'a>(&'a [Option<i64>]);

impl<'a> Ints<'a> {
    pub fn of(frame: &'a Frame, column: &str) -> Result<Self> {
        frame.int(column).map(Self)
    }

    pub fn at(&self, row: usize) -> i64 {
        self.0.get(row).copied().flatten().unwrap_or(0)
    }
}

/// A count or a sum of seconds as a real number.
#[expect(clippy::cast_precision_loss, reason = "seconds of a country's dossiers stay below 2^53")]
pub fn real(value: i64) -> f64 {
    value as f64
}

/// `sum / n`, nothing where nothing was counted.
pub fn mean(sum: i64, n: i64) -> Option<f64> {
    (n > 0).then(|| real(sum) / real(n))
}

/// Working seconds in working days of this study.
pub fn work_days(seconds: f64, facts: &StudyFacts) -> f64 {
    seconds / real(facts.office_day_s.max(1))
}

/// A level as a number of hundredths, so that 0.9 reads 90 and not 90.0.
pub fn percent(level: f64) -> f64 {
    (level * 1e6).round() / 1e4
}

/// Three significant digits for the largest value of a column.
pub fn decimals(values: impl Iterator<Item = f64>) -> u8 {
    let largest = values.map(f64::abs).filter(|v| v.is_finite()).fold(0.0, f64::max);
    if largest >= 100.0 {
        0
    } else if largest >= 10.0 {
        1
    } else {
        2
    }
}

pub fn column(name: &str, unit: Unit, decimals: u8) -> Column {
    Column { name: name.to_owned(), unit, decimals }
}

/// What stands for a name that the data doesn't have.
pub const NOT_RECORDED: &str = "report-not-recorded";

/// A name of the data; what isn't recorded says so.
pub fn name(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Word(Message::new(NOT_RECORDED))
    } else {
        Cell::Text(text.to_owned())
    }
}

pub fn float(value: Option<f64>) -> Cell {
    value.filter(|v| v.is_finite()).map_or(Cell::Null, Cell::Float)
}

/// A cell as a value of a sentence.
pub fn arg(cell: Option<&Cell>) -> Arg {
    match cell {
        Some(Cell::Text(v)) => Arg::Text(v.clone()),
        Some(Cell::Word(message)) => Arg::Said(Box::new(message.clone())),
        Some(Cell::Int(v)) => Arg::Count(*v),
        Some(Cell::Float(v)) => Arg::Number(*v),
        Some(Cell::Null) | None => Arg::Text(String::new()),
    }
}

/// The number in a row's column, if there is one.
pub fn number(table: &Table, row: &[Cell], column: &str) -> Option<f64> {
    cell(table, row, column).and_then(Cell::number)
}

/// A row's cell by column name.
pub fn cell<'a>(table: &Table, row: &'a [Cell], column: &str) -> Option<&'a Cell> {
    table.column(column).and_then(|i| row.get(i))
}

/// Sum of a column.
pub fn total(table: &Table, column: &str) -> f64 {
    table.rows.iter().filter_map(|row| number(table, row, column)).sum()
}

/// The row with the largest value of a column; the first of equals.
pub fn largest<'a>(table: &'a Table, column: &str) -> Option<(&'a [Cell], f64)> {
    let mut best: Option<(&[Cell], f64)> = None;
    for row in &table.rows {
        if let Some(value) = number(table, row, column)
            && best.is_none_or(|(_, top)| value > top)
        {
            best = Some((row, value));
        }
    }
    best
}

/// Names of procedures: code and, where the register has it, name.
pub struct Procedures(BTreeMap<String, String>);

impl Procedures {
    pub const READS: &str = "stage.procedure";

    pub fn read(frames: &Frames) -> Result<Self> {
        let register = frame(frames, Self::READS)?;
        let (codes, names) = (Texts::of(register, "procedure_code")?, Texts::of(register, "name")?);
        let names = (0..register.rows())
            .filter(|row| !names.at(*row).is_empty())
            .map(|row| (codes.at(row).to_owned(), names.at(row).to_owned()))
            .collect();
        Ok(Self(names))
    }

    pub fn cell(&self, code: &str) -> Cell {
        match self.0.get(code) {
            Some(known) if known != code => Cell::Text(format!("{code} {known}")),
            _ => name(code),
        }
    }
}
