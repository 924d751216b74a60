//! C08: give online dossiers a path of their own where online is no faster (I101).
//!
//! The saving is a goal, and said to be one: what online dossiers would wait less if they were faster
//! than the counter by the study's margin. No thing is removed yet, so it is trusted one level less than
//! its finding.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, lower, refer};
use crate::advise::saving::{Claim, excess_share};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Unit};

pub const RULE: Rule =
    Rule { code: "C08", action: Action::RestructureOnline, takes: &["I101"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    Ok(found.iter().map(|f| proposal(f, evidence)).collect())
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Proposal {
    let texts = Texts::new("online-path", &finding.scope, evidence);
    let margin = finding.margin.unwrap_or(0.0);
    Proposal {
        action: Action::RestructureOnline,
        target: finding.scope.clone(),
        demanded: None,
        decides: Decides::Province,
        steps: Steps::default(),
        claim: claim(finding, margin, evidence),
        shrunken: false,
        trust: lower(finding.trust),
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["procedure"]),
        reason: texts.reason("reason", finding, End::Low, &[]),
        helps: Helps::Goal,
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &["procedure"]),
        check_next: texts.part("check", &["procedure"]).share("limit", margin),
        findings: vec![refer(finding)],
    }
}

/// Online owned time × (1 − (1 − margin)/ratio); nothing where the finding isn't a ratio of a channel.
fn claim(finding: &Finding, margin: f64, evidence: &Evidence<'_>) -> Option<Claim> {
    let goal = 1.0 - margin;
    if finding.unit != Unit::Ratio || finding.scope.channel.is_none() || goal <= 0.0 {
        return None;
    }
    let share = excess_share(finding.effect / goal);
    let ends = finding.interval.map(|ends| ends.map(|ratio| ratio / goal));
    let claim = Claim::time(evidence, &finding.scope, share).uncertain(share, ends);
    Some(claim.helping(evidence.dossiers(&finding.scope)))
}
