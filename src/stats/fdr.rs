//! False discovery rate.

use std::collections::BTreeMap;

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

/// q of one-sided tests against a margin, of which most are far inside of their null hypothesis.
///
/// A p above one half speaks for the null hypothesis: such a test can't become a discovery, so that it isn't
/// counted and has a q of 1. What is left has passed a first look; given that, its p is twice as large.
/// Hundreds of scopes that nobody would suspect then cost the one that is suspect a factor of two and
/// not of hundreds. Wherever a null hypothesis holds with room, a small p given that it is below one half is
/// rarer still, so that the rate is controlled as before.
///
/// # Errors
/// As [`benjamini_hochberg`], with the position in `p`.
///
/// # Source
/// Zhao, Small & Su (2019), Multiple testing when many p-values are uniformly conservative, JASA 114,
/// 1291–1304; with a fixed threshold of one half.
pub fn one_sided_q_values(p: &[Option<f64>]) -> Result<Vec<Option<f64>>, Unfit> {
    given_q(p, &suspects(p)?)
}

/// q over the tests of several families, each of which has an equal part of the error budget: `family[i]` is
/// that of `p[i]`.
///
/// As [`one_sided_q_values`]; besides, each p is weighed by how many suspect tests its family has, so that a
/// family that asks of sixty desks doesn't drown one that asks a single question. With F families in which
/// anything is suspect, and m_f of m suspect tests in its own, a p counts as p · F · m_f / m: weights are 1 on
/// average. They rest on which tests are suspect only; given that, every p is as it was, so that the rate
/// is controlled as before. With one family, this is [`one_sided_q_values`].
///
/// # Errors
/// As [`one_sided_q_values`]; [`Unfit::OutOfRange`] at the shorter's end where the lengths differ.
///
/// # Source
/// Genovese, Roeder & Wasserman (2006), False discovery control with p-value weighting, Biometrika 93,
/// 509–524.
pub fn q_values_by_family<F: Ord>(
    p: &[Option<f64>],
    family: &[F],
) -> Result<Vec<Option<f64>>, Unfit> {
    if p.len() != family.len() {
        return Err(Unfit::OutOfRange { at: p.len().min(family.len()) });
    }
    let given = suspects(p)?;
    let mut sizes: BTreeMap<&F, usize> = BTreeMap::new();
    for (_, family) in given.iter().zip(family).filter(|(p, _)| p.is_some()) {
        *sizes.entry(family).or_default() += 1;
    }
    let (families, tests) = (len(sizes.len()), len(sizes.values().sum()));
    let weighed: Vec<Option<f64>> = given
        .iter()
        .zip(family)
        .map(|(p, family)| {
            let size = len(sizes.get(family).copied().unwrap_or(0));
            p.map(|p| (p * (families * size / tests)).min(1.0))
        })
        .collect();
    given_q(p, &weighed)
}

/// A larger p speaks for the null hypothesis.
const SUSPECT: f64 = 0.5;

/// Each p given that it is suspect; nothing for those that aren't.
fn suspects(p: &[Option<f64>]) -> Result<Vec<Option<f64>>, Unfit> {
    let outside = |p: &Option<f64>| p.is_some_and(|p| !(0.0..=1.0).contains(&p));
    match p.iter().position(outside) {
        Some(at) => Err(Unfit::OutOfRange { at }),
        None => Ok(p.iter().map(|p| p.filter(|p| *p <= SUSPECT).map(|p| p / SUSPECT)).collect()),
    }
}

/// q of the suspect tests; 1 for the others.
fn given_q(p: &[Option<f64>], given: &[Option<f64>]) -> Result<Vec<Option<f64>>, Unfit> {
    let q = q_values(given)?;
    Ok(p.iter().zip(q).map(|(p, q)| p.map(|_| q.unwrap_or(1.0))).collect())
}
