//! False discovery rate.

use super::estimate::Unfit;
use super::len;

/// Positions of the p-values from small to large; ties keep the order in which they came, so that the
/// order is total.
#[must_use]
pub fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]).then(a.cmp(b)));
    order
}

/// Benjamini–Hochberg q of each p, in the order given: monotone in p, equal for equal p, never below p.
///
/// An empty slice gives an empty answer.
///
/// # Errors
/// [`Unfit::OutOfRange`] for a p that isn't in [0, 1].
///
/// # Source
/// Benjamini & Hochberg (1995), JRSS B 57, 289–300. Checked against statsmodels
/// `multipletests(method="fdr_bh")`.
pub fn benjamini_hochberg(p: &[f64]) -> Result<Vec<f64>, Unfit> {
    if let Some(at) = p.iter().position(|p| !(0.0..=1.0).contains(p)) {
        return Err(Unfit::OutOfRange { at });
    }
    let tests = len(p.len());
    let mut q = vec![0.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, at) in ascending(p).into_iter().enumerate().rev() {
        // The factor first: it is 1 for the largest p, whose q then is that p to the last bit.
        least = least.min(p[at] * (tests / len(rank + 1)));
        q[at] = least;
    }
    Ok(q)
}

/// q of the tests among findings of which some are descriptive: those have no p, get no q, and don't
/// count as tests.
///
/// # Errors
/// As [`benjamini_hochberg`], with the position in `p`.
pub fn q_values(p: &[Option<f64>]) -> Result<Vec<Option<f64>>, Unfit> {
    let outside = |p: &Option<f64>| p.is_some_and(|p| !(0.0..=1.0).contains(&p));
    if let Some(at) = p.iter().position(outside) {
        return Err(Unfit::OutOfRange { at });
    }
    let tested: Vec<f64> = p.iter().flatten().copied().collect();
    let mut q = benjamini_hochberg(&tested)?.into_iter();
    Ok(p.iter().map(|p| p.and_then(|_| q.next())).collect())
}
