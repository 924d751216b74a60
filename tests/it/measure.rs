//! Measures: the accounting adds up, on hand-made cases and on every log at hand.

use redtape::load;

use crate::support::{Folder, int, ints, shared};

/// Dossiers whose owned time, paused time and time after the last run don't add up to the makespan.
const BROKEN: &str = "
  select count(*) as n
  from model.dossier as d
  left join (
    select dossier_id, cast(sum(owned_s) as bigint) as owned_s, min(owned_s) as least_s
    from model.step_run group by dossier_id
  ) as r on r.dossier_id = d.dossier_id
  where coalesce(r.owned_s, 0) + d.paused_s + d.after_last_run_s <> d.makespan_s
    or r.least_s < 0 or d.paused_s < 0 or d.after_last_run_s < 0";

/// Runs whose owned wait and service don't add up to what they own.
const BROKEN_RUNS: &str = "
  select count(*) as n from model.step_run
  where owned_wait_s + owned_service_s <> owned_s or owned_wait_s < 0 or owned_service_s < 0";

/// Dossiers whose attributed lateness isn't their overdue time.
const BROKEN_LATENESS: &str = "
  select count(*) as n
  from (select dossier_id, cast(sum(overdue_s) as bigint) as shared_s from model.lateness group by dossier_id) as l
  full outer join (select dossier_id, overdue_s from model.dossier where overdue_s > 0) as d
    on d.dossier_id = l.dossier_id
  where l.shared_s is distinct from d.overdue_s";

fn assert_adds_up(folder: &Folder, name: &str) -> u64 {
    let measured = folder.measured();
    assert_eq!(int(&measured, BROKEN), 0, "{name}: owned time doesn't add up");
    assert_eq!(int(&measured, BROKEN_RUNS), 0, "{name}: wait and service don't add up");
    assert_eq!(int(&measured, BROKEN_LATENESS), 0, "{name}: shares of lateness don't add up");
    for source in &measured.facts.sources {
        assert_eq!(source.rows_in, source.rows_used + source.rows_set_aside, "{name}");
    }
    measured.facts.dossiers
}

/// Two agencies with different calendars, a tie, overlapping pauses, work after the result, an open run.
const TWO_AGENCIES: [(&str, &str); 4] = [
    (
        "study.toml",
        r#"
[study]
title = "Two agencies"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
as_of = "2024-03-29T17:00:00"
[calendar]
default = "office"
[calendar.agency]
"Night" = "night.toml"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
agency = "agency"
received_at = "received"
due_at = "due"
result_at = "result"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
step = "step"
agency = "agency"
officer = "officer"
started_at = "start"
finished_at = "end"
[[input]]
path = "pauses.csv"
kind = "pauses"
[input.columns]
dossier_id = "id"
paused_at = "from"
resumed_at = "to"
"#,
    ),
    (
        "dossiers.csv",
        "id,agency,received,due,result
A,Day,2024-03-25 08:00:00,2024-03-25 12:00:00,2024-03-26 17:00:00
B,Day,2024-03-27 08:00:00,,
",
    ),
    (
        "runs.csv",
        "id,step,agency,officer,start,end
A,receive,Day,p,2024-03-25 08:30:00,2024-03-25 09:00:00
A,check,Night,q,2024-03-25 20:00:00,2024-03-25 22:00:00
A,sign,Day,r,2024-03-26 09:00:00,2024-03-26 10:00:01
A,stamp,Day,s,2024-03-26 09:30:00,2024-03-26 10:00:01
A,file,Day,s,2024-03-27 09:00:00,2024-03-27 10:00:00
B,receive,Day,p,2024-03-27 08:00:00,2024-03-27 09:00:00
B,check,Night,q,2024-03-28 20:00:00,
",
    ),
    (
        "pauses.csv",
        "id,from,to
A,2024-03-26 11:00:00,2024-03-26 14:00:00
A,2024-03-26 13:30:00,2024-03-26 15:00:00
",
    ),
];

const NIGHT: &str = r#"
[hours]
monday = ["20:00-24:00"]
tuesday = ["20:00-24:00"]
wednesday = ["20:00-24:00"]
thursday = ["20:00-24:00"]
friday = ["20:00-24:00"]
"#;

fn two_agencies() -> Folder {
    let folder = Folder::with(&TWO_AGENCIES);
    folder.write("night.toml", NIGHT.as_bytes());
    folder
}

#[test]
fn a_dossier_between_agencies_with_different_calendars_adds_up() {
    let folder = two_agencies();
    assert_eq!(assert_adds_up(&folder, "two agencies"), 2);
    let measured = folder.measured();
    let runs = measured
        .session
        .query("select owned_s, wait_s, service_s, loop_no from model.step_run where dossier_id = 'A' order by run_no")
        .unwrap();
    // In the dossier's own calendar (8–12, 13–17): received 08:00; receive until 09:00; check until the
    // evening, 7 h more; sign and stamp finish in one second, 2 h 1 s, which they share.
    assert_eq!(ints(&runs, "owned_s"), [3_600, 25_200, 3_601, 3_600, 0]);
    // In the run's own calendar: the night agency opens at 20:00, so the check did not wait.
    assert_eq!(ints(&runs, "wait_s")[1], 0);
    assert_eq!(ints(&runs, "service_s")[1], 7_200);
    let dossier = measured
        .session
        .query("select makespan_s, paused_s, after_last_run_s, overdue_s from model.dossier where dossier_id = 'A'")
        .unwrap();
    // Two days of 8 h; the pauses unite to 11–12 and 13–15; after 10:00:01 remain 6 h less 1 s less 3 h.
    assert_eq!(ints(&dossier, "makespan_s"), [57_600]);
    assert_eq!(ints(&dossier, "paused_s"), [10_800]);
    assert_eq!(ints(&dossier, "after_last_run_s"), [10_799]);
    assert_eq!(ints(&dossier, "overdue_s"), [43_200]);
}

#[test]
fn an_open_dossier_is_not_a_short_one() {
    let folder = two_agencies();
    let measured = folder.measured();
    let open = measured
        .session
        .query("select makespan_s, cast(censored as integer) as censored, after_last_run_s from model.dossier where dossier_id = 'B'")
        .unwrap();
    // Wednesday 08:00 to Friday 17:00; the unfinished check holds it until as-of.
    assert_eq!(ints(&open, "makespan_s"), [86_400]);
    assert_eq!(ints(&open, "censored"), [1]);
    assert_eq!(ints(&open, "after_last_run_s"), [0]);
    let run = measured
        .session
        .query("select owned_s, cast(censored as integer) as censored from model.step_run where dossier_id = 'B' order by run_no")
        .unwrap();
    assert_eq!(ints(&run, "owned_s"), [3_600, 82_800]);
    assert_eq!(ints(&run, "censored"), [0, 1]);
}

#[test]
fn owned_time_adds_up_to_the_makespan_on_every_log() {
    let logs = [
        ("receipt.xes.gz", 1_434),
        ("purchasing.csv.gz", 608),
        ("roadtraffic100.xes.gz", 100),
        ("bpic15_2.xes.gz", 832),
        ("bpic15_3.xes.gz", 1_409),
        ("bpic2020_domestic.xes.gz", 10_357),
        ("bpic2020_permit.xes.gz", 7_065),
        ("knockout_checks.csv.gz", 3_000),
        ("loan_5_timers.csv.gz", 1_000),
        ("loan_no_timers.csv.gz", 1_000),
        ("loan_batched.csv.gz", 0),
    ];
    for (name, dossiers) in logs {
        let Some(path) = shared(name) else { continue };
        let folder = Folder::new();
        let proposal = load::propose(&[path]).unwrap_or_else(|e| panic!("{name}: {e}"));
        folder.write("study.toml", proposal.to_toml().as_bytes());
        let found = assert_adds_up(&folder, name);
        assert!(found == dossiers || dossiers == 0, "{name}: {found} dossiers");
        assert!(found > 0, "{name}");
    }
}

#[test]
fn every_header_describes_its_relation() {
    use redtape::store::{Catalogue, Kind};
    use std::collections::BTreeSet;
    let measured = two_agencies().measured();
    let catalogue = Catalogue::embedded().unwrap();
    for query in catalogue.queries() {
        if !matches!(query.kind, Kind::Table | Kind::View) {
            continue;
        }
        let sql = format!("select column_name from (describe {})", query.name);
        let real = measured.session.query(&sql).unwrap();
        let real: BTreeSet<String> =
            real.text("column_name").unwrap().iter().flatten().cloned().collect();
        let said: BTreeSet<String> = query.columns.iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(said, real, "{}", query.name);
    }
}
