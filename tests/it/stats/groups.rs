//! Many tests and many groups: expected values by statsmodels, and on NumPy and SciPy by the published
//! formulas of limma and ashr and by covariance matrices (`make.py`).

use redtape::stats::fdr;
use redtape::stats::peers::{self, Group};
use serde::Deserialize;

use super::{fixture, near, within};

#[derive(Deserialize)]
struct FdrCase {
    p: Vec<f64>,
    q: Vec<f64>,
}

#[test]
fn q_values_are_those_of_statsmodels() {
    for case in fixture::<Vec<FdrCase>>("fdr") {
        let got = fdr::benjamini_hochberg(&case.p).unwrap();
        assert_eq!(got.len(), case.q.len());
        for (got, want) in got.iter().zip(&case.q) {
            near(*got, *want, &format!("{} tests", case.p.len()));
        }
    }
}

#[derive(Deserialize)]
struct PeersCase {
    name: String,
    sums: Vec<Vec<f64>>,
    counts: Vec<Vec<f64>>,
    effects: Vec<f64>,
    std_errors: Vec<f64>,
    dof: f64,
    prior: Option<PriorCase>,
    family: FamilyCase,
    shrunken: Vec<f64>,
    shrunken_errors: Vec<f64>,
    p_slower: Vec<f64>,
}

#[derive(Deserialize)]
struct PriorCase {
    variance: f64,
    dof: f64,
}

#[derive(Deserialize)]
struct FamilyCase {
    mean: f64,
    std_error: f64,
    spread: f64,
}

impl PeersCase {
    fn compare(&self) -> peers::Comparison {
        let groups = self.sums.iter().zip(&self.counts).map(|(sum, n)| Group { sum, n });
        peers::compare(&groups.collect::<Vec<_>>()).unwrap()
    }
}

#[test]
fn variances_of_like_groups_are_pooled_by_the_autoregressions_whole_covariance() {
    for case in fixture::<Vec<PeersCase>>("peers") {
        let got = case.compare();
        assert_eq!(got.prior.is_some(), case.prior.is_some(), "{}", case.name);
        if let (Some(got), Some(want)) = (got.prior, &case.prior) {
            within(got.variance, want.variance, 1e-6, &case.name);
            within(got.dof, want.dof, 1e-6, &case.name);
        }
        for (g, group) in got.groups.iter().enumerate() {
            let what = format!("{}, group {g}", case.name);
            let group = group.as_ref().unwrap();
            near(group.effect.value, case.effects[g], &what);
            within(group.effect.std_error, case.std_errors[g], 1e-6, &what);
            within(group.effect.dof, case.dof, 1e-6, &what);
            within(group.p_slower(peers::MARGIN).unwrap(), case.p_slower[g], 1e-6, &what);
        }
    }
}

#[test]
fn effects_of_like_groups_have_statsmodels_dersimonian_laird_spread() {
    for case in fixture::<Vec<PeersCase>>("peers") {
        let family = case.compare().family.unwrap();
        within(family.mean, case.family.mean, 1e-6, &case.name);
        within(family.std_error, case.family.std_error, 1e-6, &case.name);
        within(family.spread, case.family.spread, 1e-6, &case.name);
    }
}

#[test]
fn effects_of_like_groups_are_shrunk_by_the_mixture_of_stephens() {
    for case in fixture::<Vec<PeersCase>>("peers") {
        for (g, group) in case.compare().groups.iter().enumerate() {
            let shrunken = group.as_ref().unwrap().shrunken.unwrap();
            let what = format!("{}, group {g}", case.name);
            within(shrunken.value, case.shrunken[g], 1e-6, &what);
            within(shrunken.std_error, case.shrunken_errors[g], 1e-6, &what);
        }
    }
}
