//! Step curves with bands, each named at its end.

use plotters::style::RGBColor;

use crate::error::Result;
use crate::results::{Message, Table, Token, Unit};
use crate::words::Words;

use super::axis::{Scale, grid};
use super::canvas::{Anchor, Canvas, Rect};
use super::data::{Column, groups, interval};
use super::font;
use super::frame::{Plot, nothing};
use super::measure::Measure;
use super::rows::block_top;
use super::text::{Block, wrap};
use super::theme::{BAND, GAP, HAIR, MUTED, NAMES, RULE, STRONG, Style, THIN, colour, mix};

/// Height of a plot that has no rows, as a share of its width, and its bounds.
const ASPECT: f64 = 0.46;
const LOWEST: f64 = 42.0;
const HIGHEST: f64 = 76.0;

/// Height of a plot without rows at a width.
pub fn free_height(width: f64) -> f64 {
    (width * ASPECT).clamp(LOWEST, HIGHEST)
}

/// A point of a curve, as shown.
struct Point {
    x: f64,
    y: f64,
    interval: Option<[f64; 2]>,
}

struct Series {
    name: String,
    points: Vec<Point>,
}

struct Curves<'w> {
    series: Vec<Series>,
    x: Measure<'w>,
    y: Measure<'w>,
    /// What the vertical axis shows, where the catalogue has a heading for it.
    heading: Option<String>,
    highest: f64,
    /// Says how many series are left out.
    unseen: Option<String>,
}

/// The columns: series, x, y, low, high. Beyond `most` series the first are left out and counted:
/// the last is the latest, and the one drawn strongly.
///
/// # Errors
/// If the table lacks a column.
pub fn plan<'w>(
    table: &Table,
    names: [&str; 5],
    words: &'w Words,
    most: usize,
) -> Result<Box<dyn Plot + 'w>> {
    let [series, x, y, low, high] = names.map(|name| Column::of(table, name));
    let (series, x, y, low, high) = (series?, x?, y?, low?, high?);
    let all = 0..table.rows.len();
    let (names, of) = groups(all.map(|i| series.text(i, words)));
    let longest = x.numbers().fold(0.0, f64::max);
    let x_measure = Measure::new(x.unit, [longest / 2.0], words);
    let y_measure = Measure::new(y.unit, y.numbers(), words);
    let mut all: Vec<Series> =
        names.into_iter().map(|name| Series { name, points: Vec::new() }).collect();
    let scaled = |v: f64| y_measure.number(v);
    for (row, of) in of.into_iter().enumerate() {
        let (Some(at), Some(value)) = (x.number(row), y.number(row)) else { continue };
        if let Some(series) = all.get_mut(of) {
            series.points.push(Point {
                x: x_measure.number(at),
                y: scaled(value),
                interval: interval(low.number(row).map(scaled), high.number(row).map(scaled)),
            });
        }
    }
    all.retain(|s| !s.points.is_empty());
    if all.is_empty() {
        return Ok(nothing(words));
    }
    for series in &mut all {
        series.points.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    let left_out = all.len().saturating_sub(most);
    all.drain(..left_out);
    let tops =
        all.iter().flat_map(|s| &s.points).map(|p| p.interval.map_or(p.y, |i| i[1].max(p.y)));
    let highest = if y.unit == Unit::Share { 100.0 } else { tops.fold(0.0, f64::max) };
    let unseen = u64::try_from(left_out).ok().filter(|n| *n > 0);
    Ok(Box::new(Curves {
        series: all,
        x: x_measure,
        y: y_measure,
        heading: y.heading(words),
        highest: if highest > 0.0 { highest } else { 1.0 },
        unseen: unseen.map(|n| words.say(&Message::new("draw-more-unseen").count("n", n))),
    }))
}

impl Curves<'_> {
    /// The last series strongly, earlier ones paler the older they are.
    fn stroke(&self, index: usize) -> (RGBColor, f64) {
        let last = self.series.len().saturating_sub(1);
        if index == last {
            return (colour(Token::Service), STRONG);
        }
        #[expect(clippy::cast_precision_loss, reason = "a dozen series")]
        let age = (last - index - 1) as f64 / last.max(2) as f64;
        (mix(MUTED, colour(Token::Paused), age), THIN)
    }

    fn head(&self) -> f64 {
        if self.heading.is_some() { Style::Quiet.line() + GAP } else { Style::Quiet.half_cap() }
    }

    fn foot(&self) -> f64 {
        let lines = 2.0 + if self.unseen.is_some() { 1.0 } else { 0.0 };
        Style::Quiet.line() * lines
    }
}

impl Plot for Curves<'_> {
    fn height(&self, width: f64) -> f64 {
        free_height(width) + self.head() + self.foot()
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let (marks, step) = self.y.ticks(0.0, self.highest, 5.0);
        let marks: Vec<_> = marks.into_iter().map(|v| (v, self.y.tick(v, step))).collect();
        let wide = |style| move |text: &str| font::width(text, style);
        let axis = marks.iter().map(|(_, t)| wide(Style::Quiet)(t)).fold(0.0, f64::max);
        let names: Vec<Block> = self.end_names(area);
        let name_width = names.iter().map(Block::width).fold(0.0, f64::max);
        let plot = Rect {
            x: area.x + axis + GAP,
            y: area.y + self.head(),
            width: area.width - axis - name_width - 4.0 * GAP,
            height: area.height - self.head() - self.foot(),
        };
        if let Some(heading) = &self.heading {
            let block = wrap(heading, Style::Quiet, area.width, 1);
            canvas.block(area.x, area.y, &block, Anchor::Start);
        }
        let y = |v: f64| plot.bottom() - v / self.highest * plot.height;
        for (value, text) in &marks {
            let at = y(*value);
            canvas.line(&[(plot.x, at), (plot.right(), at)], RULE, HAIR);
            let baseline = at + Style::Quiet.half_cap();
            canvas.text(plot.x - GAP, baseline, text, Style::Quiet, Anchor::End);
        }
        let xs = self.series.iter().flat_map(|s| &s.points).map(|p| p.x);
        let (first, last) = xs.fold((0.0_f64, 0.0_f64), |(a, b), x| (a.min(x), b.max(x)));
        let scale = if last > first {
            let unit = plot.width / (last - first);
            Scale { start: plot.x, low: first, high: last, unit, flat: false }
        } else {
            Scale::flat(plot.x, first, plot.width)
        };
        grid(canvas, scale, &self.x, plot.y, plot.bottom());
        if let Some(name) = self.x.name() {
            let baseline = plot.bottom() + Style::Quiet.line() + Style::Quiet.rise();
            canvas.text(plot.right(), baseline, &name, Style::Quiet, Anchor::End);
        }
        if let Some(unseen) = &self.unseen {
            let block = wrap(unseen, Style::Quiet, area.width, 1);
            canvas.block(area.x, area.bottom() - Style::Quiet.line(), &block, Anchor::Start);
        }
        self.draw_lines(canvas, scale, &y);
        self.draw_names(canvas, plot, scale, &names, &y);
    }
}

impl Curves<'_> {
    /// Names on two lines where all have room, else on one.
    fn end_names(&self, area: Rect) -> Vec<Block> {
        let most = area.width * NAMES * 0.8;
        let blocks = |lines: usize| -> Vec<Block> {
            self.series.iter().map(|s| wrap(&s.name, Style::Label, most, lines)).collect()
        };
        let two = blocks(2);
        let high: f64 = two.iter().map(Block::height).sum();
        if high <= area.height - self.head() - self.foot() { two } else { blocks(1) }
    }

    fn draw_lines(&self, canvas: &Canvas<'_>, scale: Scale, y: &dyn Fn(f64) -> f64) {
        let many = self.series.len() > 3;
        for (i, series) in self.series.iter().enumerate() {
            let strong = i + 1 == self.series.len();
            let alpha = if strong {
                0.9
            } else if many {
                0.35
            } else {
                0.6
            };
            for run in series.points.chunk_by(|a, b| a.interval.is_some() == b.interval.is_some()) {
                let ends: Vec<_> =
                    run.iter().filter_map(|p| p.interval.map(|i| (scale.at(p.x), i))).collect();
                let mut outline = steps(ends.iter().map(|(x, i)| (*x, y(i[1]))));
                let mut back = steps(ends.iter().map(|(x, i)| (*x, y(i[0]))));
                back.reverse();
                outline.extend(back);
                if ends.len() > 1 {
                    canvas.shape(&outline, BAND, alpha);
                }
            }
        }
        for (i, series) in self.series.iter().enumerate() {
            let (stroke, width) = self.stroke(i);
            let points = steps(series.points.iter().map(|p| (scale.at(p.x), y(p.y))));
            if let [only] = points.as_slice() {
                canvas.dot(*only, 0.8, stroke);
            } else {
                canvas.line(&points, stroke, width);
            }
        }
    }

    fn draw_names(
        &self,
        canvas: &Canvas<'_>,
        plot: Rect,
        scale: Scale,
        names: &[Block],
        y: &dyn Fn(f64) -> f64,
    ) {
        let ends: Vec<(f64, f64)> = self
            .series
            .iter()
            .filter_map(|s| s.points.last())
            .map(|p| (scale.at(p.x), y(p.y)))
            .collect();
        let wanted: Vec<(f64, f64)> =
            ends.iter().zip(names).map(|((_, y), name)| (*y, name.height())).collect();
        let placed = spread(&wanted, plot.y - Style::Label.half_cap(), plot.bottom());
        let left = plot.right() + 3.0 * GAP;
        for (i, ((name, middle), end)) in names.iter().zip(placed).zip(ends).enumerate() {
            let strong = i + 1 == names.len();
            let elbow = (plot.right() + 1.5 * GAP).max(end.0);
            canvas.line(&[end, (elbow, middle), (left - 0.5, middle)], self.stroke(i).0, HAIR);
            let block =
                Block { style: if strong { Style::Label } else { Style::Quiet }, ..name.clone() };
            canvas.block(left, block_top(&block, middle), &block, Anchor::Start);
        }
    }
}

/// The corners of a step curve: level up to the next point, then up or down.
fn steps(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        if let Some(&(_, before)) = out.last() {
            out.push((x, before));
        }
        out.push((x, y));
    }
    out
}

/// Moves labels (middle, height) apart as little as it takes, within `top` and `bottom`, and gives
/// their middles.
fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let get = |i: usize| wanted.get(i).copied().unwrap_or((0.0, 0.0));
    order.sort_by(|&a, &b| get(a).0.total_cmp(&get(b).0).then(a.cmp(&b)));
    // Groups of touching labels: their members and the top where the group best stands.
    let mut groups: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for i in order {
        let (middle, height) = get(i);
        let mut group = (vec![i], middle - height / 2.0, height);
        while let Some(before) = groups.pop() {
            if before.1 + before.2 <= group.1 {
                groups.push(before);
                break;
            }
            // Where each would like the joint group to start, weighed by how many they are.
            #[expect(clippy::cast_precision_loss, reason = "a dozen labels")]
            let (n, m) = (before.0.len() as f64, group.0.len() as f64);
            let start = (before.1 * n + (group.1 - before.2) * m) / (n + m);
            let members = before.0.into_iter().chain(group.0).collect();
            group = (members, start, before.2 + group.2);
        }
        group.1 = group.1.min(bottom - group.2).max(top);
        groups.push(group);
    }
    let mut out = vec![0.0; wanted.len()];
    let mut free = top;
    for (members, start, _) in groups {
        let mut at = start.max(free);
        for i in members {
            let height = get(i).1;
            if let Some(place) = out.get_mut(i) {
                *place = at + height / 2.0;
            }
            at += height;
        }
        free = at;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_touch_are_spread_in_their_order() {
        let wanted: Vec<(f64, f64)> = vec![(10.0, 4.0), (9.0, 4.0), (11.0, 4.0), (30.0, 4.0)];
        let placed = spread(&wanted, 0.0, 40.0);
        let expected = [10.0, 6.0, 14.0, 30.0];
        for (a, b) in placed.iter().zip(expected) {
            assert!((a - b).abs() < 1e-9, "{placed:?}");
        }
    }

    #[test]
    fn labels_stay_between_top_and_bottom() {
        let wanted: Vec<(f64, f64)> = (0..9).map(|_| (38.0, 4.0)).collect();
        let placed = spread(&wanted, 0.0, 40.0);
        assert!(placed.iter().all(|y| (2.0..=38.0).contains(y)), "{placed:?}");
    }
}
