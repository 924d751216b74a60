//! C01: cut a check that hardly ever changes anything (R101).
//!
//! The whole step goes and later runs move up: all its owned time is saved, and the work in it. So is
//! what its own findings brought about: the steps done again on the way back to it, and the supplements it
//! asked for. What it would have found may come up later instead, at a price that no data tell.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::{Evidence, fits, name, procedure};
use crate::advise::gone;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer, step_of};
use crate::advise::saving::Claim;
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Scope};

pub(super) const RETURNS: &str = "find.check_return";

pub const RULE: Rule =
    Rule { code: "C01", action: Action::CutStep, takes: &["R101"], reads: &[RETURNS], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let mut proposals = Vec::with_capacity(found.len());
    for finding in found {
        let claim = without_check(evidence, &finding.scope)?;
        proposals.extend(proposal(finding, claim, evidence));
    }
    Ok(proposals)
}

/// The whole check goes, and the ways back to it.
pub(super) fn without_check(evidence: &Evidence<'_>, check: &Scope) -> Result<Claim> {
    let mut claim = Claim::whole(evidence, check);
    let ways = evidence.frame(RETURNS)?;
    let code = ways.text("procedure_code")?;
    let (step, agency) = (ways.text("by_step")?, ways.text("by_agency")?);
    let takes = |at: usize| {
        procedure(check) == name(code, at)
            && fits(&check.step, name(step, at))
            && fits(&check.agency, name(agency, at))
    };
    gone::add(&mut claim, check, evidence, ways, takes, true)?;
    Ok(claim)
}

fn proposal(finding: &Finding, claim: Claim, evidence: &Evidence<'_>) -> Option<Proposal> {
    let step = step_of(&finding.scope)?;
    let texts = Texts::new("cut-stamp", &finding.scope, evidence);
    let by_path = finding.basis.as_deref() == Some("consequence");
    let reason = if by_path { "reason-path" } else { "reason" };
    Some(Proposal {
        action: Action::CutStep,
        target: finding.scope.clone(),
        decides: Decides::Text,
        steps: Steps { cut: vec![step.clone()], ..Steps::default() },
        demanded: Some(step),
        claim: Some(claim),
        shrunken: false,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["step", "procedure", "place"]),
        reason: texts.reason(reason, finding, End::High, &["step"]),
        helps: Helps::Counted,
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &["step"]),
        check_next: texts.part("check", &["procedure"]),
        findings: vec![refer(finding)],
    })
}
