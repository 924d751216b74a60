//! Why dossiers wait: batches, work on other dossiers, closed hours, and what nothing explains (methods §6).
//!
//! In wall time, since closed hours are a cause here. Only waits that are known and over are counted; the
//! five parts add up to them exactly.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{Frames, Ints, Texts, column, decimals, float, frame, mean, name, total};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Arg, Cell, ChartKind, Column, Message, Part, StudyFacts, Table, Token, Unit};

use super::{Known, Said, unless_significant};

const WAIT_CAUSE: &str = "measure.wait_cause";

/// Relations that [`tables`] reads.
pub const READS: [&str; 1] = [WAIT_CAUSE];

/// Seconds in a day of 24 hours.
const DAY_S: f64 = 86_400.0;

/// Causes in the order in which a wait is split, each with its column and the relation's. Neighbours
/// differ in lightness, so that a stack survives a copier.
const CAUSES: [(&str, &str, Token); 5] = [
    ("batching", "wait_batching_wall_s", Token::Wait),
    ("contention", "wait_contention_wall_s", Token::Service),
    ("prioritisation", "wait_prioritisation_wall_s", Token::Gain),
    ("unavailability", "wait_unavailability_wall_s", Token::Paused),
    ("extraneous", "wait_extraneous_wall_s", Token::Muted),
];

#[derive(Default, Clone, Copy)]
struct Waits {
    causes: [i64; CAUSES.len()],
    n: i64,
    /// Runs whose officer is known: without, a cause can't be told.
    officer_known: i64,
    /// Runs whose wait begins with a moment that isn't recorded.
    derived: i64,
}

impl Waits {
    fn all(&self) -> i64 {
        self.causes.iter().sum()
    }
}

type Groups = BTreeMap<Vec<String>, Waits>;

/// `wait_by_cause`, one row a step, and `wait_by_unit`, one row an agency and unit; longest first.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let draft = |name, by: &'static [&'static str]| {
        let table = table(name, by, &read(frames, by)?, facts);
        Ok(Draft::counted(table, Grain::new("known waits", by, &["n"])))
    };
    Ok(vec![draft("wait_by_cause", &["step"])?, draft("wait_by_unit", &["agency", "unit"])?])
}

fn read(frames: &Frames, key: &[&str]) -> Result<Groups> {
    let waits = frame(frames, WAIT_CAUSE)?;
    let key = key.iter().map(|name| Texts::of(waits, name)).collect::<Result<Vec<_>>>()?;
    let causes =
        CAUSES.iter().map(|(_, own, _)| Ints::of(waits, own)).collect::<Result<Vec<_>>>()?;
    let (n, known) = (Ints::of(waits, "n")?, Ints::of(waits, "n_officer_known")?);
    let derived = Ints::of(waits, "n_derived")?;
    let mut out = Groups::new();
    for row in 0..waits.rows() {
        let group = out.entry(key.iter().map(|name| name.at(row).to_owned()).collect());
        let group = group.or_default();
        group.n += n.at(row);
        group.officer_known += known.at(row);
        group.derived += derived.at(row);
        for (sum, cause) in group.causes.iter_mut().zip(&causes) {
            *sum += cause.at(row);
        }
    }
    Ok(out)
}

/// Mean wall time a dossier of the study, so that rows can be compared and add up: in days where the
/// longest is one or more, else in seconds.
fn table(name_of: &str, key: &[&str], groups: &Groups, facts: &StudyFacts) -> Table {
    let all: i64 = groups.values().map(Waits::all).sum();
    let dossiers = i64::try_from(facts.dossiers).unwrap_or(i64::MAX);
    let longest = groups.values().filter_map(|w| mean(w.all(), dossiers)).fold(0.0, f64::max);
    let (unit, size) =
        if longest >= DAY_S { (Unit::WallDays, DAY_S) } else { (Unit::WallSeconds, 1.0) };
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for (group, waits) in groups {
        let mut row: Vec<Cell> = group.iter().map(|text| name(text)).collect();
        row.extend(waits.causes.iter().map(|s| float(mean(*s, dossiers).map(|s| s / size))));
        row.push(float(mean(waits.all(), all)));
        row.push(Cell::Int(waits.n));
        rows.push((waits.all(), row));
    }
    // A stable sort: equal rows stay in the order of their names.
    rows.sort_by_key(|(wait, _)| std::cmp::Reverse(*wait));
    let width = decimals(std::iter::once(longest / size));
    let mut columns: Vec<Column> = key.iter().map(|name| column(name, Unit::Text, 0)).collect();
    columns.extend(CAUSES.iter().map(|(cause, ..)| column(cause, unit, width)));
    columns.push(column("share", Unit::Share, 1));
    columns.push(column("n", Unit::Count, 0));
    let runs: i64 = groups.values().map(|w| w.n).sum();
    let unknown: i64 = groups.values().map(|w| w.n - w.officer_known).sum();
    let derived: i64 = groups.values().map(|w| w.derived).sum();
    let key = format!("report-table-{}", name_of.replace('_', "-"));
    Table {
        name: name_of.to_owned(),
        title: Message::new(key)
            .with("runs", Arg::Count(runs))
            .with("unknown", Arg::Count(unknown))
            .with("derived", Arg::Count(derived)),
        columns,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    }
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let part = |(cause, _, token): &(&str, &str, Token)| Part {
        column: (*cause).to_owned(),
        token: *token,
    };
    let arg = |name: &str| table.title.args.get(name).cloned().unwrap_or(Arg::Count(0));
    Said {
        kind: ChartKind::StackedBars {
            label: "step".to_owned(),
            parts: CAUSES.iter().map(part).collect(),
            n: Some("n".to_owned()),
            reference: None,
            low: None,
            high: None,
            hollow: false,
        },
        title: unless_significant(title(table), table, known),
        subtitle: Message::new("report-cause-subtitle")
            .count("dossiers", known.facts.dossiers)
            .with("runs", arg("runs"))
            .with("unknown", arg("unknown")),
        alt: Message::new("report-cause-alt").count("rows", table.rows.len() as u64),
        left_out: None,
    }
}

/// The leading cause within office hours: that an office is closed at night is no news.
fn title(table: &Table) -> Message {
    let of = |cause: &str| total(table, cause);
    let mut top: Option<(&str, f64)> = None;
    for (cause, ..) in CAUSES.iter().filter(|(cause, ..)| *cause != "unavailability") {
        if of(cause) > top.map_or(0.0, |(_, most)| most) {
            top = Some((cause, of(cause)));
        }
    }
    let open: f64 = CAUSES.iter().map(|(cause, ..)| of(cause)).sum::<f64>() - of("unavailability");
    match top {
        Some((cause, most)) => Message::new("report-cause-of")
            .share("share", most / open)
            .said("cause", Message::new(format!("report-cause-{cause}"))),
        None if of("unavailability") > 0.0 => Message::new("report-cause-closed"),
        None => Message::new("report-cause-none"),
    }
}
