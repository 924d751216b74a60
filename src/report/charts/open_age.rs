//! The age of open dossiers, and how many of them are past their due date.

use crate::error::Result;
use crate::report::rows::{Frames, Ints, column, frame, shown, total};
use crate::results::{Arg, Cell, ChartKind, Message, Part, StudyFacts, Table, Token, Unit};

use super::{Known, Said};

/// Relations that [`tables`] reads.
pub const READS: [&str; 1] = ["measure.open_dossier"];

/// Lower ends of the bins, in working days.
const EDGES: [i64; 10] = [0, 1, 3, 5, 10, 20, 40, 60, 120, 240];

/// `open_age`: one row a bin of age in working days, up to the oldest one that isn't empty.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Table>> {
    let open = frame(frames, "measure.open_dossier")?;
    let age = Ints::of(open, "age_days")?;
    let (n, overdue) = (Ints::of(open, "n")?, Ints::of(open, "n_overdue")?);
    let mut bins = [(0_i64, 0_i64); EDGES.len()];
    for row in 0..open.rows() {
        let at = EDGES.partition_point(|edge| *edge <= age.at(row)).saturating_sub(1);
        if let Some(bin) = bins.get_mut(at) {
            bin.0 += n.at(row);
            bin.1 += overdue.at(row);
        }
    }
    let all: i64 = bins.iter().map(|(n, _)| n).sum();
    let filled = bins.iter().rposition(|(n, _)| *n > 0).map_or(0, |last| last + 1);
    let rows = (0..filled).filter_map(|at| {
        let (n, overdue) = bins.get(at)?;
        let from = EDGES.get(at)?;
        let label = match EDGES.get(at + 1) {
            Some(to) => Message::new("report-age-bin")
                .with("from", Arg::Count(*from))
                .with("to", Arg::Count(*to)),
            None => Message::new("report-age-last").with("from", Arg::Count(*from)),
        };
        Some(vec![Cell::Word(label), Cell::Int(n - overdue), Cell::Int(*overdue), Cell::Int(*n)])
    });
    Ok(vec![Table {
        name: "open_age".to_owned(),
        title: Message::new("report-table-open-age"),
        columns: vec![
            column("age", Unit::Text, 0),
            column("in_time", Unit::Count, 0),
            column("past_due", Unit::Count, 0),
            column("n", Unit::Count, 0),
        ],
        rows: if shown(all, facts) { rows.collect() } else { Vec::new() },
        suppressed: u64::from(all > 0 && !shown(all, facts)),
    }])
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let (n, overdue) = (total(table, "n"), total(table, "past_due"));
    let part = |column: &str, token| Part { column: column.to_owned(), token };
    let title = if n > 0.0 {
        Message::new("report-open-overdue").number("overdue", overdue).number("n", n)
    } else {
        Message::new("report-open-none")
    };
    Said {
        kind: ChartKind::StackedBars {
            label: "age".to_owned(),
            parts: vec![part("in_time", Token::Muted), part("past_due", Token::Overdue)],
            n: None,
            reference: None,
            low: None,
            high: None,
            hollow: true,
        },
        title,
        subtitle: Message::new("report-open-subtitle")
            .with("as_of", super::date(&known.facts.as_of)),
        alt: Message::new("report-open-alt"),
        left_out: None,
    }
}
