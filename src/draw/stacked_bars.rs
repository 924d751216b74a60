//! Horizontal bars of stacked parts, with whiskers, reference ticks and n.

use plotters::style::RGBColor;

use crate::error::Result;
use crate::results::{Part, Table, Token};
use crate::words::Words;

use super::axis::{Scale, grid};
use super::canvas::{Anchor, Canvas, Rect};
use super::data::{Column, adds_up, interval, same_unit};
use super::font;
use super::frame::Plot;
use super::key::{Entry, Key, Swatch};
use super::measure::Measure;
use super::rows::{Names, more, rest_bar, whisker};
use super::theme::{BAR, GAP, INK, STRONG, Style, colour};

/// The columns that the chart reads.
pub struct Columns<'a> {
    pub label: &'a str,
    pub parts: &'a [Part],
    pub n: Option<&'a String>,
    pub reference: Option<&'a String>,
    pub low: Option<&'a String>,
    pub high: Option<&'a String>,
    pub hollow: bool,
}

struct Row {
    name: String,
    /// Numbers as shown; none where nothing is known.
    parts: Vec<f64>,
    value: String,
    interval: Option<[f64; 2]>,
    reference: Option<f64>,
    n: String,
    /// What was folded together, which doesn't set the scale.
    rest: bool,
}

struct StackedBars<'w> {
    rows: Vec<Row>,
    colours: Vec<RGBColor>,
    key: Vec<Entry>,
    hollow: bool,
    measure: Measure<'w>,
    /// Heading of the column of n, where there is one.
    n: Option<String>,
}

/// # Errors
/// If the table lacks a column.
pub fn plan<'w>(
    table: &Table,
    columns: &Columns<'_>,
    words: &'w Words,
    most: usize,
) -> Result<Box<dyn Plot + 'w>> {
    let label = Column::of(table, columns.label)?;
    let parts =
        columns.parts.iter().map(|p| Column::of(table, &p.column)).collect::<Result<Vec<_>>>()?;
    let n = Column::maybe(table, columns.n)?;
    let reference = Column::maybe(table, columns.reference)?;
    let low = Column::maybe(table, columns.low)?;
    let high = Column::maybe(table, columns.high)?;

    let total = |row: usize| -> Option<f64> {
        let known: Vec<f64> = parts.iter().filter_map(|p| p.number(row)).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    };
    let count = table.rows.len();
    let on_axis: Vec<Column<'_>> =
        parts.iter().copied().chain([reference, low, high].into_iter().flatten()).collect();
    let unit = same_unit(table, &on_axis)?;
    let measure = Measure::new(unit, (0..count).filter_map(total), words);
    let shown = count.min(most);
    let number = |column: &Option<Column<'_>>, row: usize| {
        column.as_ref().and_then(|c| c.number(row)).map(|v| measure.number(v))
    };
    let mut rows: Vec<Row> = (0..shown)
        .map(|row| {
            let interval = interval(number(&low, row), number(&high, row));
            let value = total(row).map(|t| measure.text(measure.number(t), interval));
            Row {
                name: label.text(row, words),
                parts: parts.iter().map(|p| measure.number(p.number(row).unwrap_or(0.0))).collect(),
                value: value.unwrap_or_else(|| "–".to_owned()),
                interval,
                reference: number(&reference, row),
                n: n.as_ref().map_or_else(String::new, |n| n.text(row, words)),
                rest: false,
            }
        })
        .collect();
    if count > shown {
        let sum: f64 = (shown..count).filter_map(total).sum();
        let adds = adds_up(unit, (0..count).filter_map(total).sum());
        let sum = adds.then_some(measure.number(sum));
        let n_sum: Option<f64> =
            n.as_ref().map(|n| (shown..count).filter_map(|r| n.number(r)).sum());
        rows.push(Row {
            name: more(words, count - shown),
            parts: sum.into_iter().collect(),
            value: sum.map_or_else(String::new, |sum| measure.text(sum, None)),
            interval: None,
            reference: None,
            n: n_sum.map_or_else(String::new, |v| words.numbers().fixed(v, 0)),
            rest: true,
        });
    }
    Ok(Box::new(StackedBars {
        rows,
        colours: columns.parts.iter().map(|p| colour(p.token)).collect(),
        key: key(columns, &parts, reference.as_ref(), words),
        hollow: columns.hollow,
        measure,
        n: n.map(|_| words.word("draw-n")),
    }))
}

/// A word for each part where there are several, and for the reference tick.
fn key(
    columns: &Columns<'_>,
    parts: &[Column<'_>],
    reference: Option<&Column<'_>>,
    words: &Words,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    if parts.len() > 1 {
        for (part, column) in columns.parts.iter().zip(parts) {
            // A part that is its colour's own meaning has that word; another its column's heading.
            let own = token_word(part.token).filter(|(name, _)| *name == part.column);
            let name = own.map(|(_, key)| words.word(key)).or_else(|| column.heading(words));
            let name = name.unwrap_or_else(|| part.column.clone());
            let colour = colour(part.token);
            let swatch =
                if columns.hollow { Swatch::Hollow(colour) } else { Swatch::Filled(colour) };
            entries.push(Entry::new(swatch, &name));
        }
    }
    if let Some(column) = reference {
        let name = column.heading(words).unwrap_or_else(|| words.word("draw-reference"));
        entries.push(Entry::new(Swatch::Tick, &name));
    }
    entries
}

/// The column that a colour stands for, and its word.
fn token_word(token: Token) -> Option<(&'static str, &'static str)> {
    match token {
        Token::Wait => Some(("wait", "draw-wait")),
        Token::Service => Some(("service", "draw-service")),
        Token::Paused => Some(("paused", "draw-paused")),
        Token::Overdue => Some(("overdue", "draw-overdue")),
        Token::Gain => Some(("gain", "draw-gain")),
        Token::Muted | Token::Highlight => None,
    }
}

impl Row {
    fn positive(&self) -> f64 {
        self.parts.iter().filter(|v| **v > 0.0).sum()
    }

    fn negative(&self) -> f64 {
        self.parts.iter().filter(|v| **v < 0.0).sum()
    }

    fn low(&self) -> f64 {
        let ends = [self.interval.map(|i| i[0]), self.reference];
        ends.into_iter().flatten().fold(self.negative(), f64::min)
    }

    fn high(&self) -> f64 {
        let ends = [self.interval.map(|i| i[1]), self.reference];
        ends.into_iter().flatten().fold(self.positive(), f64::max)
    }
}

/// Where things are at a width.
struct Layout {
    names: Names,
    key: Key,
    /// Whether the key starts above the bars, not above the names.
    key_at_bars: bool,
    scale: Scale,
    head: f64,
    /// Whether the unit has room below the names, beside the axis.
    unit_beside: bool,
    foot: f64,
}

impl StackedBars<'_> {
    fn layout(&self, width: f64) -> Layout {
        let names = Names::new(self.rows.iter().map(|r| r.name.as_str()), width);
        let n_width = self.n.as_ref().map_or(0.0, |head| {
            let widths = self.rows.iter().map(|r| font::width(&r.n, Style::Quiet));
            widths.fold(font::width(head, Style::Quiet), f64::max) + 3.0 * GAP
        });
        let start = names.width + 2.0 * GAP;
        let room = width - start - n_width;
        let low = self.rows.iter().filter(|r| !r.rest).map(Row::low).fold(0.0, f64::min);
        let marks = |rest: bool| {
            let rows = self.rows.iter().filter(move |r| rest || !r.rest);
            rows.map(|r| (r.high(), font::width(&r.value, Style::Label)))
        };
        let mut scale = Scale::fit(start, room, low, marks(false));
        if scale.flat {
            // Only the folded row has something to show.
            scale = Scale::fit(start, room, low, marks(true));
        }
        let key_at_bars = Key::natural_width(&self.key) <= room;
        let key = if key_at_bars {
            Key::new(&self.key, room, self.starts(scale).as_deref())
        } else {
            Key::new(&self.key, width - n_width, None)
        };
        let head = key.height().max(if self.n.is_some() { Style::Quiet.line() } else { 0.0 });
        let unit = self.measure.name().map_or(0.0, |name| font::width(&name, Style::Quiet));
        let unit_beside = unit + 3.0 * GAP <= start;
        let foot = Style::Quiet.line() * if unit > 0.0 && !unit_beside { 2.0 } else { 1.0 };
        Layout { names, key, key_at_bars, scale, head: head + GAP, unit_beside, foot }
    }

    /// Where the two parts of the first bar start, from its own start: a stack of two is labelled at
    /// its marks.
    fn starts(&self, scale: Scale) -> Option<Vec<f64>> {
        let first = self.rows.first()?;
        match first.parts.as_slice() {
            [a, b] if *a >= 0.0 && *b > 0.0 => {
                Some(vec![scale.at(0.0) - scale.start, scale.at(*a) - scale.start])
            }
            _ => None,
        }
    }

    fn draw_row(&self, canvas: &Canvas<'_>, row: &Row, scale: Scale, middle: f64, most: f64) {
        let top = middle - BAR / 2.0;
        let zero = scale.at(0.0);
        let mut end = zero;
        if row.rest {
            end = rest_bar(canvas, zero, scale.at(row.positive()), most, middle, BAR);
        } else {
            let (mut right, mut left) = (0.0, 0.0);
            for (&value, &fill) in row.parts.iter().zip(&self.colours) {
                let from = if value < 0.0 { &mut left } else { &mut right };
                let (a, b) = (scale.at(*from), scale.at(*from + value));
                *from += value;
                let rect = Rect { x: a.min(b), y: top, width: (b - a).abs(), height: BAR };
                end = end.max(b);
                if rect.width > 0.0 {
                    if self.hollow { canvas.hollow(rect, fill) } else { canvas.bar(rect, fill) }
                }
            }
        }
        let mut label = end;
        if let Some([low, high]) = row.interval {
            whisker(canvas, scale.at(low), scale.at(high), middle);
            label = label.max(scale.at(high));
        }
        let wide = font::width(&row.value, Style::Label);
        if let Some(reference) = row.reference {
            let x = scale.at(reference);
            canvas.line(&[(x, top - 0.7), (x, top + BAR + 0.7)], INK, STRONG);
            let room_before = x - label >= wide + 2.0 * GAP;
            if x >= label && !room_before {
                label = x;
            } else if x > label - GAP && !room_before {
                label = label.max(x);
            }
        }
        let baseline = middle + Style::Label.half_cap();
        canvas.text(label + GAP, baseline, &row.value, Style::Label, Anchor::Start);
    }
}

impl Plot for StackedBars<'_> {
    fn height(&self, width: f64) -> f64 {
        let layout = self.layout(width);
        layout.head + layout.names.height() + layout.foot
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let layout = self.layout(area.width);
        let scale = Scale { start: area.x + layout.scale.start, ..layout.scale };
        let key_x = if layout.key_at_bars { scale.start } else { area.x };
        layout.key.draw(canvas, key_x, area.y);
        let head_line = area.y + layout.head - GAP - Style::Quiet.line() + Style::Quiet.rise();
        if let Some(n) = &self.n {
            canvas.text(area.right(), head_line, n, Style::Quiet, Anchor::End);
        }
        let top = area.y + layout.head;
        let bottom = top + layout.names.height();
        grid(canvas, scale, &self.measure, top, bottom);
        if let Some(name) = self.measure.name() {
            let (x, line) =
                if layout.unit_beside { (area.x, 0.0) } else { (scale.start, Style::Quiet.line()) };
            let baseline = bottom + line + Style::Quiet.rise();
            let block = super::text::wrap(&name, Style::Quiet, area.right() - x, 1);
            canvas.block(x, baseline - Style::Quiet.rise(), &block, Anchor::Start);
        }
        for (row, place) in self.rows.iter().zip(layout.names.places(top)) {
            let middle = place.middle;
            let room = font::width(&row.value, Style::Label) + GAP;
            self.draw_row(canvas, row, scale, middle, scale.at(scale.high) - room);
            let style = if row.rest { Style::Quiet } else { Style::Label };
            place.draw(canvas, area.x, style);
            if self.n.is_some() {
                let baseline = middle + Style::Quiet.half_cap();
                canvas.text(area.right(), baseline, &row.n, Style::Quiet, Anchor::End);
            }
        }
    }
}
