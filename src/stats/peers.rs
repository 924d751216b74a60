//! Many like groups: which of sixty desks is slower than its peers?
//!
//! Each group's ratio of sums is compared, on the log scale, with the mean of its peers'. The peers also say
//! for how long such a series remembers, which the few cosines of one series can't tell, and how much such
//! a group varies: a desk that had a quiet year owes its small variance to luck. Tests are one-sided, in
//! the direction of harm: nothing is claimed "faster than its peers" on this ground.

use super::estimate::{Estimate, MIN_WEEKS, NoInference, Unfit};
use super::len;
use super::memory::Memories;
use super::series::{self, Series, ratio_of_sums, same_weeks};
pub use super::shrink::Family;
use super::shrink::{Mixture, normal_equivalent, prior_dof};

/// How much slower than its peers a group must be before it matters: 10 %.
pub const MARGIN: f64 = 0.10;

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

/// What like groups say about the variance of a further one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Degrees of freedom that the family adds; at most those of the group's own series.
    pub dof: f64,
    /// Variance of one run over all groups: of the log ratio, times the group's volume.
    pub variance: f64,
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
/// The variance of each effect comes from its own cosines, put right by what an autoregression would hide
/// from them, whose memory is that of the peers; from [`MIN_GROUPS_TO_MODERATE`] groups on it is averaged
/// with the peers' variance of one run, which then counts as much as the group's own or less. Degrees of
/// freedom are B (see [`series::cosines`]) and as many again as the peers count for. What this gives among
/// identical desks, and what it finds among unlike ones, is in `docs/calibration.md`.
///
/// # Errors
/// [`Unfit::WeeksDiffer`], [`Unfit::Empty`] without groups or weeks, [`Unfit::OutOfRange`] for an entry
/// that isn't finite or a negative count (its position is the week's).
///
/// # Source
/// methods §3; weight of the peers' variance by Smyth (2004), Stat. Appl. Genet. Mol. Biol. 3:3, at most
/// one half, since weeks of a queue are more skewed than his model; shrinkage by Stephens (2017),
/// Biostatistics 18, 275–294.
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
    let mut effects: Vec<Result<(PeerEffect, Vec<f64>), Unfit>> = ratios
        .iter()
        .zip(groups)
        .map(|(ratio, group)| {
            let own = ratio.as_ref().ok_or(Unfit::NoVolume)?;
            let peers = all.without(own)?;
            let ratio = series::log_ratio(own, &peers)?;
            let effect = PeerEffect {
                mean: own.value(),
                peers_mean: peers.value(),
                volume: group.n.iter().sum(),
                effect: ratio.estimate(),
                shrunken: None,
            };
            Ok((effect, ratio.long_run().lambdas))
        })
        .collect();
    let prior = moderate(&mut effects, weeks);
    let mut effects: Vec<Result<PeerEffect, Unfit>> =
        effects.into_iter().map(|effect| effect.map(|(group, _)| group)).collect();
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

/// Gives each group's effect a variance that allows for what its cosines miss and for what its peers know.
fn moderate(effects: &mut [Result<(PeerEffect, Vec<f64>), Unfit>], weeks: usize) -> Option<Prior> {
    let mut known: Vec<(&mut PeerEffect, Like)> = effects
        .iter_mut()
        .flatten()
        .filter(|(group, _)| group.effect.std_error > 0.0)
        .map(|(group, lambdas)| {
            let like = Like::of(group, lambdas);
            (group, like)
        })
        .collect();
    if weeks < MIN_WEEKS || known.len() < 2 {
        return None;
    }
    let cosines = series::cosines(weeks);
    let memories = Memories::new(weeks, cosines);
    // What a slow desk is compared with must not hold its own slowness.
    let variances: Vec<(f64, f64)> = (0..known.len())
        .map(|own| {
            let others = known.iter().enumerate().filter(|(at, _)| *at != own);
            let peers = Pooled::of(others.map(|(_, (_, like))| like), cosines);
            let likely = memories.likely(&peers.power, peers.series);
            let of_own =
                known.get(own).map_or(0.0, |(_, like)| memories.variance(&like.power, &likely));
            (of_own, memories.variance(&peers.power, &likely))
        })
        .collect();
    let dof = len(cosines);
    let by_run: Vec<f64> = variances.iter().map(|(own, _)| *own).collect();
    let enough = known.len() >= MIN_GROUPS_TO_MODERATE;
    let more = if enough { prior_dof(&by_run, dof) } else { None }.map(|more| more.min(dof));
    for ((group, _), (own, peers)) in known.iter_mut().zip(&variances) {
        let weight = more.unwrap_or(0.0);
        let variance = (weight * peers + dof * own) / (weight + dof);
        group.effect.std_error = (variance / group.volume).sqrt();
        group.effect.dof = dof + weight;
    }
    let all = Pooled::of(known.iter().map(|(_, like)| like), cosines);
    let likely = memories.likely(&all.power, all.series);
    more.map(|dof| Prior { dof, variance: memories.variance(&all.power, &likely) })
}

/// A group among its like.
struct Like {
    /// The square of its mean.
    weight: f64,
    /// Λ_j² of the log ratio, times the volume: for one run.
    power: Vec<f64>,
}

impl Like {
    fn of(group: &PeerEffect, lambdas: &[f64]) -> Self {
        let power = lambdas.iter().map(|l| l * l * group.volume).collect();
        Self { weight: group.mean * group.mean, power }
    }
}

/// Λ_j² of one run over several groups, each weighed by the square of its mean.
///
/// That is as if their series were compared in minutes and then put over the mean that they have in common.
/// A mean of the log ratios' own variances is too small: a desk that by luck had a quiet year has a small
/// mean and a yet smaller variance.
struct Pooled {
    power: Vec<f64>,
    /// As many series of the same weight.
    series: f64,
}

impl Pooled {
    fn of<'a>(groups: impl Iterator<Item = &'a Like>, cosines: usize) -> Self {
        let mut power = vec![0.0; cosines];
        let (mut weight, mut squared) = (0.0, 0.0);
        for group in groups {
            weight += group.weight;
            squared += group.weight * group.weight;
            for (sum, own) in power.iter_mut().zip(&group.power) {
                *sum += group.weight * own;
            }
        }
        for sum in &mut power {
            *sum /= weight;
        }
        Self { power, series: weight * weight / squared }
    }
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
