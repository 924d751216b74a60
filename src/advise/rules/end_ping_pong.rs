//! C04: end a back-and-forth between two units (R104).
//!
//! What goes is the time owned by the visit to the other unit and by what the return does again, with the
//! stops of the clock on that way; what the return does for the first time stays. Work set free is not
//! claimed: part of it has to be done somewhere.

use std::collections::BTreeMap;

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::{Evidence, name, number, procedure};
use crate::advise::gone;
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer};
use crate::advise::saving::Claim;
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Scope};

const PING_PONG: &str = "find.ping_pong";
const WAYS: &str = "find.ping_pong_way";

pub const RULE: Rule = Rule {
    code: "C04",
    action: Action::EndPingPong,
    takes: &["R104"],
    reads: &[PING_PONG, WAYS],
    propose,
};

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let mut proposals = Vec::with_capacity(found.len());
    for finding in found {
        proposals.push(proposal(finding, evidence)?);
    }
    Ok(proposals)
}

fn proposal(finding: &Finding, evidence: &Evidence<'_>) -> Result<Proposal> {
    let texts = Texts::new("end-ping-pong", &finding.scope, evidence);
    let reason = if finding.confirm { "reason-path" } else { "reason" };
    Ok(Proposal {
        action: Action::EndPingPong,
        target: finding.scope.clone(),
        demanded: None,
        decides: Decides::HeadOfAgency(finding.scope.agency.clone().unwrap_or_default()),
        steps: Steps::default(),
        claim: Some(claim(&finding.scope, evidence)?),
        shrunken: false,
        trust: finding.trust,
        confirm: finding.confirm,
        at_stake_s: finding.at_stake_s,
        title: texts.part("title", &["unit", "other_unit", "procedure"]),
        reason: texts.reason(reason, finding, End::Low, &["unit", "other_unit"]),
        helps: Helps::Counted,
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &["unit", "other_unit"]),
        check_next: texts.part("check", &["unit", "other_unit"]),
        findings: vec![refer(finding)],
    })
}

fn claim(pair: &Scope, evidence: &Evidence<'_>) -> Result<Claim> {
    let mut claim =
        Claim::rows(BTreeMap::new(), procedure(pair).to_owned(), dossiers(pair, evidence)?);
    let ways = evidence.frame(WAYS)?;
    let code = ways.text("procedure_code")?;
    let (unit, other) = (ways.text("from_unit")?, ways.text("other_unit")?);
    let takes = |at: usize| is_pair(pair, [code, unit, other], at);
    gone::add(&mut claim, pair, evidence, ways, takes, false)?;
    Ok(claim)
}

/// Dossiers that went to and fro in the window.
fn dossiers(pair: &Scope, evidence: &Evidence<'_>) -> Result<f64> {
    let frame = evidence.frame(PING_PONG)?;
    let code = frame.text("procedure_code")?;
    let (unit, other) = (frame.text("unit")?, frame.text("other_unit")?);
    let counts = frame.int("dossiers")?;
    let of_pair = (0..frame.rows()).filter(|at| is_pair(pair, [code, unit, other], *at));
    Ok(of_pair.map(|at| number(counts, at)).sum())
}

fn is_pair(pair: &Scope, [code, unit, other]: [&[Option<String>]; 3], at: usize) -> bool {
    procedure(pair) == name(code, at)
        && pair.unit.as_deref() == Some(name(unit, at))
        && pair.other_unit.as_deref() == Some(name(other, at))
}
