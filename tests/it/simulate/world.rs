//! A written province read back, as a study would read it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use redtape::simulate::{Scenario, files, run};

pub type Files = BTreeMap<String, Vec<u8>>;

pub const EVIDENCE_FROM: &str = "2024-01-01 00:00:00";
pub const END: &str = "2024-12-31 17:30:00";

pub fn written(scenario: &Scenario, seed: u64) -> Files {
    files(&run(scenario, seed).unwrap()).unwrap().into_iter().collect()
}

/// The healthy world of its last three months, with `extra` keys of a scenario file before and `tables`
/// after it.
pub fn short(extra: &str, tables: &str) -> Scenario {
    let text = format!("extends = \"null\"\nfrom = \"2024-10-01\"\n{extra}\n{tables}");
    Scenario::parse(&text).unwrap()
}

/// The named columns of a table.
pub fn table<const N: usize>(files: &Files, path: &str, headings: [&str; N]) -> Vec<[String; N]> {
    let bytes = &files[path];
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(text);
    let header = reader.headers().unwrap().clone();
    let places = headings.map(|heading| header.iter().position(|h| h == heading).unwrap());
    reader.records().map(|row| row.unwrap()).map(|row| places.map(|p| row[p].to_owned())).collect()
}

/// Working minutes by the calendar that the study reads.
pub struct Clock {
    pub closed: BTreeSet<String>,
    pub worked: BTreeSet<String>,
    /// Working minutes before each day since 2022-12-01.
    pub before: Vec<i64>,
}

pub static CLOCK: LazyLock<Clock> = LazyLock::new(|| {
    let text = include_str!("../../../assets/calendars/vietnam.toml");
    let file: toml::Table = text.parse().unwrap();
    // A day worked out of turn may say which one it makes up for.
    let day = |d: &toml::Value| d.get("day").unwrap_or(d).as_str().unwrap().to_owned();
    let days = |key: &str| file[key].as_array().unwrap().iter().map(day).collect();
    let mut clock = Clock { closed: days("holidays"), worked: days("worked"), before: vec![0] };
    let mut date = first_day();
    for _ in 0..1_200 {
        let last = *clock.before.last().unwrap();
        clock.before.push(last + clock.open(date));
        date = date.tomorrow().unwrap();
    }
    clock
});

pub fn first_day() -> jiff::civil::Date {
    jiff::civil::date(2022, 12, 1)
}

impl Clock {
    pub fn open(&self, date: jiff::civil::Date) -> i64 {
        let weekend = date.weekday().to_monday_zero_offset() >= 5;
        let text = date.to_string();
        let works = !self.closed.contains(&text) && (!weekend || self.worked.contains(&text));
        if works { 480 } else { 0 }
    }

    /// Working minutes at a sortable stamp.
    pub fn minutes(&self, stamp: &str) -> f64 {
        let date: jiff::civil::Date = stamp[..10].parse().unwrap();
        let number = |range: std::ops::Range<usize>| stamp[range].parse::<f64>().unwrap();
        let minute = number(11..13) * 60.0 + number(14..16) + number(17..19) / 60.0;
        let day = (date - first_day()).get_days() as usize;
        let open = (minute - 450.0).clamp(0.0, 240.0) + (minute - 810.0).clamp(0.0, 240.0);
        self.before[day] as f64 + if self.open(date) > 0 { open } else { 0.0 }
    }
}

/// `dd/MM/yyyy HH:mm:ss` as a text that sorts.
pub fn sortable(stamp: &str) -> Option<String> {
    let (date, time) = stamp.split_once(' ')?;
    Some(format!("{}-{}-{} {time}", &date[6..10], &date[3..5], &date[..2]))
}

pub fn between(from: &str, to: &str) -> f64 {
    CLOCK.minutes(to) - CLOCK.minutes(from)
}

pub struct Dossier {
    pub procedure: String,
    pub agency: String,
    pub channel: String,
    pub received: String,
    pub first_due: String,
    pub due: String,
    pub result: Option<String>,
}

pub struct Run {
    pub dossier: String,
    pub procedure: String,
    pub step: String,
    pub role: String,
    pub agency: String,
    pub unit: String,
    pub officer: String,
    pub enabled: String,
    pub started: Option<String>,
    pub finished: Option<String>,
    pub outcome: String,
    pub planned: f64,
}

pub struct World {
    pub files: Files,
    pub dossiers: BTreeMap<String, Dossier>,
    pub runs: Vec<Run>,
}

impl World {
    pub fn new(name: &str) -> Self {
        let files = written(&Scenario::named(name).unwrap(), 5);
        let headings = [
            "Mã hồ sơ",
            "Mã thủ tục",
            "Đơn vị giải quyết",
            "Hình thức nộp hồ sơ",
            "Ngày tiếp nhận",
            "Ngày hẹn trả trước",
            "Ngày hẹn trả",
            "Ngày kết thúc xử lý",
        ];
        let dossiers: BTreeMap<String, Dossier> = table(&files, "data/ho_so.csv", headings)
            .into_iter()
            .map(|[id, procedure, agency, channel, received, first_due, due, result]| {
                let dossier = Dossier {
                    procedure,
                    agency,
                    channel,
                    received: sortable(&received).unwrap(),
                    first_due: sortable(&first_due).unwrap(),
                    due: sortable(&due).unwrap(),
                    result: sortable(&result),
                };
                (id, dossier)
            })
            .collect();
        let headings = ["Mã thủ tục", "Bước", "Vai trò"];
        let roles: BTreeMap<[String; 2], String> = table(&files, "register/buoc.csv", headings)
            .into_iter()
            .map(|[procedure, step, role]| ([procedure, step], role))
            .collect();
        let headings = [
            "Mã hồ sơ",
            "Bước xử lý",
            "Đơn vị giải quyết",
            "Bộ phận xử lý",
            "Người xử lý",
            "Ngày chuyển đến",
            "Thời gian bắt đầu",
            "Thời gian kết thúc",
            "Kết quả",
            "Thời hạn (phút)",
        ];
        let runs = table(&files, "data/luot_xu_ly.csv", headings)
            .into_iter()
            .map(
                |[
                    dossier,
                    step,
                    agency,
                    unit,
                    officer,
                    enabled,
                    started,
                    finished,
                    outcome,
                    planned,
                ]| {
                    let key = [dossiers[&dossier].procedure.clone(), step];
                    let role = roles[&key].clone();
                    let [procedure, step] = key;
                    Run {
                        dossier,
                        procedure,
                        step,
                        role,
                        agency,
                        unit,
                        officer,
                        enabled: sortable(&enabled).unwrap(),
                        started: sortable(&started),
                        finished: sortable(&finished),
                        outcome,
                        planned: planned.parse().unwrap(),
                    }
                },
            )
            .collect();
        Self { files, dossiers, runs }
    }

    /// Runs of the evidence window.
    pub fn recent(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| run.enabled.as_str() >= EVIDENCE_FROM)
    }

    pub fn of_step<'a>(
        &'a self,
        procedure: &'a str,
        step: &'a str,
    ) -> impl Iterator<Item = &'a Run> {
        self.recent().filter(move |run| run.procedure == procedure && run.step == step)
    }

    /// Runs of each dossier in order, as its procedure and the runs.
    pub fn paths(&self) -> impl Iterator<Item = &[Run]> {
        self.runs.chunk_by(|a, b| a.dossier == b.dossier)
    }
}

pub static NULL: LazyLock<World> = LazyLock::new(|| World::new("null"));
pub static SMALL: LazyLock<World> = LazyLock::new(|| World::new("small"));
pub static DEMO: LazyLock<World> = LazyLock::new(|| World::new("demo"));
