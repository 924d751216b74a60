//! What a rule proposes, before the register, the saving and the ranking have had their say.

use super::evidence::procedure;
use super::saving::Claim;
use super::texts::{End, Texts};
use crate::results::{Action, Finding, FindingRef, Message, Scope, Trust};

/// Who decides on the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decides {
    /// Whoever can amend the text that demands the step.
    Text,
    /// The head of the agency (`''` where not recorded): it lies within the office's own working.
    HeadOfAgency(String),
    /// The province, for all its agencies.
    Province,
}

/// Whom it helps, and how that is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Helps {
    /// Applicants, by the saving measured.
    Counted,
    /// Applicants, by a goal and not by a thing removed.
    Goal,
    /// No figure can be given: said in words.
    Words(Message),
}

/// A step of a procedure (`''` where the data records none).
pub(super) type Step = (String, String);

/// What a proposal does to steps, for finding those that exclude each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Steps {
    /// No longer done.
    pub cut: Vec<Step>,
    /// Done together with another.
    pub merged: Vec<Step>,
    /// Done faster.
    pub changed: Vec<Step>,
    /// Must stay, or the reason falls.
    pub rests_on: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub action: Action,
    pub target: Scope,
    /// Step whose legal text demands the thing.
    pub demanded: Option<Step>,
    pub decides: Decides,
    pub steps: Steps,
    pub claim: Option<Claim>,
    /// Whether the claim rests on effects that are shrunken already.
    pub shrunken: bool,
    pub trust: Trust,
    pub confirm: bool,
    /// Working seconds at stake in the window: the order of what has no saving.
    pub at_stake_s: f64,
    pub title: Message,
    pub reason: Message,
    pub helps: Helps,
    pub risk: Message,
    pub safeguard: Message,
    pub check_next: Message,
    pub findings: Vec<FindingRef>,
}

impl Proposal {
    /// What rests on one finding and takes no time away: it saves nothing that can be counted. `part` is the
    /// part of the scope that the sentences name.
    pub fn without_saving(
        action: Action,
        decides: Decides,
        finding: &Finding,
        texts: &Texts,
        (part, end): (&str, End),
    ) -> Self {
        Self {
            action,
            target: finding.scope.clone(),
            demanded: None,
            decides,
            steps: Steps::default(),
            claim: None,
            shrunken: false,
            trust: finding.trust,
            confirm: finding.confirm,
            at_stake_s: finding.at_stake_s,
            title: texts.part("title", &[part]),
            reason: texts.reason("reason", finding, end, &[part]),
            helps: Helps::Words(texts.part("helps", &[])),
            risk: texts.part("risk", &[]),
            safeguard: texts.part("safeguard", &[]),
            check_next: texts.part("check", &[part]),
            findings: vec![refer(finding)],
        }
    }
}

pub(super) fn refer(finding: &Finding) -> FindingRef {
    FindingRef { code: finding.code.clone(), scope: finding.scope.clone() }
}

/// The step of a scope, if it names one.
pub(super) fn step_of(scope: &Scope) -> Option<Step> {
    Some((procedure(scope).to_owned(), scope.step.clone()?))
}

/// The second step of a pair.
pub(super) fn other_step_of(scope: &Scope) -> Option<Step> {
    Some((procedure(scope).to_owned(), scope.other_step.clone()?))
}

/// The scope of one agency, `''` where it isn't recorded: for findings whose grain is the agency, no
/// agency doesn't mean all of them.
pub(super) fn one_agency(scope: &Scope) -> Scope {
    Scope { agency: Some(scope.agency.clone().unwrap_or_default()), ..scope.clone() }
}

/// Whether two scopes can mean the same agency.
pub(super) fn agencies_meet(a: &Scope, b: &Scope) -> bool {
    match (&a.agency, &b.agency) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// One level less of trust.
pub(super) fn lower(trust: Trust) -> Trust {
    match trust {
        Trust::High => Trust::Medium,
        Trust::Medium | Trust::Low => Trust::Low,
    }
}
