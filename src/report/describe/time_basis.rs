//! `time_basis`: what the times of each step rest on: recorded, taken from the step before, or unknown.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::frame::Frame;
use crate::report::rows::{Frames, Ints, Procedures, Texts, column, float, frame, mean, name};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};

/// The relation of what times rest on.
pub const BASIS: &str = "measure.time_basis";

/// Relations that [`tables`] reads.
pub const READS: [&str; 2] = [BASIS, Procedures::READS];

/// Columns of shares, with the relation's counts: of the moment from which a run could begin, then of its
/// start.
const BASES: [(&str, &str); 7] = [
    ("enabled_recorded", "n_recorded"),
    ("enabled_by_finish", "n_from_finish"),
    ("enabled_by_receipt", "n_from_receipt"),
    ("enabled_unknown", "n_unknown"),
    ("start_recorded", "n_started"),
    ("not_begun", "n_not_begun"),
    ("start_unknown", "n_start_unknown"),
];

/// `time_basis`: one row a procedure and step, the one with most runs first.
pub fn tables(frames: &Frames, _facts: &StudyFacts) -> Result<Vec<Draft>> {
    let procedures = Procedures::read(frames)?;
    let frame = frame(frames, BASIS)?;
    let (procedure, step) = (Texts::of(frame, "procedure_code")?, Texts::of(frame, "step")?);
    let n = Ints::of(frame, "n")?;
    let counts = BASES.iter().map(|(_, own)| Ints::of(frame, own)).collect::<Result<Vec<_>>>()?;
    let mut steps: BTreeMap<[&str; 2], (i64, [i64; BASES.len()])> = BTreeMap::new();
    for row in 0..frame.rows() {
        let (runs, bases) = steps.entry([procedure.at(row), step.at(row)]).or_default();
        *runs += n.at(row);
        for (sum, count) in bases.iter_mut().zip(&counts) {
            *sum += count.at(row);
        }
    }
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for ([procedure, step], (runs, bases)) in &steps {
        let mut row = vec![procedures.cell(procedure), name(step), Cell::Int(*runs)];
        row.extend(bases.map(|count| float(mean(count, *runs))));
        rows.push((*runs, row));
    }
    // A stable sort: equal ones stay in the order of their names.
    rows.sort_by_key(|(runs, _)| std::cmp::Reverse(*runs));
    let mut columns = vec![
        column("procedure", Unit::Text, 0),
        column("step", Unit::Text, 0),
        column("n", Unit::Count, 0),
    ];
    columns.extend(BASES.map(|(name, _)| column(name, Unit::Share, 1)));
    let table = Table {
        name: "time_basis".to_owned(),
        title: Message::new("report-table-time-basis"),
        columns,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    Ok(vec![Draft::counted(table, Grain::new("runs", &["procedure", "step"], &["n"]))])
}

/// By group, what the moment from which its runs could begin rests on for most of them, and for how many.
///
/// # Errors
/// If a column is missing or of another type.
pub fn by_group<const K: usize>(
    frame: &Frame,
    keys: [&str; K],
) -> Result<BTreeMap<[String; K], Cell>> {
    let mut names = Vec::with_capacity(K);
    for key in keys {
        names.push(Texts::of(frame, key)?);
    }
    let n = Ints::of(frame, "n")?;
    let counts = ENABLED.iter().map(|(_, own)| Ints::of(frame, own)).collect::<Result<Vec<_>>>()?;
    let mut groups = BTreeMap::new();
    for row in 0..frame.rows() {
        let key = std::array::from_fn(|k| names.get(k).map_or("", |c| c.at(row)).to_owned());
        let own = ENABLED.iter().zip(&counts).map(|((key, _), count)| (count.at(row), *key));
        // The first of equals.
        let most = own.rev().max_by_key(|(count, _)| *count);
        let word = most.and_then(|(count, key)| {
            Some(Cell::Word(Message::new(key).share("share", mean(count, n.at(row))?)))
        });
        groups.insert(key, word.unwrap_or(Cell::Null));
    }
    Ok(groups)
}

/// What a moment of enabling rests on, in words, with the relation's counts.
const ENABLED: [(&str, &str); 4] = [
    ("report-enabled-recorded", "n_recorded"),
    ("report-enabled-by-finish", "n_from_finish"),
    ("report-enabled-by-receipt", "n_from_receipt"),
    ("report-enabled-unknown", "n_unknown"),
];
