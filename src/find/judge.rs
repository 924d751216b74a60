//! One scope's weeks against its margin: effect, interval and one-sided p, or a description.

use crate::results::Trust;
use crate::stats::proportion::WeeklyShare;
use crate::stats::series::{self, Series};
use crate::stats::{Estimate, MIN_WEEKS, NoInference, Unfit};

/// What the weeks say about one scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub effect: f64,
    pub interval: Option<[f64; 2]>,
    /// Null where there are too few weeks: the scope is described, not tested.
    pub p: Option<f64>,
    pub weeks: u32,
    /// Whether the effect lies beyond the limit, in the direction of harm.
    pub beyond: bool,
    /// Whether the interval is one-sided: only its upper end says something.
    pub one_sided: bool,
}

/// Scale on which a ratio is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As it is.
    Plain,
    /// Its logarithm; effect and interval are given back as ratios.
    Log,
}

/// "Above `limit`" for a ratio of sums, against "at most `limit`". `None` where it can't be judged: no
/// volume, or a series that doesn't vary.
pub fn ratio_above(sum: &[f64], n: &[f64], limit: f64, level: f64, scale: Scale) -> Option<Judged> {
    series_above(series::ratio_of_sums(sum, n), limit, level, scale)
}

/// "Above `limit`" for any statistic of which the weekly influence is known.
fn series_above(
    series: Result<Series, Unfit>,
    limit: f64,
    level: f64,
    scale: Scale,
) -> Option<Judged> {
    let series = series.ok()?;
    let (estimate, limit) = match scale {
        Scale::Plain => (series.estimate(), limit),
        Scale::Log => (series::log(&series).ok()?.estimate(), limit.ln()),
    };
    estimate_above(&estimate, &estimate, limit, level, scale)
}

/// "More than `limit` times as much" for the log ratio of two groups over the same weeks. What both share, their
/// season above all, cancels, so that what they remember tells how many cosines it takes.
pub fn contrast_above(log_ratio: &Series, limit: f64, level: f64) -> Option<Judged> {
    let estimate = log_ratio.estimate_by_memory();
    estimate_above(&estimate, &estimate, limit.ln(), level, Scale::Log)
}

/// The same for an estimate on that scale; `tested` carries the p, `quoted` the effect.
pub fn estimate_above(
    tested: &Estimate,
    quoted: &Estimate,
    limit: f64,
    level: f64,
    scale: Scale,
) -> Option<Judged> {
    let back = |v: f64| if scale == Scale::Log { v.exp() } else { v };
    let p = known(tested.p_above(limit))?;
    let interval = known(quoted.interval(level))?;
    Some(Judged {
        effect: back(quoted.value),
        interval: interval.map(|i| [back(i.low), back(i.high)]),
        p,
        weeks: count(tested.weeks),
        beyond: quoted.value > limit,
        one_sided: false,
    })
}

/// "More than `limit` of n", against "at most `limit`", with a two-sided interval.
pub fn share_above(k: &[f64], n: &[f64], limit: f64, level: f64) -> Option<Judged> {
    let share = WeeklyShare::new(k, n).ok()?;
    let interval = known(share.interval(level))?;
    Some(Judged {
        effect: share.value(),
        interval: interval.map(|i| [i.low, i.high]),
        p: known(share.p_above(limit))?,
        weeks: count(share.weeks),
        beyond: share.value() > limit,
        one_sided: false,
    })
}

/// "Less than `limit` of n", against "at least `limit`". The interval is one-sided: its upper end is the
/// bound that holds with 95 %.
pub fn share_below(k: &[f64], n: &[f64], limit: f64) -> Option<Judged> {
    let share = WeeklyShare::new(k, n).ok()?;
    let bound = known(share.upper_bound(BOUND))?;
    Some(Judged {
        effect: share.value(),
        interval: bound.map(|high| [0.0, high]),
        p: known(share.p_below(limit))?,
        weeks: count(share.weeks),
        beyond: share.value() < limit,
        one_sided: true,
    })
}

/// What is known of a share of which some cases are unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Certain {
    Judged(Judged),
    /// It would lie below the limit, but not if all unknown cases were changes.
    Unknown,
}

/// [`share_below`], where `unknown` cases more may be changes: `of_n` says whether they are within n already.
/// Judged by the worst of them; where even the known ones don't lie below the limit, nothing hangs on the others.
pub fn share_certainly_below(
    k: &[f64],
    n: &[f64],
    unknown: &[f64],
    of_n: bool,
    limit: f64,
) -> Option<Certain> {
    let known = share_below(k, n, limit);
    if unknown.iter().sum::<f64>() <= 0.0 || known.as_ref().is_some_and(|known| !known.beyond) {
        return known.map(Certain::Judged);
    }
    let all: Vec<f64> = n.iter().zip(unknown).map(|(n, u)| if of_n { *n } else { n + u }).collect();
    let worst: Vec<f64> =
        k.iter().zip(unknown).zip(&all).map(|((k, u), n)| (k + u).min(*n)).collect();
    let holds = |worst: &Judged| worst.interval.map_or(worst.beyond, |[_, high]| high < limit);
    let worst = share_below(&worst, &all, limit).filter(holds);
    Some(match known.zip(worst) {
        Some((known, worst)) => Certain::Judged(Judged { effect: known.effect, ..worst }),
        None => Certain::Unknown,
    })
}

/// Confidence of one-sided bounds.
const BOUND: f64 = 0.95;

/// How far a test's result may be relied on: `direct` where it rests on what the data record themselves
/// and not on what was derived from them.
pub fn trust(judged: &Judged, n: f64, direct: bool) -> Trust {
    if judged.p.is_none() || n < 100.0 || judged.weeks < 26 {
        Trust::Low
    } else if direct && n >= 300.0 && judged.weeks >= 50 {
        Trust::High
    } else {
        Trust::Medium
    }
}

/// Too few weeks are an answer (a description); no variation or a wrong limit is none.
fn known<T>(answer: Result<T, NoInference>) -> Option<Option<T>> {
    match answer {
        Ok(value) => Some(Some(value)),
        Err(NoInference::TooFewWeeks { .. }) => Some(None),
        Err(NoInference::NoVariation | NoInference::Argument(_)) => None,
    }
}

fn count(weeks: usize) -> u32 {
    u32::try_from(weeks).unwrap_or(u32::MAX)
}

/// Whether so many weeks carry a test.
pub const fn enough(weeks: usize) -> bool {
    weeks >= MIN_WEEKS
}
