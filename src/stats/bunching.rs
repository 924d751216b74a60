//! Bunching at the due date: how many more dossiers end there than a smooth distribution would have.

use super::draws::{below, keyed};
use super::estimate::{Interval, Unfit, level};
use super::len;
use super::series::Series;

/// Degree of the polynomial that stands for the smooth distribution.
pub const DEGREE: usize = 7;

/// Numbers of dossiers by (due − finished): bin k holds those from k to before k + 1 bin widths early, so
/// that bins below 0 are late.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bins<'a> {
    /// Bin of the first count.
    pub first: i64,
    /// Counts of neighbouring bins.
    pub counts: &'a [f64],
}

/// Where the dossiers in excess would have ended otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Later: they were hurried to be on time, or their stamp was.
    Late,
    /// Earlier: their work was stretched to the due date.
    Early,
    /// On either side.
    Both,
}

/// What is smooth and what isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Degree of the polynomial outside the window, [`DEGREE`] for a report.
    pub degree: usize,
    /// First and last bin of the window in which dossiers may bunch.
    pub window: (i64, i64),
    /// Side on which they are missing.
    pub from: From,
}

/// Bunching of one group of dossiers.
#[derive(Clone, Debug, PartialEq)]
pub struct Bunching {
    /// Dossiers in the window beyond those of the smooth distribution.
    pub excess: f64,
    /// b: the excess over the mean count of a bin of the window in the smooth distribution, that is, how many
    /// bins' worth of dossiers were moved there.
    pub mass: f64,
    /// Counts of the smooth distribution, one a bin; they add up to the total observed.
    pub smooth: Vec<f64>,
    parts: Parts,
    plan: Plan,
    counts: Vec<f64>,
}

impl Bunching {
    /// Fits a polynomial by least squares to the counts outside the window. The counts of the side that
    /// dossiers are taken from are raised in proportion until the smooth total is the observed one.
    ///
    /// # Errors
    /// [`Unfit::OutOfRange`] for a count that is negative or not finite, [`Unfit::NoVolume`] where there is
    /// nothing, or nothing on the side that dossiers are taken from, [`Unfit::Argument`] for a window that
    /// the bins don't hold, or a degree for which too few bins are left outside, [`Unfit::NotPositive`]
    /// where the smooth distribution has nothing in the window.
    ///
    /// # Source
    /// Chetty, Friedman, Olsen & Pistaferri (2011), *Adjustment Costs, Firm Responses, and Micro vs. Macro
    /// Labor Supply Elasticities*, eq. 14–16, whose iteration is solved at once here (the correction is
    /// linear in the counts); Kleven (2016), *Bunching*; R `bunching`. Checked against that iteration in
    /// NumPy.
    pub fn fit(bins: &Bins, shape: &Shape) -> Result<Self, Unfit> {
        fits(bins.counts)?;
        if !bins.counts.iter().any(|c| *c > 0.0) {
            return Err(Unfit::NoVolume);
        }
        let plan = Plan::new(bins, shape)?;
        let parts = plan.parts(bins.counts);
        if parts.side <= 0.0 || parts.side + parts.pull <= 0.0 {
            return Err(Unfit::NoVolume);
        }
        let mass = parts.mass(plan.width).ok_or(Unfit::NotPositive)?;
        let excess = parts.excess();
        let smooth = plan.smooth(bins.counts, excess / parts.side);
        Ok(Self { excess, mass, smooth, parts, plan, counts: bins.counts.to_vec() })
    }

    /// Percentile interval of the mass by drawing the fit's residuals anew for every bin, as if bins were
    /// independent.
    ///
    /// It says how well a polynomial fits, not how far one year's dossiers differ from another's: for that,
    /// see [`weekly_mass`](Self::weekly_mass).
    ///
    /// # Errors
    /// [`Unfit::Empty`] without draws, [`Unfit::Argument`] for a level outside (0, 1), [`Unfit::NotPositive`]
    /// where too many draws leave the smooth distribution nothing in the window.
    ///
    /// # Source
    /// Chetty et al. (2011), section IV; ChaCha keyed by `seed` and `label`.
    pub fn interval_if_independent(
        &self,
        level: f64,
        draws: usize,
        seed: u64,
        label: &str,
    ) -> Result<Interval, Unfit> {
        let level = self::level(level)?;
        if draws == 0 {
            return Err(Unfit::Empty);
        }
        let raised = 1.0 + self.excess / self.parts.side;
        let fitted: Vec<f64> = self
            .plan
            .places
            .iter()
            .zip(self.counts.iter().zip(&self.smooth))
            .map(|(place, (count, smooth))| match place {
                Place::Window => *count,
                Place::Side => smooth / raised,
                Place::Outside => *smooth,
            })
            .collect();
        let outside = self.plan.places.iter().map(|place| *place != Place::Window);
        let residuals: Vec<f64> = outside
            .zip(self.counts.iter().zip(&fitted))
            .filter_map(|(outside, (count, fitted))| outside.then_some(count - fitted))
            .collect();
        let mut rng = keyed(seed, label);
        let mut masses: Vec<f64> = (0..draws)
            .map(|_| {
                let drawn: Vec<f64> = fitted
                    .iter()
                    .map(|fitted| fitted + residuals[below(&mut rng, residuals.len())])
                    .collect();
                self.plan.parts(&drawn).mass(self.plan.width).unwrap_or(f64::INFINITY)
            })
            .collect();
        masses.sort_by(f64::total_cmp);
        let tail = (1.0 - level) / 2.0;
        let (low, high) = (quantile(&masses, tail), quantile(&masses, 1.0 - tail));
        if low.is_finite() && high.is_finite() {
            Ok(Interval { low, high, level })
        } else {
            Err(Unfit::NotPositive)
        }
    }

    /// The mass with its influence by week, for a p, an interval or a difference of groups (methods §3).
    ///
    /// `weeks` holds one list of counts a week, in the bins of the fit, that add up to its counts.
    ///
    /// # Errors
    /// [`Unfit::WeeksDiffer`] where a week has other bins, [`Unfit::OutOfRange`] for a count that is negative
    /// or not finite, [`Unfit::Argument`] with the bin's total where the weeks don't add up to the fit's,
    /// [`Unfit::Empty`] without weeks.
    pub fn weekly_mass<W: AsRef<[f64]>>(&self, weeks: &[W]) -> Result<Series, Unfit> {
        let mut totals = vec![0.0; self.counts.len()];
        let mut influence = Vec::with_capacity(weeks.len());
        for week in weeks {
            let week = week.as_ref();
            if week.len() != totals.len() {
                return Err(Unfit::WeeksDiffer { left: totals.len(), right: week.len() });
            }
            fits(week)?;
            for (total, count) in totals.iter_mut().zip(week) {
                *total += count;
            }
            influence.push(self.parts.slope(&self.plan.parts(week), self.plan.width));
        }
        let off = |(total, count): &(&f64, &f64)| (**total - **count).abs() > 1e-9 * count.max(1.0);
        match totals.iter().zip(&self.counts).find(off) {
            Some((total, _)) if !weeks.is_empty() => Err(Unfit::Argument(*total)),
            _ => Series::new(self.mass, influence),
        }
    }
}

/// What a bin is to the fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Dossiers may bunch here.
    Window,
    /// Smooth, and where those in excess are missing.
    Side,
    /// Smooth.
    Outside,
}

/// Sums of counts, each linear in them, from which everything else follows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Parts {
    /// Counts in the window.
    window: f64,
    /// The same less the unraised polynomial there.
    above: f64,
    /// Counts on the side that dossiers are taken from.
    side: f64,
    /// By how much the polynomial in the window rises if that side is doubled.
    pull: f64,
}

impl Parts {
    /// The excess E with E = above − pull · E/side.
    fn excess(&self) -> f64 {
        self.side * self.above / (self.side + self.pull)
    }

    fn mass(&self, width: f64) -> Option<f64> {
        let excess = self.excess();
        let smooth = self.window - excess;
        (smooth > 0.0 && excess.is_finite()).then(|| width * excess / smooth)
    }

    /// Derivative of the mass in the direction of other counts.
    fn slope(&self, by: &Self, width: f64) -> f64 {
        let all = self.side + self.pull;
        let excess = self.excess();
        let moved = (by.side * self.above + self.side * by.above) / all
            - excess * (by.side + by.pull) / all;
        let smooth = self.window - excess;
        width * (moved * self.window - excess * by.window) / (smooth * smooth)
    }
}

/// The bins and a polynomial basis that is orthonormal over those outside the window.
#[derive(Clone, Debug, PartialEq)]
struct Plan {
    places: Vec<Place>,
    /// One list of values a basis polynomial, over all bins.
    basis: Vec<Vec<f64>>,
    /// By how much the polynomial's sum over the window rises with one more dossier in a bin outside.
    reach: Vec<f64>,
    /// Bins in the window.
    width: f64,
}

impl Plan {
    fn new(bins: &Bins, shape: &Shape) -> Result<Self, Unfit> {
        let n = bins.counts.len();
        let (low, high) = shape.window;
        let at = |bin: i64| {
            let at = bin.checked_sub(bins.first).and_then(|at| usize::try_from(at).ok());
            at.filter(|at| *at < n).ok_or_else(|| no_such_bin(bin))
        };
        let (first, last) = (at(low)?, at(high)?);
        if first > last {
            return Err(no_such_bin(high));
        }
        let width = last - first + 1;
        if n - width <= shape.degree + 1 {
            return Err(Unfit::Argument(len(shape.degree)));
        }
        let places: Vec<Place> = (0..n)
            .map(|at| match shape.from {
                _ if (first..=last).contains(&at) => Place::Window,
                From::Both => Place::Side,
                From::Late if at < first => Place::Side,
                From::Early if at > last => Place::Side,
                _ => Place::Outside,
            })
            .collect();
        let basis = orthonormal(&places, shape.degree);
        let within: Vec<f64> = basis.iter().map(|q| q[first..=last].iter().sum()).collect();
        let reach = (0..n).map(|at| basis.iter().zip(&within).map(|(q, w)| q[at] * w).sum());
        Ok(Self { reach: reach.collect(), places, basis, width: len(width) })
    }

    fn parts(&self, counts: &[f64]) -> Parts {
        let mut parts = Parts { window: 0.0, above: 0.0, side: 0.0, pull: 0.0 };
        for ((place, reach), count) in self.places.iter().zip(&self.reach).zip(counts) {
            match place {
                Place::Window => {
                    parts.window += count;
                    parts.above += count;
                }
                Place::Side => {
                    parts.side += count;
                    parts.pull += reach * count;
                    parts.above -= reach * count;
                }
                Place::Outside => parts.above -= reach * count,
            }
        }
        parts
    }

    /// The polynomial through the counts, those of the side raised by the share `raise`.
    fn smooth(&self, counts: &[f64], raise: f64) -> Vec<f64> {
        let mut smooth = vec![0.0; counts.len()];
        for q in &self.basis {
            let weight: f64 = self
                .places
                .iter()
                .zip(q.iter().zip(counts))
                .map(|(place, (q, count))| match place {
                    Place::Window => 0.0,
                    Place::Side => q * count * (1.0 + raise),
                    Place::Outside => q * count,
                })
                .sum();
            for (smooth, q) in smooth.iter_mut().zip(q) {
                *smooth += weight * q;
            }
        }
        smooth
    }
}

/// Chebyshev polynomials over the bins, made orthonormal over those outside the window (Gram–Schmidt,
/// twice: once leaves rounding of high degrees behind).
fn orthonormal(places: &[Place], degree: usize) -> Vec<Vec<f64>> {
    let half = len(places.len() - 1) / 2.0;
    let x: Vec<f64> = (0..places.len()).map(|at| (len(at) - half) / half.max(1.0)).collect();
    let dot = |a: &[f64], b: &[f64]| -> f64 {
        let outside = places.iter().zip(a.iter().zip(b)).filter(|(p, _)| **p != Place::Window);
        outside.map(|(_, (a, b))| a * b).sum()
    };
    let mut chebyshev = vec![vec![1.0; x.len()], x.clone()];
    for k in 2..=degree {
        let next = x.iter().zip(chebyshev[k - 1].iter().zip(&chebyshev[k - 2]));
        let next = next.map(|(x, (last, before))| 2.0 * x * last - before).collect();
        chebyshev.push(next);
    }
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(degree + 1);
    for mut values in chebyshev.into_iter().take(degree + 1) {
        for _ in 0..2 {
            for q in &basis {
                let share = dot(q, &values);
                for (value, q) in values.iter_mut().zip(q) {
                    *value -= share * q;
                }
            }
        }
        let norm = dot(&values, &values).sqrt();
        for value in &mut values {
            *value /= norm;
        }
        basis.push(values);
    }
    basis
}

#[expect(clippy::cast_precision_loss, reason = "only told to the reader")]
const fn no_such_bin(bin: i64) -> Unfit {
    Unfit::Argument(bin as f64)
}

fn fits(counts: &[f64]) -> Result<(), Unfit> {
    match counts.iter().position(|c| !(*c >= 0.0 && c.is_finite())) {
        Some(at) => Err(Unfit::OutOfRange { at }),
        None => Ok(()),
    }
}

/// Quantile of ascending values, of which there is one at least, by linear interpolation (type 7).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = len(last) * p;
    let at = (0..last).take_while(|at| len(at + 1) <= place).count();
    let (low, high) = (sorted[at], sorted[(at + 1).min(last)]);
    low + (high - low) * (place - len(at))
}
