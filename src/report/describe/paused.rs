//! `paused_by_reason`: for what the clock was stopped, and for how long.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, Procedures, Texts, column, decimals, float, frame, mean, name, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};

const PAUSED: &str = "measure.paused_reason";

/// Relations that [`tables`] reads.
pub const READS: [&str; 2] = [PAUSED, Procedures::READS];

#[derive(Default, Clone, Copy)]
struct Stopped {
    dossiers: i64,
    stops: i64,
    paused_s: i64,
}

/// `paused_by_reason`: one row a procedure and reason, the one that stopped clocks longest in all first.
///
/// A second during which a clock stood for several reasons counts for the one that stopped it first, so
/// that the shares add up to the paused time of all dossiers.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let procedures = Procedures::read(frames)?;
    let frame = frame(frames, PAUSED)?;
    let (procedure, reason) = (Texts::of(frame, "procedure_code")?, Texts::of(frame, "reason")?);
    let (dossiers, stops) = (Ints::of(frame, "dossiers")?, Ints::of(frame, "stops")?);
    let paused = Ints::of(frame, "paused_s")?;
    let mut reasons: BTreeMap<[&str; 2], Stopped> = BTreeMap::new();
    for row in 0..frame.rows() {
        // A dossier has one agency, so that those of a reason add up over agencies.
        let own = reasons.entry([procedure.at(row), reason.at(row)]).or_default();
        own.dossiers += dossiers.at(row);
        own.stops += stops.at(row);
        own.paused_s += paused.at(row);
    }
    let all: i64 = reasons.values().map(|own| own.paused_s).sum();
    let per_dossier = |own: &Stopped| mean(own.paused_s, own.dossiers).map(|s| work_days(s, facts));
    let width = decimals(reasons.values().filter_map(per_dossier));
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for ([procedure, reason], own) in &reasons {
        let row = vec![
            procedures.cell(procedure),
            name(reason),
            Cell::Int(own.dossiers),
            Cell::Int(own.stops),
            float(per_dossier(own)),
            float(mean(own.paused_s, all)),
        ];
        rows.push((own.paused_s, row));
    }
    // A stable sort: equal ones stay in the order of their names.
    rows.sort_by_key(|(paused_s, _)| std::cmp::Reverse(*paused_s));
    let table = Table {
        name: "paused_by_reason".to_owned(),
        title: Message::new("report-table-paused-by-reason"),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("reason", Unit::Text, 0),
            column("n", Unit::Count, 0),
            column("stops", Unit::Count, 0),
            column("paused_per_dossier", Unit::WorkDays, width),
            column("share", Unit::Share, 1),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    // The shares add up to 1, so that the one row left out would be known.
    let all = |_: &Table, _: &[Cell]| "all reasons";
    let grain = Grain::new("stopped for a reason", &["procedure", "reason"], &["n"]);
    Ok(vec![Draft::counted(table, Grain { margin: Some(all), ..grain })])
}
