//! What a change saves: owned time that goes, week by week, as an estimate with its interval.
//!
//! A [`Claim`] says which share of which rows of `measure.step_week` goes, and which stops of the clock.
//! Several claims on one row leave the product of what each leaves, so that no hour is saved twice.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Row};
use super::proposal::Proposal;
use super::{Options, Rule, Weights};
use crate::error::{Error, Result};
use crate::results::{Saving, Scope, Unit};
use crate::stats::peers::Family;
use crate::stats::series::{Series, sum, total};
use crate::stats::{Estimate, Unfit};

const HOUR_S: f64 = 3_600.0;

/// Fewest candidates of one rule that make a family to shrink toward.
const FAMILY: usize = 3;

/// Shares of a row that go: owned wait, owned service, owned time that can't be told apart, officers'
/// work.
type Shares = [f64; 4];

/// What a change takes away.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Claim {
    /// By position of the row in the evidence.
    rows: BTreeMap<usize, Shares>,
    /// Relative distance of the ends of the interval that the shares themselves have (of a ratio to
    /// peers, for instance); 0 where they are exact.
    uncertain: [f64; 2],
    procedure: String,
    /// Dossiers in the window that it helps.
    dossiers: f64,
    /// Seconds by week for which the clock would not have stood.
    paused_s: Vec<f64>,
}

impl Claim {
    /// Takes what `share` says of each row of the scope.
    pub fn of<'e>(
        evidence: &'e Evidence<'_>,
        scope: &'e Scope,
        share: impl Fn(&Row<'_>) -> Shares,
    ) -> Self {
        let mut claim =
            Self { procedure: scope.procedure.clone().unwrap_or_default(), ..Self::default() };
        let mut runs = 0.0;
        for (at, row) in evidence.within(scope) {
            let shares = share(row).map(|s| s.clamp(0.0, 1.0));
            if shares.iter().any(|s| *s > 0.0) {
                claim.rows.insert(at, shares);
                runs += row.n;
            }
        }
        claim.dossiers = runs * evidence.first_share(scope);
        claim
    }

    /// The whole step goes, with the work in it.
    pub fn whole(evidence: &Evidence<'_>, scope: &Scope) -> Self {
        Self::of(evidence, scope, |_| [1.0; 4])
    }

    /// A share of the waiting goes.
    pub fn waiting(evidence: &Evidence<'_>, scope: &Scope, share: f64) -> Self {
        Self::of(evidence, scope, |_| [share, 0.0, 0.0, 0.0])
    }

    /// A share of the time goes, but no work.
    pub fn time(evidence: &Evidence<'_>, scope: &Scope, share: f64) -> Self {
        Self::of(evidence, scope, |_| [share, share, share, 0.0])
    }

    /// Shares worked out elsewhere, by position of the row.
    pub fn rows(rows: BTreeMap<usize, Shares>, procedure: String, dossiers: f64) -> Self {
        let rows = rows.into_iter().map(|(at, s)| (at, s.map(|s| s.clamp(0.0, 1.0)))).collect();
        Self { rows, procedure, dossiers, ..Self::default() }
    }

    /// Takes more of a row: what is left of it after both.
    pub fn take(&mut self, at: usize, shares: Shares) {
        let taken = self.rows.entry(at).or_default();
        for (taken, share) in taken.iter_mut().zip(shares) {
            *taken = 1.0 - (1.0 - *taken) * (1.0 - share.clamp(0.0, 1.0));
        }
    }

    /// Stops of the clock that go as well, in seconds by week.
    pub fn pause_less(&mut self, paused_s: &[f64]) {
        self.paused_s.resize(self.paused_s.len().max(paused_s.len()), 0.0);
        for (sum, week) in self.paused_s.iter_mut().zip(paused_s) {
            *sum += week;
        }
    }

    /// The share `1 − 1/ratio` with the interval that the ratio's own gives it.
    #[must_use]
    pub fn uncertain(mut self, share: f64, interval: Option<[f64; 2]>) -> Self {
        if let Some(ends) = interval.filter(|_| share > 0.0) {
            let [low, high] = ends.map(excess_share);
            self.uncertain = [((share - low) / share).max(0.0), ((high - share) / share).max(0.0)];
        }
        self
    }

    /// The dossiers that it helps, where runs don't tell.
    #[must_use]
    pub fn helping(mut self, dossiers: f64) -> Self {
        self.dossiers = dossiers;
        self
    }

    /// Claims on different rows of one procedure as one; its shares are as uncertain as the least
    /// certain of them.
    pub fn union(claims: Vec<Self>) -> Self {
        let mut all = Self::default();
        for claim in claims {
            for (most, own) in all.uncertain.iter_mut().zip(claim.uncertain) {
                *most = most.max(own);
            }
            all.rows.extend(claim.rows);
            all.pause_less(&claim.paused_s);
            all.procedure = claim.procedure;
            all.dossiers += claim.dossiers;
        }
        all
    }

    /// Whether nothing goes.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Leaves out the rows for which `gone` holds.
    pub fn without(&mut self, evidence: &Evidence<'_>, gone: impl Fn(&Row<'_>) -> bool) {
        self.rows.retain(|at, _| evidence.row(*at).is_some_and(|row| !gone(row)));
    }

    fn scale(&mut self, factor: f64) {
        for shares in self.rows.values_mut() {
            *shares = shares.map(|s| s * factor);
        }
        for week in &mut self.paused_s {
            *week *= factor;
        }
    }
}

/// Share of a time that goes where it falls from `ratio` times something to that something.
pub(super) fn excess_share(ratio: f64) -> f64 {
    if ratio > 1.0 { 1.0 - ratio.recip() } else { 0.0 }
}

/// How sums over the window become figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Length of a working day in seconds.
    day_s: f64,
    /// From the window to a year; `None` where nothing may be made yearly.
    yearly: Option<f64>,
    level: f64,
}

impl Scale {
    pub fn new(options: &Options, yearly: Option<f64>) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a day has 86,400 seconds")]
        let day_s = options.office_day_s.max(1) as f64;
        Self { day_s, yearly, level: options.level }
    }

    /// Whether figures are yearly.
    pub fn is_yearly(&self) -> bool {
        self.yearly.is_some()
    }
}

/// A saving over the window, in working days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    days: Series,
    estimate: Estimate,
    /// Officers' working hours, where their work is known.
    officers: Option<Series>,
    /// Distances of the ends that the shares' own uncertainty adds, in days.
    uncertain: [f64; 2],
    dossiers: f64,
}

/// Sums what the claims take away together.
///
/// # Errors
/// If the series can't be summed (no evidence weeks).
pub(super) fn measure(
    claims: &[&Claim],
    evidence: &Evidence<'_>,
    scale: &Scale,
) -> Result<Measured> {
    let removed = removed(claims, evidence);
    let days = series(&removed.owned_s, scale.day_s.recip())?;
    let officers = match removed.work_known {
        true => Some(series(&removed.work_s, HOUR_S.recip())?),
        false => None,
    };
    let mut uncertain = [0.0_f64; 2];
    if claims.iter().any(|c| c.uncertain != [0.0; 2]) {
        for claim in claims {
            let own: f64 = self::removed(&[claim], evidence).owned_s.iter().sum();
            for (sum, part) in uncertain.iter_mut().zip(claim.uncertain) {
                *sum = sum.hypot(part * own / scale.day_s);
            }
        }
    }
    let estimate = days.estimate();
    Ok(Measured { days, estimate, officers, uncertain, dossiers: dossiers(claims) })
}

/// Dossiers that several changes help: of each procedure those of its widest change, since most of them
/// are the same.
fn dossiers(claims: &[&Claim]) -> f64 {
    let mut widest: BTreeMap<&str, f64> = BTreeMap::new();
    for claim in claims {
        let most = widest.entry(&claim.procedure).or_default();
        *most = most.max(claim.dossiers);
    }
    widest.values().sum()
}

struct Removed {
    owned_s: Vec<f64>,
    work_s: Vec<f64>,
    work_known: bool,
}

fn removed(claims: &[&Claim], evidence: &Evidence<'_>) -> Removed {
    let mut kept: BTreeMap<usize, Shares> = BTreeMap::new();
    for claim in claims {
        for (at, shares) in &claim.rows {
            let left = kept.entry(*at).or_insert([1.0; 4]);
            for (left, share) in left.iter_mut().zip(shares) {
                *left *= 1.0 - share;
            }
        }
    }
    let mut removed = Removed {
        owned_s: vec![0.0; evidence.weeks()],
        work_s: vec![0.0; evidence.weeks()],
        work_known: false,
    };
    for (at, left) in kept {
        let Some(row) = evidence.row(at) else { continue };
        let [wait, service, unsplit, work] = left.map(|l| 1.0 - l);
        let gone = row.owned[0] * wait + row.owned[1] * service + row.owned[2] * unsplit;
        if let Some(week) = removed.owned_s.get_mut(row.week) {
            *week += gone;
        }
        if let Some(week) = removed.work_s.get_mut(row.week) {
            *week += row.service_s * work;
        }
        removed.work_known |= row.n_wait > 0.0;
    }
    for paused_s in stops(claims).into_values() {
        for (week, paused) in removed.owned_s.iter_mut().zip(paused_s) {
            *week += paused;
        }
    }
    removed
}

/// Stops that go, by procedure and week. Two changes may be about the same stops, and nothing tells: of
/// several the longest counts, so that none is saved twice.
fn stops<'c>(claims: &[&'c Claim]) -> BTreeMap<&'c str, Vec<f64>> {
    let mut longest: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for claim in claims {
        let weeks = longest.entry(&claim.procedure).or_default();
        weeks.resize(weeks.len().max(claim.paused_s.len()), 0.0);
        for (most, paused) in weeks.iter_mut().zip(&claim.paused_s) {
            *most = most.max(*paused);
        }
    }
    longest
}

fn series(by_week: &[f64], factor: f64) -> Result<Series> {
    Ok(total(by_week).map_err(unfit)?.scaled(factor))
}

pub(super) fn unfit(reason: Unfit) -> Error {
    Error::failed(format!("a saving can't be summed by week: {reason}"))
}

impl Measured {
    /// Whether anything is saved at all.
    fn is_positive(&self) -> bool {
        self.days.value() > 0.0
    }

    /// The figures that readers see.
    pub fn saving(&self, scale: &Scale) -> Saving {
        let window_interval = self.window_interval(scale);
        let years = scale.yearly;
        let per = years.unwrap_or(1.0);
        Saving {
            unit: if years.is_some() { Unit::WorkDaysPerYear } else { Unit::WorkDays },
            per_year: years.map(|y| self.estimate.value * y),
            interval: years.and_then(|y| window_interval.map(|ends| ends.map(|end| end * y))),
            in_window: self.estimate.value,
            window_interval,
            dossiers: self.dossiers * per,
            officer_hours: self.officers.as_ref().map(|o| o.value() * per),
        }
    }

    /// Ends of the interval in days over the window; the lower end is never below 0, since owned time
    /// isn't.
    fn window_interval(&self, scale: &Scale) -> Option<[f64; 2]> {
        let value = self.estimate.value;
        let ends = self.estimate.interval(scale.level).ok()?;
        let low = value - (value - ends.low).hypot(self.uncertain[0]);
        let high = value + (ends.high - value).hypot(self.uncertain[1]);
        Some([low.max(0.0), high])
    }

    /// Careful end of what it is worth: lower ends, weighed. 0 where there is no interval.
    pub fn careful(&self, weights: &Weights, scale: &Scale) -> f64 {
        let days = self.window_interval(scale).map_or(0.0, |[low, _]| low);
        let officers = self
            .officers
            .as_ref()
            .and_then(|o| o.estimate().interval(scale.level).ok())
            .map_or(0.0, |ends| ends.low.max(0.0));
        let worth = weights.applicant_days * days + weights.officer_hours * officers;
        worth * scale.yearly.unwrap_or(1.0)
    }

    /// What it is worth week by week, for joint draws: as wide as the interval that readers see.
    ///
    /// # Errors
    /// If the series differ in length.
    pub fn worth(&self, weights: &Weights, scale: &Scale) -> Result<Series> {
        let per = scale.yearly.unwrap_or(1.0);
        let own = self.days.estimate();
        let wider = match (own.interval(scale.level), self.window_interval(scale)) {
            (Ok(ends), Some([_, high])) if ends.high > own.value => {
                (high - self.estimate.value) / (ends.high - own.value)
            }
            _ => 1.0,
        };
        let influence = self.days.influence().iter().map(|r| r * wider).collect();
        let days = Series::new(self.estimate.value, influence).map_err(unfit)?;
        let days = days.scaled(weights.applicant_days * per);
        match &self.officers {
            Some(o) => sum(&days, &o.scaled(weights.officer_hours * per)).map_err(unfit),
            None => Ok(days),
        }
    }

    /// The same drawn toward its family: less where the family says so, never more than was seen.
    fn shrunken(&mut self, family: &Family) -> f64 {
        let variance = self.estimate.std_error.powi(2);
        let (value, std_error) = family.shrink(self.estimate.value, variance);
        if value >= self.estimate.value || value <= 0.0 || variance <= 0.0 {
            return 1.0;
        }
        let factor = value / self.estimate.value;
        self.estimate = Estimate { value, std_error, ..self.estimate };
        self.uncertain = self.uncertain.map(|u| u * factor);
        self.officers = self.officers.as_ref().map(|o| o.scaled(factor));
        factor
    }
}

/// A proposal with what it saves.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    pub rule: &'static str,
    pub proposal: Proposal,
    pub measured: Option<Measured>,
}

/// Prices the proposals of one rule. Three or more of them are a family, toward which each is drawn: the
/// best of many overstates itself (methods §3). Effects that come shrunken are not shrunken again.
///
/// # Errors
/// If a series can't be summed.
pub(super) fn price(
    rule: &Rule,
    proposals: Vec<Proposal>,
    evidence: &Evidence<'_>,
    scale: &Scale,
) -> Result<Vec<Priced>> {
    let mut priced = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        let measured = match &proposal.claim {
            Some(claim) => Some(measure(&[claim], evidence, scale)?).filter(Measured::is_positive),
            None => None,
        };
        priced.push(Priced { rule: rule.code, proposal, measured });
    }
    let effects: Vec<(f64, f64)> = priced
        .iter()
        .filter(|p| !p.proposal.shrunken)
        .filter_map(|p| p.measured.as_ref())
        .map(|m| (m.estimate.value, m.estimate.std_error.powi(2)))
        .filter(|(_, variance)| *variance > 0.0)
        .collect();
    if effects.len() >= FAMILY
        && let Some(family) = Family::fit(&effects)
    {
        for p in priced.iter_mut().filter(|p| !p.proposal.shrunken) {
            if let (Some(measured), Some(claim)) = (&mut p.measured, &mut p.proposal.claim) {
                let factor = measured.shrunken(&family);
                claim.scale(factor);
            }
        }
    }
    for p in priced.iter_mut().filter(|p| p.measured.is_none()) {
        p.proposal.claim = None;
    }
    Ok(priced)
}
