//! Half of the events of these logs share the second of the one before: ties give no order.

use crate::support::{Folder, int, shared};
use redtape::cli::analyse::Measured;

const LOGS: [&str; 2] = ["bpic15_2.xes.gz", "bpic15_3.xes.gz"];

/// The log's runs as CSV, tied ones in the order that `by` says.
fn runs_as_csv(measured: &Measured, folder: &Folder, by: &str) {
    let path = folder.path().join("runs.csv");
    measured
        .session
        .execute(&format!(
            "copy (
               select
                 r.dossier_id as id, cast(r.step as varchar) as step, cast(r.officer as varchar) as officer,
                 r.finished_at as finish, d.received_at as received, d.result_at as result
               from stage.step_run as r
               join stage.dossier as d on d.dossier_no = r.dossier_no
               order by r.dossier_no, date_trunc('second', r.finished_at), {by}
             ) to '{}' (header)",
            path.display()
        ))
        .unwrap();
    folder.write(
        "study.toml",
        b"[study]\ntitle = \"T\"\nzone = \"Etc/UTC\"\nofficers = \"named\"\n[calendar]\ndefault = \"office\"\n[[input]]\npath = \"runs.csv\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nofficer = \"officer\"\nfinished_at = \"finish\"\nreceived_at = \"received\"\nresult_at = \"result\"\n",
    );
}

/// A checksum of rows, in whatever order they come.
fn sum_of(measured: &Measured, rows: &str) -> (i64, i64) {
    let sum = int(
        measured,
        &format!(
            "select coalesce(cast(sum(cast(hash(r) as hugeint)) % 1000000007 as bigint), 0) as n from ({rows}) as r"
        ),
    );
    (int(measured, &format!("select count(*) as n from ({rows}) as r")), sum)
}

#[test]
fn the_order_of_tied_rows_in_the_file_changes_nothing() {
    for name in LOGS {
        let Some(path) = shared(name) else { continue };
        let original = Folder::new();
        let proposal = crate::support::proposed(&[path]).unwrap_or_else(|e| panic!("{name}: {e}"));
        original.write("study.toml", proposal.to_toml().as_bytes());
        let original = original.measured();
        let figures = |by: &str| {
            let folder = Folder::new();
            runs_as_csv(&original, &folder, by);
            let measured = folder.measured();
            let ties = "select count(*) as n from model.step_run where not next_known";
            assert!(int(&measured, ties) > 20_000, "{name}: {}", int(&measured, ties));
            // Runs are told apart by what happened, since the order of a file numbers them.
            let run = "dossier_id, cast(step as varchar), cast(officer as varchar), finished_at";
            [
                "from model.step_concurrency select procedure_code, cast(step as varchar), cast(other_step as varchar), columns('^n_'), concurrent".to_owned(),
                "from measure.handover select cast(from_step as varchar), cast(to_step as varchar), n".to_owned(),
                format!("select {run}, enabled_at, sojourn_wall_s, wait_wall_s from model.step_run"),
                // The remainder of a shared second goes to the lowest number.
                format!("select {run}, owned_s // 2 from model.step_run where owned_s > 100000000"),
                "select dossier_id, makespan_s, after_last_run_s from model.dossier".to_owned(),
            ]
            .map(|rows| sum_of(&measured, &rows))
        };
        let in_order = figures("r.run_no");
        assert!(in_order[1].0 > 100, "{name}: hand-overs whose order is known remain");
        assert_eq!(in_order, figures("r.run_no desc"), "{name}: backwards");
        assert_eq!(in_order, figures("hash(r.run_no)"), "{name}: shuffled");
    }
}

#[test]
fn runs_of_one_second_share_their_time_and_wait_for_none_of_each_other() {
    for name in LOGS {
        let Some(path) = shared(name) else { continue };
        let folder = Folder::new();
        let proposal = crate::support::proposed(&[path]).unwrap_or_else(|e| panic!("{name}: {e}"));
        folder.write("study.toml", proposal.to_toml().as_bytes());
        let measured = folder.measured();
        let tied = "
          from model.step_run as a
          join model.step_run as b
            on b.dossier_no = a.dossier_no and b.finished_at = a.finished_at and b.run_no > a.run_no
          where not a.after_result and not b.after_result";
        let count =
            |condition: &str| int(&measured, &format!("select count(*) as n {tied} {condition}"));
        assert!(count("") > 20_000, "{name}: {} pairs", count(""));
        assert_eq!(
            count(
                "and abs(a.owned_s - b.owned_s) >= (
                   select count(*) from model.step_run as c
                   where c.dossier_no = a.dossier_no and c.finished_at = a.finished_at and not c.after_result)"
            ),
            0,
            "{name}: shares"
        );
        // Neither was enabled at the second in which both finished, as if the other had come before it.
        assert_eq!(
            count("and (a.enabled_at >= a.finished_at or b.enabled_at >= b.finished_at)"),
            0,
            "{name}"
        );
        assert_eq!(count("and (a.next_known or b.next_known)"), 0, "{name}");
    }
}
