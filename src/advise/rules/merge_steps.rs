//! C03: merge two steps that the same hands do (R103: A then B).
//!
//! What goes is the wait before B, in the runs that the officer of A does: B's owned wait × the share of
//! B's runs that come straight from A in the same hands. The work of both stays.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::{Evidence, fits, name, number, procedure};
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, other_step_of, refer, step_of};
use crate::advise::saving::Claim;
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Scope};

use super::cut_duplicate::second_step;

const HANDOVER: &str = "measure.handover";

pub const RULE: Rule =
    Rule { code: "C03", action: Action::MergeSteps, takes: &["R103"], reads: &[HANDOVER], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let mut proposals = Vec::with_capacity(found.len());
    for finding in found {
        proposals.extend(proposal(finding, evidence)?);
    }
    Ok(proposals)
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Result<Option<Proposal>> {
    let (Some(first), Some(second)) = (step_of(&finding.scope), other_step_of(&finding.scope))
    else {
        return Ok(None);
    };
    let texts = Texts::new("merge-steps", &finding.scope, evidence);
    let share = same_hands(&finding.scope, evidence)?;
    let claim = Claim::waiting(evidence, &second_step(&finding.scope), share);
    Ok(Some(Proposal {
        action: Action::MergeSteps,
        target: finding.scope.clone(),
        decides: Decides::Text,
        steps: Steps { merged: vec![second.clone()], rests_on: vec![first], ..Steps::default() },
        demanded: Some(second),
        claim: Some(claim),
        shrunken: false,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["step", "other_step", "procedure", "place"]),
        reason: texts.reason("reason", finding, End::Low, &["step", "other_step"]),
        helps: Helps::Counted,
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &["step", "other_step"]),
        check_next: texts.part("check", &["step", "other_step", "procedure"]),
        findings: vec![refer(finding)],
    }))
}

/// Share of B's runs that come straight from A and stay with A's officer.
fn same_hands(pair: &Scope, evidence: &Evidence<'_>) -> Result<f64> {
    let frame = evidence.frame(HANDOVER)?;
    let (code, agency) = (frame.text("procedure_code")?, frame.text("to_agency")?);
    let (from, to) = (frame.text("from_step")?, frame.text("to_step")?);
    let (n, same) = (frame.int("n")?, frame.int("n_same_officer")?);
    let known = frame.int("n_officer_known")?;
    let (mut all, mut from_first, mut kept, mut seen) = (0.0, 0.0, 0.0, 0.0);
    for at in 0..frame.rows() {
        if procedure(pair) != name(code, at)
            || !fits(&pair.agency, name(agency, at))
            || !fits(&pair.other_step, name(to, at))
        {
            continue;
        }
        all += number(n, at);
        if fits(&pair.step, name(from, at)) {
            from_first += number(n, at);
            kept += number(same, at);
            seen += number(known, at);
        }
    }
    Ok(if all > 0.0 && seen > 0.0 { from_first / all * (kept / seen) } else { 0.0 })
}
