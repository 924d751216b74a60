//! A horizontal value axis: its scale, grid lines and the numbers below.

use super::canvas::{Anchor, Canvas};
use super::font;
use super::measure::Measure;
use super::theme::{GAP, HAIR, MUTED, RULE, Style, THIN};

/// From numbers to millimetres along a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Where `low` stands, in millimetres.
    pub start: f64,
    pub low: f64,
    pub high: f64,
    /// Millimetres for one.
    pub unit: f64,
    /// Whether all that it shows is `low`, so that no other number means anything.
    pub flat: bool,
}

impl Scale {
    /// The largest scale on which every mark ends, with its label behind it, within `width` from
    /// `start`. `marks` are pairs of a mark's end and its label's width.
    pub fn fit(start: f64, width: f64, low: f64, marks: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut unit = f64::INFINITY;
        for (end, label) in marks {
            if end > low {
                let room = (width - label - GAP).max(width * 0.1);
                unit = unit.min(room / (end - low));
            }
        }
        if !unit.is_finite() || unit <= 0.0 {
            // Nothing but zeros.
            return Self::flat(start, low, width);
        }
        Self { start, low, high: low + width / unit, unit, flat: false }
    }

    /// A scale for a single number.
    pub fn flat(start: f64, low: f64, width: f64) -> Self {
        Self { start, low, high: low + 1.0, unit: width, flat: true }
    }

    pub fn at(&self, number: f64) -> f64 {
        self.start + (number - self.low) * self.unit
    }
}

/// Grid lines from `top` to `bottom` with their numbers below, as many as don't touch each other.
pub fn grid(canvas: &Canvas<'_>, scale: Scale, measure: &Measure<'_>, top: f64, bottom: f64) {
    let right = scale.at(scale.high);
    let labels = |count: f64| -> Vec<(f64, String, f64)> {
        let (at, step) = measure.ticks(scale.low, scale.high, count);
        let step = if scale.flat { 1.0 } else { step };
        at.into_iter()
            .take(if scale.flat { 1 } else { usize::MAX })
            .map(|v| {
                let text = measure.tick(v, step);
                let wide = font::width(&text, Style::Quiet);
                (v, text, wide)
            })
            // No number beyond the plot: it would run into what stands there.
            .filter(|(v, _, wide)| scale.at(*v) + wide / 2.0 <= right + GAP)
            .collect()
    };
    let apart = |labels: &[(f64, String, f64)]| {
        labels.windows(2).all(|pair| match pair {
            [(a, _, wa), (b, _, wb)] => scale.at(*b) - scale.at(*a) >= (wa + wb) / 2.0 + 2.0 * GAP,
            _ => true,
        })
    };
    let chosen = [6.0, 5.0, 4.0, 3.0, 2.0, 1.0].into_iter().map(labels).find(|l| apart(l));
    for (value, text, _) in chosen.unwrap_or_default() {
        let x = scale.at(value);
        let zero = value.abs() < f64::EPSILON;
        let (colour, width) = if zero { (MUTED, THIN) } else { (RULE, HAIR) };
        canvas.line(&[(x, top), (x, bottom)], colour, width);
        canvas.text(x, bottom + Style::Quiet.rise(), &text, Style::Quiet, Anchor::Middle);
    }
}
