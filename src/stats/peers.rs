//! Many like groups: which of sixty desks is slower than its peers?
//!
//! Each group's ratio of sums is compared, on the log scale, with the mean of its peers'. From
//! [`MIN_WEEKS_TO_MODERATE`] weeks on, each group's variance is moderated toward that of its like, per
//! unit of volume: a desk that had a quiet year owes its small variance to luck. Tests are one-sided, in
//! the direction of harm: nothing is claimed "faster than its peers" on this ground.

use super::estimate::{Estimate, NoInference, Unfit};
use super::len;
use super::series::{self, Series, ratio_of_sums, same_weeks};
pub use super::shrink::{Family, Prior};
use super::shrink::{Mixture, normal_equivalent};

/// How much slower than its peers a group must be before it matters: 10 %.
pub const MARGIN: f64 = 0.10;

/// Fewest weeks at which variances are moderated; below, it lets too much through at high load.
pub const MIN_WEEKS_TO_MODERATE: usize = 50;

/// Fewest groups whose variances tell how alike they are.
pub const MIN_GROUPS_TO_MODERATE: usize = 10;

/// One group's weeks: sums of the measured value, and numbers of runs.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// Sum of the measured value by week.
    pub sum: &'a [f64],
    /// Number of runs by week.
    pub n: &'a [f64],
}

/// A group against its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerEffect {
    /// The group's own ratio of sums, in the unit of the value.
    pub mean: f64,
    /// Unweighted mean of its peers' ratios, in the same unit.
    pub peers_mean: f64,
    /// Number of runs.
    pub volume: f64,
    /// ln(mean / `peers_mean`): what is tested.
    pub effect: Estimate,
    /// The same drawn toward the family as far as it could be noise: what is quoted, since the worst of
    /// many overstates itself. Absent where the group's error is unknown or it has no family.
    pub shrunken: Option<Estimate>,
}

impl PeerEffect {
    /// One-sided p of "slower than its peers by more than `margin`" (0.1 for 10 %, see [`MARGIN`]).
    ///
    /// # Errors
    /// As [`Estimate::p_above`]; [`NoInference::Argument`] for a margin of −1 or less.
    pub fn p_slower(&self, margin: f64) -> Result<f64, NoInference> {
        if margin > -1.0 {
            self.effect.p_above(margin.ln_1p())
        } else {
            Err(NoInference::Argument(margin))
        }
    }

    /// How many times the peers' mean: the ratio as observed.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.effect.value.exp()
    }
}

/// Groups of one family, each against the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// One entry a group, in the order given: [`Unfit::NoVolume`] without runs, [`Unfit::NotPositive`]
    /// where it or its peers took no time at all, [`Unfit::NoPeers`] where it stands alone.
    pub groups: Vec<Result<PeerEffect, Unfit>>,
    /// Toward what the variances were moderated; absent where they were not.
    pub prior: Option<Prior>,
    /// What the effects have in common, and toward what they were shrunk; absent for fewer than two groups with a known error.
    pub family: Option<Family>,
}

/// Compares each group with the mean of its peers, in the same weeks.
///
/// The effect's degrees of freedom are B (see [`series::cosines`]) and, where variances are moderated,
/// those of the prior besides, at most B times the number of groups. Among sixty identical desks (one
/// clerk each, utilisation 0.6 and 0.8, 40 dossiers a week) 4–5 % of p against no difference are below
/// 5 % over 52 weeks, and 0.3–1.5 % of those against [`MARGIN`]; at 0.9 it is 8 % and 5 %, and nearly
/// half of such worlds let some q through: beside a desk loaded above 0.85, say so.
///
/// # Errors
/// [`Unfit::WeeksDiffer`], [`Unfit::Empty`] without groups or weeks, [`Unfit::OutOfRange`] for an entry
/// that isn't finite or a negative count (its position is the week's).
///
/// # Source
/// Methods §3; moderation by Smyth (2004), Stat. Appl. Genet. Mol. Biol. 3:3; shrinkage by Stephens
/// (2017), Biostatistics 18, 275–294.
pub fn compare(groups: &[Group<'_>]) -> Result<Comparison, Unfit> {
    let weeks = groups.first().ok_or(Unfit::Empty)?.n.len();
    let mut ratios = Vec::with_capacity(groups.len());
    for group in groups {
        same_weeks(weeks, group.n.len())?;
        ratios.push(match ratio_of_sums(group.sum, group.n) {
            Err(Unfit::NoVolume) => None,
            ratio => Some(ratio?),
        });
    }
    let all = Pool::of(ratios.iter().flatten(), weeks);
    let mut effects: Vec<Result<PeerEffect, Unfit>> = ratios
        .iter()
        .zip(groups)
        .map(|(ratio, group)| {
            let own = ratio.as_ref().ok_or(Unfit::NoVolume)?;
            let peers = all.without(own)?;
            Ok(PeerEffect {
                mean: own.value(),
                peers_mean: peers.value(),
                volume: group.n.iter().sum(),
                effect: series::log_ratio(own, &peers)?.estimate(),
                shrunken: None,
            })
        })
        .collect();
    let prior = moderate(&mut effects, weeks);
    let family = shrink(&mut effects);
    Ok(Comparison { groups: effects, prior, family })
}

/// Sum of the groups' ratios and of their influences, from which each takes itself away.
struct Pool {
    groups: usize,
    value: f64,
    influence: Vec<f64>,
}

impl Pool {
    fn of<'a>(ratios: impl Iterator<Item = &'a Series>, weeks: usize) -> Self {
        let mut pool = Self { groups: 0, value: 0.0, influence: vec![0.0; weeks] };
        for ratio in ratios {
            pool.groups += 1;
            pool.value += ratio.value();
            for (sum, r) in pool.influence.iter_mut().zip(ratio.influence()) {
                *sum += r;
            }
        }
        pool
    }

    /// Mean of the ratios of all groups but one.
    fn without(&self, own: &Series) -> Result<Series, Unfit> {
        if self.groups < 2 {
            return Err(Unfit::NoPeers);
        }
        let peers = len(self.groups - 1);
        let influence = self.influence.iter().zip(own.influence());
        Series::new(
            (self.value - own.value()) / peers,
            influence.map(|(sum, r)| (sum - r) / peers).collect(),
        )
    }
}

fn moderate(effects: &mut [Result<PeerEffect, Unfit>], weeks: usize) -> Option<Prior> {
    let known: Vec<&mut PeerEffect> = effects.iter_mut().flatten().collect();
    if weeks < MIN_WEEKS_TO_MODERATE || known.len() < MIN_GROUPS_TO_MODERATE {
        return None;
    }
    let dof = len(series::cosines(weeks));
    let by_run = |group: &PeerEffect| group.effect.std_error.powi(2) * group.volume;
    let variances: Vec<f64> = known.iter().map(|group| by_run(group)).collect();
    let prior = Prior::fit(&variances, dof)?;
    let most = dof * len(known.len());
    for (group, variance) in known.into_iter().zip(variances) {
        group.effect.std_error = (prior.moderate(variance, dof) / group.volume).sqrt();
        group.effect.dof = (dof + prior.dof).min(most);
    }
    Some(prior)
}

fn shrink(effects: &mut [Result<PeerEffect, Unfit>]) -> Option<Family> {
    let mut known: Vec<&mut PeerEffect> =
        effects.iter_mut().flatten().filter(|group| group.effect.std_error > 0.0).collect();
    let precision = |group: &PeerEffect| (group.effect.value, group.effect.std_error.powi(2));
    let family = Family::fit(&known.iter().map(|g| precision(g)).collect::<Vec<_>>())?;
    let normal: Vec<(f64, f64)> = known
        .iter()
        .map(|group| {
            let Estimate { value, std_error, dof, .. } = group.effect;
            (value, normal_equivalent(value - family.mean, std_error, dof).powi(2))
        })
        .collect();
    let mixture = Mixture::fit(family.mean, &normal);
    for (group, (value, variance)) in known.iter_mut().zip(normal) {
        let (value, std_error) = mixture.shrink(value, variance);
        group.shrunken = Some(Estimate { value, std_error, ..group.effect });
    }
    Some(family)
}
