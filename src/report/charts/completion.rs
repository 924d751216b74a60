//! Time to completion by quarter of receipt, open dossiers counted as "at least so long"
//! (Kaplan–Meier, methods §2).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::groups::distributions;
use crate::report::rows::{
    Frames, Ints, arg, cell, column, float, frame, number, percent, real, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::report::traps::quarter;
use crate::results::{Arg, Cell, ChartKind, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;

use super::{Known, Said};

/// Relations that [`tables`] reads.
pub const READS: [&str; 2] = ["measure.completion", "stage.study_parameter"];

const BY_QUARTER: &str = "completion_by_quarter";
/// Most recent quarters shown.
const QUARTERS: usize = 8;
/// A curve's next point is where the share has moved by this much: finer than a print shows.
const POINT: f64 = 0.005;
/// Where half are finished, allowing for rounding: the point that the title names.
const HALF: f64 = 0.5 + 1e-12;
/// Share finished that the axis has to show of the usual cohort.
const NEARLY_ALL: f64 = 0.95;

struct Cohort {
    quarter: String,
    counts: Counts,
    curve: KaplanMeier,
}

/// `completion` (the curves) and `completion_by_quarter` (their medians and shares).
///
/// Neither is given where the data hold only what was closed in their window: what is missing among
/// the last cohorts are the long ones.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let resolution_s = Ints::of(frame(frames, "stage.study_parameter")?, "resolution_s")?.at(0);
    let mut cohorts = Vec::new();
    let quarters = if facts.selection.by_closing {
        BTreeMap::new()
    } else {
        distributions(frame(frames, "measure.completion")?, ["quarter"])?
    };
    for ([quarter], counts) in quarters.into_iter().filter(|([quarter], _)| !quarter.is_empty()) {
        if let Ok(curve) = KaplanMeier::fit(&counts) {
            cohorts.push(Cohort { quarter, counts, curve });
        }
    }
    let cohorts = cohorts.split_off(cohorts.len().saturating_sub(QUARTERS));
    let days = |value: i64| work_days(real(value) * real(resolution_s), facts);
    let mut curves = Vec::new();
    let end = axis_end(&cohorts, facts);
    for cohort in &cohorts {
        curves.extend(points(cohort, end, facts.level, days));
    }
    let curves = Table {
        name: "completion".to_owned(),
        title: Message::new("report-table-completion"),
        columns: vec![
            column("quarter", Unit::Text, 0),
            column("days", Unit::WorkDays, 2),
            column("share_finished", Unit::Share, 1),
            column("low", Unit::Share, 1),
            column("high", Unit::Share, 1),
        ],
        rows: curves,
        suppressed: 0,
    };
    let by_quarter = summary(&cohorts, facts, days);
    let by = &["quarter"];
    Ok(vec![
        Draft::with(curves, BY_QUARTER, by),
        Draft::counted(by_quarter, Grain::new("dossiers", by, &["n"])),
    ])
}

/// Where nearly all of the middle cohort are finished, or the longest that it was watched: one cohort with
/// a long tail would press all the others against the left edge.
fn axis_end(cohorts: &[Cohort], facts: &StudyFacts) -> i64 {
    let nearly = |c: &Cohort| c.curve.quantile(NEARLY_ALL).unwrap_or_else(|| c.curve.last());
    let large = cohorts.iter().filter(|c| c.counts.n() >= facts.suppress_below);
    let mut ends: Vec<i64> = large.map(nearly).collect();
    ends.sort_unstable();
    ends.get(ends.len() / 2).copied().unwrap_or(0)
}

fn points(cohort: &Cohort, end: i64, level: f64, days: impl Fn(i64) -> f64) -> Vec<Vec<Cell>> {
    let point = |value: i64| {
        let survival = cohort.curve.survival(value)?;
        let band = cohort.curve.interval(value, level).ok()?;
        Some(vec![
            quarter(&cohort.quarter),
            Cell::Float(days(value)),
            Cell::Float(1.0 - survival),
            Cell::Float(1.0 - band.high),
            Cell::Float(1.0 - band.low),
        ])
    };
    let mut values = vec![0];
    let mut last = 1.0;
    let steps = cohort.curve.steps().iter().filter(|s| s.value > 0 && s.value <= end);
    for step in steps {
        let halfway = last > HALF && step.survival <= HALF;
        if halfway || last - step.survival >= POINT || step.survival <= 0.0 {
            values.push(step.value);
            last = step.survival;
        }
    }
    values.push(end.min(cohort.curve.last()));
    values.dedup();
    values.into_iter().filter_map(point).collect()
}

fn summary(cohorts: &[Cohort], facts: &StudyFacts, days: impl Fn(i64) -> f64) -> Table {
    let row = |cohort: &Cohort| {
        let curve = &cohort.curve;
        let ends = curve.quantile_interval(0.5, facts.level).ok();
        vec![
            quarter(&cohort.quarter),
            float(curve.median().map(&days)),
            float(ends.and_then(|e| e.low).map(&days)),
            float(ends.and_then(|e| e.high).map(&days)),
            float(curve.quantile(0.9).map(&days)),
            Cell::Int(i64::try_from(cohort.counts.n()).unwrap_or(i64::MAX)),
            Cell::Int(i64::try_from(cohort.counts.n_censored()).unwrap_or(i64::MAX)),
        ]
    };
    Table {
        name: BY_QUARTER.to_owned(),
        title: Message::new("report-table-completion-by-quarter"),
        columns: vec![
            column("quarter", Unit::Text, 0),
            column("median", Unit::WorkDays, 1),
            column("median_low", Unit::WorkDays, 1),
            column("median_high", Unit::WorkDays, 1),
            column("ninetieth", Unit::WorkDays, 1),
            column("n", Unit::Count, 0),
            column("n_open", Unit::Count, 0),
        ],
        rows: cohorts.iter().map(row).collect(),
        suppressed: 0,
    }
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    Said {
        kind: ChartKind::Curves {
            series: "quarter".to_owned(),
            x: "days".to_owned(),
            y: "share_finished".to_owned(),
            low: "low".to_owned(),
            high: "high".to_owned(),
        },
        title: title(table, known.facts),
        subtitle: Message::new("report-completion-subtitle")
            .count("dossiers", known.facts.dossiers)
            .count("open", known.facts.open_dossiers)
            .number("level", percent(known.facts.level)),
        alt: Message::new("report-completion-alt"),
        left_out: None,
    }
}

/// By when half of the latest cohort that got there were finished: the newest one rarely has.
fn title(table: &Table, facts: &StudyFacts) -> Message {
    if facts.selection.by_closing {
        let unseen = facts.selection.ends_unseen;
        return Message::new(if unseen {
            "report-completion-ends-unseen"
        } else {
            "report-completion-by-closing"
        })
        .number("expected", facts.selection.expected_open)
        .count("open", facts.selection.open);
    }
    let Some(latest) = table.rows.last() else {
        return Message::new("report-completion-none");
    };
    let mut half: Option<(Option<&Cell>, f64)> = None;
    for row in &table.rows {
        let quarter = cell(table, row, "quarter");
        let finished = number(table, row, "share_finished").is_some_and(|s| 1.0 - s <= HALF);
        let first = half.is_none_or(|(earlier, _)| earlier != quarter);
        if let Some(days) = number(table, row, "days").filter(|_| finished && first) {
            half = Some((quarter, days));
        }
    }
    match half {
        Some((quarter, days)) => Message::new("report-completion-half")
            .with("quarter", arg(quarter))
            .with("days", Arg::WorkDays(days)),
        None => Message::new("report-completion-under-half")
            .with("quarter", arg(cell(table, latest, "quarter"))),
    }
}
