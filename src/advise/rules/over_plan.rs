//! C06: restructure a step that takes longer than its plan (B101), where no desk stands out (C05).
//!
//! What goes is the excess over the plan: share 1 − 1/ratio of the owned time of the step at each agency,
//! without those that are slower than their peers. Over its plan at several agencies, it is the step and
//! not the desk: one recommendation for all of them.

use std::collections::BTreeMap;

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Helps, Proposal, Step, Steps, one_agency, refer, step_of};
use crate::advise::saving::{Claim, excess_share};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Message, Scope};

pub const RULE: Rule = Rule {
    code: "C06",
    action: Action::RestructureStep,
    takes: &["B101", "B102"],
    reads: &[],
    propose,
};

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let slow: Vec<Scope> =
        found.iter().filter(|f| f.code == "B102").map(|f| one_agency(&f.scope)).collect();
    let mut steps: BTreeMap<Step, Vec<(&Finding, Claim)>> = BTreeMap::new();
    for finding in found.iter().filter(|f| f.code == "B101") {
        let Some(step) = step_of(&finding.scope) else { continue };
        let share = excess_share(finding.effect);
        let mut claim = Claim::time(evidence, &one_agency(&finding.scope), share)
            .uncertain(share, finding.interval);
        claim.without(evidence, |row| slow.iter().any(|scope| row.within(scope)));
        if !claim.is_empty() {
            steps.entry(step).or_default().push((finding, claim));
        }
    }
    Ok(steps.into_iter().filter_map(|(step, over)| proposal(step, over, evidence)).collect())
}

fn proposal(step: Step, over: Vec<(&Finding, Claim)>, evidence: &Evidence<'_>) -> Option<Proposal> {
    let (findings, claims): (Vec<&Finding>, Vec<Claim>) = over.into_iter().unzip();
    let first = findings.first()?;
    let several = findings.len() > 1;
    let mut target = first.scope.clone();
    if several {
        target.agency = None;
        target.unit = None;
    }
    let texts = Texts::new("over-plan", &target, evidence);
    let reason = if several {
        everywhere(&texts, &findings)
    } else {
        texts.reason("reason", first, End::Low, &["step"])
    };
    let check = texts.part("check", &["step", "procedure"]);
    Some(Proposal {
        action: Action::RestructureStep,
        decides: Decides::Text,
        steps: Steps { changed: vec![step.clone()], ..Steps::default() },
        demanded: Some(step),
        claim: Some(Claim::union(claims)),
        shrunken: false,
        trust: findings.iter().map(|f| f.trust).min()?,
        confirm: findings.iter().any(|f| f.confirm),
        at_stake_s: findings.iter().map(|f| f.at_stake_s).sum(),
        title: texts.part("title", &["step", "procedure", "place"]),
        reason,
        helps: Helps::Counted,
        risk: texts.part("risk", &[]),
        safeguard: texts.part("safeguard", &["step"]),
        check_next: check.number("limit", 1.0 + first.margin.unwrap_or(0.0)),
        findings: findings.iter().map(|f| refer(f)).collect(),
        target,
    })
}

fn everywhere(texts: &Texts, findings: &[&Finding]) -> Message {
    let least = findings.iter().map(|f| f.effect).fold(f64::INFINITY, f64::min);
    let most = findings.iter().map(|f| f.effect).fold(0.0, f64::max);
    let weeks = findings.iter().map(|f| f.n_weeks).max().unwrap_or(0);
    texts
        .part("reason-several", &["step"])
        .count("agencies", findings.len() as u64)
        .number("least", least)
        .number("most", most)
        .count("n", findings.iter().map(|f| f.n).sum())
        .count("weeks", u64::from(weeks))
}
