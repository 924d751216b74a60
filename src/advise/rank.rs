//! Which recommendation comes first, and which of two that exclude each other stays.
//!
//! Score = careful end of the saving × feasibility of the instrument × trust in the data × 0.5 where an
//! analyst must confirm first. What has a saving comes before what has none (ordered by what is at
//! stake), "shorten the deadline" comes last whatever its score. Ties break by rule and scope.

use std::cmp::Ordering;

use super::evidence::Evidence;
use super::proposal::{Proposal, Step, agencies_meet};
use super::register::decided;
use super::saving::{Claim, Priced, Scale, unfit};
use super::{Options, texts};
use crate::error::Result;
use crate::results::{
    Action, FindingRef, Instrument, LegalText, Message, Recommendation, Scope, Trust,
};
use crate::stats::{MIN_WEEKS, draws};

/// A rank within this many counts as "among the first".
const TOP: usize = 5;
/// What an analyst must confirm first is worth half: it may turn out to be needed.
const UNCONFIRMED: f64 = 0.5;

fn feasibility(instrument: Instrument) -> f64 {
    match instrument {
        Instrument::InternalProcess => 1.0,
        Instrument::ProvincialDecision => 0.8,
        Instrument::Circular => 0.5,
        Instrument::Decree => 0.35,
        Instrument::Unknown => 0.3,
        Instrument::Law => 0.2,
    }
}

fn trusted(trust: Trust) -> f64 {
    match trust {
        Trust::High => 1.0,
        Trust::Medium => 0.8,
        Trust::Low => 0.5,
    }
}

/// How much a change takes away: of two that exclude each other, the stronger stays.
fn strength(action: Action) -> u8 {
    match action {
        Action::CutStep => 5,
        Action::MergeSteps => 4,
        Action::EndPingPong => 3,
        Action::Delegate => 2,
        Action::RestructureStep => 1,
        Action::RestructureOnline
        | Action::MoveStaff
        | Action::SecureClosing
        | Action::ShortenDeadline => 0,
    }
}

struct Candidate {
    rule: &'static str,
    proposal: Proposal,
    measured: Option<super::saving::Measured>,
    legal_text: Option<LegalText>,
    owner: Message,
    /// Feasibility × trust × confirmation.
    factor: f64,
    score: f64,
}

impl Candidate {
    fn new(priced: Priced, evidence: &Evidence<'_>, options: &Options, scale: &Scale) -> Self {
        let Priced { rule, proposal, measured } = priced;
        let demanded = proposal.demanded.as_ref();
        let legal_text = demanded.and_then(|(p, step)| evidence.register.demand(p, step)).cloned();
        let (owner, instrument) = decided(&proposal.decides, legal_text.as_ref());
        let confirmed = if proposal.confirm { UNCONFIRMED } else { 1.0 };
        let factor = feasibility(instrument) * trusted(proposal.trust) * confirmed;
        let worth = match &measured {
            Some(m) => m.careful(&options.weights, scale),
            None => proposal.at_stake_s,
        };
        let score = worth * factor;
        Self { rule, proposal, measured, legal_text, owner, factor, score }
    }

    fn tier(&self) -> u8 {
        match (&self.proposal.action, &self.measured) {
            (Action::ShortenDeadline, _) => 2,
            (_, None) => 1,
            (_, Some(_)) => 0,
        }
    }

    fn by_name(&self, other: &Self) -> Ordering {
        (self.rule, &self.proposal.target, self.proposal.action).cmp(&(
            other.rule,
            &other.proposal.target,
            other.proposal.action,
        ))
    }

    fn by_rank(&self, other: &Self) -> Ordering {
        self.tier()
            .cmp(&other.tier())
            .then_with(|| other.score.total_cmp(&self.score))
            .then_with(|| self.by_name(other))
    }

    /// Stronger cuts first; what stands before what must be confirmed.
    fn by_strength(&self, other: &Self) -> Ordering {
        strength(other.proposal.action)
            .cmp(&strength(self.proposal.action))
            .then_with(|| self.proposal.confirm.cmp(&other.proposal.confirm))
            .then_with(|| other.score.total_cmp(&self.score))
            .then_with(|| self.by_name(other))
    }

    fn excludes(&self, other: &Self) -> bool {
        let (a, b) = (&self.proposal, &other.proposal);
        // A cut that an analyst has yet to confirm must not hide what stands already.
        let hides = a.confirm && !b.confirm;
        let overlap = undercuts(a, b) || undercuts(b, a) || other_side(&a.target, &b.target);
        !hides && agencies_meet(&a.target, &b.target) && overlap
    }
}

/// Whether `a` takes away what `b` is about, or what it rests on.
fn undercuts(a: &Proposal, b: &Proposal) -> bool {
    let (x, y) = (&a.steps, &b.steps);
    let same_agency = a.target.agency == b.target.agency;
    meet(&x.cut, &y.cut)
        || meet(&x.cut, &y.merged)
        || meet(&x.cut, &y.changed)
        || meet(&x.cut, &y.rests_on)
        || meet(&x.merged, &y.merged)
        || meet(&x.merged, &y.changed)
        || (same_agency && meet(&x.changed, &y.changed))
}

/// Whether both are one back-and-forth, seen from either unit: A → B → A holds most of B → A → B.
fn other_side(a: &Scope, b: &Scope) -> bool {
    a.unit.is_some()
        && a.procedure == b.procedure
        && a.unit == b.other_unit
        && a.other_unit == b.unit
}

fn meet(a: &[Step], b: &[Step]) -> bool {
    a.iter().any(|step| b.contains(step))
}

/// Ranks what the rules propose.
///
/// # Errors
/// If the weekly series can't be drawn together.
pub(super) fn rank(
    priced: Vec<Priced>,
    evidence: &Evidence<'_>,
    options: &Options,
    scale: &Scale,
) -> Result<Vec<(Recommendation, Option<Claim>)>> {
    let candidates: Vec<Candidate> =
        priced.into_iter().map(|p| Candidate::new(p, evidence, options, scale)).collect();
    let mut kept = without_conflicts(candidates);
    kept.sort_by(Candidate::by_rank);
    let mut top = top_shares(&kept, evidence, options, scale)?.into_iter();
    let weeks = evidence.weeks();
    Ok((1..)
        .zip(kept)
        .map(|(rank, c)| {
            let top5_share = c.measured.as_ref().and_then(|_| top.next());
            let claim = c.proposal.claim.clone();
            (recommendation(rank, c, top5_share, weeks, scale), claim)
        })
        .collect())
}

fn without_conflicts(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(Candidate::by_strength);
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        match kept.iter_mut().find(|k| k.excludes(&candidate)) {
            Some(stays) => add_findings(&mut stays.proposal.findings, candidate.proposal.findings),
            None => kept.push(candidate),
        }
    }
    kept
}

fn add_findings(list: &mut Vec<FindingRef>, more: Vec<FindingRef>) {
    for finding in more {
        if !list.contains(&finding) {
            list.push(finding);
        }
    }
}

/// How often each of those with a saving ranks among the first when all are drawn together; in order.
fn top_shares(
    ranked: &[Candidate],
    evidence: &Evidence<'_>,
    options: &Options,
    scale: &Scale,
) -> Result<Vec<f64>> {
    if evidence.weeks() < MIN_WEEKS || options.resamples == 0 {
        return Ok(Vec::new());
    }
    let mut scores = Vec::new();
    for candidate in ranked {
        if let Some(measured) = &candidate.measured {
            scores.push(measured.worth(&options.weights, scale)?.scaled(candidate.factor));
        }
    }
    if scores.is_empty() {
        return Ok(Vec::new());
    }
    let drawn = draws::joint(&scores, options.resamples, options.seed, "advise-rank");
    Ok(drawn.map_err(unfit)?.share_in_top(TOP))
}

fn recommendation(
    rank: u32,
    candidate: Candidate,
    top5_share: Option<f64>,
    weeks: usize,
    scale: &Scale,
) -> Recommendation {
    let Candidate { rule, proposal, measured, legal_text, owner, .. } = candidate;
    let saving = measured.map(|m| m.saving(scale));
    Recommendation {
        rank,
        rule: rule.to_owned(),
        action: proposal.action,
        target: proposal.target,
        legal_text,
        owner,
        helps: texts::helps(&proposal.helps, saving.as_ref(), weeks, scale),
        saving,
        top5_share,
        confirm: proposal.confirm,
        title: proposal.title,
        reason: proposal.reason,
        risk: proposal.risk,
        safeguard: proposal.safeguard,
        check_next: proposal.check_next,
        findings: proposal.findings,
    }
}

#[cfg(test)]
mod tests {
    use super::other_side;
    use crate::results::Scope;

    #[test]
    fn a_back_and_forth_is_one_from_either_side() {
        let scope = |procedure: &str, unit: &str, other: &str| Scope {
            procedure: Some(procedure.to_owned()),
            unit: Some(unit.to_owned()),
            other_unit: Some(other.to_owned()),
            ..Scope::default()
        };
        let one = scope("P", "room", "land office");
        assert!(other_side(&one, &scope("P", "land office", "room")));
        assert!(!other_side(&one, &scope("Q", "land office", "room")));
        assert!(!other_side(&one, &one));
        assert!(!other_side(&Scope::default(), &Scope::default()));
    }
}
