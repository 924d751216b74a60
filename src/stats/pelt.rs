//! Where the level of a series changes: an exact search over all sets of breaks.

use super::estimate::Unfit;
use super::len;

/// Breaks that minimise Σ over segments of (squared deviations from the segment's mean) + `penalty` for
/// each break, every segment at least `least` values long.
///
/// Returns the position of the first value of every segment but the first, ascending; nothing where no
/// break is worth its penalty. Of equally good sets, the one with the earliest last break. The time is
/// linear in the length where changes are frequent, quadratic where there are none.
///
/// A candidate is dropped only `least` values after the bound of the paper rules it out: dropped at once,
/// it would be missing for the ends that a shorter last segment can't reach yet.
///
/// # Errors
/// [`Unfit::Empty`], [`Unfit::OutOfRange`] for a value that isn't finite or above 10¹⁵⁰ in size,
/// [`Unfit::Argument`] for a `least` of 0 or a penalty that is negative or not finite.
///
/// # Source
/// Killick, Fearnhead & Eckley (2012), *Optimal Detection of Changepoints With a Linear Computational
/// Cost*, JASA 107. Checked against ruptures `Pelt(model="l2", jump=1)`, and with
/// [`standard_ranks`] against `Pelt(model="rank", jump=1)`.
pub fn pelt(values: &[f64], penalty: f64, least: usize) -> Result<Vec<usize>, Unfit> {
    if values.is_empty() {
        return Err(Unfit::Empty);
    }
    if let Some(at) = values.iter().position(|v| v.is_nan() || v.abs() > MOST) {
        return Err(Unfit::OutOfRange { at });
    }
    if least == 0 || !(penalty >= 0.0 && penalty.is_finite()) {
        return Err(Unfit::Argument(if least == 0 { 0.0 } else { penalty }));
    }
    Ok(search(&sums(values), penalty, least))
}

/// Largest value whose square still is a number.
const MOST: f64 = 1e150;

/// Sums of the first 0, 1, … values.
pub(super) fn sums(values: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

/// Squared sum over length of the values from `from` to before `to`: what a segment of its own takes off
/// the squares. The squares themselves are the same for every set of breaks and left out.
pub(super) fn energy(sums: &[f64], from: usize, to: usize) -> f64 {
    let sum = sums[to] - sums[from];
    sum * sum / len(to - from)
}

/// By how much a break at `at` between `from` and `to` lowers the squared deviations.
pub(super) fn gain(sums: &[f64], from: usize, at: usize, to: usize) -> f64 {
    let (left, right) = (len(at - from), len(to - at));
    let gap = (sums[at] - sums[from]) / left - (sums[to] - sums[at]) / right;
    gap * gap * left * right / (left + right)
}

/// A start of the last segment that may still be the best one.
struct Candidate {
    start: usize,
    /// Ends from here on are served better by a later start.
    until: usize,
}

pub(super) fn search(sums: &[f64], penalty: f64, least: usize) -> Vec<usize> {
    let end = sums.len() - 1;
    let mut best = vec![(0.0, 0_usize); end + 1];
    let mut open: Vec<Candidate> = Vec::new();
    for to in least..=end {
        let newest = to - least;
        // A start between 0 and `least` would leave a first segment that is too short.
        if newest == 0 || newest >= least {
            open.push(Candidate { start: newest, until: usize::MAX });
        }
        open.retain(|c| c.until > to);
        let (cost, from) = open
            .iter()
            .map(|c| (best[c.start].0 - energy(sums, c.start, to) + penalty, c.start))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((penalty - energy(sums, 0, to), 0));
        best[to] = (cost, from);
        for c in open.iter_mut().filter(|c| c.until == usize::MAX) {
            if best[c.start].0 - energy(sums, c.start, to) > cost {
                c.until = to + least;
            }
        }
    }
    let mut breaks = Vec::new();
    let mut at = best[end].1;
    while at > 0 {
        breaks.push(at);
        at = best[at].1;
    }
    breaks.reverse();
    breaks
}

/// Penalty for one break in a robustly scaled series of this length: 2·ln n.
#[must_use]
pub fn default_penalty(values: usize) -> f64 {
    2.0 * len(values.max(1)).ln()
}

/// The values less their median, over their robust standard deviation; all zero for a constant series.
///
/// The scale is 1.4826 times the median absolute deviation from the median, so that a few wild weeks
/// don't hide a change. Where more than half of the values are alike it would be zero: then it is 1.2533
/// times the mean absolute deviation from the median (both are the standard deviation of a normal
/// sample).
#[must_use]
pub fn robustly_scaled(values: &[f64]) -> Vec<f64> {
    let Some(middle) = median(values) else { return Vec::new() };
    let gaps: Vec<f64> = values.iter().map(|v| v - middle).collect();
    let sizes: Vec<f64> = gaps.iter().map(|g| g.abs()).collect();
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    let mut scale = 1.4826 * median(&sizes).unwrap_or(0.0);
    if scale <= 1e-12 * largest {
        scale = 1.2533 * sizes.iter().sum::<f64>() / len(sizes.len());
    }
    // Differences within rounding of the values themselves are none.
    if scale <= 1e-14 * middle.abs() || scale == 0.0 {
        return vec![0.0; values.len()];
    }
    gaps.iter().map(|g| g / scale).collect()
}

/// Mid-ranks less their mean, over their standard deviation; all zero where all values are alike.
///
/// Squared deviations of these are the cost of Lung-Yut-Fong, Lévy-Leduc & Cappé (2015), *Homogeneity and
/// change-point detection tests for multivariate data using rank statistics*, for one variable, but for a
/// constant.
#[must_use]
pub fn standard_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
    let middle = f64::midpoint(len(values.len()), 1.0);
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for alike in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let rank = len(first) + f64::midpoint(len(alike.len()), 1.0) - middle;
        for at in alike {
            ranks[*at] = rank;
        }
        first += alike.len();
    }
    let spread = (ranks.iter().map(|r| r * r).sum::<f64>() / len(ranks.len().max(1))).sqrt();
    if spread > 0.0 {
        for rank in &mut ranks {
            *rank /= spread;
        }
    }
    ranks
}

/// Middle value, or the mean of the two middle ones.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let high = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        Some(high)
    } else {
        sorted.get(middle.wrapping_sub(1)).map(|low| f64::midpoint(*low, high))
    }
}
