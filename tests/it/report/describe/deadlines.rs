//! Bunching at the due date and heaping of stamps.

use redtape::frame::Frame;
use redtape::results::{Arg, Cell, Table};

use super::{cell, frame, int, near, noise, number, table, text};

/// Dossiers by working days after the due date, in a smooth hill 6 days before it, and `more` on the due
/// date.
fn gaps(more: i64) -> Frame {
    let days: Vec<i64> = (-25..=15).collect();
    #[expect(clippy::cast_possible_truncation, reason = "counts below a thousand")]
    let hill = days.iter().zip(noise(3)).map(|(day, noise)| {
        let apart = f64::from(i32::try_from(day + 6).expect("a few days")) / 8.0;
        let n = 400.0 * (-0.5 * apart * apart).exp() + 5.0 * noise + 10.0;
        n as i64 + if *day == 0 { more } else { 0 }
    });
    let n: Vec<i64> = hill.collect();
    frame(&[
        ("procedure_code", text(&vec!["1.01"; days.len()])),
        ("gap_days", int(&days)),
        ("n_closed", int(&n)),
    ])
}

#[test]
fn dossiers_that_end_on_their_due_date_stand_out() {
    let bunching = table("bunching", vec![("measure.due_work_gap", gaps(900))]);
    // Of 900 that were moved, the smooth distribution has 8 in 100 on these two days anyway.
    near(number(&bunching, 0, "excess"), 830.0, 40.0);
    assert!(number(&bunching, 0, "mass_low") > 2.0);
    assert!(number(&bunching, 0, "mass_low") < number(&bunching, 0, "mass"));
    let (excess, n) = (number(&bunching, 0, "excess"), number(&bunching, 0, "n"));
    near(number(&bunching, 0, "excess_share"), excess / n, 1e-9);
}

#[test]
fn a_smooth_distribution_has_nothing_in_excess() {
    let bunching = table("bunching", vec![("measure.due_work_gap", gaps(0))]);
    near(number(&bunching, 0, "excess_share"), 0.0, 0.01);
    assert!(number(&bunching, 0, "mass_low") < 0.0);
    assert!(number(&bunching, 0, "mass_high") > 0.0);
}

#[test]
fn a_procedure_with_few_dossiers_has_no_shape() {
    let few = frame(&[
        ("procedure_code", text(&["1.01", "1.01", "1.02"])),
        ("gap_days", int(&[-3, 0, 0])),
        ("n_closed", int(&[80, 90, 3])),
    ]);
    let bunching = table("bunching", vec![("measure.due_work_gap", few)]);
    assert!(bunching.rows.is_empty());
}

/// How many procedures the title says are left out.
fn left_out(bunching: &Table) -> Option<&Arg> {
    bunching.title.args.get("left_out")
}

#[test]
fn a_due_date_that_nobody_ends_on_has_no_curve() {
    // Offices that close everything three days early or late: none on the last two days.
    let days: Vec<i64> = (-12..=12).filter(|day| !(-1..=0).contains(day)).collect();
    let never = frame(&[
        ("procedure_code", text(&vec!["1.01"; days.len()])),
        ("gap_days", int(&days)),
        ("n_closed", int(&vec![20; days.len()])),
    ]);
    let bunching = table("bunching", vec![("measure.due_work_gap", never)]);
    assert!(bunching.rows.is_empty(), "{:?}", bunching.rows);
    assert_eq!(left_out(&bunching), Some(&Arg::Count(1)));
}

#[test]
fn a_curve_that_counts_fewer_than_none_is_left_out() {
    // Two heaps a month apart and nothing between: a polynomial swings far below zero there.
    let days: Vec<i64> = (-30..=20).collect();
    let n = days.iter().map(|day| match day {
        -30..=-27 => 400,
        17..=20 => 300,
        0 => 2,
        _ => 0,
    });
    let heaps = frame(&[
        ("procedure_code", text(&vec!["1.01"; days.len()])),
        ("gap_days", int(&days)),
        ("n_closed", int(&n.collect::<Vec<_>>())),
    ]);
    let bunching = table("bunching", vec![("measure.due_work_gap", heaps)]);
    assert!(bunching.rows.is_empty(), "{:?}", bunching.rows);
    assert_eq!(left_out(&bunching), Some(&Arg::Count(1)));
    // Where a curve can be told, none is.
    let smooth = table("bunching", vec![("measure.due_work_gap", gaps(900))]);
    assert_eq!(left_out(&smooth), Some(&Arg::Count(0)));
}

/// Stamps of two agencies at these numbers by minute.
fn stamps(first: &[(i64, i64, i64)], second: &[(i64, i64, i64)]) -> Frame {
    let both = || first.iter().chain(second);
    let number = |of: fn(&(i64, i64, i64)) -> i64| int(&both().map(of).collect::<Vec<_>>());
    let agencies = [vec!["Sở A"; first.len()], vec!["Sở B"; second.len()]].concat();
    frame(&[
        ("agency", text(&agencies)),
        ("minute", number(|s| s.0)),
        ("n", number(|s| s.1)),
        ("n_at_closing", number(|s| s.2)),
    ])
}

#[test]
fn stamps_on_round_minutes_show_and_even_ones_do_not() {
    let even: Vec<(i64, i64, i64)> = (0..60).map(|minute| (minute, 10, 0)).collect();
    let heaping =
        table("heaping", vec![("measure.stamp_heap", stamps(&even, &[(0, 50, 25), (30, 50, 0)]))]);
    // The agency whose stamps were moved comes first.
    assert_eq!(cell(&heaping, 0, "agency"), &Cell::Text("Sở B".to_owned()));
    near(number(&heaping, 0, "round_5"), 1.0, 1e-12);
    near(number(&heaping, 0, "round_60"), 0.5, 1e-12);
    near(number(&heaping, 0, "moved"), 1.0, 1e-12);
    near(number(&heaping, 0, "at_closing"), 0.25, 1e-12);
    near(number(&heaping, 1, "round_5"), 0.2, 1e-12);
    near(number(&heaping, 1, "moved"), 0.0, 1e-12);
}

#[test]
fn an_agency_with_few_stamps_is_left_out() {
    let heaping =
        table("heaping", vec![("measure.stamp_heap", stamps(&[(0, 40, 0)], &[(0, 2, 2)]))]);
    let few = Cell::Text("Sở B".to_owned());
    assert!(heaping.rows.iter().all(|row| row[0] != few), "{:?}", heaping.rows);
    assert!(heaping.suppressed > 0);
}
