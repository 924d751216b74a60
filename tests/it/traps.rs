//! Exports of one office by different rules of choice: what is told from each, and what is not.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::results::{Cell, Results, Table};

use crate::support::{Folder, ints};

const STUDY: &str = r#"
[study]
title = "One office"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
[calendar]
default = "round.toml"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
agency = "agency"
channel = "channel"
received_at = "received"
due_at = "due"
result_at = "result"
status = "status"
"#;

const ROUND: &str = r#"
[hours]
monday = ["00:00-24:00"]
tuesday = ["00:00-24:00"]
wednesday = ["00:00-24:00"]
thursday = ["00:00-24:00"]
friday = ["00:00-24:00"]
saturday = ["00:00-24:00"]
sunday = ["00:00-24:00"]
"#;

/// Days of the window, and mean days that a dossier takes.
const DAYS: f64 = 182.0;
const MEAN: f64 = 10.0;

struct Dossier {
    received: f64,
    closed: f64,
}

/// Eight a day, each taking its own time; from long before the window to its end.
fn office(seed: u64) -> Vec<Dossier> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut exponential = |mean: f64| {
        let uniform = (rng.next_u64() >> 11) as f64 + 0.5;
        -(uniform / (1_u64 << 53) as f64).ln() * mean
    };
    let mut dossiers = Vec::new();
    let mut received = -100.0;
    while received < DAYS {
        received += exponential(1.0 / 8.0);
        dossiers.push(Dossier { received, closed: received + exponential(MEAN) });
    }
    dossiers.retain(|d| d.received < DAYS);
    dossiers
}

fn stamp(days: f64) -> String {
    let start: DateTime = date(2023, 1, 2).at(0, 0, 0, 0);
    let at = start.checked_add(((days * 86_400.0) as i64).seconds()).expect("a date of the test");
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The export that holds the dossiers for which `there` holds.
fn export(there: impl Fn(&Dossier) -> bool) -> Folder {
    let mut csv = "id,procedure,agency,channel,received,due,result,status\n".to_owned();
    for (no, d) in office(7).iter().enumerate().filter(|(_, d)| there(d)) {
        let closed = d.closed < DAYS;
        let result = if closed { stamp(d.closed) } else { String::new() };
        let status = if closed && no % 10 == 0 { "withdrawn" } else { "" };
        let channel = if no % 3 == 0 { "online" } else { "counter" };
        let due = stamp(d.received + 15.0);
        let _ =
            writeln!(csv, "{no},P,Sở A,{channel},{},{due},{result},{status}", stamp(d.received));
    }
    let folder = Folder::with(&[("study.toml", STUDY), ("round.toml", ROUND)]);
    folder.write("dossiers.csv", csv.as_bytes());
    folder
}

fn table<'a>(results: &'a Results, name: &str) -> &'a Table {
    results.tables.iter().find(|table| table.name == name).expect("the table")
}

#[test]
fn a_full_export_has_curves_by_receipt() {
    let results = export(|d| d.received >= 0.0).results();
    assert!(!results.study.selection.by_closing, "{:?}", results.study.selection);
    let expected = results.study.selection.expected_open;
    assert!((expected / 80.0 - 1.0).abs() < 0.4, "{expected}");
    assert!(!table(&results, "completion").rows.is_empty());
    assert_eq!(table(&results, "completion_by_group").rows.len(), 2);
}

#[test]
fn an_export_chosen_by_closing_gives_no_curve_no_trend_and_no_before_and_after() {
    let results = export(|d| (0.0..DAYS).contains(&d.closed)).results();
    let selection = &results.study.selection;
    assert!(selection.by_closing, "{selection:?}");
    for name in [
        "completion",
        "completion_by_quarter",
        "completion_by_group",
        "step_times",
        "endings",
        "quarters",
    ] {
        assert!(table(&results, name).rows.is_empty(), "{name}");
    }
    assert!(results.study.notes.iter().any(|note| note.key == "note-by-closing"));
    // The mean of what was closed stands alone.
    let closed = table(&results, "closed_only");
    let median = closed.column("median").expect("the column");
    assert!(!closed.rows.is_empty() && closed.rows.iter().all(|row| row[median] == Cell::Null));
}

#[test]
fn dossiers_carried_over_enter_late() {
    // What an office has in process in the window: the fast ones of before are not there.
    let measured = export(|d| d.closed >= 0.0).measured();
    let observed = measured.session.query("select cast(window_at is not null as integer) as late, carried_over from measure.observation").unwrap();
    assert_eq!(ints(&observed, "late"), [1]);
    let carried = ints(&observed, "carried_over")[0];
    assert!((50..120).contains(&carried), "{carried}");
    let entered = measured
        .session
        .query("select cast(sum(entered) as bigint) as n from measure.completion")
        .unwrap();
    // One that ended in the minute in which it entered was never seen.
    assert!((carried - 2..=carried).contains(&ints(&entered, "n")[0]));
    assert!(!measured.facts.selection.by_closing);

    let received = export(|d| d.received >= 0.0).measured();
    let none = received
        .session
        .query("select cast(window_at is not null as integer) as late from measure.observation")
        .unwrap();
    assert_eq!(ints(&none, "late"), [0]);
}

#[test]
fn late_entries_keep_the_curve_where_it_is() {
    use redtape::stats::counts::{Counts, Row};
    use redtape::stats::km::KaplanMeier;
    let measured = export(|d| d.closed >= 0.0).measured();
    let frame = measured
        .session
        .query("select value, cast(sum(finished) as bigint) as finished, cast(sum(censored) as bigint) as censored, cast(sum(entered) as bigint) as entered from measure.completion group by value")
        .unwrap();
    let columns = ["value", "finished", "censored", "entered"].map(|name| ints(&frame, name));
    let rows = |late: bool| {
        let row = |i: usize| Row {
            value: columns[0][i],
            finished: columns[1][i].unsigned_abs(),
            censored: columns[2][i].unsigned_abs(),
            entered: if late { columns[3][i].unsigned_abs() } else { 0 },
        };
        Counts::from_rows((0..columns[0].len()).map(row).collect())
    };
    let lower = |late| {
        KaplanMeier::fit(&rows(late)).unwrap().restricted_mean(20 * 1_440).unwrap().value / 1_440.0
    };
    // Mean of min(time, 20 days) of an exponential time of 10 days.
    let truth = MEAN * (1.0 - (-20.0 / MEAN).exp());
    assert!((lower(true) / truth - 1.0).abs() < 0.06, "{} for {truth}", lower(true));
    assert!(lower(false) > lower(true));
}

#[test]
fn endings_are_shares_of_all_dossiers() {
    let results = export(|d| d.received >= 0.0).results();
    let endings = table(&results, "endings");
    let share = |ending: &str, by: f64| {
        let row = endings.rows.iter().find(|row| {
            matches!(&row[0], Cell::Word(word) if word.key == ending) && row[1].number() == Some(by)
        });
        row.and_then(|row| row[2].number()).expect("a share")
    };
    let (done, withdrawn) =
        (share("report-ending-done", 20.0), share("report-ending-withdrawn", 20.0));
    assert!((withdrawn / (done + withdrawn) - 0.1).abs() < 0.03, "{withdrawn} of {done}");
    // 20 days of 24 hours: 1 − e⁻² of all had ended.
    assert!((done + withdrawn - 0.865).abs() < 0.03, "{}", done + withdrawn);
}

#[test]
fn nothing_is_made_yearly_from_half_a_year() {
    let results = export(|d| d.received >= 0.0).results();
    for recommendation in &results.recommendations {
        assert_eq!(recommendation.saving.as_ref().and_then(|s| s.per_year), None);
    }
    let yearly = |table: &&Table| {
        table.columns.iter().any(|c| c.unit == redtape::results::Unit::WorkDaysPerYear)
    };
    assert_eq!(results.tables.iter().filter(yearly).count(), 0);
    assert!(table(&results, "quarters").rows.is_empty());
}
