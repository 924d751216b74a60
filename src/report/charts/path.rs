//! The path of the worst procedure: its steps in their usual order, with the wait before each and the
//! time that each takes.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, Procedures, Texts, column, float, frame, mean, name, real, total, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Arg, Cell, ChartKind, Message, Part, StudyFacts, Table, Token, Unit};

use super::{Known, Said};

/// Relations that [`tables`] reads.
pub const READS: [&str; 4] =
    ["measure.step_week", "measure.dossier_week", "measure.handover", "stage.procedure"];

/// A path longer than this can't be read: the steps that own most stay.
const STEPS: usize = 12;
/// A step that fewer of the dossiers come to is no part of the usual path.
const USUAL: f64 = 0.05;

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

/// `path`: one row a step, in the usual order, with `wait` and `service`; where starts aren't recorded,
/// with `stay` instead of both.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let by_procedure = read_steps(frames)?;
    let dossiers = read_dossiers(frames)?;
    let procedures = Procedures::read(frames)?;
    let mut path = Path::default();
    let worst = worst(&by_procedure, &dossiers, facts);
    if let Some((code, steps)) = worst.and_then(|code| by_procedure.get_key_value(code)) {
        let n = dossiers.get(code).copied().unwrap_or(0);
        path = usual_path(steps, &read_flow(frames, code)?, n);
        path.procedure = procedures.cell(code);
    }
    let starts_known = path.steps.iter().any(|(_, sums)| sums.timed > 0);
    let days = |sum: i64, n: i64| float(mean(sum, n).map(|s| work_days(s, facts)));
    let row = |(step, sums): &(&str, Step)| {
        let mut row = vec![name(step)];
        if starts_known {
            row.extend([days(sums.wait, sums.timed), days(sums.service, sums.timed)]);
        } else {
            row.push(days(sums.stay, sums.stays));
        }
        row.push(Cell::Int(sums.runs));
        row
    };
    let times: &[&str] =
        if starts_known || path.steps.is_empty() { &["wait", "service"] } else { &["stay"] };
    let mut columns = vec![column("step", Unit::Text, 0)];
    columns.extend(times.iter().map(|name| column(name, Unit::WorkDays, 2)));
    columns.push(column("n", Unit::Count, 0));
    let title = match &path.procedure {
        Cell::Text(procedure) => Message::new("report-table-path").text("procedure", procedure),
        _ => Message::new("report-table-path-unnamed"),
    };
    let table = Table {
        name: "path".to_owned(),
        title: title.count("others", path.others),
        columns,
        rows: path.steps.iter().map(row).collect(),
        suppressed: 0,
    };
    let within = vec![("procedure", path.procedure)];
    Ok(vec![Draft::counted(table, Grain { within, ..Grain::new("runs", &["step"], &["n"]) })])
}

/// The steps of a procedure that most dossiers come to.
struct Path<'a> {
    procedure: Cell,
    steps: Vec<(&'a str, Step)>,
    /// Steps that are rarer, or own less than the ones shown.
    others: u64,
}

impl Default for Path<'_> {
    fn default() -> Self {
        Self { procedure: Cell::Null, steps: Vec::new(), others: 0 }
    }
}

fn usual_path<'a>(steps: &'a BTreeMap<String, Step>, flow: &Flow, dossiers: i64) -> Path<'a> {
    let mut path = Path::default();
    let mut kept: Vec<(&str, Step)> = Vec::new();
    for (step, sums) in steps {
        if real(sums.runs) >= USUAL * real(dossiers) {
            kept.push((step, *sums));
        } else {
            path.others += 1;
        }
    }
    kept.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.owned));
    path.others += kept.len().saturating_sub(STEPS) as u64;
    kept.truncate(STEPS);
    let kept: BTreeMap<&str, Step> = kept.into_iter().collect();
    let order = usual_order(&kept.keys().copied().collect(), flow);
    path.steps = order.into_iter().filter_map(|step| Some((step, *kept.get(step)?))).collect();
    path
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
            let n = dossiers.get(code).copied().unwrap_or(0);
            let n = if n.unsigned_abs() >= facts.suppress_below { n } else { 0 };
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
    let starts_known = table.column("stay").is_none();
    let title = if table.rows.is_empty() {
        Message::new("report-path-none")
    } else if starts_known {
        Message::new("report-path-waits")
            .with("wait", Arg::WorkDays(total(table, "wait")))
            .with("service", Arg::WorkDays(total(table, "service")))
    } else {
        Message::new("report-path-stays").with("stay", Arg::WorkDays(total(table, "stay")))
    };
    // Where the data has one procedure without a name, there is none to say.
    let title = match table.title.args.get("procedure") {
        Some(procedure) if !table.rows.is_empty() => Message::new("report-path-of")
            .with("procedure", procedure.clone())
            .said("sentence", title),
        _ => title,
    };
    let others = match table.title.args.get("others") {
        Some(Arg::Count(n)) => u64::try_from(*n).unwrap_or(0),
        _ => 0,
    };
    let label = "step".to_owned();
    let kind = if starts_known {
        ChartKind::Path { label, wait: "wait".into(), service: "service".into(), n: "n".into() }
    } else {
        // What isn't known to be work or waiting is drawn as neither.
        ChartKind::StackedBars {
            label,
            parts: vec![Part { column: "stay".to_owned(), token: Token::Muted }],
            n: Some("n".to_owned()),
            reference: None,
            low: None,
            high: None,
            hollow: false,
        }
    };
    let subtitle = if starts_known { "report-path-subtitle" } else { "report-path-subtitle-stays" };
    Said {
        kind,
        title,
        subtitle: Message::new(subtitle).count("dossiers", known.facts.dossiers),
        alt: Message::new("report-path-alt").count("rows", table.rows.len() as u64),
        left_out: (others > 0).then(|| Message::new("report-left-out-steps").count("n", others)),
    }
}
