//! What time rests on, what stopped the clock, and due dates beside the law's days.

use redtape::results::Cell;
use redtape::words::{Language, Words};

use super::{DAY, cell, frame, int, near, number, table, text};

fn said(cell: &Cell) -> String {
    match cell {
        Cell::Word(message) => Words::new(Language::En, DAY).say(message),
        other => panic!("no words: {other:?}"),
    }
}

#[test]
fn each_step_says_what_its_times_rest_on() {
    let basis = table("time_basis", vec![]);
    // Steps in both units together: 40 runs each, the signature 38.
    let check = |column| number(&basis, 1, column);
    assert_eq!(cell(&basis, 1, "step"), &Cell::Text("Tiếp nhận".to_owned()));
    near(check("enabled_recorded"), 0.25, 1e-12);
    near(check("enabled_by_receipt"), 0.75, 1e-12);
    assert_eq!(cell(&basis, 0, "step"), &Cell::Text("Thẩm định".to_owned()));
    near(number(&basis, 0, "enabled_by_finish"), 39.0 / 40.0, 1e-12);
    near(number(&basis, 0, "enabled_unknown"), 1.0 / 40.0, 1e-12);
    near(number(&basis, 0, "not_begun"), 1.0 / 40.0, 1e-12);
    near(number(&basis, 2, "start_unknown"), 1.0, 1e-12);
}

#[test]
fn a_groups_time_names_what_it_begins_with_for_most_of_its_runs() {
    let times = table("step_times", vec![]);
    assert_eq!(cell(&times, 0, "unit"), &Cell::Text("Phòng 1".to_owned()));
    assert_eq!(said(cell(&times, 0, "enabled_basis")), "finish before (100%)");
    assert_eq!(said(cell(&times, 1, "enabled_basis")), "finish before (93.8%)");
}

#[test]
fn due_dates_stand_beside_the_days_of_the_law() {
    let deadlines = table("legal_deadlines", vec![]);
    // Both agencies of 1.01 together; eight of thirty off the day, later by 15 days over six.
    assert_eq!(said(cell(&deadlines, 0, "clock")), "never stopped");
    let ran = |column| number(&deadlines, 0, column);
    assert_eq!((ran("n"), ran("equal"), ran("later"), ran("earlier")), (30.0, 22.0, 6.0, 2.0));
    near(ran("equal_share"), 22.0 / 30.0, 1e-12);
    near(ran("later_by"), 2.5, 1e-12);
    near(ran("earlier_by"), 2.0, 1e-12);
    assert_eq!(cell(&deadlines, 0, "if_shifted"), &Cell::Null);
    // Stopped ones by the rule that fits best, with the others beside it.
    assert_eq!(said(cell(&deadlines, 1, "clock")), "stopped");
    let stopped = |column| number(&deadlines, 1, column);
    assert_eq!((stopped("equal"), stopped("if_shifted")), (7.0, 7.0));
    assert_eq!((stopped("if_from_zero"), stopped("if_unmoved")), (2.0, 0.0));
    assert_eq!(cell(&deadlines, 1, "earlier_by"), &Cell::Null);
    // All of 1.02 are on the day.
    near(number(&deadlines, 2, "equal_share"), 1.0, 1e-12);
    assert_eq!((deadlines.rows.len(), deadlines.suppressed), (3, 0));
    let title = Words::new(Language::En, DAY).say(&deadlines.title);
    assert!(title.contains("is moved by the days of the stop"), "{title}");
}

#[test]
fn a_procedure_of_few_due_dates_cannot_be_had_from_the_others() {
    let few = frame(&[
        ("procedure_code", text(&["1.01", "1.02", "1.03"])),
        ("rule", text(&["no_stop"; 3])),
        ("n", int(&[40, 9, 2])),
        ("n_equal", int(&[40, 9, 2])),
        ("n_later", int(&[0; 3])),
        ("n_earlier", int(&[0; 3])),
        ("later_days", int(&[0; 3])),
        ("earlier_days", int(&[0; 3])),
        ("fits_best", redtape::frame::Values::Bool(vec![None; 3])),
    ]);
    let deadlines = table("legal_deadlines", vec![("measure.deadline_match", few)]);
    assert_eq!((deadlines.rows.len(), deadlines.suppressed), (1, 2));
    near(number(&deadlines, 0, "n"), 40.0, 1e-12);
}

#[test]
fn without_a_stop_no_rule_is_named() {
    let never = frame(&[
        ("procedure_code", text(&["1.01"])),
        ("rule", text(&["no_stop"])),
        ("n", int(&[20])),
        ("n_equal", int(&[20])),
        ("n_later", int(&[0])),
        ("n_earlier", int(&[0])),
        ("later_days", int(&[0])),
        ("earlier_days", int(&[0])),
        ("fits_best", redtape::frame::Values::Bool(vec![None])),
    ]);
    let deadlines = table("legal_deadlines", vec![("measure.deadline_match", never)]);
    assert_eq!(deadlines.title.key, "report-table-legal-deadlines");
    assert_eq!(deadlines.rows.len(), 1);
}

#[test]
fn how_many_due_dates_could_be_compared_is_said_with_why_not() {
    let coverage = table("deadline_coverage", vec![]);
    let of = |row| {
        ["n", "n_counted", "n_compared", "no_limit", "no_receipt", "standing", "beyond_calendar"]
            .map(|column| number(&coverage, row, column))
    };
    assert_eq!(of(0), [40.0, 38.0, 37.0, 0.0, 1.0, 1.0, 0.0]);
    assert_eq!(of(1), [9.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0]);
}

#[test]
fn stopped_time_is_told_by_reason() {
    let paused = table("paused_by_reason", vec![]);
    assert_eq!(cell(&paused, 0, "reason"), &Cell::Text("bổ sung".to_owned()));
    assert_eq!((number(&paused, 0, "n"), number(&paused, 0, "stops")), (10.0, 13.0));
    near(number(&paused, 0, "paused_per_dossier"), 3.0, 1e-12);
    near(number(&paused, 0, "share"), 0.75, 1e-12);
    assert_eq!(said(cell(&paused, 1, "reason")), "not recorded");
}

#[test]
fn a_reason_of_few_dossiers_cannot_be_had_from_the_others() {
    let reasons = frame(&[
        ("procedure_code", text(&["1.01"; 3])),
        ("reason", text(&["bổ sung", "phí", "khác"])),
        ("dossiers", int(&[40, 9, 2])),
        ("stops", int(&[40, 9, 2])),
        ("paused_s", int(&[40 * DAY, 9 * DAY, 2 * DAY])),
    ]);
    let paused = table("paused_by_reason", vec![("measure.paused_reason", reasons)]);
    // Shares add up to 1: with only the two dossiers left out, their time would be what is missing.
    assert_eq!((paused.rows.len(), paused.suppressed), (1, 2));
}
