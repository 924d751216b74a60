//! Sentences that the rules share: names of what is meant, figures of the evidence.

use super::evidence::Evidence;
use super::proposal::Helps;
use super::saving::Scale;
use crate::results::{Arg, Finding, Message, Saving, Scope, Unit};

/// Messages of one rule (`advise-<rule>-<part>`), with the names of its target.
pub(super) struct Texts {
    rule: &'static str,
    names: Vec<(&'static str, Arg)>,
}

impl Texts {
    pub fn new(rule: &'static str, target: &Scope, evidence: &Evidence<'_>) -> Self {
        let text = |name: &Option<String>| Arg::Text(name.clone().unwrap_or_default());
        let procedure = match &target.procedure {
            Some(code) => Arg::Said(Box::new(evidence.register.procedure(code))),
            None => said("advise-the-procedure"),
        };
        let place = match (&target.unit, &target.agency) {
            (Some(unit), Some(agency)) => Arg::Text(format!("{unit}, {agency}")),
            (Some(one), None) | (None, Some(one)) => Arg::Text(one.clone()),
            (None, None) => said("advise-all-agencies"),
        };
        let names = vec![
            ("procedure", procedure),
            ("place", place),
            ("step", text(&target.step)),
            ("other_step", text(&target.other_step)),
            ("unit", text(&target.unit)),
            ("other_unit", text(&target.other_unit)),
        ];
        Self { rule, names }
    }

    /// A sentence with the names that it uses.
    pub fn part(&self, part: &str, uses: &[&str]) -> Message {
        let mut message = Message::new(format!("advise-{}-{part}", self.rule));
        for (name, arg) in self.names.iter().filter(|(name, _)| uses.contains(name)) {
            message = message.with(name, arg.clone());
        }
        message
    }

    /// The reason: effect, bound on the harmful side, n and weeks of the finding. `part` names the
    /// sentence; without an interval it is that of `<part>-bare`.
    pub fn reason(&self, part: &str, finding: &Finding, end: End, uses: &[&str]) -> Message {
        let message = match finding.interval {
            Some([low, high]) => self
                .part(part, uses)
                .with("bound", figure(if end == End::Low { low } else { high }, finding.unit)),
            None => self.part(&format!("{part}-bare"), uses),
        };
        message
            .with("effect", figure(finding.effect, finding.unit))
            .count("n", finding.n)
            .count("weeks", u64::from(finding.n_weeks))
    }
}

/// Which end of a finding's interval is the careful one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
}

fn said(key: &str) -> Arg {
    Arg::Said(Box::new(Message::new(key)))
}

/// A figure with what it means.
pub(super) fn figure(value: f64, unit: Unit) -> Arg {
    match unit {
        Unit::Share => Arg::Share(value),
        Unit::WorkSeconds => Arg::Work(value),
        Unit::WallSeconds => Arg::Wall(value),
        Unit::WorkDays | Unit::WorkDaysPerYear => Arg::WorkDays(value),
        Unit::WorkHours => Arg::Work(value * 3_600.0),
        Unit::WallDays => Arg::Wall(value * 86_400.0),
        _ => Arg::Number(value),
    }
}

/// Whom it helps, by the saving.
pub(super) fn helps(how: &Helps, saving: Option<&Saving>, weeks: usize, scale: &Scale) -> Message {
    let saving = match (how, saving) {
        (Helps::Words(message), _) => return message.clone(),
        (_, None) => return Message::new("advise-helps-unknown"),
        (_, Some(saving)) => saving,
    };
    let key = match (how, saving.officer_hours.filter(|h| *h > 0.0)) {
        (Helps::Goal, _) => "advise-helps-goal",
        (_, Some(_)) => "advise-helps-both",
        (_, None) => "advise-helps-applicants",
    };
    let period = if scale.is_yearly() {
        Message::new("advise-a-year")
    } else {
        Message::new("advise-in-weeks").count("weeks", weeks as u64)
    };
    let days = saving.per_year.unwrap_or(saving.in_window);
    let message = Message::new(key)
        .number("dossiers", saving.dossiers.round())
        .with("days", Arg::WorkDays(days))
        .said("period", period);
    match saving.officer_hours.filter(|h| *h > 0.0) {
        Some(hours) if *how != Helps::Goal => message.with("work", Arg::Work(hours * 3_600.0)),
        _ => message,
    }
}
