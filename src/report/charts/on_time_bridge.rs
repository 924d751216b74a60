//! The bridge from the report's on-time share to the applicant's: how many points each rule of counting
//! is worth (domain §4).
//!
//! Rules change one after the other in a fixed order; each row's share counts with its rule and those
//! before it changed, so that the points of the rows add up to the whole difference. Points are
//! differences of rounded shares: what is printed adds up too.

use crate::error::Result;
use crate::report::on_time::{self, By, Counted, Way, counted};
use crate::report::rows::{
    Frames, Ints, Texts, arg, cell, column, float, frame, mean, number, percent, total,
};
use crate::report::suppress::Draft;
use crate::results::{Arg, Cell, ChartKind, Message, StudyFacts, Table, Unit};

use super::on_time::finished;
use super::{Known, Said};

const BRIDGE: &str = "measure.on_time_bridge";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [BRIDGE, on_time::READS[0], on_time::READS[1]];

/// One way of counting on the way from the report's to the applicant's.
struct State {
    rule: String,
    k: i64,
    n: i64,
    changed: i64,
}

/// `on_time_bridge`: the report's share, one row a rule with its points, the applicant's share. Empty
/// where a way on it counts too few dossiers to be shown.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let states = read(frames)?;
    let mut ways = counted(frames, By::Nothing)?;
    let mut way = |way| ways.remove(&(String::new(), way)).unwrap_or_default();
    let ends = (way(Way::Report), way(Way::Applicant));
    let fits =
        states.iter().all(|state| state.n > 0 && state.n.unsigned_abs() >= facts.suppress_below);
    let decimals = decimals(&states);
    let rows = if fits { rows(&states, &ends, decimals, facts) } else { Vec::new() };
    let meaning = finished(Way::Report, &ends.0);
    Ok(vec![Draft::plain(Table {
        name: "on_time_bridge".to_owned(),
        title: Message::new("report-table-on-time-bridge").said("finished", meaning),
        columns: vec![
            column("rule", Unit::Text, 0),
            column("points", Unit::Points, decimals),
            column("changed", Unit::Count, 0),
            column("on_time", Unit::Count, 0),
            column("n", Unit::Count, 0),
            column("share", Unit::Share, decimals),
            column("low", Unit::Share, decimals),
            column("high", Unit::Share, decimals),
        ],
        rows,
        suppressed: u64::from(!fits && states.iter().any(|state| state.n > 0)),
    })])
}

fn read(frames: &Frames) -> Result<Vec<State>> {
    let bridge = frame(frames, BRIDGE)?;
    let (no, rule) = (Ints::of(bridge, "rule_no")?, Texts::of(bridge, "rule")?);
    let (k, n) = (Ints::of(bridge, "k")?, Ints::of(bridge, "n")?);
    let changed = Ints::of(bridge, "changed")?;
    let mut states: Vec<(i64, State)> = (0..bridge.rows())
        .map(|row| {
            let rule = rule.at(row).to_owned();
            let state = State { rule, k: k.at(row), n: n.at(row), changed: changed.at(row) };
            (no.at(row), state)
        })
        .collect();
    states.sort_by_key(|(no, _)| *no);
    Ok(states.into_iter().map(|(_, state)| state).collect())
}

fn rows(
    states: &[State],
    (report, applicant): &(Counted, Counted),
    decimals: u8,
    facts: &StudyFacts,
) -> Vec<Vec<Cell>> {
    let level = |key: &str, counted: &Counted| {
        let share = counted.share(facts.level);
        let label = Message::new(key).count("n", share.n);
        let ends = share.interval;
        vec![
            Cell::Word(label),
            Cell::Null,
            Cell::Null,
            Cell::Int(i64::try_from(share.k).unwrap_or(i64::MAX)),
            Cell::Int(i64::try_from(share.n).unwrap_or(i64::MAX)),
            float(share.share),
            float(ends.map(|[low, _]| low)),
            float(ends.map(|[_, high]| high)),
        ]
    };
    let mut rows = vec![level("report-bridge-report", report)];
    for pair in states.windows(2) {
        let [before, state] = pair else { continue };
        let step = hundredths(state, decimals) - hundredths(before, decimals);
        rows.push(vec![
            Cell::Word(rule(&state.rule)),
            Cell::Float(crate::report::rows::real(step) / 10_f64.powi(decimals.into())),
            Cell::Int(state.changed),
            Cell::Int(state.k),
            Cell::Int(state.n),
            float(mean(state.k, state.n)),
            Cell::Null,
            Cell::Null,
        ]);
    }
    rows.push(level("report-bridge-applicant", applicant));
    rows
}

/// A state's share in percent, rounded half up to so many decimals, as a whole number of the last one.
fn hundredths(state: &State, decimals: u8) -> i64 {
    let (k, n) = (i128::from(state.k), i128::from(state.n.max(1)));
    let grain = 100 * 10_i128.pow(decimals.into());
    i64::try_from((2 * k * grain + n).div_euclid(2 * n)).unwrap_or(i64::MAX)
}

/// One decimal, or two where the difference is small or a share lies near an end of the scale.
fn decimals(states: &[State]) -> u8 {
    let shares = || states.iter().filter_map(|state| mean(state.k, state.n));
    let (low, high) = shares().fold((1.0_f64, 0.0_f64), |(l, h), s| (l.min(s), h.max(s)));
    if high - low < 0.01 || low < 0.01 || high > 0.99 { 2 } else { 1 }
}

fn rule(code: &str) -> Message {
    Message::new(format!("report-rule-{}", code.replace('_', "-")))
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let meaning = table.title.args.get("finished").cloned();
    Said {
        kind: ChartKind::Bridge {
            label: "rule".to_owned(),
            level: "share".to_owned(),
            step: "points".to_owned(),
            low: "low".to_owned(),
            high: "high".to_owned(),
            count: "changed".to_owned(),
        },
        title: title(table),
        subtitle: Message::new("report-bridge-subtitle")
            .number("level", percent(known.facts.level))
            .with("finished", meaning.unwrap_or(Arg::Text(String::new()))),
        alt: Message::new("report-bridge-alt").count("rules", table.rows.len() as u64),
        left_out: None,
    }
}

/// The rule that is worth most, and of how many points.
fn title(table: &Table) -> Message {
    let points = |row: &[Cell]| number(table, row, "points");
    let mut top: Option<(&[Cell], f64)> = None;
    for row in &table.rows {
        if let Some(step) = points(row)
            && top.is_none_or(|(_, most)| step.abs() > most.abs())
        {
            top = Some((row, step));
        }
    }
    let share = |row: Option<&Vec<Cell>>| row.and_then(|row| number(table, row, "share"));
    let ends = (share(table.rows.first()), share(table.rows.last()));
    let (Some((row, step)), (Some(from), Some(to))) = (top, ends) else {
        return Message::new("report-bridge-none");
    };
    if step == 0.0 {
        return Message::new("report-bridge-same").share("share", from);
    }
    let gap = total(table, "points");
    // Rounding of a sum must not make a part larger than its whole.
    let part = step * gap > 0.0 && step.abs() <= gap.abs() + 1e-9;
    let key = if part { "report-bridge-of" } else { "report-bridge-largest" };
    Message::new(key)
        .share("from", from)
        .share("to", to)
        .number("gap", gap.abs())
        .number("points", if part { step.abs() } else { step })
        .with("rule", arg(cell(table, row, "rule")))
}
