//! C04: end a back-and-forth between two units (R104).
//!
//! What goes is the time owned by the visit to the other unit and by the return, week by week as the
//! finder counts it, taken evenly from what the two units own in the procedure. Work set free is not
//! claimed: part of it has to be done somewhere.

use std::collections::BTreeMap;

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::{Evidence, Row, name, number, procedure};
use crate::advise::proposal::{Decides, Helps, Proposal, Steps, refer};
use crate::advise::saving::Claim;
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding, Scope};

const PING_PONG: &str = "find.ping_pong";

pub const RULE: Rule = Rule {
    code: "C04",
    action: Action::EndPingPong,
    takes: &["R104"],
    reads: &[PING_PONG],
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
    let (gone_s, dossiers) = gone(pair, evidence)?;
    let path = Scope { procedure: pair.procedure.clone(), ..Scope::default() };
    let mut held_s = vec![0.0; evidence.weeks()];
    let of_pair = |row: &Row<'_>| is_unit(&pair.unit, row) || is_unit(&pair.other_unit, row);
    for (_, row) in evidence.within(&path).filter(|(_, row)| of_pair(row)) {
        if let Some(week) = held_s.get_mut(row.week) {
            *week += row.owned.iter().sum::<f64>();
        }
    }
    let share = |week: usize| match (gone_s.get(week), held_s.get(week)) {
        (Some(gone), Some(held)) if *held > 0.0 => gone / held,
        _ => 0.0,
    };
    let rows: BTreeMap<usize, [f64; 4]> = evidence
        .within(&path)
        .filter(|(_, row)| of_pair(row))
        .map(|(at, row)| (at, share(row.week)))
        .map(|(at, share)| (at, [share, share, share, 0.0]))
        .collect();
    Ok(Claim::rows(rows, procedure(pair).to_owned(), dossiers))
}

/// Time owned by visits and returns by week, and the dossiers concerned.
fn gone(pair: &Scope, evidence: &Evidence<'_>) -> Result<(Vec<f64>, f64)> {
    let frame = evidence.frame(PING_PONG)?;
    let code = frame.text("procedure_code")?;
    let (unit, other) = (frame.text("unit")?, frame.text("other_unit")?);
    let (week, owned) = (frame.int("week_no")?, frame.int("owned_s")?);
    let counts = frame.int("dossiers")?;
    let is = |wanted: &Option<String>, column: &[Option<String>], at: usize| {
        wanted.as_deref() == Some(name(column, at))
    };
    let (mut gone, mut dossiers) = (vec![0.0; evidence.weeks()], 0.0);
    for at in 0..frame.rows() {
        if procedure(pair) != name(code, at)
            || !is(&pair.unit, unit, at)
            || !is(&pair.other_unit, other, at)
        {
            continue;
        }
        let no = week.get(at).copied().flatten().and_then(|w| usize::try_from(w).ok());
        if let Some(sum) = no.and_then(|w| w.checked_sub(1)).and_then(|w| gone.get_mut(w)) {
            *sum += number(owned, at);
            dossiers += number(counts, at);
        }
    }
    Ok((gone, dossiers))
}

/// Whether the row is of the unit as the finder names it: alone, with its agency, or by its agency where
/// no unit is recorded.
fn is_unit(named: &Option<String>, row: &Row<'_>) -> bool {
    let Some(named) = named.as_deref() else { return false };
    if row.unit.is_empty() {
        return named == row.agency;
    }
    let with_agency = named.strip_prefix(row.unit).is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix(" (").and_then(|r| r.strip_suffix(')')) == Some(row.agency)
    });
    named == row.unit || with_agency
}
