//! Measures: the accounting adds up, on hand-made cases and on every log at hand.

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

/// Groups of dossiers whose time by holder isn't their makespan.
const BROKEN_ACCOUNT: &str = "
  select count(*) as n
  from (
    select procedure_code, answering_agency, cast(sum(time_s) as bigint) as time_s, min(time_s) as least_s
    from measure.time_account group by procedure_code, answering_agency
  ) as a
  full outer join (
    select procedure_code, agency, cast(sum(makespan_s) as bigint) as makespan_s
    from model.dossier group by procedure_code, agency
  ) as d on d.procedure_code = a.procedure_code and d.agency = a.answering_agency
  where coalesce(a.time_s, 0) is distinct from d.makespan_s or a.least_s < 0";

/// Whether the overdue time by place, and by holder, differs from that of the dossiers.
const BROKEN_LATE_ACCOUNT: &str = "
  select count(*) as n
  from (
    select
      (select cast(coalesce(sum(overdue_s), 0) as bigint) from measure.late_account) as by_place_s,
      (select cast(coalesce(sum(overdue_s), 0) as bigint) from measure.late_holder) as by_holder_s,
      (select cast(coalesce(sum(overdue_s), 0) as bigint) from model.dossier) as overdue_s
  )
  where by_place_s <> overdue_s or by_holder_s <> overdue_s";

fn assert_adds_up(folder: &Folder, name: &str) -> u64 {
    let measured = folder.measured();
    assert_eq!(int(&measured, BROKEN), 0, "{name}: owned time doesn't add up");
    assert_eq!(int(&measured, BROKEN_RUNS), 0, "{name}: wait and service don't add up");
    assert_eq!(int(&measured, BROKEN_LATENESS), 0, "{name}: shares of lateness don't add up");
    assert_eq!(int(&measured, BROKEN_ACCOUNT), 0, "{name}: time by holder doesn't add up");
    assert_eq!(int(&measured, BROKEN_LATE_ACCOUNT), 0, "{name}: late time doesn't add up");
    let lost = redtape::measure::lost_rows(&measured.session).unwrap();
    assert_eq!(lost.rows(), 0, "{name}: rows that count as used are in no relation");
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
fn the_time_of_a_dossier_is_held_by_those_on_record_and_by_nobody_else() {
    let measured = two_agencies().measured();
    let held = measured
        .session
        .query(
            "select holder || ' ' || part as held, cast(sum(time_s) as bigint) as n
             from measure.time_account group by holder, part order by held",
        )
        .unwrap();
    let names: Vec<_> = held.text("held").unwrap().iter().flatten().collect();
    let expected = [
        // A: three hours of pauses, and what is left after the last finish.
        ("applicant paused", 10_800),
        ("nobody_recorded after_last_run", 10_799),
        // In the calendar of the day agency, A's check by night is all wait; B's starts on Thursday night.
        ("other_agency service", 28_800),
        ("other_agency wait", 25_200 + 54_000),
        ("this_unit service", 1_800 + 1_800 + 900 + 3_600),
        ("this_unit wait", 1_800 + 1_801 + 2_700),
    ];
    let found: Vec<(&str, i64)> =
        names.into_iter().map(String::as_str).zip(ints(&held, "n")).collect();
    assert_eq!(found, expected);
}

#[test]
fn overdue_time_is_shared_by_what_each_part_took_beyond_its_plan() {
    let study = "[study]\ntitle = \"T\"\nofficers = \"named\"\n[calendar]\ndefault = \"office\"\n\
         [[input]]\npath = \"d.csv\"\nkind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\n\
         agency = \"agency\"\nreceived_at = \"received\"\ndue_at = \"due\"\nresult_at = \"result\"\n\
         [[input]]\npath = \"r.csv\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\n\
         step = \"step\"\nunit = \"unit\"\nagency = \"agency\"\nfinished_at = \"end\"\nplanned_min = \"plan\"\n";
    // Late by a day of 8 h. Check took 8 h, planned 4; the other agency 6 h, planned 2; 2 h on nobody's desk.
    let folder = Folder::with(&[
        ("study.toml", study),
        (
            "d.csv",
            "id,agency,received,due,result
A,Day,2024-03-25 08:00,2024-03-25 17:00,2024-03-26 17:00
B,Day,2024-03-25 08:00,2024-03-25 10:00,2024-03-25 13:00
",
        ),
        (
            "r.csv",
            "id,step,unit,agency,end,plan
A,check,x,Day,2024-03-25 17:00,240
A,consult,y,Other,2024-03-26 15:00,120
B,check,x,Day,2024-03-25 13:00,240
",
        ),
    ]);
    let measured = folder.measured();
    let late = measured
        .session
        .query(
            "select concat_ws(' ', part, step, unit, agency, holder) as held, claim_s, overdue_s
             from model.lateness order by dossier_id, part, run_no",
        )
        .unwrap();
    let held: Vec<_> = late.text("held").unwrap().iter().flatten().collect();
    assert_eq!(
        held,
        [
            "after_last_run   Day nobody_recorded",
            "run check x Day this_unit",
            "run consult y Other other_agency",
            "deadline_too_short   Day deadline_too_short",
        ]
    );
    assert_eq!(ints(&late, "claim_s"), [7_200, 14_400, 14_400, 0]);
    assert_eq!(ints(&late, "overdue_s"), [5_760, 11_520, 11_520, 7_200]);
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
        let proposal = crate::support::proposed(&[path]).unwrap_or_else(|e| panic!("{name}: {e}"));
        folder.write("study.toml", proposal.to_toml().as_bytes());
        let found = assert_adds_up(&folder, name);
        assert!(found == dossiers || dossiers == 0, "{name}: {found} dossiers");
        assert!(found > 0, "{name}");
    }
}
