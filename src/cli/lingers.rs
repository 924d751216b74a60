//! What a run leaves that is killed, stopped by a signal, or finds its disk full. The program runs in a
//! process of its own: this test binary, with a fault where the test wants one.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use tempfile::TempDir;

use crate::store::fault;

const ARGS: &str = "REDTAPE_ARGS";
const OFFICER: &str = "Trần Thị Kín Đáo";
const DAY: &str = "results/2024-04-05";

const STUDY: &str = r#"
[study]
title = "Một quý"
pseudonym_key = "k"
as_of = "2024-04-05T17:00:00"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
received_at = "received"
result_at = "result"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
step = "step"
officer = "officer"
finished_at = "finished"
"#;

/// Not a test: the program itself, which the tests start.
#[test]
#[ignore = "started by the others"]
#[expect(clippy::disallowed_methods, clippy::exit, reason = "stands for the program's own main")]
fn the_program() {
    let args = std::env::var(ARGS).unwrap();
    let args = std::iter::once("redtape").chain(args.split('\t')).map(Into::into);
    std::process::exit(i32::from(super::with(args)));
}

/// A small study in a folder of its own, with a folder for what is temporary.
struct Place {
    home: TempDir,
    temporary: TempDir,
}

struct Ended {
    status: ExitStatus,
    stderr: String,
}

impl Place {
    fn new() -> Self {
        let place =
            Self { home: tempfile::tempdir().unwrap(), temporary: tempfile::tempdir().unwrap() };
        let mut dossiers = "id,procedure,received,result\n".to_owned();
        let mut runs = "id,step,officer,finished\n".to_owned();
        for n in 0..40 {
            let day = 1 + n % 28;
            dossiers.push_str(&format!("H{n},P,2024-01-{day:02} 08:00,2024-02-{day:02} 16:00\n"));
            for (step, at) in [("Thẩm định", "10:00"), ("Ký", "15:30")] {
                runs.push_str(&format!("H{n},{step},{OFFICER},2024-02-{day:02} {at}\n"));
            }
        }
        for (name, text) in
            [("study.toml", STUDY), ("dossiers.csv", &dossiers), ("runs.csv", &runs)]
        {
            fs::write(place.path(name), text).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn redtape(&self, args: &[&str], faults: &str) -> Ended {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "cli::lingers::the_program", "--nocapture"])
            .env(ARGS, args.join("\t"))
            .env(fault::NAMED, faults)
            .env("TMPDIR", self.temporary.path())
            .current_dir(self.home.path())
            .output()
            .unwrap();
        Ended {
            status: output.status,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn done(&self, args: &[&str]) -> Ended {
        let ended = self.redtape(args, "");
        assert_eq!(ended.status.code(), Some(0), "{args:?}: {}", ended.stderr);
        ended
    }

    fn killed(&self, faults: &str) {
        let ended = self.redtape(&["run"], &format!("{faults}=kill"));
        assert!(ended.status.signal().is_some(), "{faults}: {}", ended.stderr);
    }

    /// What is temporary, wherever it lies.
    fn lingering(&self) -> Vec<PathBuf> {
        let results = self.path("results");
        let of = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        let hidden = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
        };
        of(self.temporary.path())
            .map(|entry| entry.path())
            .chain(of(&results).map(|entry| entry.path()).filter(hidden))
            .chain(of(self.home.path()).map(|entry| entry.path()).filter(hidden))
            .collect()
    }
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        }
        found.push(path);
    }
}

/// Everything temporary, with all that is in it.
fn all(place: &Place) -> Vec<PathBuf> {
    let mut found = place.lingering();
    for folder in place.lingering() {
        below(&folder, &mut found);
    }
    found
}

#[test]
fn a_killed_run_leaves_private_folders_which_the_next_run_removes() {
    let place = Place::new();
    for point in ["loaded", "report.html"] {
        place.killed(point);
        let left = all(&place);
        assert!(left.iter().any(|path| path.ends_with("raw.duckdb")), "{point}: {left:?}");
        assert!(left.iter().any(|path| path.ends_with("study.duckdb")), "{point}: {left:?}");
        for path in left {
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode, wanted, "{}", path.display());
        }
    }
    place.done(&["check"]);
    assert_eq!(place.lingering(), Vec::<PathBuf>::new());
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that steps aside says so")]
fn a_signal_ends_a_run_with_its_code_and_nothing_is_left() {
    let place = Place::new();
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        if crate::system::ignored(code - 128) {
            eprintln!("STEPPED ASIDE: SIG{signal} is ignored here, as under nohup");
            continue;
        }
        let ended = place.redtape(&["run", "--quiet"], &format!("loaded={signal}"));
        assert_eq!(ended.status.code(), Some(code), "{}", ended.stderr);
        let said: Vec<&str> = ended.stderr.lines().collect();
        let line = format!(
            "stopped by SIG{signal}: nothing temporary is left, and no results are half written"
        );
        assert_eq!(said, [line]);
        assert_eq!(place.lingering(), Vec::<PathBuf>::new(), "{signal}");
        assert!(!place.path("results/2024-04-05").exists());
    }
}

#[test]
fn no_officers_name_reaches_the_disk_where_officers_are_pseudonyms() {
    let named = STUDY.replace("pseudonym_key = \"k\"", "officers = \"named\"");
    for (study, names) in [(STUDY, false), (&named, true)] {
        let place = Place::new();
        fs::write(place.path("study.toml"), study).unwrap();
        place.killed("loaded");
        let holds = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap_or_default();
            bytes.windows(OFFICER.len()).any(|part| part == OFFICER.as_bytes())
        };
        let left = all(&place);
        assert!(left.iter().any(|path| path.ends_with("raw.duckdb")), "{left:?}");
        // The test itself: a study that names them has them there.
        assert_eq!(left.iter().any(holds), names, "{left:?}");
    }
}

#[test]
fn a_kill_never_leaves_a_study_without_its_results() {
    let place = Place::new();
    place.done(&["run"]);
    let report = || fs::read_to_string(place.path(DAY).join("report.html")).unwrap();
    let first = report();
    fs::write(place.path(DAY).join("notes.txt"), "mine").unwrap();
    let notes = || fs::read_to_string(place.path(DAY).join("notes.txt")).unwrap();
    for faults in ["kept", "published"] {
        place.killed(faults);
        assert_eq!((report(), notes()), (first.clone(), "mine".to_owned()), "{faults}");
        place.done(&["queries", "--study", "."]);
        assert_eq!(place.lingering(), Vec::<PathBuf>::new(), "{faults}");
    }
    // Where a file system can't exchange two folders, results come back with whatever is run next.
    for command in [&["queries", "--study", "."][..], &["check"], &["queries", "--study", DAY]] {
        place.killed("exchange=none between-renames");
        assert!(!place.path(DAY).exists());
        place.done(command);
        assert_eq!((report(), notes()), (first.clone(), "mine".to_owned()), "{command:?}");
        assert_eq!(place.lingering(), Vec::<PathBuf>::new(), "{command:?}");
    }
}

#[test]
fn a_disk_that_is_full_while_results_are_written_costs_nothing_but_the_run() {
    let place = Place::new();
    place.done(&["run"]);
    let first = fs::read(place.path(DAY).join("manifest.json")).unwrap();
    for file in ["charts/charts.json", "report.html", "manifest.json"] {
        let ended = place.redtape(&["run"], &format!("{file}=full"));
        assert_eq!(ended.status.code(), Some(1), "{file}: {}", ended.stderr);
        let error: Vec<&str> =
            ended.stderr.lines().skip_while(|line| !line.starts_with("error: ")).collect();
        assert!(error[0].starts_with(&format!("error: {file} can't be written: ")), "{error:?}");
        assert_eq!(
            error[1..],
            ["help: make room on that disk and run again; earlier results are as they were"]
        );
        assert_eq!(fs::read(place.path(DAY).join("manifest.json")).unwrap(), first, "{file}");
        assert_eq!(place.lingering(), Vec::<PathBuf>::new(), "{file}");
    }
}

#[test]
fn what_readers_put_among_results_is_kept_and_said() {
    let place = Place::new();
    place.done(&["run"]);
    let day = place.path(DAY);
    fs::create_dir(day.join("meeting")).unwrap();
    for (name, text) in [("notes.txt", "mine"), ("meeting/slides.txt", "ours")] {
        fs::write(day.join(name), text).unwrap();
    }
    let report = fs::read_to_string(day.join("report.html")).unwrap();
    fs::write(day.join("report.html"), "edited by hand").unwrap();
    let ended = place.done(&["run"]);
    let said: Vec<&str> = ended.stderr.lines().filter(|line| line.contains("kept")).collect();
    assert_eq!(
        said,
        [
            "meeting/slides.txt isn't redtape's: kept in the new results",
            "notes.txt isn't redtape's: kept in the new results",
            "report.html was changed since redtape wrote it: kept as report.html.edited",
        ]
    );
    for (name, text) in [
        ("notes.txt", "mine"),
        ("meeting/slides.txt", "ours"),
        ("report.html.edited", "edited by hand"),
        ("report.html", &report),
    ] {
        assert_eq!(fs::read_to_string(day.join(name)).unwrap(), text, "{name}");
    }
    assert_eq!(place.lingering(), Vec::<PathBuf>::new());
}

#[test]
fn results_are_for_their_readers_and_a_check_up_for_its_maker() {
    let place = Place::new();
    place.done(&["run"]);
    place.done(&["check"]);
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    for folder in ["results", DAY, "results/2024-04-05/charts"] {
        assert_eq!(mode(folder), 0o755, "{folder}");
    }
    assert_eq!(mode("results/2024-04-05/report.html"), 0o644);
    assert_eq!((mode("check"), mode("check/check.html")), (0o700, 0o600));
}
