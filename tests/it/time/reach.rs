//! How far calendars must reach: to what happened, not to what was promised for the far future.

use redtape::cli::analyse::Measured;

use crate::support::{Folder, int, ints};

const STUDY: &str = r#"
[study]
title = "Reach"
officers = "named"
[calendar]
default = "CALENDAR"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
received_at = "received"
due_at = "due"
result_at = "result"
"#;

fn folder(calendar: &str, rows: &str) -> Folder {
    let study = STUDY.replace("CALENDAR", calendar);
    Folder::with(&[
        ("study.toml", &study),
        ("dossiers.csv", &format!("id,received,due,result\n{rows}")),
    ])
}

fn noted(measured: &Measured, key: &str) -> bool {
    measured.facts.notes.iter().any(|note| note.key == key)
}

const FAR: &str = "far,2026-11-02 08:00,2031-11-03,2026-11-03 10:00
open,2026-11-02 08:00,2029-01-05,
never,2026-11-02 08:00,2199-01-01,2026-11-03 10:00
near,2026-11-02 08:00,2027-01-05,2026-11-03 10:00
late,2026-11-02 08:00,2026-11-03,2026-11-04 10:00
before,2026-11-02 08:00,2012-11-03,2026-11-04 10:00
";

#[test]
fn a_due_date_beyond_the_calendar_costs_that_due_date_and_not_the_study() {
    let measured = folder("vietnam", FAR).measured();
    let said = measured
        .session
        .query(
            "select
               makespan_s, coalesce(allowed_s, -1) as allowed_s, coalesce(overdue_s, -1) as overdue_s,
               coalesce(cast(on_time_applicant as integer), -1) as kept
             from model.dossier order by dossier_id",
        )
        .unwrap();
    // before, far, late, near, never, open
    assert_eq!(ints(&said, "kept"), [0, 1, 0, 1, 1, -1]);
    assert_eq!(ints(&said, "overdue_s"), [-1, 0, 9_000, 0, 0, 0]);
    let allowed = ints(&said, "allowed_s");
    assert_eq!(
        allowed.iter().map(|s| *s > 0).collect::<Vec<_>>(),
        [false, false, true, true, false, false]
    );
    assert!(ints(&said, "makespan_s").iter().all(|s| *s > 0));
    assert!(noted(&measured, "note-due-beyond-calendar"));
    assert!(!noted(&measured, "note-provisional-days"));
}

#[test]
fn how_far_one_due_date_lies_away_costs_nothing() {
    let measured = folder("office", FAR).measured();
    let days = "select count(*) as n from model.calendar_day";
    let axis = "select count(*) as n from model.deadline_axis";
    // Ten years ahead at most.
    assert!(int(&measured, days) < 3_800, "{}", int(&measured, days));
    assert!(int(&measured, axis) < 7_600);
    assert!(noted(&measured, "note-due-beyond-calendar"));
}

#[test]
fn a_stamp_that_the_calendar_does_not_know_is_named() {
    let rows = "a,2027-11-02 08:00,,2027-11-03 10:00\nb,2027-12-02 08:00,,2028-01-04 10:30\n";
    let failed = folder("vietnam", rows).redtape(&["run", "study.toml"]).code(2);
    let said = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert!(said.contains("result_at of b: 2028-01-04 10:30"), "{said}");
    assert!(said.contains("2027-12-31"), "{said}");
}

#[test]
fn days_that_are_not_decided_are_said_where_a_dossier_goes_over_one() {
    let over = "a,2027-02-01 08:00,,2027-02-15 10:00\nb,2027-03-01 08:00,,2027-03-02 10:00\n";
    let measured = folder("vietnam", over).measured();
    let note =
        measured.facts.notes.iter().find(|note| note.key == "note-provisional-days").unwrap();
    assert_eq!(note.args["n"], redtape::results::Arg::Count(1));
    // The promise alone goes over one.
    let promised = "a,2027-01-25 08:00,2027-02-05,2027-01-26 10:00\n";
    assert!(noted(&folder("vietnam", promised).measured(), "note-provisional-days"));
    let beside = "a,2027-01-25 08:00,2027-01-29,2027-01-26 10:00\n";
    assert!(!noted(&folder("vietnam", beside).measured(), "note-provisional-days"));
}
