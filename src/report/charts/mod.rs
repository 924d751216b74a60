//! Which charts the study has: one file a chart, with the table that it draws and what its title says.
//!
//! A title is a finding as a sentence, computed from the chart's own table; where no test stands, it
//! says that. The names are a contract (`docs/contract.md`).

pub mod completion;
pub mod delay_by_step_agency;
pub mod due_date;
pub mod on_time;
pub mod on_time_bridge;
pub mod open_age;
pub mod path;
mod savings;
pub mod time_by_holder;
pub mod time_by_step;

use crate::results::{
    ChartKind, ChartSpec, Family, Finding, Format, Message, Recommendation, StudyFacts, Table,
};

/// What titles are made from.
struct Known<'a> {
    facts: &'a StudyFacts,
    findings: &'a [Finding],
    recommendations: &'a [Recommendation],
}

/// What a chart says, before its common parts are added.
struct Said {
    kind: ChartKind,
    title: Message,
    subtitle: Message,
    alt: Message,
    /// What was left out, besides groups that are too small.
    left_out: Option<Message>,
}

type Speak = fn(&Table, &Known) -> Said;

/// The part of the report that shows a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Situation,
    Bottlenecks,
    Ranking,
}

/// Charts in the order of the report, each with the table of its name that it draws.
const CHARTS: [(&str, Section, Speak); 9] = [
    ("on_time_bridge", Section::Situation, on_time_bridge::say),
    ("completion", Section::Situation, completion::say),
    ("due_date", Section::Situation, due_date::say),
    ("open_age", Section::Situation, open_age::say),
    ("time_by_step", Section::Bottlenecks, time_by_step::say),
    ("delay_by_step_agency", Section::Bottlenecks, delay_by_step_agency::say),
    ("time_by_holder", Section::Bottlenecks, time_by_holder::say),
    ("path", Section::Bottlenecks, path::say),
    ("savings", Section::Ranking, savings::say),
];

/// The part of the report that shows a chart; nothing for a chart that this version doesn't know.
pub fn section(chart: &str) -> Option<Section> {
    CHARTS.iter().find(|(name, ..)| *name == chart).map(|(_, section, _)| *section)
}

/// The specification of every chart whose table is there; an empty table makes a chart that says so.
pub fn specs(
    tables: &[Table],
    facts: &StudyFacts,
    findings: &[Finding],
    recommendations: &[Recommendation],
) -> Vec<ChartSpec> {
    let known = Known { facts, findings, recommendations };
    let spec = |(name, _, say): &(&str, Section, Speak)| {
        let table = tables.iter().find(|table| table.name == *name)?;
        let said = say(table, &known);
        Some(ChartSpec {
            name: (*name).to_owned(),
            table: table.name.clone(),
            kind: said.kind,
            format: Format::Page,
            alt: said.alt.said("title", said.title.clone()),
            title: said.title,
            subtitle: said.subtitle,
            note: note(facts, table.suppressed, said.left_out),
        })
    };
    CHARTS.iter().filter_map(spec).collect()
}

/// Small print: which data, period, as-of date and version, and what was left out.
fn note(facts: &StudyFacts, suppressed: u64, left_out: Option<Message>) -> Message {
    let mut missing = Vec::from_iter(left_out);
    if suppressed > 0 {
        missing.push(
            Message::new("report-left-out-groups")
                .count("n", suppressed)
                .count("size", facts.suppress_below),
        );
    }
    let missing = if missing.is_empty() {
        Message::new("report-left-out-nothing")
    } else {
        Message::new("report-left-out").with("what", crate::results::Arg::List(missing))
    };
    Message::new("report-chart-note")
        .said("files", files(facts))
        .with("from", date(&facts.period[0]))
        .with("to", date(&facts.period[1]))
        .with("as_of", date(&facts.as_of))
        .text("version", env!("CARGO_PKG_VERSION"))
        .said("left_out", missing)
}

/// The source files: the first by name, the others by number.
fn files(facts: &StudyFacts) -> Message {
    let first = facts.sources.first().map_or("", |source| source.file.as_str());
    match facts.sources.len() {
        0 | 1 => Message::new("report-file").text("file", first),
        n => Message::new("report-files").text("file", first).count("others", (n - 1) as u64),
    }
}

fn date(iso: &str) -> crate::results::Arg {
    crate::results::Arg::Date(iso.to_owned())
}

/// The sentence, and that no bottleneck stands where none does: accounting alone shows where time goes,
/// not that anything is out of the ordinary.
fn unless_significant(sentence: Message, table: &Table, known: &Known) -> Message {
    let stands = |f: &Finding| f.family == Family::Bottleneck && f.stands(known.facts.alpha);
    if table.rows.is_empty() || known.findings.iter().any(stands) {
        sentence
    } else {
        Message::new("report-nothing-significant").said("sentence", sentence)
    }
}
