//! Finishing against the due date: how many dossiers end so many days before or after it.

use crate::error::Result;
use crate::report::rows::{Frames, Ints, column, frame, real};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, ChartKind, Mark, Message, StudyFacts, Table, Unit};

use super::{Known, Said};

/// Relations that [`tables`] reads.
pub const READS: [&str; 1] = ["measure.due_gap"];

/// Calendar days that a bin may span, and how many bins a page's width carries.
const WIDTHS: [i64; 11] = [1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365];
const BINS: i64 = 40;
/// Share of dossiers that may lie outside the axis on each side.
const TAIL: f64 = 0.01;

/// `due_date`: one row a bin of calendar days from the *end* of the due date, so that nothing left of 0
/// is late. The outermost bins are open where something lies beyond the axis.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let gaps = frame(frames, "measure.due_gap")?;
    let gap = Ints::of(gaps, "gap_days")?;
    let (closed, open) = (Ints::of(gaps, "n_closed")?, Ints::of(gaps, "n_open")?);
    let mut rows: Vec<(i64, i64, i64)> =
        (0..gaps.rows()).map(|row| (gap.at(row), closed.at(row), open.at(row))).collect();
    rows.sort_unstable();
    let n: i64 = rows.iter().map(|(_, c, o)| c + o).sum();
    let late: i64 = rows.iter().filter(|(gap, ..)| *gap > 0).map(|(_, c, o)| c + o).sum();
    let small = n.unsigned_abs() < facts.suppress_below;
    let said = |n: i64| if small { 0 } else { n.unsigned_abs() };
    let table = Table {
        name: "due_date".to_owned(),
        title: Message::new("report-table-due-date").count("late", said(late)).count("n", said(n)),
        columns: vec![
            column("from_day", Unit::WallDays, 0),
            column("to_day", Unit::WallDays, 0),
            column("closed", Unit::Count, 0),
            column("open", Unit::Count, 0),
        ],
        rows: bins(&rows, n, facts.suppress_below),
        suppressed: 0,
    };
    let grain = Grain::new("due dossiers", &["from_day", "to_day"], &["closed", "open"]);
    Ok(vec![Draft::counted(table, Grain { margin: Some(side), ..grain })])
}

/// The side of the due date: the title says how many lie on each.
fn side(_: &Table, row: &[Cell]) -> &'static str {
    if row.first().and_then(Cell::number).is_some_and(|from| from >= 0.0) {
        "late"
    } else {
        "in time"
    }
}

#[derive(Clone, Copy)]
struct Bin {
    from: Option<i64>,
    to: Option<i64>,
    closed: i64,
    open: i64,
}

fn bins(rows: &[(i64, i64, i64)], n: i64, suppress_below: u64) -> Vec<Vec<Cell>> {
    if n <= 0 {
        return Vec::new();
    }
    let (low, high) = ends(rows, n);
    let width = WIDTHS.iter().find(|w| (high - low) / **w < BINS).unwrap_or(&365);
    // A gap of 0 ended on the due date: the last day before its end.
    let bin = |gap: i64| (gap - 1).div_euclid(*width);
    let (first, last) = (bin(low), bin(high));
    let empty = |from, to| Bin { from, to, closed: 0, open: 0 };
    let (start, end) = (first * width, (last + 1) * width);
    let mut bins: Vec<Bin> =
        (first..=last).map(|b| empty(Some(b * width), Some((b + 1) * width))).collect();
    let (mut before, mut after) = (empty(None, Some(start)), empty(Some(end), None));
    for (gap, closed, open) in rows {
        let at = usize::try_from(bin(*gap) - first).ok().and_then(|at| bins.get_mut(at));
        let counts = match at {
            Some(counts) => counts,
            None if *gap < low => &mut before,
            None => &mut after,
        };
        counts.closed += closed;
        counts.open += open;
    }
    let small = |bin: &Bin| (bin.closed + bin.open).unsigned_abs() < suppress_below;
    // What lies beyond is a bin of its own where it is large enough, else it opens its neighbour.
    if !small(&before) {
        bins.insert(0, before);
    } else if before.closed + before.open > 0
        && let Some(neighbour) = bins.first_mut()
    {
        *neighbour = before.with(neighbour, None, neighbour.to);
    }
    if !small(&after) {
        bins.push(after);
    } else if after.closed + after.open > 0
        && let Some(neighbour) = bins.last_mut()
    {
        *neighbour = after.with(neighbour, neighbour.from, None);
    }
    let day = |day: Option<i64>| day.map_or(Cell::Null, Cell::Int);
    let row = |b: Bin| vec![day(b.from), day(b.to), Cell::Int(b.closed), Cell::Int(b.open)];
    bins.into_iter().map(row).collect()
}

impl Bin {
    fn with(&self, other: &Self, from: Option<i64>, to: Option<i64>) -> Self {
        Self { from, to, closed: self.closed + other.closed, open: self.open + other.open }
    }
}

/// The gaps between which all but the tails lie, with the due date always inside.
fn ends(rows: &[(i64, i64, i64)], n: i64) -> (i64, i64) {
    let allowed = real(n) * TAIL;
    (first_beyond(rows.iter(), allowed).min(0), first_beyond(rows.iter().rev(), allowed).max(1))
}

/// The gap at which more than `allowed` dossiers have passed.
fn first_beyond<'a>(rows: impl Iterator<Item = &'a (i64, i64, i64)>, allowed: f64) -> i64 {
    let mut passed = 0;
    for (gap, closed, open) in rows {
        passed += closed + open;
        if real(passed) > allowed {
            return *gap;
        }
    }
    0
}

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let count = |name: &str| match table.title.args.get(name) {
        Some(crate::results::Arg::Count(n)) => real(*n),
        _ => 0.0,
    };
    let (late, all) = (count("late"), count("n"));
    let title = if all > 0.0 {
        Message::new("report-due-late").share("share", late / all).with(
            "n",
            #[expect(clippy::cast_possible_truncation, reason = "a sum of counts")]
            crate::results::Arg::Count(all as i64),
        )
    } else {
        Message::new("report-due-none")
    };
    Said {
        kind: ChartKind::Histogram {
            from: "from_day".to_owned(),
            to: "to_day".to_owned(),
            count: "closed".to_owned(),
            open: Some("open".to_owned()),
            mark: Some(Mark { at: 0.0, name: Message::new("report-due-mark") }),
        },
        title,
        subtitle: Message::new("report-due-subtitle")
            .with("as_of", super::date(&known.facts.as_of)),
        alt: Message::new("report-due-alt"),
        left_out: None,
    }
}
