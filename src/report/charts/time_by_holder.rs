//! Who held the dossiers: all their time and the overdue part of it, by this unit, another agency, the
//! applicant and nobody on record (methods §1).
//!
//! An account of where time went, not a verdict on anyone. Every table adds up to the whole time, or the
//! whole overdue time, but for groups that are too small to be shown.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, Texts, cell, column, decimals, float, frame, mean, name, number, real, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, ChartKind, Message, Part, StudyFacts, Table, Token, Unit};

use super::{Known, Said};

const TIME: &str = "measure.time_account";
const LATE: &str = "measure.late_account";
const LATE_HOLDER: &str = "measure.late_holder";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [TIME, LATE, LATE_HOLDER];

/// Holders in the order of the tables, as the relations name them.
const HOLDERS: [&str; 5] =
    ["this_unit", "other_agency", "applicant", "nobody_recorded", "deadline_too_short"];

/// Columns of the parts of time, with the parts of the relation that each takes in.
const PARTS: [(&str, Token, &[&str]); 4] = [
    ("wait", Token::Wait, &["wait"]),
    ("service", Token::Service, &["service"]),
    ("paused", Token::Paused, &["paused"]),
    ("unsplit", Token::Muted, &["unsplit", "after_last_run"]),
];

/// What the keys of the holders' labels begin with.
const ROW_KEY: &str = "report-holds-";

/// Seconds by part, and how many runs or dossiers they are of.
#[derive(Default, Clone, Copy)]
struct Held {
    parts: [i64; PARTS.len()],
    n: i64,
}

impl Held {
    fn all(&self) -> i64 {
        self.parts.iter().sum()
    }
}

/// Overdue seconds, and how many dossiers or parts of them they are of.
#[derive(Default, Clone, Copy)]
struct Late {
    overdue: i64,
    n: i64,
}

/// `time_by_holder` and `late_by_holder`, one row a holder; `time_by_unit`, one row an agency and unit.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let holders = by_holder(frames)?;
    let late = late_by_holder(frames)?;
    let by_unit = &["agency", "unit"];
    // Runs that began before the result; a dossier may be late at several places, in several parts.
    let runs = Grain::new("runs in time", by_unit, &["n"]);
    let parts = Grain::new("late parts", by_unit, &["overdue_n"]);
    let held = Grain::new("runs and stops", &["holder"], &["n"]);
    let late_dossiers = |n| Grain::new("late dossiers", &["holder"], n);
    Ok(vec![
        Draft::counted(time_by_holder(&holders, &late), held)
            .beside(late_dossiers(&["overdue_n"]), &["overdue_share", "overdue_n"]),
        Draft::counted(late_table(&late, facts), late_dossiers(&["dossiers"])),
        Draft::counted(time_by_unit(frames, facts)?, runs)
            .beside(parts, &["overdue", "overdue_share", "overdue_n"]),
    ])
}

fn by_holder(frames: &Frames) -> Result<BTreeMap<String, Held>> {
    let mut out = BTreeMap::new();
    let holder = Texts::of(frame(frames, TIME)?, "holder")?;
    read_time(frames, |row| holder.at(row).to_owned(), &mut out)?;
    Ok(out)
}

fn read_time<K: Ord>(
    frames: &Frames,
    key: impl Fn(usize) -> K,
    out: &mut BTreeMap<K, Held>,
) -> Result<()> {
    let account = frame(frames, TIME)?;
    let (part, n) = (Texts::of(account, "part")?, Ints::of(account, "n")?);
    let time = Ints::of(account, "time_s")?;
    for row in 0..account.rows() {
        let held = out.entry(key(row)).or_default();
        let at = PARTS.iter().position(|(_, _, of)| of.contains(&part.at(row)));
        if let Some(sum) = at.and_then(|at| held.parts.get_mut(at)) {
            *sum += time.at(row);
        }
        // A run with a known start has a wait and a service: counted once.
        if part.at(row) != "wait" {
            held.n += n.at(row);
        }
    }
    Ok(())
}

fn late_by_holder(frames: &Frames) -> Result<BTreeMap<String, Late>> {
    let late = frame(frames, LATE_HOLDER)?;
    let (holder, n) = (Texts::of(late, "holder")?, Ints::of(late, "dossiers")?);
    let overdue = Ints::of(late, "overdue_s")?;
    let mut out: BTreeMap<String, Late> = BTreeMap::new();
    for row in 0..late.rows() {
        let sums = out.entry(holder.at(row).to_owned()).or_default();
        sums.n += n.at(row);
        sums.overdue += overdue.at(row);
    }
    Ok(out)
}

/// Shares of all time by part, beside the share of the overdue time.
fn time_by_holder(holders: &BTreeMap<String, Held>, late: &BTreeMap<String, Late>) -> Table {
    let all: i64 = holders.values().map(Held::all).sum();
    let overdue: i64 = late.values().map(|l| l.overdue).sum();
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for code in HOLDERS {
        let held = holders.get(code).copied().unwrap_or_default();
        let late = late.get(code).copied().unwrap_or_default();
        if held.all() == 0 && late.overdue == 0 {
            continue;
        }
        let mut row = vec![Cell::Word(holder(code))];
        row.extend(held.parts.iter().map(|s| float(mean(*s, all))));
        row.push(float(mean(held.all(), all)));
        row.push(float(mean(late.overdue, overdue)));
        row.extend([Cell::Int(late.n), Cell::Int(held.n)]);
        rows.push((held.all(), row));
    }
    // A stable sort: equal rows stay in the order of HOLDERS.
    rows.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    let mut columns = vec![column("holder", Unit::Text, 0)];
    columns.extend(PARTS.iter().map(|(part, ..)| column(part, Unit::Share, 1)));
    columns.push(column("share", Unit::Share, 1));
    columns.push(column("overdue_share", Unit::Share, 1));
    columns.push(column("overdue_n", Unit::Count, 0));
    columns.push(column("n", Unit::Count, 0));
    let mut table = Table {
        name: "time_by_holder".to_owned(),
        title: Message::new("report-table-time-by-holder"),
        columns,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    drop_empty_parts(&mut table);
    table
}

/// Parts that nobody has are no columns: a key must not name what isn't there.
fn drop_empty_parts(table: &mut Table) {
    for (part, ..) in PARTS {
        let Some(at) = table.column(part) else { continue };
        let filled = table.rows.iter().any(|row| row.get(at).and_then(Cell::number) > Some(0.0));
        if !filled && !table.rows.is_empty() {
            table.columns.remove(at);
            for row in &mut table.rows {
                row.remove(at);
            }
        }
    }
}

fn late_table(late: &BTreeMap<String, Late>, facts: &StudyFacts) -> Table {
    let overdue: i64 = late.values().map(|l| l.overdue).sum();
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for code in HOLDERS {
        let Some(late) = late.get(code).filter(|late| late.n > 0) else { continue };
        let row = vec![
            Cell::Word(holder(code)),
            Cell::Int(late.n),
            Cell::Float(work_days(real(late.overdue), facts)),
            float(mean(late.overdue, overdue)),
        ];
        rows.push((late.overdue, row));
    }
    rows.sort_by_key(|(overdue, _)| std::cmp::Reverse(*overdue));
    let days = rows.iter().filter_map(|(_, row)| row.get(2)).filter_map(Cell::number);
    let width = decimals(days);
    Table {
        name: "late_by_holder".to_owned(),
        title: Message::new("report-table-late-by-holder"),
        columns: vec![
            column("holder", Unit::Text, 0),
            column("dossiers", Unit::Count, 0),
            column("overdue", Unit::WorkDays, width),
            column("overdue_share", Unit::Share, 1),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    }
}

/// All time that passed at each unit, and the overdue time that is accounted to it.
fn time_by_unit(frames: &Frames, facts: &StudyFacts) -> Result<Table> {
    let account = frame(frames, TIME)?;
    let (agency, unit) = (Texts::of(account, "agency")?, Texts::of(account, "unit")?);
    let holder = Texts::of(account, "holder")?;
    let by_run = |row: usize| matches!(holder.at(row), "this_unit" | "other_agency");
    let mut units: BTreeMap<Option<(String, String)>, Held> = BTreeMap::new();
    let key = |row| by_run(row).then(|| (agency.at(row).to_owned(), unit.at(row).to_owned()));
    read_time(frames, key, &mut units)?;
    let all: i64 = units.values().map(Held::all).sum();

    let account = frame(frames, LATE)?;
    let (agency, unit) = (Texts::of(account, "agency")?, Texts::of(account, "unit")?);
    let (holder, parts) = (Texts::of(account, "holder")?, Ints::of(account, "parts")?);
    let overdue = Ints::of(account, "overdue_s")?;
    let mut late: BTreeMap<(String, String), Late> = BTreeMap::new();
    let mut all_late = 0;
    for row in 0..account.rows() {
        all_late += overdue.at(row);
        if matches!(holder.at(row), "this_unit" | "other_agency") {
            let key = (agency.at(row).to_owned(), unit.at(row).to_owned());
            let sums = late.entry(key).or_default();
            sums.n += parts.at(row);
            sums.overdue += overdue.at(row);
        }
    }

    let days = |seconds: i64| Cell::Float(work_days(real(seconds), facts));
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for (key, held) in &units {
        let Some((agency, unit)) = key else { continue };
        let late = late.get(&(agency.clone(), unit.clone())).copied().unwrap_or_default();
        let [wait, service, _, unsplit] = held.parts;
        rows.push((
            held.all(),
            vec![
                name(agency),
                name(unit),
                days(wait),
                days(service),
                days(unsplit),
                float(mean(held.all(), all)),
                days(late.overdue),
                float(mean(late.overdue, all_late)),
                Cell::Int(late.n),
                Cell::Int(held.n),
            ],
        ));
    }
    rows.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    let largest = rows.iter().map(|(time, _)| work_days(real(*time), facts));
    let width = decimals(largest);
    Ok(Table {
        name: "time_by_unit".to_owned(),
        title: Message::new("report-table-time-by-unit"),
        columns: vec![
            column("agency", Unit::Text, 0),
            column("unit", Unit::Text, 0),
            column("wait", Unit::WorkDays, width),
            column("service", Unit::WorkDays, width),
            column("unsplit", Unit::WorkDays, width),
            column("share", Unit::Share, 1),
            column("overdue", Unit::WorkDays, width),
            column("overdue_share", Unit::Share, 1),
            column("overdue_n", Unit::Count, 0),
            column("n", Unit::Count, 0),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    })
}

/// As the label of a row.
fn holder(code: &str) -> Message {
    Message::new(format!("{ROW_KEY}{}", code.replace('_', "-")))
}

/// As part of a sentence: "held by …".
fn held_by(table: &Table, row: &[Cell]) -> Message {
    let code = match cell(table, row, "holder") {
        Some(Cell::Word(word)) => word.key.strip_prefix(ROW_KEY).unwrap_or_default(),
        _ => "",
    };
    Message::new(format!("report-holder-{code}"))
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let parts = PARTS
        .iter()
        .filter(|(part, ..)| table.column(part).is_some())
        .map(|(part, token, _)| Part { column: (*part).to_owned(), token: *token })
        .collect();
    let late = table.rows.iter().any(|row| number(table, row, "overdue_share").is_some());
    Said {
        kind: ChartKind::StackedBars {
            label: "holder".to_owned(),
            parts,
            n: None,
            reference: late.then(|| "overdue_share".to_owned()),
            low: None,
            high: None,
            hollow: false,
        },
        title: title(table),
        subtitle: Message::new("report-held-subtitle")
            .count("dossiers", known.facts.dossiers)
            .count("open", known.facts.open_dossiers),
        alt: Message::new("report-held-alt").count("rows", table.rows.len() as u64),
        left_out: None,
    }
}

/// Whose share of the overdue time exceeds the share of all time most; without any, who held most.
fn title(table: &Table) -> Message {
    let of = |row: &[Cell], name| number(table, row, name);
    let mut most: Option<(&[Cell], f64)> = None;
    for row in &table.rows {
        if let (Some(late), Some(share)) = (of(row, "overdue_share"), of(row, "share"))
            && most.is_none_or(|(_, excess)| late - share > excess)
        {
            most = Some((row, late - share));
        }
    }
    match (most, table.rows.first()) {
        (Some((row, _)), _) => Message::new("report-held-late")
            .share("late", of(row, "overdue_share").unwrap_or(0.0))
            .share("share", of(row, "share").unwrap_or(0.0))
            .said("holder", held_by(table, row)),
        (None, Some(row)) => Message::new("report-held-time")
            .share("share", of(row, "share").unwrap_or(0.0))
            .said("holder", held_by(table, row)),
        (None, None) => Message::new("report-held-none"),
    }
}
