//! A recommendation as a card.

use minijinja::{Value, context};

use crate::results::{Instrument, LegalText, Message, Recommendation, Results, Unit};
use crate::words::Words;

use super::amounts::{amount, saved};
use super::{codes, finding};

/// Recommendations on the first screen.
const FIRST: usize = 3;

pub fn values(results: &Results, words: &Words) -> Value {
    Value::from_iter(results.recommendations.iter().map(|r| value(r, results, words)))
}

/// The first three, with what they save and the range.
pub fn first(results: &Results, words: &Words) -> Value {
    let first = results.recommendations.iter().take(FIRST).map(|r| {
        let saved = r.saving.as_ref().map(|saving| saved(saving, &results.study, words));
        context! {
            id => id(r),
            title => words.say(&r.title),
            value => saved.as_ref().map(|s| s.value.clone()),
            range => saved.as_ref().map(|s| s.range.clone()),
            confirm => r.confirm,
        }
    });
    Value::from_iter(first)
}

fn value(r: &Recommendation, results: &Results, words: &Words) -> Value {
    let facts = &results.study;
    let saving = r.saving.as_ref();
    let saved = saving.map(|saving| saved(saving, facts, words));
    let hours = saving
        .and_then(|s| s.officer_hours)
        .filter(|hours| *hours > 0.0)
        .map(|hours| amount(hours, Unit::WorkHours, facts, words));
    let stable =
        r.top5_share.map(|share| words.say(&Message::new("report-top-five").share("share", share)));
    context! {
        id => id(r),
        rank => r.rank,
        title => words.say(&r.title),
        action => words.word(&codes::key("report-action", codes::action(r.action))),
        target => words.scope(&r.target),
        legal_text => r.legal_text.as_ref().map(|text| legal_text(text, words)),
        owner => words.say(&r.owner),
        value => saved.as_ref().map(|s| s.value.clone()),
        range => saved.as_ref().map(|s| s.range.clone()),
        hours => hours,
        stable => stable,
        reason => words.say(&r.reason),
        helps => words.say(&r.helps),
        risk => words.say(&r.risk),
        safeguard => words.say(&r.safeguard),
        check_next => words.say(&r.check_next),
        confirm => r.confirm,
        findings => finding::references(&r.findings, results, words),
    }
}

fn legal_text(text: &LegalText, words: &Words) -> String {
    let instrument = match text.instrument {
        Instrument::Unknown => None,
        known => Some(words.word(&codes::key("report-instrument", codes::instrument(known)))),
    };
    let parts = [Some(text.article.clone()), Some(text.title.clone()), instrument];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn id(r: &Recommendation) -> String {
    format!("recommendation-{}", r.rank)
}
