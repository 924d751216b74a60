//! The age of open dossiers, and how many of them are past their due date.

use crate::error::Result;
use crate::report::rows::{Frames, Ints, column, frame, total};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Arg, Cell, ChartKind, Message, Part, StudyFacts, Table, Token, Unit};

use super::{Known, Said};

/// Relations that [`tables`] reads.
pub const READS: [&str; 1] = ["measure.open_dossier"];

/// Lower ends of the bins, in working days.
const EDGES: [i64; 10] = [0, 1, 3, 5, 10, 20, 40, 60, 120, 240];

/// `open_age`: one row a bin of age in working days, up to the oldest one that isn't empty. A bin that is
/// too small to be shown is one with the next younger.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let open = frame(frames, "measure.open_dossier")?;
    let age = Ints::of(open, "age_days")?;
    let (n, overdue) = (Ints::of(open, "n")?, Ints::of(open, "n_overdue")?);
    let mut counts = [(0_i64, 0_i64); EDGES.len()];
    for row in 0..open.rows() {
        let at = EDGES.partition_point(|edge| *edge <= age.at(row)).saturating_sub(1);
        if let Some(bin) = counts.get_mut(at) {
            bin.0 += n.at(row);
            bin.1 += overdue.at(row);
        }
    }
    let table = Table {
        name: "open_age".to_owned(),
        title: Message::new("report-table-open-age"),
        columns: vec![
            column("age", Unit::Text, 0),
            column("in_time", Unit::Count, 0),
            column("past_due", Unit::Count, 0),
            column("n", Unit::Count, 0),
        ],
        rows: bins(&counts, facts.suppress_below).iter().map(Bin::row).collect(),
        suppressed: 0,
    };
    Ok(vec![Draft::counted(table, Grain::new("open dossiers", &["age"], &["n"]))])
}

struct Bin {
    from: i64,
    /// Nothing for the oldest, which has no upper end.
    to: Option<i64>,
    n: i64,
    overdue: i64,
}

fn bins(counts: &[(i64, i64)], suppress_below: u64) -> Vec<Bin> {
    let Some(filled) = counts.iter().rposition(|(n, _)| *n > 0) else { return Vec::new() };
    let mut bins: Vec<Bin> = Vec::new();
    // What an older bin was too small to show: its upper end and its counts.
    let mut carried: Option<(Option<i64>, i64, i64)> = None;
    for (at, ((n, overdue), from)) in counts.iter().zip(EDGES).enumerate().take(filled + 1).rev() {
        let (to, n, overdue) = match carried.take() {
            Some((to, older, older_overdue)) => (to, n + older, overdue + older_overdue),
            None => (EDGES.get(at + 1).copied(), *n, *overdue),
        };
        if n > 0 && n.unsigned_abs() < suppress_below && at > 0 {
            carried = Some((to, n, overdue));
        } else {
            bins.push(Bin { from, to, n, overdue });
        }
    }
    // The youngest has no younger one: it is one with the next older, until that is large enough.
    while let Some(last) = bins.pop() {
        match bins.last_mut() {
            Some(older) if last.n > 0 && last.n.unsigned_abs() < suppress_below => {
                older.from = last.from;
                older.n += last.n;
                older.overdue += last.overdue;
            }
            _ => {
                bins.push(last);
                break;
            }
        }
    }
    bins.reverse();
    bins
}

impl Bin {
    fn row(&self) -> Vec<Cell> {
        let label = match self.to {
            Some(to) => Message::new("report-age-bin")
                .with("from", Arg::Count(self.from))
                .with("to", Arg::Count(to)),
            None => Message::new("report-age-last").with("from", Arg::Count(self.from)),
        };
        let in_time = self.n - self.overdue;
        vec![Cell::Word(label), Cell::Int(in_time), Cell::Int(self.overdue), Cell::Int(self.n)]
    }
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
