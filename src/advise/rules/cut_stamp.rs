//! C01: cut a check that hardly ever changes anything (R101).
//!
//! The whole step goes and later runs move up: all its owned time is saved, and the work in it.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer, step_of};
use crate::advise::saving::Claim;
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding};

pub const RULE: Rule =
    Rule { code: "C01", action: Action::CutStep, takes: &["R101"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    Ok(found.iter().filter_map(|f| proposal(f, evidence)).collect())
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Option<Proposal> {
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
        claim: Some(Claim::whole(evidence, &finding.scope)),
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
