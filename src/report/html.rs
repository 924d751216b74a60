//! The report as one HTML page: no script, no network, no file beside it.
//!
//! Every text is escaped by the templates; only the charts' SVG and the font's CSS, which redtape makes
//! itself, go in as they are. A content policy in the page forbids anything from outside it.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, State, UndefinedBehavior, Value, context};

use crate::error::{Error, Result};
use crate::results::Results;
use crate::words::Words;

use super::page::codes;
use super::page::page;

const TEMPLATES: [(&str, &str); 8] = [
    ("checkup.html", include_str!("../../assets/report/checkup.html")),
    ("grid.html", include_str!("../../assets/report/grid.html")),
    ("page.html", include_str!("../../assets/report/page.html")),
    ("figure.html", include_str!("../../assets/report/figure.html")),
    ("finding.html", include_str!("../../assets/report/finding.html")),
    ("recommendation.html", include_str!("../../assets/report/recommendation.html")),
    ("section.html", include_str!("../../assets/report/section.html")),
    ("table.html", include_str!("../../assets/report/table.html")),
];
const STYLE: &str = include_str!("../../assets/report/page.css");

/// Words that the templates use as `w.name`; each is `report-word-name` in the catalogue.
const WORDS: [&str; 58] = [
    "basis",
    "by_chance",
    "check_next",
    "confirm",
    "confirm_short",
    "contents",
    "descriptive",
    "descriptive_meaning",
    "effect",
    "empty_table",
    "file",
    "finder",
    "findings_described",
    "findings_standing",
    "first_recommendations",
    "found",
    "helps",
    "interval",
    "legal_text",
    "margin",
    "methods",
    "methods_open",
    "methods_savings",
    "methods_time",
    "methods_weeks",
    "n_open",
    "no_legal_text",
    "no_recommendation",
    "no_saving",
    "not_significant",
    "null_hypothesis",
    "officer_hours",
    "on_time",
    "owner",
    "q_finder",
    "q_study",
    "rests_on",
    "rests_on_nothing",
    "risk",
    "rows_in",
    "rows_set_aside",
    "rows_used",
    "safeguard",
    "saves",
    "see_chart",
    "sources",
    "stability",
    "summary",
    "swipe",
    "tables",
    "tested",
    "tests",
    "tests_caption",
    "trust",
    "trust_short",
    "unjudged",
    "untested",
    "weeks",
];

/// The page in the language of `words`.
///
/// `charts` are inline SVGs by chart name, without the font; `font_css` embeds it once for the whole
/// page (`@font-face` with data). A chart that is missing is named, not drawn.
///
/// # Errors
/// If a template fails, or a chart holds a script.
pub fn html(
    results: &Results,
    charts: &BTreeMap<String, String>,
    font_css: &str,
    words: &Words,
) -> Result<String> {
    if let Some((name, _)) = charts.iter().find(|(_, svg)| holds_script(svg)) {
        return Err(Error::failed(format!("chart {name} holds a script")));
    }
    render("page.html", page(results, charts, words), font_css, words)
}

/// A page of this look: a template with the value as its `it`.
///
/// # Errors
/// If the template fails.
pub fn render(template: &str, it: Value, font_css: &str, words: &Words) -> Result<String> {
    let environment = environment(words)?;
    let style = Value::from_safe_string(format!("{font_css}\n{STYLE}"));
    let context = context! { style => style, it => it };
    environment.get_template(template).and_then(|page| page.render(context)).map_err(broken)
}

fn environment(words: &Words) -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source).map_err(broken)?;
    }
    let said = WORDS.map(|name| (name, words.word(&word_key(name))));
    environment.add_global("w", Value::from_pairs(said));
    environment.add_function("part", part);
    Ok(environment)
}

/// A last guard: `draw` escapes what it writes, and the page's policy would not run it.
fn holds_script(svg: &str) -> bool {
    svg.to_ascii_lowercase().contains("<script")
}

/// `{{ part("table.html", table) }}`: another template, with the value as its `it`.
fn part(state: &State, name: &str, it: Value) -> Result<Value, minijinja::Error> {
    let text = state.env().get_template(name)?.render(context! { it => it })?;
    Ok(Value::from_safe_string(text))
}

fn word_key(name: &str) -> String {
    codes::key("report-word", name)
}

fn broken(error: minijinja::Error) -> Error {
    Error::failed(format!("the report page can't be made: {error:#}"))
}
