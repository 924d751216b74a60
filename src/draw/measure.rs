//! What a chart's numbers are measured in: one unit a chart, said once.

use crate::results::{Message, Unit};
use crate::words::Words;

/// One unit for all the numbers of an axis.
pub struct Measure<'a> {
    words: &'a Words,
    /// A value in its column's unit times this is the number shown.
    factor: f64,
    /// Key of the unit's name, where there is one to say.
    name: Option<&'static str>,
    percent: bool,
    /// Whether there is nothing between two whole numbers.
    whole: bool,
    /// Decimals that every number of the chart has, where they are of like size.
    decimals: Option<u8>,
}

impl<'a> Measure<'a> {
    /// The column's own unit; for seconds the largest that keeps the typical (median, zeros apart)
    /// value above 1.
    pub fn new(unit: Unit, values: impl IntoIterator<Item = f64>, words: &'a Words) -> Self {
        let mut sizes: Vec<f64> =
            values.into_iter().map(f64::abs).filter(|v| *v > 0.0 && v.is_finite()).collect();
        sizes.sort_by(f64::total_cmp);
        let typical = sizes.get(sizes.len() / 2).copied();
        let seconds = match unit {
            Unit::WorkSeconds => Some([
                (words.office_day_s(), "draw-unit-work-days"),
                (3_600.0, "draw-unit-work-hours"),
            ]),
            Unit::WallSeconds => {
                Some([(86_400.0, "draw-unit-wall-days"), (3_600.0, "draw-unit-wall-hours")])
            }
            _ => None,
        };
        let (factor, name) = match (seconds, unit) {
            (Some(larger), _) => {
                // Without any value the largest unit is as good as another.
                let of = typical.unwrap_or(f64::INFINITY);
                let (size, name) = larger
                    .into_iter()
                    .find(|(size, _)| of >= *size)
                    .unwrap_or((60.0, "draw-unit-minutes"));
                (1.0 / size, Some(name))
            }
            // What a table gives in days or hours is called so in the words around the chart.
            (None, Unit::WorkDays) => (1.0, Some("draw-unit-work-days")),
            (None, Unit::WorkHours) => (1.0, Some("draw-unit-work-hours")),
            (None, Unit::WallDays) => (1.0, Some("draw-unit-wall-days")),
            (None, Unit::Share) => (100.0, None),
            (None, Unit::WorkDaysPerYear) => (1.0, Some("draw-unit-work-days-a-year")),
            (None, Unit::Points) => (1.0, Some("draw-unit-points")),
            (None, Unit::PerWeek) => (1.0, Some("draw-unit-a-week")),
            (None, Unit::Count | Unit::None) => match typical {
                Some(t) if t >= 1e9 => (1e-9, Some("draw-unit-billions")),
                Some(t) if t >= 1e6 => (1e-6, Some("draw-unit-millions")),
                _ => (1.0, None),
            },
            _ => (1.0, None),
        };
        let whole = unit == Unit::Count && name.is_none();
        let decimals = match sizes.last().map(|v| v * factor) {
            _ if whole => None,
            Some(largest) if (10.0..99.95).contains(&largest) => Some(1),
            Some(largest) if (0.995..9.995).contains(&largest) => Some(2),
            _ => None,
        };
        // None that are zeros in every number.
        let decimals = decimals.map(|most: u8| {
            let round = |d: u8| sizes.iter().all(|v| is_round(v * factor, d));
            (0..most).find(|&d| round(d)).unwrap_or(most)
        });
        Self { words, factor, name, percent: unit == Unit::Share, whole, decimals }
    }

    /// A column's value as the number that is shown and drawn.
    pub fn number(&self, value: f64) -> f64 {
        value * self.factor
    }

    /// The unit's name, to be said once.
    pub fn name(&self) -> Option<String> {
        self.name.map(|key| self.words.word(key))
    }

    /// At most three significant digits, and no decimals that the interval contradicts: the last is
    /// about a tenth of the interval's half-width.
    pub fn text(&self, number: f64, interval: Option<[f64; 2]>) -> String {
        let half = interval.map_or(0.0, |[low, high]| (high - low).abs() / 2.0);
        let most = if half > 0.0 && half.is_finite() {
            let fine = -(half / 10.0).log10().round();
            (0..6).find(|&d| f64::from(d) >= fine).unwrap_or(6)
        } else {
            u8::MAX
        };
        self.with_sign(self.rounded(number, most))
    }

    /// A number with so many decimals, whatever its size.
    pub fn fixed(&self, number: f64, decimals: u8) -> String {
        self.with_sign(self.words.numbers().fixed(number, decimals))
    }

    /// As [`Self::text`] without a percent sign: for a cell, whose unit the chart says once.
    pub fn bare(&self, number: f64) -> String {
        self.rounded(number, u8::MAX)
    }

    fn rounded(&self, number: f64, most: u8) -> String {
        let numbers = self.words.numbers();
        if let Some(decimals) = self.decimals.filter(|_| number.abs() < 99.95) {
            // A sum may be larger than all that it is the sum of.
            let decimals = if number.abs() < 9.995 { decimals } else { decimals.min(1) };
            // As many decimals as its neighbours, unless nothing but zeros would be left of it.
            if number.abs() >= 0.5 * 10_f64.powi(-i32::from(decimals)) {
                return numbers.fixed(number, decimals.min(most));
            }
        }
        let grain = 10_f64.powi(i32::from(most.min(9)));
        numbers.significant((number * grain).round() / grain)
    }

    /// Round numbers from `low` to `high`, about `count` of them, and the step between them.
    pub fn ticks(&self, low: f64, high: f64, count: f64) -> (Vec<f64>, f64) {
        let count = if self.whole { count.min((high - low).max(1.0)) } else { count };
        ticks(low, high, count)
    }

    /// The number at a tick, with the decimals that the step between ticks needs.
    pub fn tick(&self, number: f64, step: f64) -> String {
        let decimals = (0..6).find(|&d| is_round(step, d)).unwrap_or(6);
        self.with_sign(self.words.numbers().fixed(number, decimals))
    }

    /// What the numbers without a sign are: the unit's name or "%".
    pub fn bare_name(&self) -> Option<String> {
        if self.percent { Some("%".to_owned()) } else { self.name() }
    }

    fn with_sign(&self, text: String) -> String {
        if self.percent {
            self.words.say(&Message::new("draw-percent").text("n", text))
        } else {
            text
        }
    }
}

/// Whether a number has at most so many decimals.
fn is_round(number: f64, decimals: u8) -> bool {
    let fine = number * 10_f64.powi(i32::from(decimals));
    (fine - fine.round()).abs() < 1e-6
}

fn ticks(low: f64, high: f64, count: f64) -> (Vec<f64>, f64) {
    let span = high - low;
    if !(span.is_finite() && span > 0.0) {
        return (vec![low], 1.0);
    }
    let rough = span / count.max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power);
    let mut out = Vec::new();
    let mut n = (low / step - 1e-9).ceil();
    while n * step <= high + step * 1e-9 && out.len() < 100 {
        // Adding zero makes 0 of −0.
        out.push(n * step + 0.0);
        n += 1.0;
    }
    (out, step)
}
