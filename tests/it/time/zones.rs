//! Local time and its UTC twin across a change of clock.

use redtape::results::Message;

use crate::support::{Folder, int, ints};

const STUDY: &str = r#"
[study]
title = "Zones"
zone = "Europe/Amsterdam"
officers = "named"
as_of = "2023-11-30T17:00:00"
[calendar]
default = "office"
[register]
procedures = "procedures.csv"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
received_at = "received"
due_at = "due"
result_at = "result"
"#;

const PROCEDURES: &str =
    "procedure_code,name,statutory_days,statutory_unit\nsixty,Sixty days,60,calendar\n";

// The clock goes forward on 26 March 2023 at 02:00 and back on 29 October at 03:00.
const DOSSIERS: &str = "id,procedure,received,due,result
autumn,sixty,2023-09-15 10:00:00,2023-11-14,2023-11-14 10:00:00
both,sixty,2023-03-01 10:00:00,,2023-11-01 10:00:00
doubled,,2023-10-29 01:30:00,,2023-10-29 02:30:00
doubled told,,2023-10-29T01:30:00+02:00,,2023-10-29T02:30:00+01:00
open in summer,,2023-10-02 17:00:00,,
skipped,,2023-03-26 01:30:00,,2023-03-26 02:30:00
spring,sixty,2023-02-17 10:00:00,2023-04-18,2023-04-18 10:00:00
";

fn folder() -> Folder {
    Folder::with(&[
        ("study.toml", STUDY),
        ("procedures.csv", PROCEDURES),
        ("dossiers.csv", DOSSIERS),
    ])
}

#[test]
fn sixty_calendar_days_are_sixty_days_across_a_change_of_clock() {
    let measured = folder().measured();
    let sql = "select count(*) as n from model.legal_deadline
      where procedure_code = 'sixty' and due_at is not null
        and cast(legal_due_at as date) = cast(due_at as date) and gap_days = 0";
    assert_eq!(int(&measured, sql), 2);
    let gaps =
        "select count(*) as n from measure.due_gap where procedure_code = 'sixty' and gap_days = 0";
    assert_eq!(int(&measured, gaps), 1);
    // In local time 60 days; on the clock of the world an hour less in spring, an hour more in autumn, and
    // neither from winter to winter.
    let day = 86_400;
    let wall = measured
        .session
        .query("select makespan_wall_s from model.dossier where dossier_id in ('autumn', 'both', 'spring') order by dossier_id")
        .unwrap();
    assert_eq!(ints(&wall, "makespan_wall_s"), [60 * day + 3_600, 245 * day, 60 * day - 3_600]);
    // Working time knows no change of clock: 8 hours a working day.
    let work = measured
        .session
        .query("select makespan_s // 28800 as days, makespan_s % 28800 as rest from model.dossier where dossier_id in ('autumn', 'spring') order by dossier_id")
        .unwrap();
    assert_eq!(ints(&work, "days"), [42, 42]);
    assert_eq!(ints(&work, "rest"), [0, 0]);
}

#[test]
fn the_skipped_and_the_doubled_hour_are_told_apart_where_the_log_does() {
    let measured = folder().measured();
    let wall = measured
        .session
        .query("select makespan_wall_s from model.dossier where procedure_code = '' and result_at is not null order by dossier_id")
        .unwrap();
    // Of two the first: an hour. With its offset the second: two. In spring 02:30 is 03:30: an hour.
    assert_eq!(ints(&wall, "makespan_wall_s"), [3_600, 7_200, 3_600]);
    let noted = |note: &Message| measured.facts.notes.contains(note);
    let zone = "Europe/Amsterdam";
    // Dates alone have no offset and lack none.
    let mixed = Message::new("note-mixed-offsets").count("with", 2).count("without", 11);
    assert!(noted(&mixed.text("zone", zone)), "{:?}", measured.facts.notes);
    let unclear = Message::new("note-unclear-stamps").count("n", 2);
    assert!(noted(&unclear.text("zone", zone)), "{:?}", measured.facts.notes);
}

#[test]
fn an_open_dossier_has_waited_in_the_time_of_the_world() {
    let measured = folder().measured();
    let wall = measured
        .session
        .query("select makespan_wall_s from model.dossier where dossier_id = 'open in summer'")
        .unwrap();
    assert_eq!(ints(&wall, "makespan_wall_s"), [59 * 86_400 + 3_600]);
    // The same where as-of is the latest stamp: 14 November, 10:00.
    let folder = folder();
    folder.write("study.toml", STUDY.replace("as_of = \"2023-11-30T17:00:00\"\n", "").as_bytes());
    let measured = folder.measured();
    let wall = measured
        .session
        .query("select makespan_wall_s from model.dossier where dossier_id = 'open in summer'")
        .unwrap();
    assert_eq!(ints(&wall, "makespan_wall_s"), [42 * 86_400 + 17 * 3_600 + 3_600]);
}
