//! A whole distribution as a table of counts.
//!
//! Durations are whole minutes, so ten million dossiers need no more than a few thousand rows, and two
//! tables merge by addition: everything made from them is exact.

use super::estimate::{OpenInterval, Unfit, level};
use super::special::beta_upper;
use super::{float, real};

/// How many observations ended, or began late, at one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Value, in the resolution of the study (whole minutes).
    pub value: i64,
    /// Observations that finished at it.
    pub finished: u64,
    /// Observations still unfinished when last seen, at this value.
    pub censored: u64,
    /// Observations that came under observation late, at this value (carried over from before the
    /// window). Each of them also ends somewhere, as finished or censored.
    pub entered: u64,
}

/// A distribution: rows sorted by value, one a value, none empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    rows: Vec<Row>,
}

impl Counts {
    /// From rows in any order; rows of the same value are added up.
    #[must_use]
    pub fn from_rows(mut rows: Vec<Row>) -> Self {
        rows.sort_by_key(|row| row.value);
        rows.dedup_by(|next, kept| {
            let same = next.value == kept.value;
            if same {
                add(kept, next);
            }
            same
        });
        rows.retain(|row| row.finished + row.censored + row.entered > 0);
        Self { rows }
    }

    /// From one value an observation: those that finished and those that did not.
    #[must_use]
    pub fn from_values(finished: &[i64], censored: &[i64]) -> Self {
        let done =
            finished.iter().map(|value| Row { value: *value, finished: 1, ..Row::default() });
        let open =
            censored.iter().map(|value| Row { value: *value, censored: 1, ..Row::default() });
        Self::from_rows(done.chain(open).collect())
    }

    /// The distribution of both together; the same as counting both at once.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        Self::from_rows([self.rows.as_slice(), other.rows.as_slice()].concat())
    }

    /// What finished, alone, as if it had been under observation from the start: biased to the short
    /// ones where many are open. What is made of it must say so.
    #[must_use]
    pub fn closed(&self) -> Self {
        let closed = self.rows.iter().map(|row| Row { censored: 0, entered: 0, ..*row });
        Self::from_rows(closed.collect())
    }

    /// The rows, by ascending value.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Observations: finished and censored.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n_finished() + self.n_censored()
    }

    /// Observations that finished.
    #[must_use]
    pub fn n_finished(&self) -> u64 {
        self.rows.iter().map(|row| row.finished).sum()
    }

    /// Observations that did not.
    #[must_use]
    pub fn n_censored(&self) -> u64 {
        self.rows.iter().map(|row| row.censored).sum()
    }

    /// Observations that came under observation late.
    #[must_use]
    pub fn n_entered(&self) -> u64 {
        self.rows.iter().map(|row| row.entered).sum()
    }

    /// Mean of the finished values, in their unit. Where observations are censored it is biased to the
    /// short ones: see [`super::km`].
    ///
    /// # Errors
    /// [`Unfit::Empty`] where nothing finished.
    pub fn mean(&self) -> Result<f64, Unfit> {
        let n = self.n_finished();
        if n == 0 {
            return Err(Unfit::Empty);
        }
        let sum: i128 =
            self.rows.iter().map(|row| i128::from(row.value) * i128::from(row.finished)).sum();
        // Whole part and remainder apart, so that large sums keep their digits.
        let (whole, rest) = (sum.div_euclid(n.into()), sum.rem_euclid(n.into()));
        Ok(float(whole) + float(rest) / real(n))
    }

    /// Quantile of the finished values by linear interpolation (type 7), in their unit.
    ///
    /// # Errors
    /// [`Unfit::Empty`] where nothing finished, [`Unfit::Argument`] for a `p` outside [0, 1].
    ///
    /// # Source
    /// Hyndman & Fan (1996), type 7: the default of NumPy's `quantile` and DuckDB's `quantile_cont`.
    pub fn quantile(&self, p: f64) -> Result<f64, Unfit> {
        if !(0.0..=1.0).contains(&p) {
            return Err(Unfit::Argument(p));
        }
        let n = self.n_finished();
        if n == 0 {
            return Err(Unfit::Empty);
        }
        let place = real(n - 1) * p;
        let below = floor(place).min(n - 1);
        let low = float(self.order_statistic(below + 1).into());
        let high = float(self.order_statistic((below + 2).min(n)).into());
        Ok(low + (high - low) * (place - real(below)))
    }

    /// Interval of the `p` quantile of the finished values without a model: two order statistics whose
    /// ranks leave at most half of 1 − `level` to either side under the binomial distribution.
    ///
    /// It takes observations as independent, so it describes a distribution's shape; evidence comes from
    /// the weekly series. An end is absent where n is too small to bound it.
    ///
    /// # Errors
    /// [`Unfit::Empty`] where nothing finished, [`Unfit::Argument`] for `p` or `level` outside (0, 1).
    ///
    /// # Source
    /// Hahn & Meeker (1991), *Statistical Intervals*, section 5.2; R `quantileCI`. Checked against SciPy `binom`.
    pub fn quantile_interval(&self, p: f64, level: f64) -> Result<OpenInterval, Unfit> {
        let (p, tail) = (self::level(p)?, (1.0 - self::level(level)?) / 2.0);
        let n = self.n_finished();
        if n == 0 {
            return Err(Unfit::Empty);
        }
        // Lowest rank: the largest l with P(X ≤ l − 1) ≤ tail. Highest: the least u with P(X ≥ u) ≤ tail.
        let low = partition(n + 1, |l| binomial_at_most(l, n, p) <= tail);
        let high = 1 + partition(n + 1, |x| 1.0 - binomial_at_most(x, n, p) > tail);
        Ok(OpenInterval {
            low: (low > 0).then(|| self.order_statistic(low)),
            high: (high <= n).then(|| self.order_statistic(high)),
            level,
        })
    }

    /// The finished value of this rank, from 1 for the smallest; the largest beyond n.
    fn order_statistic(&self, rank: u64) -> i64 {
        let mut seen = 0;
        let mut last = 0;
        for row in self.rows.iter().filter(|row| row.finished > 0) {
            seen += row.finished;
            last = row.value;
            if seen >= rank {
                break;
            }
        }
        last
    }
}

fn add(to: &mut Row, from: &Row) {
    to.finished += from.finished;
    to.censored += from.censored;
    to.entered += from.entered;
}

/// First count in `0..end` at which `holds` is false, by bisection; `end` if it never is.
fn partition(end: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = u64::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// P(X ≤ k) of a Binomial(n, p).
fn binomial_at_most(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    beta_upper(real(k) + 1.0, real(n - k), p, 1.0 - p)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank between 0 and n"
)]
const fn floor(place: f64) -> u64 {
    place as u64
}
