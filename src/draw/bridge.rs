//! From one level to another by steps: levels as dots with their intervals, steps as bars that hang
//! where the one before ended (a waterfall, laid down so that names are words).

use crate::error::{Error, Result};
use crate::results::{Table, Token, Unit};
use crate::words::Words;

use super::axis::{Scale, grid};
use super::canvas::{Anchor, Canvas, Rect};
use super::data::{Column, interval};
use super::font;
use super::frame::Plot;
use super::measure::Measure;
use super::rows::{Names, more};
use super::text::{Block, wrap};
use super::theme::{BAR, GAP, INK, MUTED, RULE, Style, THIN, colour};

const DOT: f64 = 1.3;
/// Air beside the outermost mark, as a share of the span.
const AIR: f64 = 0.04;
/// Width that the heading of the counts may take, in millimetres.
const HEADING: f64 = 16.0;

enum Mark {
    Level { at: f64, interval: Option<[f64; 2]> },
    Step { from: f64, to: f64 },
}

struct Row {
    name: String,
    mark: Mark,
    value: String,
    count: String,
    /// The largest step, of which the title speaks.
    largest: bool,
    /// Steps that were folded together.
    rest: bool,
}

struct Bridge<'w> {
    rows: Vec<Row>,
    measure: Measure<'w>,
    /// Heading of the column of counts.
    count: String,
}

/// The columns: label, level, step, low, high, count.
///
/// # Errors
/// If the table lacks a column, or levels and steps can't share an axis.
pub fn plan<'w>(
    table: &Table,
    names: [&str; 6],
    words: &'w Words,
    most: usize,
) -> Result<Box<dyn Plot + 'w>> {
    let [label, level, step, low, high, count] = names.map(|name| Column::of(table, name));
    let (label, level, step, low, high, count) = (label?, level?, step?, low?, high?, count?);
    let factor = match (level.unit, step.unit) {
        (Unit::Share, Unit::Points) => 0.01,
        (a, b) if a == b => 1.0,
        _ => {
            let message = format!("levels and steps of table {} can't share an axis", table.name);
            return Err(Error::failed(message));
        }
    };
    super::data::same_unit(table, &[level, low, high])?;
    let levels = (0..table.rows.len()).filter(|row| step.number(*row).is_none());
    let measure = Measure::new(level.unit, levels.filter_map(|row| level.number(row)), words);
    let decimals = table.columns.iter().find(|c| c.name == names[2]).map_or(0, |c| c.decimals);
    let signed = |points: f64| {
        let sign = if points > 0.0 { "+" } else { "" };
        format!("{sign}{}", words.numbers().fixed(points, decimals))
    };
    let number = |column: &Column<'_>, row: usize| column.number(row).map(|v| measure.number(v));

    let last = table.rows.len().saturating_sub(1);
    // The last row is a level that the folded steps lead to.
    let folds = table.rows.len() > most.max(3);
    let kept = if folds { most.max(3) - 2 } else { table.rows.len() };
    let mut at = 0.0;
    let mut rows: Vec<Row> = Vec::new();
    for row in (0..table.rows.len()).filter(|row| *row < kept || *row == last) {
        if folds && row == last {
            let folded: f64 = (kept..last).filter_map(|row| step.number(row)).sum();
            let counts: f64 = (kept..last).filter_map(|row| count.number(row)).sum();
            let to = at + measure.number(folded * factor);
            rows.push(Row {
                name: more(words, last - kept),
                mark: Mark::Step { from: at, to },
                value: signed(folded),
                count: words.numbers().fixed(counts, 0),
                largest: false,
                rest: true,
            });
            at = to;
        }
        let (mark, value, told) = match step.number(row) {
            Some(points) => {
                let from = at;
                at += measure.number(points * factor);
                (Mark::Step { from, to: at }, signed(points), count.text(row, words))
            }
            None => {
                let Some(level) = number(&level, row) else { continue };
                at = level;
                let interval = interval(number(&low, row), number(&high, row));
                // With as many decimals as the steps, so that what is printed adds up.
                (Mark::Level { at, interval }, measure.fixed(level, decimals), String::new())
            }
        };
        let name = label.text(row, words);
        rows.push(Row { name, mark, value, count: told, largest: false, rest: false });
    }
    let longest = rows.iter().filter(|r| !r.rest).map(Row::length).fold(0.0, f64::max);
    if let Some(row) = rows.iter_mut().find(|r| !r.rest && longest > 0.0 && r.length() >= longest) {
        row.largest = true;
    }
    let count = count.heading(words).unwrap_or_else(|| words.word("draw-n"));
    Ok(Box::new(Bridge { rows, measure, count }))
}

impl Row {
    fn length(&self) -> f64 {
        match self.mark {
            Mark::Level { .. } => 0.0,
            Mark::Step { from, to } => (to - from).abs(),
        }
    }

    fn low(&self) -> f64 {
        match self.mark {
            Mark::Level { at, interval } => interval.map_or(at, |[low, _]| low.min(at)),
            Mark::Step { from, to } => from.min(to),
        }
    }

    fn high(&self) -> f64 {
        match self.mark {
            Mark::Level { at, interval } => interval.map_or(at, |[_, high]| high.max(at)),
            Mark::Step { from, to } => from.max(to),
        }
    }

    /// Where the next row starts.
    fn end(&self) -> f64 {
        match self.mark {
            Mark::Level { at, .. } => at,
            Mark::Step { to, .. } => to,
        }
    }
}

struct Layout {
    names: Names,
    scale: Scale,
    heading: Block,
    head: f64,
    unit_beside: bool,
    foot: f64,
    /// Right end of the plot: the counts stand behind it.
    right: f64,
}

impl Bridge<'_> {
    fn layout(&self, width: f64) -> Layout {
        let names = Names::new(self.rows.iter().map(|r| r.name.as_str()), width);
        let counts = self.rows.iter().map(|r| font::width(&r.count, Style::Quiet));
        let counts = counts.fold(0.0, f64::max);
        let heading = wrap(&self.count, Style::Quiet, counts.max(HEADING), 3);
        let counts = counts.max(heading.width()) + 3.0 * GAP;
        let start = names.width + 2.0 * GAP;
        let room = width - start - counts;
        let low = self.rows.iter().map(Row::low).fold(f64::INFINITY, f64::min);
        let high = self.rows.iter().map(Row::high).fold(f64::NEG_INFINITY, f64::max);
        let scale = if high > low {
            let low = low - AIR * (high - low);
            let marks = self.rows.iter().map(|r| (r.high(), font::width(&r.value, Style::Label)));
            Scale::fit(start, room, low, marks)
        } else {
            Scale::flat(start, if low.is_finite() { low } else { 0.0 }, room)
        };
        let unit = self.measure.name().map_or(0.0, |name| font::width(&name, Style::Quiet));
        let unit_beside = unit + 3.0 * GAP <= start;
        let foot = Style::Quiet.line() * if unit > 0.0 && !unit_beside { 2.0 } else { 1.0 };
        let head = heading.height() + GAP;
        Layout { names, scale, heading, head, unit_beside, foot, right: start + room }
    }

    fn draw_row(&self, canvas: &Canvas<'_>, row: &Row, scale: Scale, middle: f64) {
        let top = middle - BAR / 2.0;
        match row.mark {
            Mark::Level { at, interval } => {
                if let Some([low, high]) = interval {
                    super::rows::whisker(canvas, scale.at(low), scale.at(high), middle);
                }
                canvas.dot((scale.at(at), middle), DOT, INK);
            }
            Mark::Step { from, to } => {
                let (a, b) = (scale.at(from.min(to)), scale.at(from.max(to)));
                if b > a {
                    let bar = Rect { x: a, y: top, width: b - a, height: BAR };
                    match (row.largest, row.rest) {
                        (true, _) => canvas.bar(bar, colour(Token::Highlight)),
                        (_, true) => canvas.hollow(bar, MUTED),
                        // Lighter than the highlight, so that a copier keeps them apart.
                        _ => canvas.bar(bar, RULE),
                    }
                } else {
                    canvas.line(&[(a, top), (a, top + BAR)], MUTED, THIN);
                }
            }
        }
        let baseline = middle + Style::Label.half_cap();
        let beside = if matches!(row.mark, Mark::Level { .. }) { DOT } else { 0.0 };
        let label = scale.at(row.high()).max(scale.at(row.end()) + beside);
        canvas.text(label + GAP, baseline, &row.value, Style::Label, Anchor::Start);
    }
}

impl Plot for Bridge<'_> {
    fn height(&self, width: f64) -> f64 {
        let layout = self.layout(width);
        layout.head + layout.names.height() + layout.foot
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let layout = self.layout(area.width);
        let scale = Scale { start: area.x + layout.scale.start, ..layout.scale };
        canvas.block(area.right(), area.y, &layout.heading, Anchor::End);
        let top = area.y + layout.head;
        let bottom = top + layout.names.height();
        grid(canvas, scale, &self.measure, top, bottom);
        if let Some(name) = self.measure.name() {
            let (x, line) =
                if layout.unit_beside { (area.x, 0.0) } else { (scale.start, Style::Quiet.line()) };
            let block = wrap(&name, Style::Quiet, area.x + layout.right - x, 1);
            canvas.block(x, bottom + line, &block, Anchor::Start);
        }
        let places: Vec<_> = layout.names.places(top).collect();
        // A thread from each mark's end to the next mark, so that the eye finds where it hangs.
        for (pair, row) in places.windows(2).zip(&self.rows) {
            if let [above, below] = pair {
                let x = scale.at(row.end());
                canvas.line(&[(x, above.middle), (x, below.middle)], MUTED, THIN);
            }
        }
        for (row, place) in self.rows.iter().zip(&places) {
            self.draw_row(canvas, row, scale, place.middle);
            let style = if row.rest { Style::Quiet } else { Style::Label };
            place.draw(canvas, area.x, style);
            let baseline = place.middle + Style::Quiet.half_cap();
            canvas.text(area.right(), baseline, &row.count, Style::Quiet, Anchor::End);
        }
    }
}
