//! A path of steps from top to bottom, with the time before each and the time in each.

use crate::error::Result;
use crate::results::{Table, Token};
use crate::words::Words;

use super::axis::{Scale, grid};
use super::canvas::{Anchor, Canvas, Rect};
use super::data::{Column, adds_up};
use super::font;
use super::frame::Plot;
use super::measure::Measure;
use super::rows::{Names, more, rest_bar};
use super::theme::{BAR, GAP, MUTED, NAMES, Style, THIN, colour};

/// Height of the hand-over before a step.
const HANDOVER: f64 = 5.0;
/// Thickness of a wait's bar.
const WAIT_BAR: f64 = 2.6;
/// Width of the line with the steps' dots.
const RAIL: f64 = 4.4;
const DOT: f64 = 1.1;

struct Step {
    name: String,
    /// As shown; none where unknown.
    wait: Option<f64>,
    service: Option<f64>,
    wait_text: String,
    service_text: String,
    n: String,
    rest: bool,
}

struct Path<'w> {
    steps: Vec<Step>,
    measure: Measure<'w>,
    n: String,
    wait: String,
    service: String,
}

/// The columns: label, wait, service, n.
///
/// # Errors
/// If the table lacks a column, or wait and service have different units.
pub fn plan<'w>(
    table: &Table,
    names: [&str; 4],
    words: &'w Words,
    most: usize,
) -> Result<Box<dyn Plot + 'w>> {
    let [label, wait, service, n] = names.map(|name| Column::of(table, name));
    let (label, wait, service, n) = (label?, wait?, service?, n?);
    let unit = super::data::same_unit(table, &[wait, service])?;
    let measure = Measure::new(unit, wait.numbers().chain(service.numbers()), words);
    let text = |v: Option<f64>| v.map_or_else(|| "–".to_owned(), |v| measure.text(v, None));
    let count = table.rows.len();
    let shown = count.min(most);
    let mut steps: Vec<Step> = (0..shown)
        .map(|row| {
            let number = |c: &Column<'_>| c.number(row).map(|v| measure.number(v));
            let (wait, service) = (number(&wait), number(&service));
            Step {
                name: label.text(row, words),
                wait,
                service,
                wait_text: text(wait),
                service_text: text(service),
                n: n.text(row, words),
                rest: false,
            }
        })
        .collect();
    if count > shown {
        let sum = |c: &Column<'_>, from: usize| -> f64 {
            (from..count).filter_map(|row| c.number(row)).sum()
        };
        let adds = adds_up(unit, sum(&wait, 0) + sum(&service, 0));
        let rest = |c: &Column<'_>| adds.then(|| measure.number(sum(c, shown)));
        let (wait, service) = (rest(&wait), rest(&service));
        steps.push(Step {
            name: more(words, count - shown),
            wait,
            service,
            wait_text: text(wait),
            service_text: text(service),
            n: String::new(),
            rest: true,
        });
    }
    Ok(Box::new(Path {
        steps,
        measure,
        n: words.word("draw-n"),
        wait: words.word("draw-wait"),
        service: words.word("draw-service"),
    }))
}

struct Layout {
    names: Names,
    scale: Scale,
    unit_beside: bool,
    foot: f64,
}

impl Path<'_> {
    /// What stands at a step's two bars: the number, and at the first step also what it is.
    fn labels<'s>(&'s self, index: usize, step: &'s Step) -> [(&'s str, &'s str); 2] {
        let word = |word: &'s str| if index == 0 { word } else { "" };
        [(&step.wait_text, word(&self.wait)), (&step.service_text, word(&self.service))]
    }

    fn layout(&self, width: f64) -> Layout {
        let most = width * NAMES - RAIL;
        let names = Names::within(self.steps.iter().map(|s| s.name.as_str()), most);
        let n_width = self.steps.iter().map(|s| font::width(&s.n, Style::Quiet));
        let n_width = n_width.fold(font::width(&self.n, Style::Quiet), f64::max) + 3.0 * GAP;
        let start = RAIL + names.width + 2.0 * GAP;
        let room = width - start - n_width;
        let marks = |rest: bool| {
            let steps = self.steps.iter().enumerate().filter(move |(_, s)| rest || !s.rest);
            steps.flat_map(|(i, step)| {
                let [wait, service] = self.labels(i, step).map(label_width);
                [(step.wait.unwrap_or(0.0), wait), (step.service.unwrap_or(0.0), service)]
            })
        };
        let mut scale = Scale::fit(start, room, 0.0, marks(false));
        if scale.flat {
            // Only the folded row has something to show.
            scale = Scale::fit(start, room, 0.0, marks(true));
        }
        let unit = self.measure.name().map_or(0.0, |name| font::width(&name, Style::Quiet));
        let unit_beside = unit + 3.0 * GAP <= start;
        let foot = Style::Quiet.line() * if unit > 0.0 && !unit_beside { 2.0 } else { 1.0 };
        Layout { names, scale, unit_beside, foot }
    }

    #[expect(clippy::cast_precision_loss, reason = "a dozen steps")]
    fn body(&self, layout: &Layout) -> f64 {
        layout.names.height() + HANDOVER * self.steps.len() as f64
    }

    fn draw_step(&self, canvas: &Canvas<'_>, index: usize, step: &Step, scale: Scale, y: [f64; 2]) {
        let labels = self.labels(index, step);
        let parts = [
            (step.wait, WAIT_BAR, colour(Token::Wait)),
            (step.service, BAR, colour(Token::Service)),
        ];
        for (((value, thick, fill), label), middle) in parts.into_iter().zip(labels).zip(y) {
            let (zero, to) = (scale.at(0.0), scale.at(value.unwrap_or(0.0).max(0.0)));
            let mut end = to;
            if step.rest {
                let most = scale.at(scale.high) - label_width(label) - GAP;
                end = rest_bar(canvas, zero, to, most, middle, thick);
            } else if to > zero {
                let top = middle - thick / 2.0;
                canvas.bar(Rect { x: zero, y: top, width: to - zero, height: thick }, fill);
            }
            let baseline = middle + Style::Label.half_cap();
            let (number, word) = label;
            canvas.text(end + GAP, baseline, number, Style::Label, Anchor::Start);
            if !word.is_empty() {
                let after = end + 2.0 * GAP + font::width(number, Style::Label);
                canvas.text(after, baseline, word, Style::Quiet, Anchor::Start);
            }
        }
    }
}

impl Plot for Path<'_> {
    fn height(&self, width: f64) -> f64 {
        let layout = self.layout(width);
        Style::Quiet.line() + self.body(&layout) + layout.foot
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let layout = self.layout(area.width);
        let scale = Scale { start: area.x + layout.scale.start, ..layout.scale };
        let top = area.y + Style::Quiet.line();
        let bottom = top + self.body(&layout);
        let head = area.y + Style::Quiet.rise();
        canvas.text(area.right(), head, &self.n, Style::Quiet, Anchor::End);
        grid(canvas, scale, &self.measure, top, bottom);
        if let Some(name) = self.measure.name() {
            let (x, line) =
                if layout.unit_beside { (area.x, 0.0) } else { (scale.start, Style::Quiet.line()) };
            let baseline = bottom + line + Style::Quiet.rise();
            canvas.text(x, baseline, &name, Style::Quiet, Anchor::Start);
        }
        let rail = area.x + DOT + 0.4;
        let mut from = top;
        let mut shift = 0.0;
        for ((i, place), step) in layout.names.places(top).enumerate().zip(&self.steps) {
            shift += HANDOVER;
            let middle = place.middle + shift;
            let handover = place.top + shift - HANDOVER / 2.0;
            arrow(canvas, rail, from, middle - DOT);
            canvas.dot((rail, middle), DOT, MUTED);
            from = middle + DOT;
            self.draw_step(canvas, i, step, scale, [handover, middle]);
            let style = if step.rest { Style::Quiet } else { Style::Label };
            place.draw_at(canvas, area.x + RAIL, middle, style);
            let baseline = middle + Style::Quiet.half_cap();
            canvas.text(area.right(), baseline, &step.n, Style::Quiet, Anchor::End);
        }
    }
}

/// Width of a number and the word behind it.
fn label_width((number, word): (&str, &str)) -> f64 {
    let word = if word.is_empty() { 0.0 } else { GAP + font::width(word, Style::Quiet) };
    font::width(number, Style::Label) + word
}

/// A line down to a step, with its head.
fn arrow(canvas: &Canvas<'_>, x: f64, from: f64, to: f64) {
    const HEAD: f64 = 1.5;
    canvas.line(&[(x, from), (x, to - HEAD / 2.0)], MUTED, THIN);
    canvas.shape(&[(x - 0.8, to - HEAD), (x + 0.8, to - HEAD), (x, to)], MUTED, 1.0);
}
