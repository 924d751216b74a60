//! What a chart reads of its table.

use crate::error::{Error, Result};
use crate::results::{Cell, Table, Unit};
use crate::words::Words;

use super::text::clean;

/// A column of a table.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    table: &'a Table,
    index: usize,
    pub unit: Unit,
}

impl<'a> Column<'a> {
    /// # Errors
    /// If the table doesn't have it.
    pub fn of(table: &'a Table, name: &str) -> Result<Self> {
        let found = table.columns.iter().enumerate().find(|(_, c)| c.name == name);
        let (index, column) = found.ok_or_else(|| {
            Error::failed(format!("table {} has no column {name}, which a chart draws", table.name))
                .detail(format!(
                    "columns: {}",
                    table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
                ))
        })?;
        Ok(Self { table, index, unit: column.unit })
    }

    /// A column that a chart may do without.
    ///
    /// # Errors
    /// If it is named but not there.
    pub fn maybe(table: &'a Table, name: Option<&String>) -> Result<Option<Self>> {
        name.map(|name| Self::of(table, name)).transpose()
    }

    /// The finite number in a row.
    pub fn number(&self, row: usize) -> Option<f64> {
        self.cell(row).and_then(Cell::number).filter(|v| v.is_finite())
    }

    /// A row's cell in words; "–" where it is empty.
    pub fn text(&self, row: usize, words: &Words) -> String {
        let column = self.table.columns.get(self.index);
        let text = match (self.cell(row), column) {
            (Some(cell), Some(column)) => clean(&words.cell(cell, column)),
            _ => String::new(),
        };
        if text.is_empty() { "–".to_owned() } else { text }
    }

    /// Every number of the column.
    pub fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        (0..self.table.rows.len()).filter_map(|row| self.number(row))
    }

    /// The column's heading in the catalogue, where it has one.
    pub fn heading(&self, words: &Words) -> Option<String> {
        let key = format!("column-{}", self.table.columns.get(self.index)?.name);
        words.knows(&key).then(|| words.word(&key))
    }

    fn cell(&self, row: usize) -> Option<&'a Cell> {
        self.table.rows.get(row)?.get(self.index)
    }
}

/// The unit that columns drawn on one axis share.
///
/// # Errors
/// If they don't.
pub fn same_unit(table: &Table, columns: &[Column<'_>]) -> Result<Unit> {
    let unit = columns.first().map_or(Unit::None, |c| c.unit);
    if columns.iter().all(|c| c.unit == unit) {
        return Ok(unit);
    }
    let units: Vec<_> = columns.iter().map(|c| format!("{:?}", c.unit)).collect();
    Err(Error::failed(format!("columns of table {} can't share an axis", table.name))
        .detail(format!("units: {}", units.join(", "))))
}

/// The two ends of an interval, in order, where both are known.
pub fn interval(low: Option<f64>, high: Option<f64>) -> Option<[f64; 2]> {
    Some([low?, high?]).map(|[low, high]| [low.min(high), low.max(high)])
}

/// Whether values of a unit may be added up: durations and counts may, shares only where they are
/// parts of one whole.
pub fn adds_up(unit: Unit, total: f64) -> bool {
    match unit {
        Unit::Ratio | Unit::Text | Unit::Date => false,
        Unit::Share => total <= 1.0 + 1e-6,
        _ => true,
    }
}

/// Names in order of first appearance, and which of them each row has.
pub fn groups(names: impl Iterator<Item = String>) -> (Vec<String>, Vec<usize>) {
    let mut seen: Vec<String> = Vec::new();
    let mut place = std::collections::BTreeMap::new();
    let of = names
        .map(|name| {
            *place.entry(name.clone()).or_insert_with(|| {
                seen.push(name);
                seen.len() - 1
            })
        })
        .collect();
    (seen, of)
}
