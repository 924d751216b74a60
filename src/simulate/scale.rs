//! The same scenario, larger or smaller.

use super::scenario::Scenario;
use crate::error::{Error, Result};

/// The smallest and the largest scale.
const SCALES: [f64; 2] = [0.001, 10_000.0];

impl Scenario {
    /// `times` as many dossiers at each office, for `times` as many officers at each desk.
    ///
    /// Officers are rounded up, at least to one, so that no desk has more to do than before: a whole
    /// number keeps every load as it is, a fraction keeps or lowers it. Offices, times of work, deadlines
    /// and the officers' share of other work stay. At the same load, more officers keep dossiers waiting
    /// for less: a larger province is faster, not only larger.
    ///
    /// # Errors
    /// Of kind `Usage` where `times` isn't between 0.001 and 10,000.
    pub fn scaled(mut self, times: f64) -> Result<Self> {
        let [least, most] = SCALES;
        if !(least..=most).contains(&times) {
            return Err(Error::usage(format!(
                "the scale {times} is not between {least} and {most}"
            )));
        }
        for procedure in &mut self.procedures {
            procedure.per_year *= times;
        }
        self.arrivals.received =
            self.arrivals.received.map(|number| (number as f64 * times).round() as u64);
        for desk in &mut self.desks {
            desk.officers = officers(desk.officers, times);
        }
        for problem in &mut self.problems {
            problem.scale(times);
        }
        Ok(self)
    }
}

/// So many times the officers, rounded up; none stays none.
pub(super) fn officers(number: usize, times: f64) -> usize {
    // A hair less, so that 3 × (1 + 1e-16) is 3.
    (number as f64 * times * (1.0 - 1e-12)).ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officers_are_rounded_up() {
        let of_three = [0.01, 0.3, 1.0 / 3.0, 0.5, 1.0, 2.0, 2.5].map(|times| officers(3, times));
        assert_eq!(of_three, [1, 1, 1, 2, 3, 6, 8]);
        assert_eq!(officers(0, 4.0), 0);
    }

    #[test]
    fn an_overload_offers_as_much_to_each_officer() {
        let scaled = |times: f64| {
            let scenario = Scenario::named("demo").unwrap().scaled(times).unwrap();
            let province = super::super::run(&scenario, 1).unwrap();
            let truth = province.world.truths.iter().find(|t| t.kind == "overload").unwrap();
            truth.size
        };
        let [half, one, two] = [0.5, 1.0, 2.0].map(scaled);
        assert!((half - one).abs() < 1e-9 && (two - one).abs() < 1e-9, "{half} {one} {two}");
    }

    #[test]
    fn a_scale_that_is_no_scale_is_refused() {
        for times in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let error = Scenario::named("null").unwrap().scaled(times).unwrap_err();
            assert!(error.message.contains("scale"), "{error}");
        }
    }
}
