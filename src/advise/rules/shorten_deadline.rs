//! C10: shorten a deadline that the work never needs (R105). Always last, whatever its score.
//!
//! No saving: dossiers are finished before it already; a shorter promise takes no step and no wait away.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Message};

pub const RULE: Rule =
    Rule { code: "C10", action: Action::ShortenDeadline, takes: &["R105"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    Ok(found.iter().map(|f| proposal(f, evidence)).collect())
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Proposal {
    let texts = Texts::new("shorten-deadline", &finding.scope, evidence);
    Proposal {
        action: Action::ShortenDeadline,
        target: finding.scope.clone(),
        demanded: None,
        decides: Decides::Text,
        steps: Steps::default(),
        claim: None,
        shrunken: false,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["procedure"]),
        reason: texts.reason("reason", finding, End::High, &["procedure"]),
        helps: Helps::Words(Message::new("advise-shorten-deadline-helps")),
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &[]),
        check_next: texts.part("check", &["procedure"]),
        findings: vec![refer(finding)],
    }
}
