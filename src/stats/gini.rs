//! How unevenly work is handed out.

use super::estimate::Unfit;
use super::len;

/// Gini coefficient of the shares of several officers: half the mean difference between two of them, over
/// the mean. 0 where all have the same, (n − 1)/n where one has everything.
///
/// # Errors
/// [`Unfit::Empty`], [`Unfit::OutOfRange`] for a share that is negative or not finite, [`Unfit::NoVolume`]
/// where nobody has anything.
///
/// # Source
/// Gini (1912), in the order-statistic form of Sen (1973). Checked against all pairs in NumPy.
pub fn gini(shares: &[f64]) -> Result<f64, Unfit> {
    if shares.is_empty() {
        return Err(Unfit::Empty);
    }
    if let Some(at) = shares.iter().position(|s| !(*s >= 0.0 && s.is_finite())) {
        return Err(Unfit::OutOfRange { at });
    }
    let mut sorted = shares.to_vec();
    sorted.sort_by(f64::total_cmp);
    // Over the largest, so that no sum overflows.
    let most = *sorted.last().unwrap_or(&0.0);
    if most <= 0.0 {
        return Err(Unfit::NoVolume);
    }
    let n = len(sorted.len());
    let total: f64 = sorted.iter().map(|s| s / most).sum();
    let spread: f64 = sorted
        .iter()
        .enumerate()
        .map(|(at, share)| (2.0 * len(at + 1) - n - 1.0) * (share / most))
        .sum();
    Ok((spread / (n * total)).max(0.0))
}
