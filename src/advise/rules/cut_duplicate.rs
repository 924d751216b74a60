//! C02: cut a second check that never finds what the first one passed (R102: A then B).
//!
//! B goes as a whole, and the ways back to it; A must stay, since B's finding nothing rests on it.

use super::Rule;
use super::cut_stamp::{RETURNS, without_check};
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, other_step_of, refer, step_of};
use crate::advise::saving::Claim;
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Scope};

pub const RULE: Rule =
    Rule { code: "C02", action: Action::CutStep, takes: &["R102"], reads: &[RETURNS], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let mut proposals = Vec::with_capacity(found.len());
    for finding in found {
        let claim = without_check(evidence, &second_step(&finding.scope))?;
        proposals.extend(proposal(finding, claim, evidence));
    }
    Ok(proposals)
}

fn proposal(finding: &Finding, claim: Claim, evidence: &Evidence<'_>) -> Option<Proposal> {
    let first = step_of(&finding.scope)?;
    let second = other_step_of(&finding.scope)?;
    let texts = Texts::new("cut-duplicate", &finding.scope, evidence);
    let goes = second_step(&finding.scope);
    Some(Proposal {
        action: Action::CutStep,
        decides: Decides::Text,
        steps: Steps { cut: vec![second.clone()], rests_on: vec![first], ..Steps::default() },
        demanded: Some(second),
        claim: Some(claim),
        shrunken: false,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["step", "other_step", "procedure", "place"]),
        reason: texts.reason("reason", finding, End::High, &["step", "other_step"]),
        helps: Helps::Counted,
        risk: texts.part("risk", &["step", "other_step"]),
        safeguard: texts.part("safeguard", &["step", "other_step"]),
        check_next: texts.part("check", &["procedure"]),
        findings: vec![refer(finding)],
        target: goes,
    })
}

/// The scope of the pair's second step alone.
pub(super) fn second_step(pair: &Scope) -> Scope {
    Scope { step: pair.other_step.clone(), other_step: None, ..pair.clone() }
}
