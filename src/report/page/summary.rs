//! The first screen, and the sentence that each section opens with.

use minijinja::{Value, context};

use crate::results::{Family, Finding, Headline, IntervalBasis, Message, Results, ShareOf, Unit};
use crate::words::Words;

use super::super::rows::percent;
use super::amounts::range;
use super::{codes, finding};

pub fn title(results: &Results) -> Message {
    let [from, to] = period(results);
    Message::new("report-title").with("from", from).with("to", to)
}

/// One line below the title: what was studied.
pub fn facts(results: &Results) -> Message {
    let study = &results.study;
    Message::new("report-facts")
        .count("dossiers", study.dossiers)
        .count("open", study.open_dossiers)
        .with("as_of", date(&study.as_of))
}

/// Where the other recommendations are, if there are more than the first screen shows.
pub fn more(results: &Results, words: &Words) -> Option<String> {
    let n = results.recommendations.len() as u64;
    (n > 3).then(|| words.say(&Message::new("report-all-recommendations").count("n", n)))
}

/// The on-time pair, as officially counted and as applicants see it.
pub fn on_time(results: &Results, words: &Words) -> Value {
    let Headline { official, applicant, by_law, .. } = &results.headline;
    let promised = official.share.is_some() || applicant.share.is_some();
    if let Some(by_law) = by_law.as_ref().filter(|_| !promised) {
        return Value::from_iter([share("law", by_law, results, words)]);
    }
    Value::from_iter([
        share("official", official, results, words),
        share("applicant", applicant, results, words),
    ])
}

fn share(name: &str, share: &ShareOf, results: &Results, words: &Words) -> Value {
    let facts = &results.study;
    let interval = share.interval.map(|ends| {
        let message = Message::new("report-interval")
            .number("level", percent(facts.level))
            .text("range", range(ends, Unit::Share, facts, words));
        words.say(&message)
    });
    let counts = Message::new("report-k-of-n").count("k", share.k).count("n", share.n);
    context! {
        name => words.word(&format!("report-on-time-{name}")),
        how => words.word(&format!("report-on-time-{name}-how")),
        share => share.share.map(|share| words.numbers().percent(share)),
        counts => words.say(&counts),
        interval => interval,
    }
}

/// What the pair leaves out, and what its intervals allow for.
pub fn on_time_note(results: &Results, words: &Words) -> String {
    let headline = &results.headline;
    let shares = [&headline.official, &headline.applicant];
    let mut parts = Vec::new();
    if headline.undecided > 0 {
        parts.push(Message::new("report-undecided").count("n", headline.undecided));
    }
    if headline.without_promise > 0 {
        parts.push(Message::new("report-without-promise").count("n", headline.without_promise));
    }
    let none_promised = headline.official.share.is_none() && headline.closed_without_promise > 0;
    if none_promised {
        parts.push(
            Message::new("report-no-promise-at-all").count("n", headline.closed_without_promise),
        );
    }
    if headline.unknown_end > 0 {
        parts.push(Message::new("report-unknown-end").count("n", headline.unknown_end));
    }
    if headline.unusable > 0 {
        parts.push(Message::new("report-unusable").count("n", headline.unusable));
    }
    if shares.iter().any(|s| s.interval_basis == Some(IntervalBasis::Independent)) {
        parts.push(Message::new("report-interval-independent"));
    }
    parts.iter().map(|part| words.say(part)).collect::<Vec<_>>().join(" ")
}

pub fn trust(results: &Results, words: &Words) -> Value {
    let level = codes::trust(results.trust.level);
    context! {
        code => level,
        level => words.word(&codes::key("report-trust", level)),
        reasons => Value::from_iter(results.trust.reasons.iter().map(|reason| words.say(reason))),
    }
}

pub fn data(results: &Results) -> Message {
    let study = &results.study;
    let rows = study.sources.iter().map(|s| s.rows_in).sum();
    let aside = study.sources.iter().map(|s| s.rows_set_aside).sum();
    Message::new("report-data-sentence")
        .count("dossiers", study.dossiers)
        .count("runs", study.step_runs)
        .count("rows", rows)
        .count("aside", aside)
}

pub fn sources(results: &Results, words: &Words) -> Value {
    let count = |n: u64| words.numbers().count(i64::try_from(n).unwrap_or(i64::MAX));
    let source = |s: &crate::results::Source| {
        context! {
            file => &*s.file,
            rows_in => count(s.rows_in),
            rows_used => count(s.rows_used),
            rows_set_aside => count(s.rows_set_aside),
            sha256 => &*s.sha256,
        }
    };
    Value::from_iter(results.study.sources.iter().map(source))
}

/// How far the two on-time shares lie apart.
pub fn situation(results: &Results) -> Message {
    let Headline { official, applicant, by_law, closed_without_promise, unknown_end, .. } =
        &results.headline;
    let ended = closed_without_promise + unknown_end > 0;
    match (official.share, applicant.share) {
        (Some(reported), Some(seen)) => Message::new("report-situation-both")
            .share("official", reported)
            .share("applicant", seen),
        (Some(reported), None) => {
            Message::new("report-situation-official").share("official", reported)
        }
        (None, Some(seen)) => Message::new(if ended {
            "report-situation-applicant-only"
        } else {
            "report-situation-applicant"
        })
        .share("applicant", seen),
        (None, None) => match by_law.as_ref().and_then(|by_law| by_law.share) {
            Some(share) => Message::new("report-situation-law").share("law", share),
            None => Message::new("report-situation-none"),
        },
    }
}

/// How many findings of a family stand, or that none does.
pub fn found(results: &Results, family: Family) -> Message {
    let of_family = || results.findings.iter().filter(|f| finding::belongs(f, family));
    let standing = of_family().filter(|f| f.stands(results.study.alpha)).count() as u64;
    let described = of_family().filter(|f| f.descriptive()).count() as u64;
    let name = match family {
        Family::Bottleneck => "bottlenecks",
        Family::Redundancy => "cuts",
        Family::Integrity => "online",
    };
    let key = if standing > 0 { "found" } else { "nothing" };
    Message::new(format!("report-{name}-{key}"))
        .count("n", standing)
        .count("described", described)
        .number("alpha", percent(results.study.alpha))
}

pub fn ranked(results: &Results) -> Message {
    let n = results.recommendations.len() as u64;
    if n == 0 {
        Message::new("report-ranking-none")
    } else {
        let confirm = results.recommendations.iter().filter(|r| r.confirm).count() as u64;
        Message::new("report-ranking-sentence").count("n", n).count("confirm", confirm)
    }
}

/// Tested, expected by chance, found: over the whole study.
pub fn appendix(results: &Results) -> Message {
    let tested: u64 = results.tally.iter().map(|t| t.tested).sum();
    let found: u64 = results.tally.iter().map(|t| t.found).sum();
    let by_chance: f64 = results.tally.iter().map(|t| t.by_chance).sum();
    let described = results.findings.iter().filter(|f| Finding::descriptive(f)).count() as u64;
    let key = match (tested, found) {
        (0, _) => "report-tests-none",
        (_, 0) => "report-tests-nothing-found",
        _ => "report-tests-found",
    };
    Message::new(key)
        .count("tested", tested)
        .number("by_chance", by_chance)
        .count("found", found)
        .count("described", described)
        .number("alpha", percent(results.study.alpha))
}

/// The same, by finder.
pub fn tests(results: &Results, words: &Words) -> Value {
    let count = |n: u64| words.numbers().count(i64::try_from(n).unwrap_or(i64::MAX));
    let tally = |t: &crate::results::FinderTally| {
        context! {
            code => &*t.code,
            tested => count(t.tested),
            by_chance => words.numbers().fixed(t.by_chance, 1),
            found => count(t.found),
            untested => count(t.untested),
            unjudged => Value::from_iter(t.unjudged.iter().map(|m| words.say(m))),
        }
    };
    Value::from_iter(results.tally.iter().map(tally))
}

fn period(results: &Results) -> [crate::results::Arg; 2] {
    results.study.period.clone().map(crate::results::Arg::Date)
}

fn date(iso: &str) -> crate::results::Arg {
    crate::results::Arg::Date(iso.to_owned())
}
