//! Columns over a numeric axis, open dossiers hollow on top, the due date as a dashed line.

use crate::error::{Error, Result};
use crate::results::{Mark, Message, Table, Token};
use crate::words::Words;

use super::canvas::{Anchor, Canvas, Rect};
use super::curves::free_height;
use super::data::Column;
use super::font;
use super::frame::{Plot, nothing};
use super::key::{Entry, Key, Swatch};
use super::measure::Measure;
use super::text::{Block, wrap};
use super::theme::{GAP, HAIR, INK, MUTED, RULE, Style, THIN, TINT, colour};

/// The columns that the chart reads, and its mark.
pub struct Columns<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub count: &'a str,
    pub open: Option<&'a String>,
    pub mark: Option<&'a Mark>,
}

/// A bin, its ends as shown. An end that is not given is open: "30 and more".
struct Bin {
    from: Option<f64>,
    to: Option<f64>,
    closed: f64,
    open: f64,
    /// Whether it lies after the mark.
    after: bool,
}

struct Histogram<'w> {
    bins: Vec<Bin>,
    x: Measure<'w>,
    y: Measure<'w>,
    words: &'w Words,
    key: Vec<Entry>,
    /// Where the dashed line stands among the bins, counted in bins from the left, and its name.
    mark: Option<(f64, String)>,
}

/// # Errors
/// If the table lacks a column, or its bins overlap.
pub fn plan<'w>(
    table: &Table,
    columns: &Columns<'_>,
    words: &'w Words,
) -> Result<Box<dyn Plot + 'w>> {
    let from = Column::of(table, columns.from)?;
    let to = Column::of(table, columns.to)?;
    let count = Column::of(table, columns.count)?;
    let open = Column::maybe(table, columns.open)?;
    let x = Measure::new(from.unit, from.numbers().chain(to.numbers()), words);
    let totals = (0..table.rows.len()).map(|row| {
        count.number(row).unwrap_or(0.0) + open.as_ref().and_then(|c| c.number(row)).unwrap_or(0.0)
    });
    let y = Measure::new(count.unit, totals, words);
    let mark = columns.mark.map(|m| (x.number(m.at), words.say(&m.name)));
    let mut bins: Vec<Bin> = (0..table.rows.len())
        .map(|row| {
            let ends = [from.number(row), to.number(row)].map(|v| v.map(|v| x.number(v)));
            let number = |c: &Column<'_>| c.number(row).map_or(0.0, |v| y.number(v).max(0.0));
            Bin {
                from: ends[0],
                to: ends[1],
                closed: number(&count),
                open: open.as_ref().map_or(0.0, number),
                after: false,
            }
        })
        .filter(|bin| bin.from.is_some() || bin.to.is_some())
        .collect();
    if bins.is_empty() {
        return Ok(nothing(words));
    }
    let start = |bin: &Bin| bin.from.unwrap_or(f64::NEG_INFINITY);
    bins.sort_by(|a, b| start(a).total_cmp(&start(b)));
    let bins = without_gaps(bins).ok_or_else(|| {
        Error::failed(format!(
            "table {} has bins that overlap or end before they start",
            table.name
        ))
    })?;
    let bins: Vec<Bin> = bins
        .into_iter()
        .map(|bin| {
            let after = mark.as_ref().is_some_and(|(at, _)| start(&bin) >= *at - tiny(*at));
            Bin { after, ..bin }
        })
        .collect();
    let mark = mark.map(|(at, name)| (place(&bins, at), name));
    let key = if open.is_some() {
        vec![
            Entry::new(Swatch::Filled(TINT), &words.word("draw-closed")),
            Entry::new(Swatch::Hollow(MUTED), &words.word("draw-open")),
        ]
    } else {
        Vec::new()
    };
    Ok(Box::new(Histogram { bins, x, y, words, key, mark }))
}

/// What counts as nothing beside a number.
fn tiny(number: f64) -> f64 {
    1e-9 * number.abs().max(1.0)
}

/// The bins with empty ones where the table has gaps: as wide as their neighbour as far as they go.
/// None where two overlap.
fn without_gaps(bins: Vec<Bin>) -> Option<Vec<Bin>> {
    const MOST: usize = 400;
    let mut out: Vec<Bin> = Vec::with_capacity(bins.len());
    for bin in bins {
        if let (Some(from), Some(to)) = (bin.from, bin.to)
            && to <= from
        {
            return None;
        }
        if let Some(before) = out.last() {
            let (mut end, from) = (before.to?, bin.from?);
            let width = before.from.map_or(from - end, |start| end - start);
            if end > from + tiny(from) {
                return None;
            }
            while from - end > tiny(from) && out.len() < MOST {
                let next = if from - end < 1.5 * width || out.len() + 1 == MOST {
                    from
                } else {
                    end + width
                };
                out.push(Bin {
                    from: Some(end),
                    to: Some(next),
                    closed: 0.0,
                    open: 0.0,
                    after: false,
                });
                end = next;
            }
        }
        out.push(bin);
    }
    Some(out)
}

/// Where a number lies among the bins, counted in bins.
#[expect(clippy::cast_precision_loss, reason = "some hundred bins")]
fn place(bins: &[Bin], at: f64) -> f64 {
    for (i, bin) in bins.iter().enumerate() {
        let i = i as f64;
        match (bin.from, bin.to) {
            (Some(from), _) if at < from => return i,
            (Some(from), Some(to)) if at < to => return i + (at - from) / (to - from),
            (None, Some(to)) if at < to => return i + 0.5,
            (Some(from), None) if at > from => return i + 0.5,
            (Some(_), None) => return i,
            _ => {}
        }
    }
    bins.len() as f64
}

/// A number below the columns. In millimetres.
struct Edge {
    x: f64,
    value: f64,
    text: String,
    /// Half the room that it takes.
    half: f64,
    /// Whether it names a bin with an open end.
    open: bool,
}

impl Edge {
    fn touches(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < self.half + other.half
    }
}

impl Histogram<'_> {
    fn highest(&self) -> f64 {
        let highest = self.bins.iter().map(|b| b.closed + b.open).fold(0.0, f64::max);
        if highest > 0.0 { highest } else { 1.0 }
    }

    fn key_at(&self, width: f64) -> Key {
        Key::new(&self.key, width, None)
    }

    fn mark_name(&self, width: f64) -> Option<Block> {
        self.mark.as_ref().map(|(_, name)| wrap(name, Style::Label, width * 0.5, 2))
    }

    fn head(&self, width: f64) -> f64 {
        let name = self.mark_name(width).map_or(0.0, |b| b.height());
        let axis = self.y.name().map_or(0.0, |_| Style::Quiet.line());
        let key = if self.key.is_empty() { 0.0 } else { self.key_at(width).height() + GAP };
        key + name + axis + Style::Label.line()
    }

    fn foot() -> f64 {
        2.0 * Style::Quiet.line()
    }

    /// Ends of bins: their place counted in bins, the number, and what stands below. An open end is
    /// named in the middle of its bin.
    fn edges(&self) -> Vec<(f64, f64, String)> {
        let numbers = self.words.numbers();
        let open = |key: &str, v: f64| {
            self.words.say(&Message::new(key).text("n", numbers.significant(v)))
        };
        let mut edges = Vec::new();
        for (i, bin) in self.bins.iter().enumerate() {
            let last = i + 1 == self.bins.len();
            let i = count(i);
            match (bin.from, bin.to) {
                (Some(from), None) => edges.push((i + 0.5, from, open("draw-from", from))),
                (None, Some(to)) => edges.push((i + 0.5, to, open("draw-below", to))),
                (Some(from), _) => edges.push((i, from, numbers.significant(from))),
                (None, None) => {}
            }
            if let (true, Some(_), Some(to)) = (last, bin.from, bin.to) {
                edges.push((i + 1.0, to, numbers.significant(to)));
            }
        }
        edges
    }
}

impl Plot for Histogram<'_> {
    fn height(&self, width: f64) -> f64 {
        free_height(width) * 0.85 + self.head(width) + Self::foot()
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let highest = self.highest();
        let (marks, step) = self.y.ticks(0.0, highest, 4.0);
        let marks: Vec<_> = marks.into_iter().map(|v| (v, self.y.tick(v, step))).collect();
        let axis = marks.iter().map(|(_, t)| font::width(t, Style::Quiet)).fold(0.0, f64::max);
        let head = self.head(area.width);
        let plot = Rect {
            x: area.x + axis + GAP,
            y: area.y + head,
            width: area.width - axis - 3.0 * GAP,
            height: area.height - head - Self::foot(),
        };
        let key = self.key_at(area.width);
        key.draw(canvas, area.x, area.y);
        let y = |v: f64| plot.bottom() - v / highest * plot.height;
        for (value, text) in &marks {
            let at = y(*value);
            canvas.line(&[(plot.x, at), (plot.right(), at)], RULE, HAIR);
            let baseline = at + Style::Quiet.half_cap();
            canvas.text(plot.x - GAP, baseline, text, Style::Quiet, Anchor::End);
        }
        if let Some(name) = self.y.name() {
            let gap = if self.key.is_empty() { 0.0 } else { GAP };
            canvas.text(
                area.x,
                area.y + key.height() + gap + Style::Quiet.rise(),
                &name,
                Style::Quiet,
                Anchor::Start,
            );
        }
        #[expect(clippy::cast_precision_loss, reason = "some hundred bins")]
        let wide = plot.width / self.bins.len().max(1) as f64;
        self.draw_columns(canvas, plot, wide, &y);
        canvas.line(&[(plot.x, plot.bottom()), (plot.right(), plot.bottom())], MUTED, THIN);
        self.draw_edges(canvas, plot, wide);
        self.draw_mark(canvas, area, plot, wide);
    }
}

impl Histogram<'_> {
    fn draw_columns(&self, canvas: &Canvas<'_>, plot: Rect, wide: f64, y: &dyn Fn(f64) -> f64) {
        let texts: Vec<String> =
            self.bins.iter().map(|b| self.y.text(b.closed + b.open, None)).collect();
        let widest = texts.iter().map(|t| font::width(t, Style::Label)).fold(0.0, f64::max);
        let label = widest + GAP <= wide;
        let seam = (wide * 0.1).min(0.4);
        let mut left = plot.x;
        for (bin, text) in self.bins.iter().zip(&texts) {
            let late = colour(Token::Overdue);
            let (fill, outline) = if bin.after { (late, late) } else { (TINT, MUTED) };
            let rect = |low: f64, high: f64| Rect {
                x: left + seam / 2.0,
                y: y(high),
                width: wide - seam,
                height: y(low) - y(high),
            };
            if bin.closed > 0.0 {
                canvas.bar(rect(0.0, bin.closed), fill);
            }
            if bin.open > 0.0 {
                canvas.hollow(rect(bin.closed, bin.closed + bin.open), outline);
            }
            if label {
                let baseline = y(bin.closed + bin.open) - 0.8;
                canvas.text(left + wide / 2.0, baseline, text, Style::Label, Anchor::Middle);
            }
            left += wide;
        }
    }

    /// The numbers below: the open ends, and of the others as many as don't touch, zero among them.
    fn draw_edges(&self, canvas: &Canvas<'_>, plot: Rect, wide: f64) {
        let baseline = plot.bottom() + 0.6 + Style::Quiet.rise();
        let edges: Vec<Edge> = self
            .edges()
            .into_iter()
            .map(|(place, value, text)| {
                let half = font::width(&text, Style::Quiet) / 2.0;
                // Not over the side of the chart.
                let x = (plot.x + place * wide).min(plot.right() + GAP - half);
                Edge { x, value, text, half: half + GAP, open: place.fract() > 0.25 }
            })
            .collect();
        let zero = edges.iter().position(|e| e.value.abs() < 1e-9 && !e.open).unwrap_or(0);
        let shown = |every: usize| -> Vec<&Edge> {
            let regular = edges.iter().enumerate();
            let regular = regular.filter(|(i, e)| e.open || i % every == zero % every);
            // Beside an open end a regular number gives way.
            regular
                .map(|(_, e)| e)
                .filter(|e| e.open || !edges.iter().any(|o| o.open && o.touches(e)))
                .collect()
        };
        let apart =
            |kept: &Vec<&Edge>| kept.windows(2).all(|pair| !matches!(pair, [a, b] if a.touches(b)));
        let kept = (1..=edges.len()).map(shown).find(apart).unwrap_or_default();
        for edge in kept {
            if !edge.open {
                canvas.line(&[(edge.x, plot.bottom()), (edge.x, plot.bottom() + 0.9)], MUTED, HAIR);
            }
            canvas.text(edge.x, baseline, &edge.text, Style::Quiet, Anchor::Middle);
        }
        if let Some(name) = self.x.name() {
            let baseline = baseline + Style::Quiet.line();
            canvas.text(plot.right(), baseline, &name, Style::Quiet, Anchor::End);
        }
    }

    fn draw_mark(&self, canvas: &Canvas<'_>, area: Rect, plot: Rect, wide: f64) {
        let (Some((place, _)), Some(name)) = (&self.mark, self.mark_name(area.width)) else {
            return;
        };
        let x = plot.x + place * wide;
        let top = plot.y - Style::Label.line() - name.height();
        canvas.dashed((x, top), (x, plot.bottom()), INK, THIN);
        // On the side that has room for it.
        let (x, anchor) = if x + GAP + name.width() <= area.right() {
            (x + GAP, Anchor::Start)
        } else {
            (x - GAP, Anchor::End)
        };
        canvas.block(x, top, &name, anchor);
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundred bins")]
fn count(n: usize) -> f64 {
    n as f64
}
