//! Tables that show traps.

use redtape::report::tables::tables;
use redtape::results::{Cell, Table};
use redtape::words::Language;

use super::fixture::{DAY, facts, frame, frames, int, no_rows, text, words};

fn table(name: &str) -> Table {
    let tables = tables(&frames(), &facts()).expect("tables");
    tables.into_iter().find(|table| table.name == name).expect("the table")
}

fn number(table: &Table, row: usize, column: &str) -> f64 {
    table.rows[row][table.column(column).expect("the column")].number().expect("a number")
}

fn said(table: &Table, row: usize, column: &str) -> String {
    let at = table.column(column).expect("the column");
    words(Language::En).cell(&table.rows[row][at], &table.columns[at])
}

#[test]
fn a_comparison_that_turns_round_within_procedures_is_listed() {
    let simpson = table("simpson");
    // A does the slow procedure four times as often, and is a day faster at each.
    assert_eq!(simpson.rows.len(), 2);
    let sides = [0, 1].map(|row| (said(&simpson, row, "first"), number(&simpson, row, "pooled")));
    assert!(sides[0].0 == "Sở A" && sides[0].1 > 3.0, "{sides:?}");
    assert!(sides[1].0 == "Sở B" && sides[1].1 < -3.0, "{sides:?}");
    assert!((number(&simpson, 0, "within") + 1.0).abs() < 0.2);
    assert!(number(&simpson, 0, "within_high") < 0.0);
    assert_eq!(said(&simpson, 0, "interval_basis"), "weekly series");
}

#[test]
fn ranks_within_procedures_stand_beside_a_reversal() {
    let mut frames = frames();
    // In days: A's slow procedure takes 9, B's 10; A's quick one 2, B's 3. A does the slow one mostly.
    let times = frame(&[
        ("procedure_code", text(&["1.01", "1.01", "1.02", "1.02"])),
        ("agency", text(&["Sở A", "Sở B", "Sở A", "Sở B"])),
        ("channel", text(&["counter"; 4])),
        ("value", int(&[9 * 480, 10 * 480, 2 * 480, 3 * 480])),
        ("finished", int(&[80, 20, 20, 80])),
        ("censored", int(&[0; 4])),
        ("entered", int(&[0; 4])),
    ]);
    frames.insert("measure.dossier_group".to_owned(), times);
    let tables = tables(&frames, &facts()).expect("tables");
    let simpson = tables.iter().find(|table| table.name == "simpson").expect("the table");
    // Of 100 · 100 pairs A takes longer in 80 · 80; within a procedure in none.
    assert!((number(simpson, 0, "pooled_longer") - 0.64).abs() < 1e-12);
    assert!(number(simpson, 0, "within_longer").abs() < 1e-12);
    assert!(number(simpson, 0, "van_elteren") < -5.0);
}

#[test]
fn a_comparison_that_holds_within_procedures_is_not_listed() {
    let mut frames = frames();
    let week: Vec<i64> = (1..=52).flat_map(|w| [w; 4]).collect();
    let times = |a: i64, b: i64| vec![8 * a * DAY, 2 * b * DAY, 2 * a * DAY, 8 * b * DAY];
    let each = |values: Vec<i64>| -> Vec<i64> { (0..52).flat_map(|_| values.clone()).collect() };
    let name = |names: [&str; 4]| -> Vec<String> {
        (0..52).flat_map(|_| names.map(str::to_owned)).collect()
    };
    let said = |names: [&str; 4]| {
        let names = name(names);
        text(&names.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let slower_everywhere = frame(&[
        ("procedure_code", said(["P", "P", "Q", "Q"])),
        ("agency", said(["Sở A", "Sở B", "Sở A", "Sở B"])),
        ("channel", said(["counter"; 4])),
        ("week_no", int(&week)),
        ("limit_s", int(&vec![DAY; week.len()])),
        ("n", int(&each(vec![8, 2, 2, 8]))),
        ("time_s", int(&each(times(9, 3)))),
    ]);
    frames.insert("find.restricted_time".to_owned(), slower_everywhere);
    let tables = tables(&frames, &facts()).expect("tables");
    let simpson = tables.iter().find(|table| table.name == "simpson").expect("the table");
    assert!(simpson.rows.is_empty());
}

#[test]
fn a_quarter_stands_beside_its_like_and_too_few_weeks_are_said_so() {
    let quarters = table("quarters");
    assert_eq!(quarters.rows.len(), 1);
    assert_eq!(said(&quarters, 0, "quarter"), "Q2 2023");
    assert_eq!(said(&quarters, 0, "before"), "Q2 2022");
    assert_eq!((number(&quarters, 0, "n"), number(&quarters, 0, "n_before")), (20.0, 12.0));
    assert!(number(&quarters, 0, "difference").abs() < 1e-9);
    assert_eq!(said(&quarters, 0, "interval_basis"), "none: 13 weeks are too few");
    assert_eq!(quarters.rows[0][quarters.column("low").expect("the column")], Cell::Null);
}

/// Ten quarters from 2021-Q2 of thirteen weeks each: of 36 dossiers a week, some are late, and from
/// 2022-Q3 on nine more.
fn two_years() -> Vec<(String, i64, i64)> {
    (0..10)
        .flat_map(|quarter: i64| {
            let name = format!("{}-Q{}", 2021 + (quarter + 1) / 4, (quarter + 1) % 4 + 1);
            let late = if quarter >= 5 { 12 } else { 3 };
            let week = move |week: i64| 18_721 + 7 * (13 * quarter + week);
            (0..13).map(move |at| (name.clone(), week(at), 36 - late - (at * 5 + quarter) % 4))
        })
        .collect()
}

#[test]
fn four_quarters_and_the_four_before_carry_an_interval() {
    let mut frames = frames();
    let weeks = two_years();
    let names: Vec<&str> = weeks.iter().map(|w| w.0.as_str()).collect();
    let numbers =
        |at: fn(&(String, i64, i64)) -> i64| int(&weeks.iter().map(at).collect::<Vec<_>>());
    let week = frame(&[
        ("quarter", text(&names)),
        ("week", numbers(|w| w.1)),
        ("judged", int(&vec![36; weeks.len()])),
        ("on_time", numbers(|w| w.2)),
    ]);
    let mut labels: Vec<&str> = names.clone();
    labels.dedup();
    let completion = frame(&[
        ("quarter", text(&labels)),
        ("value", int(&[480; 10])),
        ("finished", int(&[468; 10])),
        ("censored", int(&[0; 10])),
        ("refused", int(&[0; 10])),
        ("withdrawn", int(&[0; 10])),
        ("entered", int(&[0; 10])),
    ]);
    frames.insert("measure.quarter_week".to_owned(), week);
    frames.insert("measure.completion".to_owned(), completion);
    let tables = tables(&frames, &facts()).expect("tables");
    let quarters = tables.iter().find(|table| table.name == "quarters").expect("the table");
    // The first quarter of the data and the one of the as-of date are not whole.
    let said = |row: usize, column: &str| said(quarters, row, column);
    let labels: Vec<_> = (0..quarters.rows.len()).map(|row| said(row, "quarter")).collect();
    let year = "four quarters to Q2 2023";
    assert_eq!(labels, ["Q3 2022", "Q4 2022", "Q1 2023", "Q2 2023", year]);
    assert_eq!(said(4, "before"), "four quarters to Q2 2022");
    assert_eq!(said(3, "interval_basis"), "none: 13 weeks are too few");
    assert_eq!(said(4, "interval_basis"), "weekly series");
    let [low, gap, high] = ["low", "difference", "high"].map(|name| number(quarters, 4, name));
    // Nine of 36 more are late.
    assert!((gap + 25.0).abs() < 0.5, "{gap}");
    assert!(low < gap && gap < high && high < -20.0, "{low} to {high}");
}

#[test]
fn the_mean_of_closed_dossiers_stands_beside_the_cohorts() {
    let closed = table("closed_only");
    let labels: Vec<_> = (0..closed.rows.len()).map(|row| said(&closed, row, "quarter")).collect();
    assert_eq!(labels, ["Q1 2022", "Q2 2022", "Q1 2023", "Q2 2023", "Q3 2023"]);
    // 24 days of 17 closed ones; of the 19 received, four are open after five days.
    assert!((number(&closed, 4, "mean_closed") - 24.0 / 17.0).abs() < 1e-9);
    assert_eq!(number(&closed, 4, "n_open"), 4.0);
    assert!(number(&closed, 4, "mean") > number(&closed, 4, "mean_closed"));
    // The cohort of one dossier is kept back, and one more with it.
    let n = closed.column("n").expect("the column");
    assert_eq!([&closed.rows[0][n], &closed.rows[2][n]], [&Cell::Null, &Cell::Null]);
}

#[test]
fn an_open_run_is_not_a_short_one() {
    let steps = table("step_times");
    let unit = |name: &str| {
        let row = (0..steps.rows.len()).find(|row| said(&steps, *row, "unit") == name);
        row.expect("the unit")
    };
    let (whole, open) = (unit("Phòng 1"), unit("Phòng 2"));
    assert_eq!(said(&steps, whole, "interval_basis"), "order statistics");
    assert_eq!(said(&steps, open, "interval_basis"), "survival curve");
    assert_eq!(number(&steps, open, "n_open"), 1.0);
    assert!((number(&steps, whole, "median") - 0.5).abs() < 1e-9);
}

#[test]
fn a_group_says_its_median_and_its_mean_up_to_the_limit() {
    let groups = table("completion_by_group");
    let labels: Vec<_> = (0..groups.rows.len()).map(|row| said(&groups, row, "channel")).collect();
    assert_eq!(labels, ["counter", "online"]);
    assert!((number(&groups, 0, "mean") - 9.0).abs() < 0.1);
    assert!((number(&groups, 0, "limit") - 12.0).abs() < 1e-9);
    assert!(number(&groups, 0, "low") < number(&groups, 0, "mean"));
    assert_eq!(said(&groups, 1, "interval_basis"), "none: no dossier was followed up to the limit");
}

#[test]
fn two_refusals_are_too_few_to_be_told() {
    let endings = table("endings");
    assert!(endings.rows.is_empty());
    assert_eq!(endings.suppressed, 2);
}

#[test]
fn without_rows_every_table_is_empty_and_none_fails() {
    for table in tables(&no_rows(), &facts()).expect("tables") {
        let groups =
            ["completion_by_group", "step_times", "endings", "closed_only", "quarters", "simpson"];
        if groups.contains(&table.name.as_str()) {
            assert!(table.rows.is_empty(), "{}", table.name);
        }
    }
}
