//! C07: move staff to a desk that is overloaded (B104) or whose queue grows (B105).
//!
//! No direct saving: nothing is removed. What shorter queues would bring needs a replay of the unit's own
//! arrivals, and nothing is claimed without one.

use std::collections::BTreeMap;

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Message, Scope};

pub const RULE: Rule =
    Rule { code: "C07", action: Action::MoveStaff, takes: &["B104", "B105"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let mut desks: BTreeMap<&Scope, Vec<&Finding>> = BTreeMap::new();
    for finding in found {
        desks.entry(&finding.scope).or_default().push(finding);
    }
    Ok(desks.into_iter().filter_map(|(desk, found)| proposal(desk, &found, evidence)).collect())
}

fn proposal(desk: &Scope, found: &[&Finding], evidence: &Evidence<'_>) -> Option<Proposal> {
    // Load says more than growth: where both stand, it is the reason.
    let main = found.iter().find(|f| f.code == "B104").or(found.first())?;
    let reason = if main.code == "B104" { "reason" } else { "reason-growth" };
    let texts = Texts::new("move-staff", desk, evidence);
    Some(Proposal {
        action: Action::MoveStaff,
        target: desk.clone(),
        demanded: None,
        decides: Decides::HeadOfAgency(desk.agency.clone().unwrap_or_default()),
        steps: Steps::default(),
        claim: None,
        shrunken: false,
        trust: main.trust,
        confirm: found.iter().all(|f| f.confirm),
        at_stake_s: found.iter().map(|f| f.at_stake_s).fold(0.0, f64::max),
        title: texts.part("title", &["place"]),
        reason: texts.reason(reason, main, End::Low, &["place"]),
        helps: Helps::Words(Message::new("advise-move-staff-helps")),
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &[]),
        check_next: texts.part("check", &["place"]),
        findings: found.iter().map(|f| refer(f)).collect(),
    })
}
