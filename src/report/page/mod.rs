//! What stands on the page, as text in one language: everything that a template only lays out.

pub mod amounts;
pub mod codes;
mod finding;
mod recommendation;
mod summary;
pub mod table;

use std::collections::BTreeMap;

use minijinja::{Value, context};

use crate::report::charts::{self, Section};
use crate::results::{ChartSpec, Family, Message, Results};
use crate::words::Words;

/// A chart whose folded table is another one: readable where the chart's own is a list of points.
const SHOWN_TABLE: [(&str, &str); 1] = [("completion", "completion_by_quarter")];
/// Tables that stand beside a chart without being drawn.
const BESIDE: [(&str, &str); 11] = [
    ("wait_by_cause", "wait_by_unit"),
    ("time_by_holder", "late_by_holder"),
    ("time_by_holder", "time_by_unit"),
    ("on_time_bridge", "on_time_ways"),
    ("on_time_bridge", "on_time_by_agency"),
    ("on_time_bridge", "on_time_by_procedure"),
    ("on_time_bridge", "portal_totals"),
    ("on_time_bridge", "portal_ways"),
    ("time_by_step", "time_by_procedure_step"),
    ("savings", "recommendations"),
    ("savings", "packages"),
];

/// The whole page. `charts` are SVGs by chart name: markup from `draw`, trusted as it is.
pub fn page(results: &Results, charts: &BTreeMap<String, String>, words: &Words) -> Value {
    let figures = Figures { results, charts, words };
    let sections = vec![
        section(
            "data",
            summary::data(results),
            words,
            context! {
                sources => summary::sources(results, words),
                notes => notes(results, words),
            },
        ),
        section(
            "situation",
            summary::situation(results),
            words,
            context! {
                figures => figures.of(Some(Section::Situation)),
            },
        ),
        section(
            "bottlenecks",
            summary::found(results, Family::Bottleneck),
            words,
            with_findings(
                results,
                Family::Bottleneck,
                figures.of(Some(Section::Bottlenecks)),
                words,
            ),
        ),
        section(
            "cuts",
            summary::found(results, Family::Redundancy),
            words,
            with_findings(results, Family::Redundancy, Value::UNDEFINED, words),
        ),
        section(
            "online",
            summary::found(results, Family::Integrity),
            words,
            with_findings(results, Family::Integrity, Value::UNDEFINED, words),
        ),
        section(
            "ranking",
            summary::ranked(results),
            words,
            context! {
                figures => figures.of(Some(Section::Ranking)),
                recommendations => recommendation::values(results, words),
            },
        ),
        section(
            "appendix",
            summary::appendix(results),
            words,
            context! {
                tests => summary::tests(results, words),
                methods => true,
                figures => figures.of(None),
                tables => figures.tables(),
            },
        ),
    ];
    context! {
        lang => words.language().code(),
        title => words.say(&summary::title(results)),
        study => &*results.study.title,
        facts => words.say(&summary::facts(results)),
        version => words.say(&Message::new("report-made-by").text("version", &*results.redtape_version)),
        first => recommendation::first(results, words),
        more => summary::more(results, words),
        on_time => summary::on_time(results, words),
        on_time_note => summary::on_time_note(results, words),
        trust => summary::trust(results, words),
        sections => Value::from_iter(sections),
    }
}

/// A section: its number and heading, its opening sentence, and what it holds.
fn section(name: &str, sentence: Message, words: &Words, holds: Value) -> Value {
    context! {
        id => name,
        heading => words.word(&format!("report-section-{name}")),
        sentence => words.say(&sentence),
        holds => holds,
    }
}

fn with_findings(results: &Results, family: Family, figures: Value, words: &Words) -> Value {
    let sorted = finding::sort(results, family);
    let others = sorted.others.len() as u64;
    context! {
        figures => figures,
        standing => finding::values(&sorted.standing, results, words),
        described => finding::values(&sorted.described, results, words),
        others => finding::values(&sorted.others, results, words),
        others_title => words.say(&Message::new("report-not-standing").count("n", others)),
    }
}

fn notes(results: &Results, words: &Words) -> Value {
    Value::from_iter(results.study.notes.iter().map(|note| words.say(note)))
}

struct Figures<'a> {
    results: &'a Results,
    charts: &'a BTreeMap<String, String>,
    words: &'a Words,
}

impl Figures<'_> {
    /// The charts of a section; those of none go to the appendix.
    fn of(&self, section: Option<Section>) -> Value {
        let charts = self.results.charts.iter();
        let specs = charts.filter(|spec| charts::section(&spec.name) == section);
        Value::from_iter(specs.map(|spec| self.figure(spec)))
    }

    fn figure(&self, spec: &ChartSpec) -> Value {
        let words = self.words;
        let found = shown_tables(spec).filter_map(|name| self.table(name));
        context! {
            id => format!("chart-{}", spec.name),
            file => format!("charts/{}.png", spec.name),
            title => words.say(&spec.title),
            alt => words.say(&spec.alt),
            note => words.say(&spec.note),
            svg => self.charts.get(&spec.name).map(|svg| Value::from_safe_string(svg.clone())),
            tables => Value::from_iter(found),
        }
    }

    fn table(&self, name: &str) -> Option<Value> {
        let table = self.results.tables.iter().find(|table| table.name == name)?;
        Some(table::value(table, self.words))
    }

    /// Tables that no chart of the page shows.
    fn tables(&self) -> Value {
        let shown = |name: &str| {
            let by = |spec: &ChartSpec| spec.table == name || shown_tables(spec).any(|t| t == name);
            self.results.charts.iter().any(by)
        };
        let rest = self.results.tables.iter().filter(|table| !shown(&table.name));
        Value::from_iter(rest.map(|table| table::value(table, self.words)))
    }
}

/// The tables that a chart's figure folds.
fn shown_tables(spec: &ChartSpec) -> impl Iterator<Item = &str> {
    let other = SHOWN_TABLE.iter().find(|(chart, _)| *chart == spec.name);
    let own = other.map_or(spec.table.as_str(), |(_, table)| table);
    let beside = BESIDE.iter().filter(|(chart, _)| *chart == spec.name).map(|(_, table)| *table);
    std::iter::once(own).chain(beside)
}
