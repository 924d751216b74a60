//! C09: secure the closing of dossiers where they are closed in bulk before the due date (I102).
//!
//! No saving: it makes the figures real, and whatever rests on them.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Message};

pub const RULE: Rule =
    Rule { code: "C09", action: Action::SecureClosing, takes: &["I102"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    Ok(found.iter().map(|f| proposal(f, evidence)).collect())
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Proposal {
    let texts = Texts::new("secure-closing", &finding.scope, evidence);
    Proposal {
        action: Action::SecureClosing,
        target: finding.scope.clone(),
        demanded: None,
        decides: Decides::Province,
        steps: Steps::default(),
        claim: None,
        shrunken: false,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["place"]),
        reason: texts.reason("reason", finding, End::Low, &["place"]),
        helps: Helps::Words(Message::new("advise-secure-closing-helps")),
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &[]),
        check_next: texts.part("check", &["place"]),
        findings: vec![refer(finding)],
    }
}
