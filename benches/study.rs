//! How long a study takes beside bare DuckDB on the same rows, in the same run, on the same threads.
//!
//! `cargo bench --profile release --bench study [-- RUNS …]` writes a Markdown table to standard output:
//! for each number of step runs (500,000 and 5,000,000 unless given), the five aggregates that an analyst
//! writes by hand (load, waits, quantiles, hand-over graph, variants), `redtape check` (load and the
//! measure layer), and `redtape run` (from CSV to report), each with its time, its ratio to the
//! aggregates and its peak memory. `--profile release` lets it use the DuckDB that is already built.
//! `-- relations [RUNS]` says instead how long the load and each relation of the catalogue take.

use std::cell::RefCell;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use duckdb::{Config, Connection};
use redtape::progress::{Progress, Silent};
use redtape::store::{Catalogue, Session};
use redtape::study::Study;
use redtape::{load, measure};

/// As a session of redtape has them.
const MEMORY: &str = "2GB";
const RUNS_PER_DOSSIER: u64 = 6;
const SIZES: [u64; 2] = [500_000, 5_000_000];

const STUDY: &str = r#"
[study]
title = "Bench"
language = "en"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "bench"
[calendar]
default = "vietnam"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "Mã hồ sơ"
procedure_code = "Mã thủ tục"
agency = "Đơn vị giải quyết"
unit = "Bộ phận xử lý"
step = "Bước xử lý"
officer = "Người xử lý"
channel = "Hình thức nộp hồ sơ"
enabled_at = "Ngày chuyển đến"
started_at = "Thời gian bắt đầu"
finished_at = "Thời gian kết thúc"
"#;

/// A province's runs over ten months: 40 procedures of six steps, 60 agencies, 900 officers.
const ROWS: &str = r#"
copy (
  select
    'H56.' || (d % 60) || '-' || strftime(received, '%y%m%d') || '-' || d as "Mã hồ sơ",
    '1.0' || (10000 + d % 40) as "Mã thủ tục",
    'UBND huyện ' || (d % 60) as "Đơn vị giải quyết",
    'Phòng ' || (s % 3) as "Bộ phận xử lý",
    ['Tiếp nhận', 'Phân công', 'Thẩm định', 'Trình lãnh đạo phòng', 'Ký duyệt', 'Trả kết quả'][s + 1] as "Bước xử lý",
    'Cán bộ ' || ((d * 7 + s) % 900) as "Người xử lý",
    case when d % 3 = 0 then 'Trực tuyến' else 'Trực tiếp' end as "Hình thức nộp hồ sơ",
    strftime(t, '%d/%m/%Y %H:%M:%S') as "Ngày chuyển đến",
    strftime(t + to_seconds(w), '%d/%m/%Y %H:%M:%S') as "Thời gian bắt đầu",
    strftime(t + to_seconds(w + 600), '%d/%m/%Y %H:%M:%S') as "Thời gian kết thúc"
  from (
    select
      d, s, received,
      received + to_seconds(cast(s * 90000 as bigint)) as t,
      cast(3000 + hash(d * 10 + s) % 20000 as bigint) as w
    from (
      select d, timestamp '2023-01-03 08:00:00' + to_seconds(cast((d * 29) % 24000000 as bigint)) as received
      from range(?) as a(d)
    ), range(6) as b(s)
  )
) to '#file' (header)
"#;

/// What an analyst writes by hand, in the order of the yardstick.
const BY_HAND: [(&str, &str); 5] = [
    (
        "load",
        r#"create table run as
           select "Mã hồ sơ" as dossier, "Mã thủ tục" as procedure, "Đơn vị giải quyết" as agency, "Bước xử lý" as step,
             strptime("Ngày chuyển đến", '%d/%m/%Y %H:%M:%S') as enabled,
             strptime("Thời gian bắt đầu", '%d/%m/%Y %H:%M:%S') as started,
             strptime("Thời gian kết thúc", '%d/%m/%Y %H:%M:%S') as finished
           from read_csv('#file', all_varchar = true)"#,
    ),
    (
        "waits",
        "create table waits as
         select procedure, step, agency, count(*) as n,
           sum(epoch(started) - epoch(enabled)) as wait_s, sum(epoch(finished) - epoch(started)) as service_s
         from run group by all",
    ),
    (
        "quantiles",
        "create table quantiles as
         select procedure, step, agency, quantile_cont(epoch(finished) - epoch(enabled), [0.5, 0.9]) as q
         from run group by all",
    ),
    (
        "hand-over graph",
        "create table graph as
         select step, following, count(*) as n
         from (select step, lead(step) over (partition by dossier order by finished) as following from run)
         group by all",
    ),
    (
        "variants",
        "create table variants as
         select path, count(*) as n
         from (select string_agg(step, '>' order by finished) as path from run group by dossier)
         group by all",
    ),
];

fn main() -> ExitCode {
    let sizes: Vec<u64> =
        std::env::args().skip(1).filter_map(|a| a.replace('_', "").parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let done = if std::env::args().any(|a| a == "relations") {
        relations(sizes.last().copied().unwrap_or_default())
    } else {
        table(&sizes)
    };
    match done {
        Ok(text) => {
            say(&text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("the benchmark failed: {error}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "its table is its result")]
fn say(text: &str) {
    println!("{text}");
}

type Failure = Box<dyn std::error::Error>;

fn table(sizes: &[u64]) -> Result<String, Failure> {
    let mut out = String::from(
        "| step runs | what | seconds | ratio | peak memory (MB) |\n|---:|---|---:|---:|---:|\n",
    );
    let mut whole = Vec::new();
    for &runs in sizes {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("runs.csv");
        write_rows(&file, runs)?;
        std::fs::write(folder.path().join("study.toml"), STUDY)?;
        let hand = by_hand(folder.path(), &file)?;
        row(&mut out, runs, "five aggregates in bare DuckDB", hand, hand, None);
        for (what, command) in [
            ("load and measure (`redtape check`)", "check"),
            ("whole study (`redtape run`)", "run"),
        ] {
            let (time, peak) = redtape(folder.path(), command)?;
            row(&mut out, runs, what, time, hand, Some(peak));
            if command == "run" {
                whole.push((runs, time));
            }
        }
    }
    if let (Some((few, short)), Some((many, long))) = (whole.first(), whole.last())
        && few < many
    {
        let growth = long.as_secs_f64() / short.as_secs_f64();
        out.push_str(&format!("\n{} times the runs take {growth:.1} times as long.\n", many / few));
    }
    Ok(out)
}

/// Times the phase `measure`, one step a relation.
struct Stopwatch {
    since: RefCell<Instant>,
    took: RefCell<Vec<Duration>>,
}

impl Progress for Stopwatch {
    fn phase(&self, _name: &str, _total: Option<u64>) {
        self.since.replace(now());
    }

    fn advance(&self, _by: u64) {
        self.took.borrow_mut().push(self.since.replace(now()).elapsed());
    }
}

fn relations(runs: u64) -> Result<String, Failure> {
    let folder = tempfile::tempdir()?;
    write_rows(&folder.path().join("runs.csv"), runs)?;
    let file = folder.path().join("study.toml");
    std::fs::write(&file, STUDY)?;
    let study = Study::open(&file)?;
    let session =
        Session::create(&folder.path().join("study.duckdb"), folder.path(), &study.machine)?;
    let begun = now();
    load::all(&study, session.conn(), &Silent)?;
    let mut took = vec![("(load)".to_owned(), begun.elapsed())];
    let catalogue = Catalogue::embedded()?;
    let watch = Stopwatch { since: RefCell::new(now()), took: RefCell::default() };
    measure::all(&study, &session, &catalogue, &watch)?;
    let names = catalogue.queries().iter().map(|query| query.name.clone());
    took.extend(names.zip(watch.took.take()));
    let whole: Duration = took.iter().map(|(_, time)| *time).sum();
    took.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut out = format!("| relation, {runs} step runs | seconds |\n|---|---:|\n");
    for (name, time) in took {
        out.push_str(&format!("| {name} | {:.2} |\n", time.as_secs_f64()));
    }
    out.push_str(&format!("| together | {:.1} |\n", whole.as_secs_f64()));
    Ok(out)
}

fn row(out: &mut String, runs: u64, what: &str, time: Duration, hand: Duration, peak: Option<u64>) {
    let ratio = time.as_secs_f64() / hand.as_secs_f64();
    let peak = peak.map_or_else(String::new, |kb| (kb / 1024).to_string());
    out.push_str(&format!(
        "| {runs} | {what} | {:.1} | {ratio:.1} | {peak} |\n",
        time.as_secs_f64()
    ));
}

fn write_rows(file: &Path, runs: u64) -> Result<(), Failure> {
    let sql = ROWS.replace("#file", &file.to_string_lossy());
    let dossiers = i64::try_from(runs / RUNS_PER_DOSSIER)?;
    Connection::open_in_memory()?.execute(&sql, [dossiers])?;
    Ok(())
}

fn by_hand(folder: &Path, file: &Path) -> Result<Duration, Failure> {
    let config = Config::default()
        .max_memory(MEMORY)?
        .with("temp_directory", folder.join("spill").to_string_lossy())?;
    let conn = Connection::open_with_flags(folder.join("hand.duckdb"), config)?;
    let begun = now();
    for (_, sql) in BY_HAND {
        conn.execute_batch(&sql.replace("#file", &file.to_string_lossy()))?;
    }
    Ok(begun.elapsed())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is about time")]
fn now() -> Instant {
    Instant::now()
}

/// Runs the program in the folder: its time, and its peak memory in kB where the system tells it.
fn redtape(folder: &Path, command: &str) -> Result<(Duration, u64), Failure> {
    let begun = now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_redtape"))
        .args([command, "study.toml"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let said = std::fs::read_to_string(&status).unwrap_or_default();
        let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kb.unwrap_or(0));
        if let Some(ended) = child.try_wait()? {
            let time = begun.elapsed();
            return if ended.success() {
                Ok((time, peak))
            } else {
                Err(format!("redtape {command} ended with {ended}").into())
            };
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
