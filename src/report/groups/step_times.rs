//! How long a step takes, by procedure, step, agency, unit and channel: from enabled to finished.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::describe::time_basis::{self, BASIS};
use crate::report::rows::{Frames, Ints, Procedures, column, decimals, frame, name};
use crate::report::suppress::{Draft, Grain};
use crate::report::weekly::word;
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;

use super::{count, days, distributions, point};

const GROUP: &str = "measure.step_group";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 4] = [GROUP, BASIS, PARAMETER, Procedures::READS];

const KEYS: [&str; 5] = ["procedure_code", "step", "agency", "unit", "channel"];
/// The median, and what nine of ten runs take at most.
const LEVELS: [f64; 2] = [0.5, 0.9];

/// `step_times`, the groups with most runs first; empty where only closed dossiers of a window are there.
///
/// Where every run is finished, quantiles are order statistics with their binomial bounds; where some are
/// not, they are the curve's (Kaplan–Meier), with the bounds of Brookmeyer and Crowley. Both take runs as
/// independent: they tell the shape.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0);
    let procedures = Procedures::read(frames)?;
    let groups = if facts.selection.by_closing {
        BTreeMap::new()
    } else {
        distributions(frame(frames, GROUP)?, KEYS)?
    };
    let bases = time_basis::by_group(frame(frames, BASIS)?, KEYS)?;
    let mut rows: Vec<(u64, Vec<Cell>)> = Vec::new();
    for (key, counts) in &groups {
        let [procedure, step, agency, unit, channel] = key;
        let names = [step, agency, unit, channel].map(|text| name(text));
        let mut row = vec![procedures.cell(procedure)];
        row.extend(names);
        row.extend([count(counts.n()), count(counts.n_censored())]);
        row.extend(quantiles(counts, facts.level, |value| days(value, resolution_s, facts)));
        row.push(bases.get(key).cloned().unwrap_or(Cell::Null));
        rows.push((counts.n(), row));
    }
    // A stable sort: equal groups stay in the order of their names.
    rows.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let medians = rows.iter().filter_map(|(_, row)| row.get(7)).filter_map(Cell::number);
    let width = decimals(medians);
    let of_time = |name| column(name, Unit::WorkDays, width);
    let text = |name| column(name, Unit::Text, 0);
    let table = Table {
        name: "step_times".to_owned(),
        title: Message::new("report-table-step-times"),
        columns: vec![
            text("procedure"),
            text("step"),
            text("agency"),
            text("unit"),
            text("channel"),
            column("n", Unit::Count, 0),
            column("n_open", Unit::Count, 0),
            of_time("median"),
            of_time("median_low"),
            of_time("median_high"),
            of_time("ninetieth"),
            of_time("ninetieth_low"),
            of_time("ninetieth_high"),
            text("interval_basis"),
            text("enabled_basis"),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    let grain = Grain::new("runs", &["procedure", "step", "agency", "unit", "channel"], &["n"]);
    Ok(vec![Draft::counted(table, grain)])
}

/// Both quantiles with their ends, and what those rest on.
fn quantiles(counts: &Counts, level: f64, days: impl Fn(i64) -> f64) -> Vec<Cell> {
    let whole = counts.n_censored() == 0 && counts.n_entered() == 0;
    let curve = KaplanMeier::fit(counts).ok();
    let mut cells = Vec::with_capacity(7);
    for p in LEVELS {
        let value = curve.as_ref().and_then(|curve| curve.quantile(p));
        let ends = if whole {
            counts.quantile_interval(p, level).ok()
        } else {
            curve.as_ref().and_then(|curve| curve.quantile_interval(p, level).ok())
        };
        cells.extend(point(value, ends, &days));
    }
    cells.push(word(if whole { "report-interval-order" } else { "report-interval-survival" }));
    cells
}
