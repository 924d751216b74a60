//! Stopped clocks by reason.

use std::fmt::Write;

use crate::support::{Folder, int};

const STUDY: &str = r#"
[study]
title = "Pauses"
officers = "named"
as_of = "2024-06-28T17:00:00"
[calendar]
default = "office"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
received_at = "received"
result_at = "result"
[[input]]
path = "pauses.csv"
kind = "pauses"
[input.columns]
dossier_id = "id"
paused_at = "from"
resumed_at = "to"
reason = "why"
"#;

fn said(folder: &Folder, sql: &str) -> Vec<String> {
    let frame = folder.measured().session.query(sql).unwrap_or_else(|e| panic!("{e}"));
    frame.text("said").unwrap().iter().map(|t| t.clone().unwrap_or_default()).collect()
}

#[test]
fn a_second_that_two_reasons_stop_is_that_of_the_first() {
    let folder = Folder::with(&[
        ("study.toml", STUDY),
        (
            "dossiers.csv",
            "id,received,result\nA,2024-05-06 08:00,2024-05-07 17:00\nB,2024-05-06 08:00,\n",
        ),
        (
            "pauses.csv",
            "id,from,to,why
A,2024-05-06 11:00,2024-05-06 15:00,fee
A,2024-05-06 10:00,2024-05-06 14:00,supplement
A,2024-05-06 10:30,2024-05-06 11:30,inside
A,2024-05-07 16:00,2024-05-08 12:00,fee
B,2024-06-28 16:00,,
",
        ),
    ]);
    let sql = "select concat_ws(' ', d.dossier_id, p.reason, p.stops, p.paused_s) as said
      from model.pause_reason as p join stage.dossier as d on d.dossier_no = p.dossier_no
      order by d.dossier_id, p.reason";
    // Supplement 10–12, 13–14; the fee what goes beyond, 14–15, and the last hour before the result.
    assert_eq!(
        said(&folder, sql),
        ["A fee 2 7200", "A inside 1 0", "A supplement 1 10800", "B  1 3600"]
    );
    let sql = "select concat_ws(' ', reason, dossiers, stops, paused_s) as said
      from measure.paused_reason order by reason";
    assert_eq!(
        said(&folder, sql),
        [" 1 1 3600", "fee 1 2 7200", "inside 1 1 0", "supplement 1 1 10800"]
    );
}

#[test]
fn reasons_add_up_to_the_paused_time_of_every_dossier() {
    let mut state = 5_u64;
    let mut next = |bound: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let (mut dossiers, mut pauses) =
        (String::from("id,received,result\n"), String::from("id,from,to,why\n"));
    let stamp = |second: u64| {
        format!(
            "2024-05-{:02} {:02}:{:02}:{:02}",
            1 + second / 86_400,
            second / 3_600 % 24,
            second / 60 % 60,
            second % 60
        )
    };
    for at in 0..400 {
        let received = next(10 * 86_400);
        writeln!(dossiers, "{at},{},{}", stamp(received), stamp(received + next(20 * 86_400)))
            .unwrap();
        for _ in 0..next(7) {
            let from = next(25 * 86_400);
            let reason = ["supplement", "fee", "inside", ""][next(4) as usize];
            writeln!(pauses, "{at},{},{},{reason}", stamp(from), stamp(from + next(5 * 86_400)))
                .unwrap();
        }
    }
    let folder = Folder::with(&[
        ("study.toml", STUDY),
        ("dossiers.csv", &dossiers),
        ("pauses.csv", &pauses),
    ]);
    let measured = folder.measured();
    let wrong = "select count(*) as n
      from model.dossier as d
      left join (select dossier_no, sum(paused_s) as paused_s, min(paused_s) as least_s from model.pause_reason group by dossier_no) as p
        on p.dossier_no = d.dossier_no
      where d.paused_s <> coalesce(p.paused_s, 0) or p.least_s < 0";
    assert_eq!(int(&measured, wrong), 0);
    assert!(int(&measured, "select count(*) as n from model.dossier where paused_s > 0") > 200);
    assert!(int(&measured, "select count(*) as n from model.pause_reason where paused_s = 0") > 20);
}
