//! C05: bring a desk that is slower than its peers to their pace (B102).
//!
//! What goes is the excess of the desk's owned wait (of all its owned time where waits aren't known):
//! share 1 − 1/ratio, with the shrunken ratio that the finding quotes. Where the step is a signature, the
//! way there is to delegate it.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, one_agency, refer, step_of};
use crate::advise::saving::{Claim, excess_share};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Scope};

pub const RULE: Rule =
    Rule { code: "C05", action: Action::RestructureStep, takes: &["B102"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    Ok(found.iter().filter_map(|f| proposal(f, evidence)).collect())
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Option<Proposal> {
    let step = step_of(&finding.scope)?;
    let desk = one_agency(&finding.scope);
    let waits = waits_known(evidence, &desk);
    let share = excess_share(finding.effect);
    let claim = if waits {
        Claim::waiting(evidence, &desk, share)
    } else {
        Claim::time(evidence, &desk, share)
    };
    let signature = evidence.register.is_signature(&step.0, &step.1);
    let texts =
        Texts::new(if signature { "delegate" } else { "slow-desk" }, &finding.scope, evidence);
    let agency = finding.scope.agency.clone().unwrap_or_default();
    Some(Proposal {
        action: if signature { Action::Delegate } else { Action::RestructureStep },
        target: finding.scope.clone(),
        // Peers keep a better pace under the same text; who may sign is for the text to say.
        decides: if signature { Decides::Text } else { Decides::HeadOfAgency(agency) },
        steps: Steps { changed: vec![step.clone()], ..Steps::default() },
        demanded: Some(step),
        claim: Some(claim.uncertain(share, finding.interval)),
        shrunken: true,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["step", "procedure", "place"]),
        reason: texts.reason(
            if waits { "reason" } else { "reason-time" },
            finding,
            End::Low,
            &["step", "place"],
        ),
        helps: Helps::Counted,
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &["step"]),
        check_next: texts.part("check", &["step", "place"]),
        findings: vec![refer(finding)],
    })
}

/// Whether the log tells waiting from service there.
fn waits_known(evidence: &Evidence<'_>, scope: &Scope) -> bool {
    evidence.within(scope).any(|(_, row)| row.n_wait > 0.0)
}
