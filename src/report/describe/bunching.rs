//! `bunching`: whether more dossiers end just before their due date than a smooth distribution would
//! have.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{Frames, Ints, Procedures, Texts, column, float, frame, real};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::bunching::{Bins, Bunching, DEGREE, From, Shape};
use crate::stats::draws::DRAWS;

use super::SEED;

const GAP: &str = "measure.due_work_gap";

/// Relations that [`tables`] reads.
pub const READS: [&str; 2] = [GAP, Procedures::READS];

/// Working days before the due date at which dossiers bunch: the due date itself and the day before.
const WINDOW: (i64, i64) = (0, 1);
/// Share of dossiers that may lie outside the bins on each side.
const TAIL: f64 = 0.01;
/// Fewest closed dossiers of a procedure for a shape to be seen.
const FEWEST: i64 = 200;
/// Bins outside the window for each degree of the polynomial: with fewer it runs through every bin.
const BINS_A_DEGREE: usize = 3;
/// Procedures with most dossiers that are looked at.
const PROCEDURES: usize = 200;
/// A curve that goes below zero for more than this share of the dossiers is no distribution.
const BELOW_ZERO: f64 = 0.05;

/// `bunching`: one row a procedure, the one with the largest share in excess first.
///
/// In working days: due dates and results both fall on open days, so in calendar days a difference of 0
/// or 7 is common whatever officers do. Procedures of which no smooth curve can be told are left out, and
/// the title says how many.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let procedures = Procedures::read(frames)?;
    let gaps = frame(frames, GAP)?;
    let (procedure, gap) = (Texts::of(gaps, "procedure_code")?, Ints::of(gaps, "gap_days")?);
    let closed = Ints::of(gaps, "n_closed")?;
    // By days before the due date.
    let mut counts: BTreeMap<&str, BTreeMap<i64, i64>> = BTreeMap::new();
    for row in 0..gaps.rows() {
        let days = counts.entry(procedure.at(row)).or_default();
        *days.entry(gap.at(row).saturating_neg()).or_default() += closed.at(row);
    }
    let total = |days: &BTreeMap<i64, i64>| days.values().sum::<i64>();
    let mut largest: Vec<_> = counts.iter().filter(|(_, days)| total(days) >= FEWEST).collect();
    // A stable sort: equal ones stay in the order of their codes.
    largest.sort_by_key(|(_, days)| std::cmp::Reverse(total(days)));
    largest.truncate(PROCEDURES);
    let mut rows: Vec<(f64, Vec<Cell>)> = largest
        .iter()
        .filter_map(|(code, days)| {
            let (share, cells) = of(code, days, facts)?;
            Some((share, [vec![procedures.cell(code)], cells].concat()))
        })
        .collect();
    let left_out = (largest.len() - rows.len()) as u64;
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let table = Table {
        name: "bunching".to_owned(),
        title: Message::new("report-table-bunching").count("left_out", left_out),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("at_due", Unit::Count, 0),
            column("excess", Unit::Count, 0),
            column("excess_share", Unit::Share, 1),
            column("mass", Unit::Ratio, 2),
            column("mass_low", Unit::Ratio, 2),
            column("mass_high", Unit::Ratio, 2),
            column("n", Unit::Count, 0),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    Ok(vec![Draft::counted(table, Grain::new("results against due", &["procedure"], &["n"]))])
}

/// The share in excess, and the cells beside the procedure's name; nothing where no curve can be told.
fn of(code: &str, days: &BTreeMap<i64, i64>, facts: &StudyFacts) -> Option<(f64, Vec<Cell>)> {
    let n: i64 = days.values().sum();
    let allowed = TAIL * real(n);
    let first = beyond(days.iter(), allowed).min(WINDOW.0 - 1);
    let last = beyond(days.iter().rev(), allowed).max(WINDOW.1 + 1);
    let counts: Vec<f64> =
        (first..=last).map(|day| real(days.get(&day).copied().unwrap_or(0))).collect();
    let outside = (first..=last).filter(|day| *day < WINDOW.0 || *day > WINDOW.1).count();
    let degree = DEGREE.min(outside / BINS_A_DEGREE);
    if degree == 0 {
        return None;
    }
    let shape = Shape { degree, window: WINDOW, from: From::Both };
    let fit = Bunching::fit(&Bins { first, counts: &counts }, &shape).ok()?;
    let label = format!("bunching/{code}");
    let ends = fit.interval_if_independent(facts.level, DRAWS, SEED, &label).ok()?;
    let at_due: i64 = days.range(WINDOW.0..=WINDOW.1).map(|(_, n)| n).sum();
    // Two days without a single dossier are two days' worth missing: no fit can have fewer.
    let fewest = -real(WINDOW.1 - WINDOW.0 + 1);
    if at_due == 0 || ends.low < fewest || !tells(&fit) {
        return None;
    }
    let share = fit.excess / real(n);
    let cells = vec![
        Cell::Int(at_due),
        float(Some(fit.excess)),
        float(Some(share)),
        float(Some(fit.mass)),
        float(Some(ends.low)),
        float(Some(ends.high)),
        Cell::Int(n),
    ];
    Some((share, cells))
}

/// Whether the smooth curve is one that dossiers could have: finite, and hardly anywhere below zero.
fn tells(fit: &Bunching) -> bool {
    let total: f64 = fit.smooth.iter().sum();
    let below: f64 = fit.smooth.iter().map(|n| (-n).max(0.0)).sum();
    let finite = [fit.excess, fit.mass, total, below].iter().all(|value| value.is_finite());
    finite && total > 0.0 && below <= BELOW_ZERO * total
}

/// The day by which more than `allowed` dossiers have been passed.
fn beyond<'a>(days: impl Iterator<Item = (&'a i64, &'a i64)>, allowed: f64) -> i64 {
    let mut passed = 0;
    for (day, n) in days {
        passed += n;
        if real(passed) > allowed {
            return *day;
        }
    }
    0
}
