//! Hodges–Lehmann: by how much one group takes longer than another, in the unit of the values.
//!
//! The median of all pairwise differences, found by bisection over the shift: no pairs are made, so ten
//! million dossiers cost what their distinct values cost. A description: its interval takes dossiers as
//! independent.

use super::counts::{Counts, Row};
use super::estimate::{OpenInterval, Unfit, level};
use super::float;
use super::ranks::{Pooled, orders};
use super::real;
use super::special::normal_quantile;

/// What rounding of 1 − level may do to a tail.
const ROUNDING: f64 = 1e-12;

/// Median of all pairwise differences `b − a`, in the unit of the values: by how much the second takes
/// longer. The mean of the two middle ones where their number is even.
///
/// # Errors
/// As [`super::mann_whitney::MannWhitney::of`].
///
/// # Source
/// Hodges & Lehmann (1963), Ann. Math. Stat. 34, 598–611; R `wilcox.test(b, a, conf.int = TRUE)` where
/// that is exact. Checked against the median of all pairs in NumPy.
pub fn hodges_lehmann(a: &Counts, b: &Counts) -> Result<f64, Unfit> {
    let pairs = Pairs::of(a, b)?;
    let low = pairs.difference(pairs.total.div_ceil(2));
    let high = pairs.difference(pairs.total / 2 + 1);
    Ok(float(low) + float(high - low) / 2.0)
}

/// Interval of the shift, were the observations independent: the C-th smallest and the C-th largest of
/// the pairwise differences `b − a`, where C is the largest number with P(U ≤ C − 1) at most half of
/// 1 − `level`. U has its distribution without ties: exact for fewer than 50 in both samples (and for at
/// most 8 in one, up to a million pairs), else normal with a correction for continuity.
///
/// With ties the closed interval covers at least as often. An end is absent where there are too few pairs
/// to bound it (R then gives the smallest or largest difference, with a warning), or where it is beyond
/// the range of 64 bits.
///
/// # Errors
/// As [`hodges_lehmann`]; [`Unfit::Argument`] for a level outside (0, 1).
///
/// # Source
/// Lehmann (1975), *Nonparametrics*, ch. 2: the closed interval under ties too; R
/// `wilcox.test(b, a, conf.int = TRUE, exact = TRUE)` without. Checked against all pairs in NumPy with
/// ranks by SciPy.
pub fn hodges_lehmann_interval(a: &Counts, b: &Counts, level: f64) -> Result<OpenInterval, Unfit> {
    let tail = (1.0 - self::level(level)?) / 2.0;
    let pairs = Pairs::of(a, b)?;
    let rank = lowest_rank(a.n(), b.n(), tail);
    let end = |rank: u128| i64::try_from(pairs.difference(rank)).ok();
    Ok(OpenInterval {
        low: rank.and_then(end),
        high: rank.and_then(|rank| end(pairs.total + 1 - rank)),
        level,
    })
}

/// The largest C with P(U ≤ C − 1) ≤ tail; nothing where that is 0.
fn lowest_rank(m: u64, n: u64, tail: f64) -> Option<u128> {
    let rank = if let Some(ways) = orders(m, n) {
        let most = float(ways.iter().sum()) * tail * (1.0 + ROUNDING);
        let at_most = ways.iter().scan(0_i128, |sum, ways| {
            *sum += ways;
            Some(float(*sum))
        });
        // A count of usize fits.
        at_most.take_while(|sum| *sum <= most).count() as u128
    } else {
        let half = float(i128::from(m) * i128::from(n)) / 2.0;
        let deviation = (half * (real(m) + real(n) + 1.0) / 6.0).sqrt();
        floor(half + 0.5 + normal_quantile(tail) * deviation)
    };
    (rank > 0).then_some(rank)
}

/// All pairs of two samples, as counts.
struct Pairs<'a> {
    a: &'a [Row],
    b: &'a [Row],
    total: u128,
}

impl<'a> Pairs<'a> {
    fn of(a: &'a Counts, b: &'a Counts) -> Result<Self, Unfit> {
        // Refuses what has no ranks.
        Pooled::of(&[a, b])?;
        Ok(Self { a: a.rows(), b: b.rows(), total: u128::from(a.n()) * u128::from(b.n()) })
    }

    /// The difference of this rank, from 1 for the smallest.
    fn difference(&self, rank: u128) -> i128 {
        let ends = |rows: &[Row]| {
            let value = |row: Option<&Row>| row.map_or(0, |row| i128::from(row.value));
            (value(rows.first()), value(rows.last()))
        };
        let ((a_low, a_high), (b_low, b_high)) = (ends(self.a), ends(self.b));
        let (mut low, mut high) = (b_low - a_high, b_high - a_low);
        while low < high {
            let middle = low + (high - low).div_euclid(2);
            if self.at_most(middle) >= rank {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Number of pairs with b − a ≤ `shift`.
    fn at_most(&self, shift: i128) -> u128 {
        // As b falls, so does the least a that keeps the pair: each row is met once.
        let mut reached = self.a.iter().rev().peekable();
        let (mut above, mut pairs) = (0_u64, 0_u128);
        for row in self.b.iter().rev() {
            let least = i128::from(row.value) - shift;
            while let Some(a) = reached.next_if(|a| i128::from(a.value) >= least) {
                above += a.finished;
            }
            pairs += u128::from(above) * u128::from(row.finished);
        }
        pairs
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank below the number of pairs; below 0 there is none, and the cast gives 0"
)]
const fn floor(place: f64) -> u128 {
    place as u128
}
