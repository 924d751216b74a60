//! Finishing against the due date: how many dossiers end so many days before or after it.

use crate::error::Result;
use crate::report::rows::{Frames, Ints, column, frame, real, shown, total};
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
/// is late.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Table>> {
    let gaps = frame(frames, "measure.due_gap")?;
    let gap = Ints::of(gaps, "gap_days")?;
    let (closed, open) = (Ints::of(gaps, "n_closed")?, Ints::of(gaps, "n_open")?);
    let mut rows: Vec<(i64, i64, i64)> =
        (0..gaps.rows()).map(|row| (gap.at(row), closed.at(row), open.at(row))).collect();
    rows.sort_unstable();
    let n: i64 = rows.iter().map(|(_, c, o)| c + o).sum();
    let mut bins = Vec::new();
    let (mut before, mut after) = (0, 0);
    if shown(n, facts) {
        let (low, high) = ends(&rows, n);
        let width = WIDTHS.iter().find(|w| (high - low) / **w < BINS).unwrap_or(&365);
        // A gap of 0 ended on the due date: the last day before its end.
        let bin = |gap: i64| (gap - 1).div_euclid(*width);
        let (first, last) = (bin(low), bin(high));
        bins = (first..=last).map(|b| (b * width, (b + 1) * width, 0, 0)).collect();
        for (gap, closed, open) in rows {
            let at = usize::try_from(bin(gap) - first).ok().and_then(|at| bins.get_mut(at));
            match at {
                Some(counts) => {
                    counts.2 += closed;
                    counts.3 += open;
                }
                None if gap < low => before += closed + open,
                None => after += closed + open,
            }
        }
    }
    let row = |(from, to, closed, open): (i64, i64, i64, i64)| {
        vec![Cell::Int(from), Cell::Int(to), Cell::Int(closed), Cell::Int(open)]
    };
    Ok(vec![Table {
        name: "due_date".to_owned(),
        title: Message::new("report-table-due-date")
            .count("before", u64::try_from(before).unwrap_or(0))
            .count("after", u64::try_from(after).unwrap_or(0)),
        columns: vec![
            column("from_day", Unit::WallDays, 0),
            column("to_day", Unit::WallDays, 0),
            column("closed", Unit::Count, 0),
            column("open", Unit::Count, 0),
        ],
        rows: bins.into_iter().map(row).collect(),
        suppressed: u64::from(n > 0 && !shown(n, facts)),
    }])
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
    let late_rows = || {
        table
            .rows
            .iter()
            .filter(|row| row.first().and_then(Cell::number).is_some_and(|from| from >= 0.0))
    };
    let late: f64 =
        late_rows().flat_map(|row| row.iter().skip(2).filter_map(Cell::number)).sum::<f64>()
            + count("after");
    let all = total(table, "closed") + total(table, "open") + count("before") + count("after");
    let title = if all > 0.0 {
        Message::new("report-due-late").share("share", late / all).with(
            "n",
            #[expect(clippy::cast_possible_truncation, reason = "a sum of counts")]
            crate::results::Arg::Count(all as i64),
        )
    } else {
        Message::new("report-due-none")
    };
    let outside = count("before") + count("after");
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
        left_out: (outside > 0.0).then(|| Message::new("report-left-out-far").number("n", outside)),
    }
}
