//! The charts of `docs/validation.md`, each from a named table.

use redtape::draw;
use redtape::find::FINDERS;
use redtape::results::{
    Cell, ChartKind, ChartSpec, Column, Format, Message, Part, Table, Token, Unit,
};
use redtape::words::{Language, Words};

use crate::page::{Grid, Share};
use crate::reforms::LEVELS;

/// Length of an office day in the worlds of the grid; no chart here shows a duration.
const OFFICE_DAY_S: i64 = 28_800;

/// File names with their pictures.
pub fn all(grid: &Grid) -> redtape::error::Result<Vec<(String, String)>> {
    let words = Words::new(Language::En, OFFICE_DAY_S);
    let recall = FINDERS.iter().map(|finder| {
        (format!("{} {}", finder.code, finder.name), grid.goal_recall(finder.code), 0.95)
    });
    let ranges = LEVELS.into_iter().enumerate().map(|(at, level)| {
        (
            format!("{:.0} %", 100.0 * level),
            crate::reforms_page::covered(&grid.reforms, at).0,
            level,
        )
    });
    let mut pictures = Vec::new();
    for (name, rows) in
        [("recall", bars(recall.collect())), ("calibration", bars(ranges.collect()))]
    {
        let table = Table { name: format!("validation_{name}"), ..rows };
        let spec = ChartSpec {
            name: format!("validation-{name}"),
            table: table.name.clone(),
            kind: kind(),
            format: Format::Page,
            title: Message::new(format!("validation-{name}-title")),
            subtitle: Message::new(format!("validation-{name}-subtitle")),
            note: Message::new("validation-note"),
            alt: Message::new(format!("validation-{name}-alt")),
        };
        let svg = draw::svg(&table, &spec, &words)?;
        pictures.push((format!("{}.svg", spec.name), svg));
    }
    Ok(pictures)
}

fn kind() -> ChartKind {
    let text = |name: &str| name.to_owned();
    ChartKind::StackedBars {
        label: text("case"),
        parts: vec![Part { column: text("share"), token: Token::Highlight }],
        n: Some(text("n")),
        reference: Some(text("goal")),
        low: Some(text("low")),
        high: Some(text("high")),
        hollow: false,
    }
}

/// One row a bar: name, share with interval, goal.
fn bars(rows: Vec<(String, Share, f64)>) -> Table {
    let column = |name: &str, unit| Column { name: name.to_owned(), unit, decimals: 1 };
    let row = |(name, share, goal): (String, Share, f64)| {
        let known = |value: f64| if share.n > 0 { Cell::Float(value) } else { Cell::Null };
        vec![
            Cell::Text(name),
            share.value().map_or(Cell::Null, Cell::Float),
            known(share.low),
            known(share.high),
            Cell::Float(goal),
            Cell::Int(i64::try_from(share.n).unwrap_or(i64::MAX)),
        ]
    };
    Table {
        name: String::new(),
        title: Message::new("validation-table"),
        columns: vec![
            column("case", Unit::Text),
            column("share", Unit::Share),
            column("low", Unit::Share),
            column("high", Unit::Share),
            column("goal", Unit::Share),
            column("n", Unit::Count),
        ],
        rows: rows.into_iter().map(row).collect(),
        suppressed: 0,
    }
}
