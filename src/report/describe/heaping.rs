//! `heaping`: stamps on round minutes, or at closing time to the second, by agency.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{Frames, Ints, Texts, column, float, frame, mean, name};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::heaping::{Heaping, heaping};

const STAMPS: &str = "measure.stamp_heap";

/// Relations that [`tables`] reads.
pub const READS: [&str; 1] = [STAMPS];

const MINUTES: usize = 60;
/// Every so many minutes: the columns' names, and the step.
const ROUND: [(&str, usize); 4] =
    [("round_5", 5), ("round_15", 15), ("round_30", 30), ("round_60", 60)];

struct Stamps {
    by_minute: [u64; MINUTES],
    at_closing: i64,
}

/// `heaping`: one row an agency, the one whose stamps were moved most first.
pub fn tables(frames: &Frames, _facts: &StudyFacts) -> Result<Vec<Draft>> {
    let stamps = frame(frames, STAMPS)?;
    let (agency, minute) = (Texts::of(stamps, "agency")?, Ints::of(stamps, "minute")?);
    let (n, at_closing) = (Ints::of(stamps, "n")?, Ints::of(stamps, "n_at_closing")?);
    let mut agencies: BTreeMap<&str, Stamps> = BTreeMap::new();
    for row in 0..stamps.rows() {
        let own = agencies
            .entry(agency.at(row))
            .or_insert(Stamps { by_minute: [0; MINUTES], at_closing: 0 });
        let at = usize::try_from(minute.at(row)).ok();
        if let Some(cell) = at.and_then(|at| own.by_minute.get_mut(at)) {
            *cell += n.at(row).unsigned_abs();
            own.at_closing += at_closing.at(row);
        }
    }
    let mut rows: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (agency, own) in &agencies {
        let n = i64::try_from(own.by_minute.iter().sum::<u64>()).unwrap_or(i64::MAX);
        let round = ROUND.map(|(_, step)| heaping(&own.by_minute, step).ok());
        let moved = round.iter().flatten().map(|h: &Heaping| h.moved).fold(0.0, f64::max);
        let mut row = vec![name(agency)];
        row.extend(round.map(|h| float(h.map(|h| h.share))));
        row.extend([float(Some(moved)), float(mean(own.at_closing, n)), Cell::Int(n)]);
        rows.push((moved, row));
    }
    // A stable sort: equal ones stay in the order of their names.
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut columns = vec![column("agency", Unit::Text, 0)];
    columns.extend(ROUND.map(|(name, _)| column(name, Unit::Share, 1)));
    columns.extend(["moved", "at_closing"].map(|name| column(name, Unit::Share, 1)));
    columns.push(column("n", Unit::Count, 0));
    let table = Table {
        name: "heaping".to_owned(),
        title: Message::new("report-table-heaping"),
        columns,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    Ok(vec![Draft::counted(table, Grain::new("stamps", &["agency"], &["n"]))])
}
