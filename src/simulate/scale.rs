//! The same scenario, larger or smaller.

use std::collections::BTreeMap;

use super::scenario::{Agency, Scenario};
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
    /// Where agencies are numbered there are `times` as many of them instead, each as large as before;
    /// numbers are rounded up, and what is too many is made up for by dossiers that aren't there: their
    /// work is done as work that the files don't show, so that every load stays.
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
        if self.agencies.iter().any(|agency| agency.number.is_some()) {
            self.scale_agencies(times);
            return Ok(self);
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

/// Working minutes of a year of about 250 days.
const OFFICE_MINUTES_A_YEAR: f64 = 250.0 * 480.0;
/// Least minutes of a piece of work that stands for dossiers which aren't there.
const PIECE_MIN: f64 = 20.0;
const LARGE_PIECE_MIN: f64 = 240.0;
/// No officer has more to do.
const MOST_LOAD: f64 = 0.99;

impl Scenario {
    fn scale_agencies(&mut self, times: f64) {
        self.arrivals.received =
            self.arrivals.received.map(|number| (number as f64 * times).round() as u64);
        let mut kinds: BTreeMap<String, [f64; 2]> = BTreeMap::new();
        for agency in &mut self.agencies {
            let before = agency.number.unwrap_or(1);
            agency.number = agency.number.map(|number| officers(number, times));
            let [all, kept] = kinds.entry(agency.kind.clone()).or_default();
            *all += before as f64;
            *kept += agency.number.unwrap_or(1) as f64;
        }
        for (kind, [all, kept]) in kinds {
            let share = (all * times / kept).min(1.0);
            let of_kind = self.agencies.iter().filter(|agency| agency.kind == kind);
            let names: Vec<String> = of_kind.flat_map(Agency::each).map(|a| a.name).collect();
            for problem in &mut self.problems {
                problem.scale_at(&names, share);
            }
            self.thin(&kind, share);
        }
    }

    /// Leaves a share of the dossiers at agencies of a kind; the officers do as much as before.
    fn thin(&mut self, kind: &str, share: f64) {
        for desk in self.desks.iter_mut().filter(|desk| desk.kind == kind && desk.officers > 0) {
            let mut minutes = 0.0;
            for procedure in self.procedures.iter().filter(|p| p.kind == kind) {
                let steps = procedure.steps.iter().filter(|s| s.desk == desk.id && s.at.is_none());
                let a_dossier: f64 =
                    steps.map(|s| s.minutes * (1.0 + self.revisit * s.changes())).sum();
                minutes += procedure.per_year * a_dossier;
            }
            let load = minutes / (OFFICE_MINUTES_A_YEAR * desk.officers as f64);
            let work = &mut desk.other_work;
            work.load = (work.load + load * (1.0 - share)).min(MOST_LOAD);
            // Where most of it only stands for something else, in larger pieces: fewer to simulate.
            work.minutes = work.minutes.max(if share < 0.5 { LARGE_PIECE_MIN } else { PIECE_MIN });
        }
        for procedure in self.procedures.iter_mut().filter(|p| p.kind == kind) {
            procedure.per_year *= share;
        }
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
