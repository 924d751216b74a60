//! Where the time goes: what each step owns of all dossiers' time, as wait and as service.
//!
//! Frontier accounting (methods §1) over all the data, so that the bars, the stopped clocks and what
//! passes after the last recorded step add up to the mean makespan exactly.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, NOT_RECORDED, Procedures, Texts, arg, cell, column, decimals, float, frame,
    largest, mean, name, total, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, ChartKind, Message, Part, StudyFacts, Table, Token, Unit};

use super::{Known, Said, unless_significant};

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = ["measure.step_week", "measure.dossier_week", "stage.procedure"];

const PARTS: [(&str, Token); 4] = [
    ("wait", Token::Wait),
    ("service", Token::Service),
    ("paused", Token::Paused),
    ("unsplit", Token::Muted),
];

/// Rows that are no step: their n counts dossiers.
const OUTSIDE: [&str; 2] = ["report-clock-stopped", "report-after-last-step"];

#[derive(Default, Clone, Copy)]
struct Owned {
    runs: i64,
    all: i64,
    wait: i64,
    service: i64,
    timed: i64,
    own_wait: i64,
    own_service: i64,
}

impl Owned {
    fn add(&mut self, other: &Self) {
        self.runs += other.runs;
        self.all += other.all;
        self.wait += other.wait;
        self.service += other.service;
        self.timed += other.timed;
        self.own_wait += other.own_wait;
        self.own_service += other.own_service;
    }
}

/// `time_by_step`, pooled over procedures, and `time_by_procedure_step`.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let by_procedure = read_steps(frames)?;
    let dossiers = read_dossiers(frames)?;
    let mut by_step: BTreeMap<&str, Owned> = BTreeMap::new();
    for ((_, step), owned) in &by_procedure {
        by_step.entry(step).or_default().add(owned);
    }
    let pooled = pooled(&by_step, &dossiers, facts);
    let detail = detail(&by_procedure, &dossiers, &Procedures::read(frames)?, facts);
    let outside = Grain { except: &OUTSIDE, ..Grain::new("runs", &["step"], &["n"]) };
    Ok(vec![
        Draft::counted(pooled, outside),
        Draft::counted(detail, Grain::new("runs", &["procedure", "step"], &["n"])),
    ])
}

type Steps = BTreeMap<(String, String), Owned>;

fn read_steps(frames: &Frames) -> Result<Steps> {
    let steps = frame(frames, "measure.step_week")?;
    let (procedure, step) = (Texts::of(steps, "procedure_code")?, Texts::of(steps, "step")?);
    let (runs, timed) = (Ints::of(steps, "n")?, Ints::of(steps, "n_wait")?);
    let (all, wait) = (Ints::of(steps, "owned_s")?, Ints::of(steps, "owned_wait_s")?);
    let service = Ints::of(steps, "owned_service_s")?;
    let (own_wait, own_service) = (Ints::of(steps, "wait_s")?, Ints::of(steps, "service_s")?);
    let mut out = Steps::new();
    for row in 0..steps.rows() {
        let key = (procedure.at(row).to_owned(), step.at(row).to_owned());
        out.entry(key).or_default().add(&Owned {
            runs: runs.at(row),
            all: all.at(row),
            wait: wait.at(row),
            service: service.at(row),
            timed: timed.at(row),
            own_wait: own_wait.at(row),
            own_service: own_service.at(row),
        });
    }
    Ok(out)
}

#[derive(Default, Clone, Copy)]
struct Dossiers {
    n: i64,
    makespan: i64,
    paused: i64,
}

/// By procedure.
fn read_dossiers(frames: &Frames) -> Result<BTreeMap<String, Dossiers>> {
    let weeks = frame(frames, "measure.dossier_week")?;
    let (procedure, n) = (Texts::of(weeks, "procedure_code")?, Ints::of(weeks, "n")?);
    let (makespan, paused) = (Ints::of(weeks, "makespan_s")?, Ints::of(weeks, "paused_s")?);
    let mut out: BTreeMap<String, Dossiers> = BTreeMap::new();
    for row in 0..weeks.rows() {
        let sums = out.entry(procedure.at(row).to_owned()).or_default();
        sums.n += n.at(row);
        sums.makespan += makespan.at(row);
        sums.paused += paused.at(row);
    }
    Ok(out)
}

fn pooled(
    by_step: &BTreeMap<&str, Owned>,
    dossiers: &BTreeMap<String, Dossiers>,
    facts: &StudyFacts,
) -> Table {
    let n: i64 = dossiers.values().map(|d| d.n).sum();
    let makespan: i64 = dossiers.values().map(|d| d.makespan).sum();
    let paused: i64 = dossiers.values().map(|d| d.paused).sum();
    let owned: i64 = by_step.values().map(|o| o.all).sum();
    let after_last = makespan - paused - owned;
    // Label, parts in the order of PARTS, n; all in seconds.
    let mut rows: Vec<(Cell, [i64; 4], i64)> = Vec::new();
    for (step, o) in by_step {
        let unsplit = o.all - o.wait - o.service;
        rows.push((name(step), [o.wait, o.service, 0, unsplit], o.runs));
    }
    if n.unsigned_abs() >= facts.suppress_below {
        let outside = [[0, 0, paused, 0], [0, 0, 0, after_last]];
        for (key, parts) in OUTSIDE.into_iter().zip(outside) {
            if parts.iter().sum::<i64>() > 0 {
                rows.push((Cell::Word(Message::new(key)), parts, n));
            }
        }
    }
    let sum = |parts: &[i64; 4]| parts.iter().sum::<i64>();
    // A stable sort: equal rows stay in the order of the names.
    rows.sort_by_key(|(_, parts, _)| std::cmp::Reverse(sum(parts)));
    let per_dossier = |seconds: i64| mean(seconds, n).map(|s| work_days(s, facts));
    let width = decimals(rows.iter().filter_map(|(_, parts, _)| per_dossier(sum(parts))));
    let used: Vec<usize> = (0..PARTS.len())
        .filter(|i| rows.iter().any(|(_, parts, _)| parts.get(*i).is_some_and(|s| *s != 0)))
        .collect();
    let mut columns = vec![column("step", Unit::Text, 0)];
    let days = |i: &usize| PARTS.get(*i).map(|(part, _)| column(part, Unit::WorkDays, width));
    columns.extend(used.iter().filter_map(days));
    columns.push(column("share", Unit::Share, 1));
    columns.push(column("n", Unit::Count, 0));
    let row = |(label, parts, n): &(Cell, [i64; 4], i64)| {
        let mut cells = vec![label.clone()];
        cells.extend(used.iter().map(|i| float(parts.get(*i).and_then(|s| per_dossier(*s)))));
        cells.push(float(mean(sum(parts), makespan)));
        cells.push(Cell::Int(*n));
        cells
    };
    Table {
        name: "time_by_step".to_owned(),
        title: Message::new("report-table-time-by-step"),
        rows: rows.iter().map(row).collect(),
        columns,
        suppressed: 0,
    }
}

fn detail(
    by_procedure: &Steps,
    dossiers: &BTreeMap<String, Dossiers>,
    procedures: &Procedures,
    facts: &StudyFacts,
) -> Table {
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for ((procedure, step), o) in by_procedure {
        let n = dossiers.get(procedure).map_or(0, |d| d.n);
        let days = |seconds: Option<f64>| float(seconds.map(|s| work_days(s, facts)));
        rows.push((
            o.all,
            vec![
                procedures.cell(procedure),
                name(step),
                days(mean(o.all, n)),
                days(mean(o.own_wait, o.timed)),
                days(mean(o.own_service, o.timed)),
                Cell::Int(o.runs),
            ],
        ));
    }
    rows.sort_by_key(|(owned, _)| std::cmp::Reverse(*owned));
    Table {
        name: "time_by_procedure_step".to_owned(),
        title: Message::new("report-table-time-by-procedure-step"),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("step", Unit::Text, 0),
            column("owned", Unit::WorkDays, 2),
            column("wait_per_run", Unit::WorkDays, 2),
            column("service_per_run", Unit::WorkDays, 2),
            column("n", Unit::Count, 0),
        ],
        rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        suppressed: 0,
    }
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let parts: Vec<Part> = PARTS
        .iter()
        .filter(|(part, _)| table.column(part).is_some())
        .map(|(part, token)| Part { column: (*part).to_owned(), token: *token })
        .collect();
    Said {
        kind: ChartKind::StackedBars {
            label: "step".to_owned(),
            parts,
            n: Some("n".to_owned()),
            reference: None,
            low: None,
            high: None,
            hollow: false,
        },
        title: unless_significant(title(table), table, known),
        subtitle: Message::new("report-time-subtitle")
            .count("dossiers", known.facts.dossiers)
            .count("open", known.facts.open_dossiers),
        alt: Message::new("report-time-alt").count("rows", table.rows.len() as u64),
        left_out: None,
    }
}

/// The wait where waits are known and lead, else the row that leads.
fn title(table: &Table) -> Message {
    let Some((top, share)) = largest(table, "share") else {
        return Message::new("report-time-none");
    };
    let waits = total(table, "wait");
    match largest(table, "wait") {
        Some((longest, wait)) if waits > 0.0 && std::ptr::eq(longest, top) => {
            Message::new("report-time-wait")
                .share("share", wait / waits)
                .with("step", arg(cell(table, longest, "step")))
        }
        _ => match cell(table, top, "step") {
            // Where time passes outside of steps, its name is no step's.
            Some(Cell::Word(word)) if word.key != NOT_RECORDED => {
                Message::new("report-time-outside").share("share", share).said("what", word.clone())
            }
            step => Message::new("report-time-share").share("share", share).with("step", arg(step)),
        },
    }
}
