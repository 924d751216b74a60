//! A named table as rows of text.

use minijinja::{Value, context};

use crate::results::{Cell, Column, Message, Table, Unit};
use crate::words::Words;

use super::codes;

/// Columns from which a single row is read downwards.
const WIDE: usize = 8;
/// Rows that a page carries; the rest is in `results.json`.
const ROWS: usize = 200;

pub fn value(table: &Table, words: &Words) -> Value {
    let columns: Vec<Value> = table
        .columns
        .iter()
        .map(|column| context! { name => heading(column, words), number => number(column) })
        .collect();
    let rows: Vec<Value> =
        table.rows.iter().take(ROWS).map(|row| cells(row, table, words)).collect();
    let more = table.rows.len().saturating_sub(ROWS) as u64;
    let suppressed = Message::new("report-suppressed").count("n", table.suppressed);
    context! {
        title => words.say(&table.title),
        columns => Value::from_iter(columns),
        empty => rows.is_empty(),
        downwards => rows.len() == 1 && table.columns.len() >= WIDE,
        rows => Value::from_iter(rows),
        more => (more > 0).then(|| words.say(&Message::new("report-more-rows").count("n", more))),
        suppressed => (table.suppressed > 0).then(|| words.say(&suppressed)),
    }
}

fn cells(row: &[Cell], table: &Table, words: &Words) -> Value {
    let cell = |(cell, column): (&Cell, &Column)| {
        let text = match cell {
            Cell::Null => "–".to_owned(),
            other => words.cell(other, column),
        };
        context! { text => text, number => number(column) }
    };
    Value::from_iter(row.iter().zip(&table.columns).map(cell))
}

fn number(column: &Column) -> bool {
    !matches!(column.unit, Unit::Text | Unit::Date)
}

/// The column's name with its unit, where it has one worth saying.
fn heading(column: &Column, words: &Words) -> String {
    let key = format!("column-{}", column.name);
    let name = if words.knows(&key) { words.word(&key) } else { column.name.clone() };
    let unit = codes::key("report-unit-name", codes::unit(column.unit));
    // A name that tells its unit need not tell it twice.
    if words.knows(&unit) && !name.ends_with(')') {
        words
            .say(&Message::new("report-heading").text("name", name).text("unit", words.word(&unit)))
    } else {
        name
    }
}
