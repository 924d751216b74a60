//! The path of the worst procedure: its steps in their usual order, with the wait before each and the
//! time that each takes.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, Procedures, Texts, cell, column, float, frame, mean, name, shown, total,
    work_days,
};
use crate::results::{Arg, Cell, ChartKind, Message, StudyFacts, Table, Unit};

use super::{Known, Said};

/// A path longer than this can't be read: the steps that own most stay.
const STEPS: usize = 12;

#[derive(Default, Clone, Copy)]
struct Step {
    runs: i64,
    owned: i64,
    owned_wait: i64,
    timed: i64,
    wait: i64,
    service: i64,
    stays: i64,
    stay: i64,
}

/// `path`: one row a step, in the usual order. Where starts aren't recorded, `wait` is empty and
/// `service` is the whole stay.
pub fn table(frames: &Frames, facts: &StudyFacts) -> Result<Table> {
    let by_procedure = read_steps(frames)?;
    let worst = worst(&by_procedure, &read_dossiers(frames)?, facts);
    let mut rows = Vec::new();
    let (mut suppressed, mut rare) = (0, 0);
    let procedures = Procedures::read(frames)?;
    let procedure = worst.map_or(Cell::Null, |code| procedures.cell(code));
    if let Some((code, steps)) = worst.and_then(|code| Some((code, by_procedure.get(code)?))) {
        let mut kept: Vec<(&str, Step)> = Vec::new();
        for (step, sums) in steps {
            if shown(sums.runs, facts) {
                kept.push((step, *sums));
            } else {
                suppressed += 1;
            }
        }
        kept.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.owned));
        rare = kept.len().saturating_sub(STEPS);
        kept.truncate(STEPS);
        let kept: BTreeMap<&str, Step> = kept.into_iter().collect();
        for step in usual_order(&kept.keys().copied().collect(), &read_flow(frames, code)?) {
            let sums = kept.get(step).copied().unwrap_or_default();
            let days = |s: Option<f64>| float(s.map(|s| work_days(s, facts)));
            let (wait, service) = if sums.timed > 0 {
                (days(mean(sums.wait, sums.timed)), days(mean(sums.service, sums.timed)))
            } else {
                (Cell::Null, days(mean(sums.stay, sums.stays)))
            };
            rows.push(vec![name(step), wait, service, Cell::Int(sums.runs)]);
        }
    }
    Ok(Table {
        name: "path".to_owned(),
        title: Message::new("report-table-path")
            .with("procedure", crate::report::rows::arg(Some(&procedure)))
            .count("others", rare as u64),
        columns: vec![
            column("step", Unit::Text, 0),
            column("wait", Unit::WorkDays, 2),
            column("service", Unit::WorkDays, 2),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed,
    })
}

fn read_steps(frames: &Frames) -> Result<BTreeMap<String, BTreeMap<String, Step>>> {
    let steps = frame(frames, "measure.step_week")?;
    let (procedure, step) = (Texts::of(steps, "procedure_code")?, Texts::of(steps, "step")?);
    let (runs, owned) = (Ints::of(steps, "n")?, Ints::of(steps, "owned_s")?);
    let (owned_wait, timed) = (Ints::of(steps, "owned_wait_s")?, Ints::of(steps, "n_wait")?);
    let (wait, service) = (Ints::of(steps, "wait_s")?, Ints::of(steps, "service_s")?);
    let (stays, stay) = (Ints::of(steps, "n_sojourn")?, Ints::of(steps, "sojourn_s")?);
    let mut out: BTreeMap<String, BTreeMap<String, Step>> = BTreeMap::new();
    for row in 0..steps.rows() {
        let of = out.entry(procedure.at(row).to_owned()).or_default();
        let sums = of.entry(step.at(row).to_owned()).or_default();
        sums.runs += runs.at(row);
        sums.owned += owned.at(row);
        sums.owned_wait += owned_wait.at(row);
        sums.timed += timed.at(row);
        sums.wait += wait.at(row);
        sums.service += service.at(row);
        sums.stays += stays.at(row);
        sums.stay += stay.at(row);
    }
    Ok(out)
}

fn read_dossiers(frames: &Frames) -> Result<BTreeMap<String, i64>> {
    let weeks = frame(frames, "measure.dossier_week")?;
    let (procedure, n) = (Texts::of(weeks, "procedure_code")?, Ints::of(weeks, "n")?);
    let mut out = BTreeMap::new();
    for row in 0..weeks.rows() {
        *out.entry(procedure.at(row).to_owned()).or_default() += n.at(row);
    }
    Ok(out)
}

/// The procedure whose dossiers wait longest inside steps; where no wait is known, whose steps take
/// longest.
fn worst<'a>(
    by_procedure: &'a BTreeMap<String, BTreeMap<String, Step>>,
    dossiers: &BTreeMap<String, i64>,
    facts: &StudyFacts,
) -> Option<&'a str> {
    let per_dossier = |seconds: fn(&Step) -> i64| {
        let mut best: Option<(&str, f64)> = None;
        for (code, steps) in by_procedure {
            let n = dossiers.get(code).copied().filter(|n| shown(*n, facts)).unwrap_or(0);
            if let Some(value) = mean(steps.values().map(seconds).sum(), n)
                && value > best.map_or(0.0, |(_, top)| top)
            {
                best = Some((code, value));
            }
        }
        best.map(|(code, _)| code)
    };
    per_dossier(|step| step.owned_wait).or_else(|| per_dossier(|step| step.owned))
}

type Flow = BTreeMap<(String, String), i64>;

/// How often one step was handed over to another in a procedure.
fn read_flow(frames: &Frames, code: &str) -> Result<Flow> {
    let handovers = frame(frames, "measure.handover")?;
    let procedure = Texts::of(handovers, "procedure_code")?;
    let (from, to) = (Texts::of(handovers, "from_step")?, Texts::of(handovers, "to_step")?);
    let n = Ints::of(handovers, "n")?;
    let mut flow = Flow::new();
    for row in (0..handovers.rows()).filter(|row| procedure.at(*row) == code) {
        let pair = (from.at(row).to_owned(), to.at(row).to_owned());
        *flow.entry(pair).or_default() += n.at(row);
    }
    Ok(flow)
}

/// The order against which the fewest hand-overs run: step by step, the one that gives most to the
/// others and takes least from them (greedy, Eades, Lin & Smyth 1993). Loops and optional steps don't
/// disturb it.
fn usual_order<'a>(steps: &BTreeSet<&'a str>, flow: &Flow) -> Vec<&'a str> {
    let mut left = steps.clone();
    let mut order = Vec::with_capacity(left.len());
    while let Some(next) = left
        .iter()
        .map(|step| {
            let gives: i64 = flow
                .iter()
                .filter(|((from, to), _)| from != to && left.contains(to.as_str()))
                .filter(|((from, _), _)| from == step)
                .map(|(_, n)| n)
                .sum();
            let takes: i64 = flow
                .iter()
                .filter(|((from, to), _)| from != to && left.contains(from.as_str()))
                .filter(|((_, to), _)| to == step)
                .map(|(_, n)| n)
                .sum();
            (std::cmp::Reverse(gives - takes), *step)
        })
        .min()
        .map(|(_, step)| step)
    {
        left.remove(next);
        order.push(next);
    }
    order
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let procedure = table.title.args.get("procedure").cloned().unwrap_or(Arg::Text(String::new()));
    let (wait, service) = (total(table, "wait"), total(table, "service"));
    let starts_known = table.rows.iter().any(|row| cell(table, row, "wait") != Some(&Cell::Null));
    let title = if table.rows.is_empty() {
        Message::new("report-path-none")
    } else if starts_known {
        Message::new("report-path-waits")
            .with("procedure", procedure)
            .with("wait", Arg::WorkDays(wait))
            .with("service", Arg::WorkDays(service))
    } else {
        Message::new("report-path-stays")
            .with("procedure", procedure)
            .with("service", Arg::WorkDays(service))
    };
    let subtitle = if starts_known || table.rows.is_empty() {
        "report-path-subtitle"
    } else {
        "report-path-subtitle-stays"
    };
    let others = match table.title.args.get("others") {
        Some(Arg::Count(n)) => u64::try_from(*n).unwrap_or(0),
        _ => 0,
    };
    Said {
        kind: ChartKind::Path {
            label: "step".to_owned(),
            wait: "wait".to_owned(),
            service: "service".to_owned(),
            n: "n".to_owned(),
        },
        title,
        subtitle: Message::new(subtitle).count("dossiers", known.facts.dossiers),
        alt: Message::new("report-path-alt").count("rows", table.rows.len() as u64),
        left_out: (others > 0).then(|| Message::new("report-left-out-steps").count("n", others)),
    }
}
