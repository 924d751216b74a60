//! Numbers in cells, darker where higher: one hue in five steps.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::results::Table;
use crate::words::Words;

use super::canvas::{Anchor, Canvas, Rect};
use super::data::{Column, adds_up, groups};
use super::font;
use super::frame::{Plot, nothing};
use super::measure::Measure;
use super::rows::{Names, more};
use super::text::{Block, wrap};
use super::theme::{GAP, MOST_ROWS, MUTED, ROW, Style, WHITE, heat, text_on};

/// Longest upright column name.
const UPRIGHT: f64 = 34.0;
const WIDEST_CELL: f64 = 22.0;
/// White between cells.
const SEAM: f64 = 0.3;

struct HeatMap<'w> {
    words: &'w Words,
    measure: Measure<'w>,
    rows: Vec<String>,
    columns: Vec<String>,
    /// Numbers as shown, by row and column.
    cells: BTreeMap<(usize, usize), f64>,
    most_rows: usize,
    /// Whether sums of cells mean anything.
    adds: bool,
}

/// # Errors
/// If the table lacks a column, or has two rows for a cell.
pub fn plan<'w>(
    table: &Table,
    [row, column, value]: [&str; 3],
    words: &'w Words,
    most: usize,
) -> Result<Box<dyn Plot + 'w>> {
    let row = Column::of(table, row)?;
    let column = Column::of(table, column)?;
    let value = Column::of(table, value)?;
    // A name without a single number would be an empty row or column.
    let all = || (0..table.rows.len()).filter(|&i| value.number(i).is_some());
    let (rows, row_of) = groups(all().map(|i| row.text(i, words)));
    let (columns, column_of) = groups(all().map(|i| column.text(i, words)));
    let measure = Measure::new(value.unit, value.numbers(), words);
    let mut cells = BTreeMap::new();
    for (i, place) in all().zip(row_of.into_iter().zip(column_of)) {
        let Some(number) = value.number(i) else { continue };
        if cells.insert(place, measure.number(number)).is_some() {
            let twice = format!("{} × {}", row.text(i, words), column.text(i, words));
            return Err(Error::failed(format!("table {} has two rows for one cell", table.name))
                .detail(twice));
        }
    }
    if cells.is_empty() {
        return Ok(nothing(words));
    }
    let adds = adds_up(value.unit, value.numbers().sum());
    Ok(Box::new(HeatMap { words, measure, rows, columns, cells, most_rows: most, adds }))
}

/// A cell as drawn.
struct Cell {
    text: String,
    /// Step of the hue; none for sums, which don't compare.
    step: Option<usize>,
}

/// Rows and columns after the rest is folded.
struct Folded {
    rows: Vec<String>,
    columns: Vec<String>,
    cells: Vec<Vec<Cell>>,
}

struct Layout {
    folded: Folded,
    names: Names,
    start: f64,
    cell: f64,
    heads: Vec<Block>,
    upright: bool,
    head: f64,
    unit: Block,
}

impl HeatMap<'_> {
    fn fold(&self, rows: usize, columns: usize) -> Folded {
        let names = |all: &[String], shown: usize| -> Vec<String> {
            let mut names: Vec<String> = all.iter().take(shown).cloned().collect();
            if all.len() > shown {
                names.push(more(self.words, all.len() - shown));
            }
            names
        };
        let (row_names, column_names) = (names(&self.rows, rows), names(&self.columns, columns));
        let mut sums: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for (&(row, column), &value) in &self.cells {
            *sums.entry((row.min(rows), column.min(columns))).or_insert(0.0) += value;
        }
        let own = |row: usize, column: usize| row < rows && column < columns;
        let highest =
            sums.iter().filter(|((r, c), _)| own(*r, *c)).map(|(_, v)| *v).fold(0.0, f64::max);
        let cell = |row: usize, column: usize| {
            let value = sums.get(&(row, column)).copied();
            let own = own(row, column);
            let shown = value.filter(|_| own || self.adds);
            Cell {
                text: shown.map_or_else(String::new, |v| self.measure.bare(v)),
                step: value.filter(|_| own).map(|v| step(v, highest)),
            }
        };
        let cells = (0..row_names.len())
            .map(|row| (0..column_names.len()).map(|column| cell(row, column)).collect())
            .collect();
        Folded { rows: row_names, columns: column_names, cells }
    }

    fn layout(&self, width: f64) -> Layout {
        let most = MOST_ROWS.min(self.columns.len());
        let mut columns = most.max(1);
        let (folded, names, start, narrowest) = loop {
            let folded = self.fold(self.most_rows, columns);
            let names = Names::new(folded.rows.iter().map(String::as_str), width);
            let start = names.width + GAP;
            let texts = folded.cells.iter().flatten().map(|c| font::width(&c.text, Style::Label));
            let narrowest = texts.fold(ROW - GAP, f64::max) + GAP;
            if columns == 1 || narrowest * count(folded.columns.len()) <= width - start {
                break (folded, names, start, narrowest);
            }
            columns -= 1;
        };
        let room = (width - start) / count(folded.columns.len().max(1));
        let cell = room.min(WIDEST_CELL.max(narrowest));
        let flat: Vec<Block> =
            folded.columns.iter().map(|name| wrap(name, Style::Label, cell - GAP, 2)).collect();
        let words_fit = folded
            .columns
            .iter()
            .flat_map(|name| name.split(' '))
            .all(|word| font::width(word, Style::Label) <= cell - GAP);
        let upright = !words_fit || flat.iter().any(|b| b.whole.is_some());
        let heads = if upright {
            let lines = if cell >= 2.0 * Style::Label.line() { 2 } else { 1 };
            folded.columns.iter().map(|n| wrap(n, Style::Label, UPRIGHT, lines)).collect()
        } else {
            flat
        };
        let size = |b: &Block| if upright { b.width() } else { b.height() };
        let unit = self.measure.bare_name().unwrap_or_default();
        let unit = wrap(&unit, Style::Quiet, start.max(width * 0.2) - GAP, 2);
        let head = heads.iter().map(size).fold(0.0, f64::max);
        // Above the names, the unit; where those are narrower than it, on lines of its own.
        let head =
            if unit.width() > names.width { head + unit.height() } else { head.max(unit.height()) };
        Layout { folded, names, start, cell, heads, upright, head: head + GAP, unit }
    }
}

impl Plot for HeatMap<'_> {
    fn height(&self, width: f64) -> f64 {
        let layout = self.layout(width);
        layout.head + layout.names.height()
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let layout = self.layout(area.width);
        let top = area.y + layout.head;
        let unit_above = layout.unit.width() > layout.names.width;
        let unit_top = if unit_above { area.y } else { top - GAP - layout.unit.height() };
        canvas.block(area.x, unit_top, &layout.unit, Anchor::Start);
        let left = |column: usize| area.x + layout.start + layout.cell * count(column);
        for (i, head) in layout.heads.iter().enumerate() {
            let middle = left(i) + layout.cell / 2.0;
            if layout.upright {
                let style = head.style;
                let lines = head.height() - style.line();
                canvas.upright(middle + style.half_cap() - lines / 2.0, top - GAP, head);
            } else {
                canvas.block(middle, top - GAP - head.height(), head, Anchor::Middle);
            }
        }
        let rest = |row: usize| row >= self.most_rows.min(self.rows.len());
        for ((i, place), cells) in layout.names.places(top).enumerate().zip(&layout.folded.cells) {
            place.draw(canvas, area.x, if rest(i) { Style::Quiet } else { Style::Label });
            for (j, cell) in cells.iter().enumerate() {
                let rect = Rect {
                    x: left(j) + SEAM / 2.0,
                    y: place.top + SEAM / 2.0,
                    width: layout.cell - SEAM,
                    height: place.height - SEAM,
                };
                let ground = cell.step.map_or(WHITE, heat);
                if cell.step.is_some() {
                    canvas.bar(rect, ground);
                }
                let ink = if cell.step.is_some() { text_on(ground) } else { MUTED };
                let baseline = place.middle + Style::Label.half_cap();
                if !cell.text.is_empty() {
                    let x = rect.x + rect.width / 2.0;
                    canvas.text_in(x, baseline, &cell.text, Style::Label, ink);
                }
            }
        }
    }
}

/// Which fifth of the way from zero to the highest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 4 by construction"
)]
fn step(value: f64, highest: f64) -> usize {
    if highest <= 0.0 { 0 } else { (value / highest * 5.0).floor().clamp(0.0, 4.0) as usize }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of cells")]
fn count(n: usize) -> f64 {
    n as f64
}
