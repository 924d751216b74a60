//! `recommendations.csv`: the ranked list for a spreadsheet.

use crate::error::Result;
use crate::results::{Recommendation, Results, Scope};
use crate::sheet::Sheet;
use crate::words::Words;

use super::json::unwritable;
use super::page::codes;

/// Columns of the file, in order (`docs/contract.md`).
pub const COLUMNS: [&str; 28] = [
    "rank",
    "rule",
    "action",
    "title",
    "procedure",
    "step",
    "other_step",
    "agency",
    "unit",
    "other_unit",
    "channel",
    "legal_text",
    "article",
    "instrument",
    "owner",
    "saving_unit",
    "saving_per_year",
    "saving_low",
    "saving_high",
    "saving_in_window",
    "window_low",
    "window_high",
    "dossiers",
    "officer_hours",
    "confirm",
    "risk",
    "check_next",
    "findings",
];

/// The bytes of `recommendations.csv`: UTF-8, comma, header always, numbers with a decimal point. A text
/// that a spreadsheet would run as a formula is led by an apostrophe.
///
/// # Errors
/// If a row can't be written.
pub fn recommendations_csv(results: &Results, words: &Words) -> Result<String> {
    let mut sheet = Sheet::new("recommendations.csv", &COLUMNS)?;
    for recommendation in &results.recommendations {
        sheet.row(row(recommendation, words).iter().map(String::as_str))?;
    }
    String::from_utf8(sheet.bytes()?).map_err(unwritable)
}

fn row(r: &Recommendation, words: &Words) -> Vec<String> {
    let Scope { procedure, step, other_step, agency, unit, other_unit, channel } = r.target.clone();
    let legal = r.legal_text.as_ref();
    let saving = r.saving.as_ref();
    let ends = |interval: Option<[f64; 2]>| [0, 1].map(|i| interval.map(|ends| ends[i]));
    let [low, high] = ends(saving.and_then(|s| s.interval));
    let [window_low, window_high] = ends(saving.and_then(|s| s.window_interval));
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let found: Vec<&str> = r.findings.iter().map(|f| f.code.as_str()).collect();
    vec![
        r.rank.to_string(),
        r.rule.clone(),
        codes::action(r.action).to_owned(),
        words.say(&r.title),
        procedure.unwrap_or_default(),
        step.unwrap_or_default(),
        other_step.unwrap_or_default(),
        agency.unwrap_or_default(),
        unit.unwrap_or_default(),
        other_unit.unwrap_or_default(),
        channel.unwrap_or_default(),
        legal.map(|l| l.title.clone()).unwrap_or_default(),
        legal.map(|l| l.article.clone()).unwrap_or_default(),
        legal.map(|l| codes::instrument(l.instrument).to_owned()).unwrap_or_default(),
        words.say(&r.owner),
        saving.map(|s| codes::unit(s.unit).to_owned()).unwrap_or_default(),
        number(saving.and_then(|s| s.per_year)),
        number(low),
        number(high),
        number(saving.map(|s| s.in_window)),
        number(window_low),
        number(window_high),
        number(saving.map(|s| s.dossiers)),
        number(saving.and_then(|s| s.officer_hours)),
        r.confirm.to_string(),
        words.say(&r.risk),
        words.say(&r.check_next),
        found.join(" "),
    ]
}
