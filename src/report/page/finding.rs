//! A finding as a card: its sentence, its numbers, and whether it may be relied on.

use minijinja::{Value, context};

use crate::results::{Family, Finding, FindingRef, Message, Results};
use crate::words::Words;

use super::amounts::{amount, range};
use super::codes;

/// Findings of a section: those that stand, those that only describe, and those that were tested and do
/// not stand.
#[derive(Default)]
pub struct Sorted<'a> {
    pub standing: Vec<(usize, &'a Finding)>,
    pub described: Vec<(usize, &'a Finding)>,
    pub others: Vec<(usize, &'a Finding)>,
}

/// Whether a finding stands in the section of a family: what is about a channel goes to the one of
/// online services.
pub fn belongs(finding: &Finding, family: Family) -> bool {
    let about_channel = finding.scope.channel.is_some();
    match family {
        Family::Integrity => finding.family == family || about_channel,
        other => finding.family == other && !about_channel,
    }
}

/// Sorts findings by what is at stake; the order of `results.json` decides between equals.
pub fn sort(results: &Results, family: Family) -> Sorted<'_> {
    let mut sorted = Sorted::default();
    for (index, finding) in results.findings.iter().enumerate().filter(|(_, f)| belongs(f, family))
    {
        let list = if finding.stands(results.study.alpha) {
            &mut sorted.standing
        } else if finding.descriptive() {
            &mut sorted.described
        } else {
            &mut sorted.others
        };
        list.push((index, finding));
    }
    for list in [&mut sorted.standing, &mut sorted.described, &mut sorted.others] {
        list.sort_by(|(_, a), (_, b)| b.at_stake_s.total_cmp(&a.at_stake_s));
    }
    sorted
}

pub fn values(findings: &[(usize, &Finding)], results: &Results, words: &Words) -> Value {
    Value::from_iter(findings.iter().map(|(index, finding)| value(*index, finding, results, words)))
}

fn value(index: usize, f: &Finding, results: &Results, words: &Words) -> Value {
    let facts = &results.study;
    let interval = f.interval.map(|ends| range(ends, f.unit, facts, words));
    let margin = f.margin.map(|margin| amount(margin, f.unit, facts, words));
    let charts: Vec<Value> = results
        .charts
        .iter()
        .filter(|chart| f.charts.contains(&chart.name))
        .map(|chart| context! { name => &*chart.name, title => words.say(&chart.title) })
        .collect();
    context! {
        id => id(index),
        code => &*f.code,
        scope => words.scope(&f.scope),
        sentence => words.say(&f.sentence),
        stands => f.stands(facts.alpha),
        descriptive => f.descriptive(),
        confirm => f.confirm,
        basis => f.basis.as_deref().map(|basis| basis_word(basis, words)),
        effect => amount(f.effect, f.unit, facts, words),
        interval => interval,
        n => words.numbers().count(i64::try_from(f.n).unwrap_or(i64::MAX)),
        n_censored => words.numbers().count(i64::try_from(f.n_censored).unwrap_or(i64::MAX)),
        n_weeks => f.n_weeks.to_string(),
        p => f.p.map(|p| chance(p, words)),
        q_finder => f.q_finder.map(|q| chance(q, words)),
        q_study => f.q_study.map(|q| chance(q, words)),
        margin => margin,
        null_hypothesis => f.null_hypothesis.as_ref().map(|message| words.say(message)),
        trust => words.word(&codes::key("report-trust", codes::trust(f.trust))),
        charts => Value::from_iter(charts),
    }
}

/// The findings that a recommendation rests on, with a link to each card.
pub fn references(references: &[FindingRef], results: &Results, words: &Words) -> Value {
    let reference = |reference: &FindingRef| {
        let found = results
            .findings
            .iter()
            .enumerate()
            .find(|(_, f)| f.code == reference.code && f.scope == reference.scope);
        match found {
            Some((index, finding)) => context! {
                id => id(index), code => &*finding.code, text => words.say(&finding.sentence),
            },
            None => context! {
                id => Value::from(()), code => &*reference.code, text => words.scope(&reference.scope),
            },
        }
    };
    Value::from_iter(references.iter().map(reference))
}

fn id(index: usize) -> String {
    format!("finding-{}", index + 1)
}

/// A probability; what is too small to be told from 0 says so.
fn chance(p: f64, words: &Words) -> String {
    if p < 0.001 {
        words.say(&Message::new("report-below").text("n", words.numbers().fixed(0.001, 3)))
    } else {
        words.numbers().fixed(p, 3)
    }
}

fn basis_word(basis: &str, words: &Words) -> String {
    // A share of delay rests on who held the dossier; everything else on a kind of evidence.
    let keys = ["report-basis", "report-holder"].map(|family| codes::key(family, basis));
    let known = keys.iter().find(|key| words.knows(key));
    known.map_or_else(|| basis.to_owned(), |key| words.word(key))
}
