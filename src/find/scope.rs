//! Parts that the findings of every finder share: scopes, counts, words for intervals.

use super::finder::{Finder, Seen};
use super::judge::{self, Judged};
use crate::results::{Arg, Finding, Message, Scope, Trust, Unit};

/// A part of a scope; an empty name means that it isn't recorded.
pub fn part(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}

/// A scope as what sentences begin with.
pub fn place(scope: &Scope) -> Arg {
    let steps = match (&scope.step, &scope.other_step) {
        (Some(a), Some(b)) => Some(format!("{a} → {b}")),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    let units = match (&scope.unit, &scope.other_unit) {
        (Some(a), Some(b)) => Some(format!("{a} → {b}")),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    let parts = [scope.procedure.clone(), steps, scope.agency.clone(), units];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if text.is_empty() {
        Arg::Said(Box::new(Message::new("find-everything")))
    } else {
        Arg::Text(text)
    }
}

/// What differs from finder to finder, beside the judgement.
pub struct Case<'a> {
    pub finder: &'a Finder,
    pub scope: Scope,
    pub unit: Unit,
    /// The difference that would matter, in `unit`.
    pub margin: f64,
    pub n: f64,
    pub n_censored: f64,
    /// Whether it rests on what the data record themselves.
    pub direct: bool,
    pub at_stake_s: f64,
    pub null_hypothesis: Message,
    pub sentence: Message,
    pub charts: &'a [&'a str],
}

/// A finding from a case and its judgement. `scope` and `weeks` are added to the sentence, and `interval`
/// in words.
pub fn seen(case: Case<'_>, judged: &Judged, level: f64) -> Seen {
    let scope = place(&case.scope);
    let sentence = case
        .sentence
        .with("scope", scope)
        .count("n", whole(case.n))
        .count("weeks", u64::from(judged.weeks))
        .said("interval", interval(judged, case.unit, level));
    let finding = Finding {
        code: case.finder.code.to_owned(),
        family: case.finder.family,
        scope: case.scope,
        effect: judged.effect,
        unit: case.unit,
        interval: judged.interval,
        n: whole(case.n),
        n_censored: whole(case.n_censored),
        n_weeks: judged.weeks,
        null_hypothesis: Some(case.null_hypothesis),
        margin: Some(case.margin),
        p: judged.p,
        q_finder: None,
        q_study: None,
        trust: judge::trust(judged, case.n, case.direct),
        basis: None,
        confirm: false,
        at_stake_s: case.at_stake_s.max(0.0),
        sentence,
        tables: vec!["tests".to_owned()],
        charts: case.charts.iter().map(|c| (*c).to_owned()).collect(),
    };
    Seen { finding, beyond: judged.beyond }
}

impl Seen {
    /// States which kind of evidence it rests on.
    pub fn resting_on(mut self, basis: &str) -> Self {
        self.finding.basis = Some(basis.to_owned());
        self
    }

    /// Asks for an analyst's confirmation before a recommendation may rest on it.
    pub fn to_confirm(mut self) -> Self {
        self.finding.confirm = true;
        self
    }

    /// Trusts it little: the data say only indirectly what is found.
    pub fn trusted_little(mut self) -> Self {
        self.finding.trust = Trust::Low;
        self
    }
}

/// An interval in words; the reason where there is none.
fn interval(judged: &Judged, unit: Unit, level: f64) -> Message {
    let Some([low, high]) = judged.interval else {
        return Message::new("find-no-interval").count("weeks", u64::from(judged.weeks));
    };
    if judged.one_sided {
        return Message::new("find-bound").share("high", high);
    }
    let message = Message::new("find-interval").share("level", level);
    match unit {
        Unit::Share => message.share("low", low).share("high", high),
        _ => message.number("low", low).number("high", high),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sums of counts: whole, not negative, below 2^53"
)]
pub fn whole(count: f64) -> u64 {
    count.max(0.0) as u64
}

/// A length as a count.
pub fn counted(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
