//! Load and changes of level.

use redtape::frame::Frame;
use redtape::results::{Cell, Table};
use redtape::words::{Language, Words};

use super::{
    DAY, FIRST, Service, WEEKS, cell, facts, frame, int, made, near, noise, number, open_weeks,
    services, study, table, text,
};

/// Weeks of the one unit after one in which `before` runs arrived.
fn unit(
    before: i64,
    arrivals: &[i64],
    completions: &[i64],
    officers: i64,
    available_s: i64,
) -> Frame {
    let n = arrivals.len() + 1;
    let with = |first: i64, rest: &[i64]| int(&[&[first], rest].concat());
    let service = vec![10 * DAY / 4; n - 1];
    frame(&[
        ("agency", text(&vec!["Sở A"; n])),
        ("unit", text(&vec!["Phòng 1"; n])),
        // The log began long before the window.
        ("week", with(FIRST - 700, &(FIRST..).step_by(7).take(n - 1).collect::<Vec<_>>())),
        ("officers", with(0, &vec![officers; n - 1])),
        ("arrivals", with(before, arrivals)),
        ("completions", with(0, completions)),
        ("service_s", with(0, &service)),
        ("available_s", with(0, &vec![available_s; n - 1])),
    ])
}

/// Ten runs a week, each 2 hours of work for the one officer, and each a week of five days in the unit.
fn steady(available_s: i64, sojourn_s: i64) -> Table {
    let runs = Service { n: 520, wait_s: 2 * DAY, service_s: DAY / 4, sojourn_s };
    let weeks = unit(10, &[10; WEEKS], &[10; WEEKS], 1, available_s);
    table("load", vec![("measure.unit_week", weeks), ("measure.unit_service", services(&[runs]))])
}

#[test]
fn figures_that_belong_together_agree_with_littles_law() {
    let load = steady(5 * DAY, 5 * DAY);
    near(number(&load, 0, "wip"), 10.0, 1e-9);
    near(number(&load, 0, "little_ratio"), 1.0, 1e-9);
    near(number(&load, 0, "arrivals"), 10.0, 1e-9);
    assert_eq!(cell(&load, 0, "n"), &Cell::Int(520));
}

#[test]
fn runs_that_were_never_closed_stand_out_against_littles_law() {
    // Half of what is open isn't explained by how long finished runs took.
    near(number(&steady(5 * DAY, 5 * DAY / 2), 0, "little_ratio"), 2.0, 1e-9);
}

#[test]
fn a_wait_by_formula_is_that_of_one_officer() {
    let load = steady(5 * DAY, 5 * DAY);
    near(number(&load, 0, "utilisation"), 0.5, 1e-9);
    // (0 + 1)/2 · ρ/(1 − ρ) · s: arrivals don't vary, services do as exponential ones.
    near(number(&load, 0, "wait_formula"), 0.5 * 0.25, 1e-9);
    near(number(&load, 0, "wait_per_run"), 2.0, 1e-9);
}

#[test]
fn no_wait_by_formula_is_given_near_full_load() {
    let load = steady(5 * DAY / 2, 5 * DAY);
    near(number(&load, 0, "utilisation"), 1.0, 1e-9);
    assert_eq!(cell(&load, 0, "wait_formula"), &Cell::Null);
}

#[test]
fn a_log_without_starts_has_no_utilisation() {
    let runs = services(&[]);
    let weeks = unit(10, &[10; WEEKS], &[10; WEEKS], 1, 5 * DAY);
    let load = table("load", vec![("measure.unit_week", weeks), ("measure.unit_service", runs)]);
    for column in ["utilisation", "wait_per_run", "wait_formula", "little_ratio"] {
        assert_eq!(cell(&load, 0, column), &Cell::Null, "{column}");
    }
}

#[test]
fn a_growing_queue_shows_its_growth_and_a_steady_one_none() {
    let arrivals: Vec<i64> = (0..52).map(|week| 11 + week % 3).collect();
    let load =
        table("load", vec![("measure.unit_week", unit(10, &arrivals, &[10; WEEKS], 1, 5 * DAY))]);
    near(number(&load, 0, "growth"), 2.0, 0.05);
    assert!(number(&load, 0, "growth_low") > 1.0);
    let load = steady(5 * DAY, 5 * DAY);
    near(number(&load, 0, "growth"), 0.0, 1e-9);
    assert_eq!(cell(&load, 0, "growth_low"), &Cell::Null);
}

#[test]
fn a_log_that_begins_with_an_empty_office_does_not_grow() {
    // The first eight weeks of a log fill an empty office: they are no growth.
    let filling: Vec<i64> = (0..52).map(|week| if week < 8 { 5 } else { 10 }).collect();
    let n = WEEKS;
    let weeks = frame(&[
        ("agency", text(&vec!["Sở A"; n])),
        ("unit", text(&vec!["Phòng 1"; n])),
        ("week", int(&(FIRST..).step_by(7).take(n).collect::<Vec<_>>())),
        ("officers", int(&[1; WEEKS])),
        ("arrivals", int(&[10; WEEKS])),
        ("completions", int(&filling)),
        ("service_s", int(&[10 * DAY / 4; WEEKS])),
        ("available_s", int(&[5 * DAY; WEEKS])),
    ]);
    let load = table("load", vec![("measure.unit_week", weeks)]);
    near(number(&load, 0, "growth"), 0.0, 1e-9);
    near(number(&load, 0, "completions"), (44.0 * 10.0 + 8.0 * 5.0) / 52.0, 1e-9);
}

/// Steps of 1.01 with these mean times in days, and how many of each week's 20 are open.
fn step_weeks(days: &[f64], open: &[i64]) -> Frame {
    let n = days.len();
    #[expect(clippy::cast_possible_truncation, reason = "days of seconds")]
    let time: Vec<i64> = days.iter().map(|d| (d * 20.0 * 28_800.0) as i64).collect();
    let column = |name: &'static str, value: i64| (name, int(&vec![value; n]));
    frame(&[
        ("procedure_code", text(&vec!["1.01"; n])),
        ("step", text(&vec!["Thẩm định"; n])),
        ("agency", text(&vec!["Sở A"; n])),
        ("week", int(&(FIRST..).step_by(7).take(n).collect::<Vec<_>>())),
        column("n", 20),
        ("n_censored", int(open)),
        column("n_wait", 0),
        column("wait_s", 0),
        column("service_s", 0),
        column("n_sojourn", 20),
        ("sojourn_s", int(&time)),
        ("owned_s", int(&time)),
        column("owned_wait_s", 0),
        column("owned_service_s", 0),
        column("n_planned", 0),
        column("planned_s", 0),
        column("sojourn_planned_s", 0),
    ])
}

fn days(of: impl Fn(usize) -> f64) -> Vec<f64> {
    noise(7).take(WEEKS).enumerate().map(|(week, noise)| of(week) + 0.3 * noise).collect()
}

const NONE_OPEN: [i64; WEEKS] = [0; WEEKS];

#[test]
fn a_step_that_slowed_down_is_dated_with_the_holiday_beside_it() {
    let slower = days(|week| if week < 30 { 3.0 } else { 5.0 });
    let mut open = [5 * DAY; WEEKS];
    open[29] = DAY;
    let changes = table(
        "changes",
        vec![
            ("measure.step_week", step_weeks(&slower, &NONE_OPEN)),
            ("measure.open_week", open_weeks(&open)),
        ],
    );
    assert_eq!(changes.rows.len(), 1);
    // 19,283 + 210 days.
    assert_eq!(cell(&changes, 0, "changed_on"), &Cell::Text("2023-05-16".to_owned()));
    near(number(&changes, 0, "change"), 2.0, 0.2);
    assert!(number(&changes, 0, "change_low") > 1.5);
    assert!(number(&changes, 0, "p_blocks") < 0.05);
    let Cell::Word(holiday) = cell(&changes, 0, "calendar_breaks") else {
        panic!("no break is named")
    };
    let said = Words::new(Language::Vi, DAY).say(holiday);
    assert_eq!(said, "tuần có ít giờ làm việc: 09/05/2023");
}

#[test]
fn a_steady_step_has_no_change() {
    let steady =
        table("changes", vec![("measure.step_week", step_weeks(&days(|_| 3.0), &NONE_OPEN))]);
    assert!(steady.rows.is_empty(), "{:?}", steady.rows);
    // The one step was looked at.
    assert!(format!("{:?}", steady.title).contains("\"series\": Count(1)"), "{:?}", steady.title);
}

#[test]
fn a_change_that_chance_makes_too_is_not_listed() {
    // One rise among weeks that wander: told at a lenient alpha, not at the study's.
    let wander = days(|week| {
        let swing = [0.0, 0.8, 0.3, 1.1, 0.5][week / 4 % 5];
        3.0 + swing + if week < 30 { 0.0 } else { 0.35 }
    });
    let mut frames = study();
    frames.insert("measure.step_week".to_owned(), step_weeks(&wander, &NONE_OPEN));
    let mut facts = facts();
    facts.alpha = 1.0;
    let all = made("changes", &frames, &facts);
    assert!(!all.rows.is_empty());
    facts.alpha = 0.05;
    let clear = made("changes", &frames, &facts);
    let clear_of_all =
        (0..all.rows.len()).filter(|row| number(&all, *row, "p_blocks") <= 0.05).count();
    assert!(clear.rows.len() < all.rows.len());
    assert_eq!(clear.rows.len(), clear_of_all);
}

#[test]
fn times_of_open_runs_are_no_change() {
    // Half of the last ten weeks' runs are open: the mean so far is short.
    let falling = days(|week| if week < 42 { 3.0 } else { 1.0 });
    let open: Vec<i64> = (0..WEEKS).map(|week| if week < 42 { 0 } else { 10 }).collect();
    let changes = table("changes", vec![("measure.step_week", step_weeks(&falling, &open))]);
    assert!(changes.rows.is_empty(), "{:?}", changes.rows);
}

#[test]
fn an_export_chosen_by_closing_date_has_no_changes() {
    let slower = days(|week| if week < 30 { 3.0 } else { 5.0 });
    let mut frames = study();
    frames.insert("measure.step_week".to_owned(), step_weeks(&slower, &NONE_OPEN));
    let mut facts = facts();
    assert_eq!(made("changes", &frames, &facts).rows.len(), 1);
    facts.selection.by_closing = true;
    assert!(made("changes", &frames, &facts).rows.is_empty());
    assert_eq!(cell(&made("load", &frames, &facts), 0, "growth"), &Cell::Null);
}

#[test]
fn fewer_than_twenty_weeks_are_not_looked_at() {
    let mut short = days(|week| if week < 8 { 3.0 } else { 9.0 });
    short.truncate(16);
    let changes = table("changes", vec![("measure.step_week", step_weeks(&short, &[0; 16]))]);
    assert!(changes.rows.is_empty());
    assert!(format!("{:?}", changes.title).contains("\"series\": Count(0)"), "{:?}", changes.title);
}
