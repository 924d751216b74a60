//! Delay by step and agency: overdue time by who held the dossier, or, where nothing has a due date, the
//! stay over the plan, or the stay itself.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, NOT_RECORDED, Texts, arg, cell, column, decimals, float, frame, largest, mean,
    name, real, total, work_days,
};
use crate::report::suppress::{Draft, Grain, Leaves};
use crate::results::{Arg, Cell, ChartKind, Message, StudyFacts, Table, Unit};

use super::{Known, Said, unless_significant};

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = ["measure.due_gap", "measure.lateness", "measure.step_week"];

/// Sum of seconds and number of dossiers or runs of a row and column.
type Grid = BTreeMap<(String, String), (i64, i64)>;

/// `delay_by_step_agency`: one row a step and agency, widest first; the value column says which measure
/// it is (`overdue`, `over_plan` or `stay`).
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    if frame(frames, "measure.due_gap")?.rows() > 0 {
        let grid = read_lateness(frames)?;
        return Ok(vec![lay_out(&grid, "overdue", |(s, _)| Some(real(s)), facts)]);
    }
    let (planned, stays) = read_stays(frames)?;
    Ok(vec![if planned.is_empty() {
        lay_out(&stays, "stay", |(s, n)| mean(s, n), facts)
    } else {
        // A stay below its plan is no delay.
        lay_out(&planned, "over_plan", |(s, n)| mean(s.max(0), n), facts)
    }])
}

fn read_lateness(frames: &Frames) -> Result<Grid> {
    let lateness = frame(frames, "measure.lateness")?;
    let (agency, step) = (Texts::of(lateness, "agency")?, Texts::of(lateness, "step")?);
    let holder = Texts::of(lateness, "holder")?;
    let (n, s) = (Ints::of(lateness, "dossiers")?, Ints::of(lateness, "overdue_s")?);
    let mut grid = Grid::new();
    for row in 0..lateness.rows() {
        // What no step held is listed by who did.
        let held = match (step.at(row), holder.at(row)) {
            ("", holder) => format!("\u{0}{holder}"),
            (step, _) => step.to_owned(),
        };
        add(&mut grid, (held, agency.at(row).to_owned()), s.at(row), n.at(row));
    }
    Ok(grid)
}

/// Seconds over the plan of the runs that have one, and seconds of all runs.
fn read_stays(frames: &Frames) -> Result<(Grid, Grid)> {
    let steps = frame(frames, "measure.step_week")?;
    let (agency, step) = (Texts::of(steps, "agency")?, Texts::of(steps, "step")?);
    let (n, s) = (Ints::of(steps, "n_sojourn")?, Ints::of(steps, "sojourn_s")?);
    let (n_planned, plan) = (Ints::of(steps, "n_planned")?, Ints::of(steps, "planned_s")?);
    let stay = Ints::of(steps, "sojourn_planned_s")?;
    let (mut planned, mut stays) = (Grid::new(), Grid::new());
    for row in 0..steps.rows() {
        let key = || (step.at(row).to_owned(), agency.at(row).to_owned());
        if n_planned.at(row) > 0 {
            add(&mut planned, key(), stay.at(row) - plan.at(row), n_planned.at(row));
        }
        if n.at(row) > 0 {
            add(&mut stays, key(), s.at(row), n.at(row));
        }
    }
    Ok((planned, stays))
}

fn add(grid: &mut Grid, key: (String, String), seconds: i64, n: i64) {
    let sums = grid.entry(key).or_default();
    sums.0 += seconds;
    sums.1 += n;
}

/// The whole grid, rows and columns by their sum; where there is nothing, an empty cell.
fn lay_out(
    grid: &Grid,
    measure: &str,
    value: impl Fn((i64, i64)) -> Option<f64>,
    facts: &StudyFacts,
) -> Draft {
    let by_size = |key: fn(&(String, String)) -> &String| {
        let mut sums: BTreeMap<&String, i64> = BTreeMap::new();
        for (cell, (seconds, _)) in grid {
            *sums.entry(key(cell)).or_default() += seconds;
        }
        let mut names: Vec<_> = sums.into_iter().collect();
        names.sort_by_key(|(_, seconds)| std::cmp::Reverse(*seconds));
        names
    };
    let (steps, agencies) = (by_size(|cell| &cell.0), by_size(|cell| &cell.1));
    let mut rows = Vec::new();
    for (step, _) in &steps {
        for (agency, _) in &agencies {
            let sums = grid.get(&((*step).clone(), (*agency).clone())).copied();
            let seen = sums.filter(|(_, n)| *n > 0);
            rows.push(vec![
                held_by(step),
                name(agency),
                float(seen.and_then(&value).map(|s| work_days(s, facts))),
                seen.map_or(Cell::Null, |(_, n)| Cell::Int(n)),
            ]);
        }
    }
    let width = decimals(rows.iter().filter_map(|row| row.get(2)).filter_map(Cell::number));
    let table = Table {
        name: "delay_by_step_agency".to_owned(),
        title: Message::new(format!("report-table-delay-{}", measure.replace('_', "-"))),
        columns: vec![
            column("step", Unit::Text, 0),
            column("agency", Unit::Text, 0),
            column(measure, Unit::WorkDays, width),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed: 0,
    };
    // A dossier may be held late at several places: what is counted is no part of all dossiers.
    let counted = match measure {
        "stay" => "runs",
        "over_plan" => "planned runs",
        _ => "delays",
    };
    let grain = Grain::new(counted, &["step", "agency"], &["n"]);
    Draft::counted(table, Grain { leaves: Leaves::EmptyCells, ..grain })
}

fn held_by(step: &str) -> Cell {
    match step.strip_prefix('\u{0}') {
        Some(holder @ ("applicant" | "other_agency" | "deadline_too_short")) => {
            Cell::Word(Message::new(format!("report-holder-{}", holder.replace('_', "-"))))
        }
        Some(_) => Cell::Word(Message::new("report-holder-nobody-recorded")),
        None => name(step),
    }
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let measure = table.columns.get(2).map_or("overdue", |c| c.name.as_str());
    let key = measure.replace('_', "-");
    let title = match largest(table, measure) {
        None => Message::new(format!("report-delay-none-{key}")),
        Some((top, value)) => {
            let held = cell(table, top, "step");
            let outside = matches!(held, Some(Cell::Word(word)) if word.key != NOT_RECORDED);
            let who = if outside { "report-delay-held" } else { "report-delay-step" };
            let mut place = Message::new(who).with("step", arg(held));
            let agency = cell(table, top, "agency");
            if matches!(agency, Some(Cell::Text(_))) {
                place =
                    Message::new("report-delay-at").said("step", place).with("agency", arg(agency));
            }
            let said = Message::new(format!("report-delay-{key}"))
                .said("place", place)
                .with("days", Arg::WorkDays(value));
            let all = total(table, measure);
            if measure == "overdue" && all > 0.0 { said.share("share", value / all) } else { said }
        }
    };
    Said {
        kind: ChartKind::HeatMap {
            row: "step".to_owned(),
            column: "agency".to_owned(),
            value: measure.to_owned(),
        },
        title: unless_significant(title, table, known),
        subtitle: Message::new(format!("report-delay-subtitle-{key}"))
            .count("dossiers", known.facts.dossiers),
        alt: Message::new("report-delay-alt"),
        left_out: None,
    }
}
