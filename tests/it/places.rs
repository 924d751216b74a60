//! Where a run reads and writes, and what it does where it can't.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use redtape::store::Session;
use redtape::study::MachineSettings;

use crate::support::{Folder, int};

const STUDY: &str =
    "[study]\ntitle = \"t\"\npseudonym_key = \"k\"\nas_of = \"2024-04-05T17:00:00\"\n";
const DOSSIERS: &str = "[[input]]\npath = \"dossiers.csv\"\nkind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\nreceived_at = \"received\"\n";

fn folder() -> Folder {
    let study = format!("{STUDY}{DOSSIERS}");
    Folder::with(&[
        ("study.toml", &study),
        ("dossiers.csv", "id,received\nA,2024-01-02 08:00\nB,2024-01-03 08:00\n"),
    ])
}

fn binary() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin("redtape"))
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs the binary in the folder, which it must leave soon.
fn redtape(folder: &Folder, args: &[&str]) -> Output {
    let mut command = assert_cmd::Command::cargo_bin("redtape").unwrap();
    command.current_dir(folder.path()).args(args).timeout(Duration::from_secs(120));
    command.output().unwrap()
}

#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    for args in [&["explain"][..], &["queries", "--json"], &["--help"], &["--version"], &[]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = binary().args(args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(
            stderr(&output).starts_with("error: standard output can't be written: "),
            "{args:?}"
        );
    }
}

#[test]
fn a_reader_that_has_gone_away_is_none() {
    let mut child = binary().args(["queries", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    // Far more than a pipe holds is still to come.
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Asks whether to write a study file; a signal comes before the answer.
fn stopped_while_asked(ignoring: bool, signal: &str) -> (Option<i32>, String) {
    let folder = folder();
    fs::remove_file(folder.path().join("study.toml")).unwrap();
    let trap = if ignoring { format!("trap '' {signal}; ") } else { String::new() };
    let mut child = Command::new("sh")
        .args(["-c", &format!("{trap}exec \"$0\" init dossiers.csv")])
        .arg(assert_cmd::cargo::cargo_bin("redtape"))
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    let mut err = child.stderr.take().unwrap();
    while !said.ends_with(b"[y/N] ") {
        let mut byte = [0];
        err.read_exact(&mut byte).unwrap();
        said.push(byte[0]);
    }
    let kill = format!("kill -{signal} {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    if ignoring {
        child.stdin.take().unwrap().write_all(b"n\n").unwrap();
    }
    let mut rest = String::new();
    err.read_to_string(&mut rest).unwrap();
    (child.wait().unwrap().code(), rest)
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that steps aside says so")]
fn a_signal_is_heeded_while_an_answer_is_awaited_and_ignored_where_the_caller_ignores_it() {
    for (signal, code) in [("INT", 130), ("HUP", 129)] {
        if redtape::system::ignored(code - 128) {
            eprintln!("STEPPED ASIDE: SIG{signal} is ignored here, as under nohup");
        } else {
            let (ended, said) = stopped_while_asked(false, signal);
            assert_eq!(ended, Some(code), "{said}");
            assert!(said.starts_with(&format!("stopped by SIG{signal}: ")), "{said}");
        }
        let (ended, said) = stopped_while_asked(true, signal);
        assert_eq!((ended, said.trim_end()), (Some(0), "Nothing was written."), "{signal}");
    }
}

#[test]
fn what_stands_in_the_place_of_results_is_refused_before_anything_is_done() {
    for (command, place) in [
        ("run", "results"),
        ("run", "results/2024-04-05"),
        ("run", "results/2023-01-01"),
        ("check", "check"),
    ] {
        for dangling in [false, true] {
            let folder = folder();
            let path = folder.path().join(place);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if dangling {
                symlink("nowhere", &path).unwrap();
            } else {
                fs::write(&path, "somebody's").unwrap();
            }
            let output = redtape(&folder, &[command]);
            assert_eq!(output.status.code(), Some(2), "{place}");
            let what = if dangling { "a link" } else { "no folder" };
            let said = stderr(&output);
            assert!(
                said.starts_with("error: ") && said.contains(&format!("{place} is {what}")),
                "{said}"
            );
            assert_eq!(fs::symlink_metadata(&path).unwrap().is_symlink(), dangling);
        }
    }
}

#[test]
fn results_may_lie_behind_a_link_to_a_folder() {
    let folder = folder();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    symlink("elsewhere", folder.path().join("results")).unwrap();
    let output = redtape(&folder, &["run", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.path().join("elsewhere/2024-04-05/report.html").is_file());
}

#[test]
fn what_is_no_file_on_disk_is_refused_and_not_waited_for() {
    let pipe = |folder: &Folder, name: &str| {
        let path = folder.path().join(name);
        let _ = fs::remove_file(&path);
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let refused = |folder: &Folder, args: &[&str], what: &str| {
        let output = redtape(folder, args);
        assert_eq!(output.status.code(), Some(3), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(&format!("{what}, not a file")), "{}", stderr(&output));
    };
    let input = folder();
    pipe(&input, "dossiers.csv");
    refused(&input, &["run"], "dossiers.csv is a pipe, a socket or a device");
    fs::remove_file(input.path().join("study.toml")).unwrap();
    refused(
        &input,
        &["init", "dossiers.csv", "--yes"],
        "dossiers.csv is a pipe, a socket or a device",
    );
    let register = folder();
    register.write(
        "study.toml",
        format!("{STUDY}{DOSSIERS}[register]\nprocedures = \"procedures.csv\"\n").as_bytes(),
    );
    pipe(&register, "procedures.csv");
    refused(&register, &["check"], "procedures.csv is a pipe, a socket or a device");
    let device = folder();
    fs::remove_file(device.path().join("dossiers.csv")).unwrap();
    symlink("/dev/zero", device.path().join("dossiers.csv")).unwrap();
    refused(&device, &["check"], "dossiers.csv is a pipe, a socket or a device");
    let socket = folder();
    fs::remove_file(socket.path().join("dossiers.csv")).unwrap();
    let _open = UnixListener::bind(socket.path().join("dossiers.csv")).unwrap();
    refused(&socket, &["check"], "dossiers.csv is a pipe, a socket or a device");
    let deeper = folder();
    fs::remove_file(deeper.path().join("dossiers.csv")).unwrap();
    fs::create_dir(deeper.path().join("dossiers.csv")).unwrap();
    refused(&deeper, &["check"], "dossiers.csv is a folder");
}

#[test]
fn no_more_threads_are_started_than_the_machine_has() {
    let most = std::thread::available_parallelism().unwrap().get();
    for (threads, wanted) in [(100_000, most), (1, 1)] {
        let folder = Folder::new();
        let machine = MachineSettings { threads: Some(threads), ..MachineSettings::default() };
        let file = folder.path().join("study.duckdb");
        let session = Session::create(&file, folder.path(), &machine).unwrap();
        let started: i64 = session
            .conn()
            .query_row("select cast(current_setting('threads') as bigint)", [], |row| row.get(0))
            .unwrap();
        assert_eq!(usize::try_from(started).unwrap(), wanted);
    }
}

#[test]
fn what_a_study_holds_does_not_steer_the_terminal() {
    let folder = folder();
    let study = format!("{STUDY}{DOSSIERS}").replace("dossiers.csv", "\\u001b]0;gone\\u009b.csv");
    folder.write("study.toml", study.as_bytes());
    let output = redtape(&folder, &["check"]);
    assert_eq!(output.status.code(), Some(3));
    let said = stderr(&output);
    assert!(said.contains("\\u001b]0;gone\\u009b.csv doesn't exist"), "{said}");
    assert!(!said.contains(['\u{1b}', '\u{9b}']), "{said}");
}

/// A step by somebody with a day of their own, and one that the portal invents in the name of the counter.
#[test]
fn what_a_study_says_of_an_officer_it_says_of_the_pseudonym() {
    let runs = "[[input]]\npath = \"runs.csv\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nofficer = \"officer\"\nfinished_at = \"finished\"\n[calendar.officer]\n\"Lan\" = \"office\"\n\"Nobody\" = \"office\"\n";
    let count = "select count(*) as n from stage.";
    for (who, lan) in [("pseudonym_key = \"k\"", "O-652ecf9d639d"), ("officers = \"named\"", "Lan")]
    {
        let study = format!("{STUDY}{DOSSIERS}{runs}").replace("pseudonym_key = \"k\"", who);
        let folder = folder();
        folder.write("study.toml", study.as_bytes());
        folder.write(
            "runs.csv",
            "id,step,officer,finished\nA,Tiếp nhận hồ sơ,Cán bộ một cửa,2024-01-02 08:00\nA,Ký,Lan,2024-01-03 09:00\nB,Ký,Minh,2024-01-04 09:00\n".as_bytes(),
        );
        let measured = folder.measured();
        let n = |sql: &str| int(&measured, &format!("{count}{sql}"));
        assert_eq!(n("set_aside where reason = 'aside-synthetic'"), 1, "{who}");
        assert_eq!(n(&format!("officer_calendar where own and officer = '{lan}'")), 1, "{who}");
        assert_eq!(n("officer_calendar where own"), 1, "{who}");
        assert_eq!(n("step_run where officer is not null"), 2, "{who}");
    }
}
