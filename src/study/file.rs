//! `study.toml` as written, and how it becomes a [`Study`].

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::deadline::DeadlineTable;
use super::input::{InputTable, inputs};
use super::settings::Range;
use super::vocabulary::{NamesTable, each_once};
use super::{
    AdviseSettings, Calendar, FindSettings, LifecycleWords, MachineSettings, Officers,
    OutcomeWords, Period, Register, RegisterFile, Resolution, Role, StatusWords, StepNote, Study,
    WaitSettings, nearest,
};
use crate::error::{Error, Result};
use crate::words::Language;

pub(super) const NAME: &str = "study.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StudyFile {
    study: StudyTable,
    #[serde(default)]
    calendar: CalendarTable,
    #[serde(default)]
    deadline: DeadlineTable,
    #[serde(default)]
    input: Vec<InputTable>,
    #[serde(default)]
    register: RegisterTable,
    #[serde(default)]
    status: StatusWords,
    #[serde(default)]
    outcomes: OutcomeWords,
    #[serde(default)]
    lifecycle: LifecycleWords,
    #[serde(default)]
    names: NamesTable,
    #[serde(default)]
    steps: StepsTable,
    #[serde(default)]
    waits: WaitSettings,
    #[serde(default)]
    find: FindSettings,
    #[serde(default)]
    advise: AdviseSettings,
    #[serde(default)]
    machine: MachineSettings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StudyTable {
    title: String,
    #[serde(default = "vietnamese")]
    language: Language,
    #[serde(default = "hanoi")]
    zone: String,
    as_of: Option<toml::Value>,
    period: Option<toml::Value>,
    #[serde(default = "minute")]
    resolution: Resolution,
    #[serde(default)]
    officers: OfficersWord,
    pseudonym_key: Option<String>,
    #[serde(default = "five")]
    suppress_below: u64,
    yearly_dossiers: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum OfficersWord {
    #[default]
    Pseudonym,
    Named,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CalendarTable {
    default: Option<String>,
    agency: BTreeMap<String, String>,
    officer: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RegisterTable {
    procedures: Option<String>,
    steps: Option<String>,
    legal_texts: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepTable {
    role: Option<Role>,
    #[serde(default)]
    consequence: Vec<String>,
}

/// `[steps]`: notes on single steps, and in `[steps.split]` what words within their names mean.
#[derive(Default)]
struct StepsTable {
    split: BTreeMap<String, String>,
    notes: BTreeMap<String, StepNote>,
}

impl<'de> Deserialize<'de> for StepsTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // By hand: a flattened map would lose the lines that errors name.
        struct Steps;
        impl<'de> Visitor<'de> for Steps {
            type Value = StepsTable;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of steps")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<StepsTable, A::Error> {
                let mut steps = StepsTable::default();
                while let Some(name) = map.next_key::<String>()? {
                    if name == "split" {
                        steps.split = map.next_value()?;
                    } else {
                        let StepTable { role, consequence } = map.next_value()?;
                        steps.notes.insert(name, StepNote { role, consequence });
                    }
                }
                Ok(steps)
            }
        }
        deserializer.deserialize_map(Steps)
    }
}

fn vietnamese() -> Language {
    Language::Vi
}

fn hanoi() -> String {
    "Asia/Ho_Chi_Minh".to_owned()
}

fn minute() -> Resolution {
    Resolution::Minute
}

fn five() -> u64 {
    5
}

impl Study {
    /// Reads and validates a study file and the calendars that it names.
    ///
    /// # Errors
    /// Of kind `Usage`: names the file, the key, what was found and what to do.
    pub fn open(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| {
            Error::usage(format!("no study file at {}", path.display()))
                .detail(e.to_string())
                .help("`redtape init FILE…` writes one for your data")
        })?;
        let dir = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self::parse(&text, dir)
    }

    /// Validates the text of a study file; `dir` is where relative paths start.
    ///
    /// # Errors
    /// As [`Study::open`].
    pub fn parse(text: &str, dir: &Path) -> Result<Self> {
        let file: StudyFile = toml::from_str(text).map_err(|e| unreadable(text, &e))?;
        let head = &file.study;
        if head.title.trim().is_empty() {
            return Err(bad("[study] title", "\"\"", "a title: it stands on the report"));
        }
        let default = file.calendar.default.as_deref().unwrap_or("vietnam");
        let calendars = |names: &BTreeMap<String, String>| {
            let named = names.iter();
            named
                .map(|(who, name)| Ok((who.clone(), Calendar::named(name, dir)?)))
                .collect::<Result<BTreeMap<_, _>>>()
        };
        let register_file = |shown: &Option<String>| {
            shown.as_ref().map(|s| RegisterFile { shown: shown_as(s), path: dir.join(s) })
        };
        for (key, value, range) in file.waits.ranges() {
            within(&format!("[waits] {key}"), value, range)?;
        }
        for (key, value, range) in file.find.ranges() {
            within(&format!("[find] {key}"), value, range)?;
        }
        for (key, value, range) in file.advise.ranges() {
            within(&format!("[advise] {key}"), value, range)?;
        }
        each_once("[status]", &file.status.all())?;
        each_once("[outcomes]", &file.outcomes.all())?;
        each_once("[lifecycle]", &file.lifecycle.all())?;
        if let Some(yearly) = head.yearly_dossiers
            && !(yearly > 0.0 && yearly.is_finite())
        {
            let found = yearly.to_string();
            return Err(bad(
                "[study] yearly_dossiers",
                &found,
                "a number above 0, or leave it out",
            ));
        }
        Ok(Self {
            text: text.to_owned(),
            dir: dir.to_owned(),
            title: head.title.trim().to_owned(),
            language: head.language,
            zone: zone(&head.zone)?,
            as_of: head.as_of.as_ref().map(as_of).transpose()?,
            period: head.period.as_ref().map_or(Ok(Period::All), period)?,
            resolution: head.resolution,
            officers: officers(head)?,
            suppress_below: head.suppress_below,
            yearly_dossiers: head.yearly_dossiers,
            calendar: Calendar::named(default, dir)?,
            agency_calendars: calendars(&file.calendar.agency)?,
            officer_calendars: calendars(&file.calendar.officer)?,
            deadline: file.deadline.settings()?,
            inputs: inputs(file.input, dir)?,
            register: Register {
                procedures: register_file(&file.register.procedures),
                steps: register_file(&file.register.steps),
                legal_texts: register_file(&file.register.legal_texts),
            },
            status: file.status,
            outcomes: file.outcomes,
            lifecycle: file.lifecycle,
            names: file.names.names(dir),
            step_outcomes: file.steps.split,
            steps: file.steps.notes,
            waits: file.waits,
            find: file.find,
            advise: file.advise,
            machine: machine(file.machine, dir)?,
        })
    }
}

pub(super) fn bad(key: &str, found: &str, wanted: &str) -> Error {
    Error::usage(format!("{NAME}, {key}: {found} can't be used")).help(format!("give {wanted}"))
}

fn within(key: &str, value: f64, range: Range) -> Result<()> {
    if range.holds(value) {
        return Ok(());
    }
    Err(bad(key, &value.to_string(), &range.wanted()))
}

fn zone(name: &str) -> Result<String> {
    match TimeZone::get(name) {
        Ok(_) => Ok(name.to_owned()),
        Err(_) => Err(bad(
            "[study] zone",
            &format!("\"{name}\""),
            "a zone of the IANA list, such as \"Asia/Ho_Chi_Minh\" or \"Etc/UTC\"",
        )),
    }
}

fn as_of(value: &toml::Value) -> Result<DateTime> {
    let text = plain(value);
    let wanted = "a local instant such as \"2023-09-30T17:30:00\", or leave it out for the latest stamp of the data";
    let wrong = || bad("[study] as_of", &value.to_string(), wanted);
    if let Ok(date) = text.parse::<Date>()
        && text.len() == 10
    {
        // A day alone: all of it is known.
        return Ok(date.at(23, 59, 59, 0));
    }
    let has_zone =
        text.ends_with(['Z', 'z']) || text.get(10..).is_some_and(|t| t.contains(['+', '-']));
    if has_zone {
        return Err(wrong());
    }
    text.parse::<DateTime>().map_err(|_| wrong())
}

fn period(value: &toml::Value) -> Result<Period> {
    let wanted = "\"all\", \"2023\", \"2023-Q3\", the last two with \"/official\" (closed on the 14th), or [\"2023-07-01\", \"2023-09-30\"]";
    let read = match value {
        toml::Value::String(text) => Period::preset(text),
        toml::Value::Array(ends) => match ends.as_slice() {
            [from, to] => match (plain(from).parse(), plain(to).parse()) {
                (Ok(from), Ok(to)) => Period::between(from, to),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    read.ok_or_else(|| bad("[study] period", &value.to_string(), wanted))
}

/// A string or a TOML date as text.
pub(super) fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn officers(head: &StudyTable) -> Result<Officers> {
    let key = head.pseudonym_key.as_deref().map(str::trim).filter(|k| !k.is_empty());
    match (&head.officers, key) {
        (OfficersWord::Named, _) => Ok(Officers::Named),
        (OfficersWord::Pseudonym, Some(key)) => Ok(Officers::Pseudonym { key: key.to_owned() }),
        (OfficersWord::Pseudonym, None) => Err(Error::usage(format!(
            "{NAME}, [study] pseudonym_key: officers are to be pseudonyms, but there is no key"
        ))
        .help("give any text that others can't guess, or set officers = \"named\"")),
    }
}

fn machine(settings: MachineSettings, dir: &Path) -> Result<MachineSettings> {
    if settings.threads == Some(0) {
        return Err(bad("[machine] threads", "0", "1 or more, or leave it out"));
    }
    if let Some(memory) = &settings.memory {
        let digits = memory.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = memory.get(digits.len()..).unwrap_or_default();
        let size = digits.trim().parse::<f64>().is_ok_and(|n| n > 0.0);
        if !size || !["MB", "GB", "TB", "MiB", "GiB", "TiB"].contains(&unit) {
            return Err(bad(
                "[machine] memory",
                &format!("\"{memory}\""),
                "a size such as \"2GB\"",
            ));
        }
    }
    let spill: Option<PathBuf> = settings.spill.as_ref().map(|s| dir.join(s));
    Ok(MachineSettings { spill, ..settings })
}

/// What outputs call a file: its path within the study's folder, else its name alone, so that no folder
/// of the machine reaches a report.
pub(super) fn shown_as(path: &str) -> String {
    let given = Path::new(path);
    let inside = given.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let name = given.file_name().filter(|_| !inside);
    name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What serde refused, with the line and key that it stands on.
fn unreadable(text: &str, error: &toml::de::Error) -> Error {
    let message = error.message();
    let place = error.span().and_then(|span| place(text, span.start));
    let quoted = message.split('`').nth(1);
    if let (true, Some(unknown)) = (message.starts_with("unknown field"), quoted) {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        let at = place.map_or_else(String::new, |(line, _)| format!(", line {line}"));
        return Error::usage(format!("{NAME}{at}: unknown key {unknown}")).help(
            match nearest(unknown, known.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("known here: {}", known.join(", ")),
            },
        );
    }
    let shown = message.lines().next().unwrap_or_default();
    let at = match place {
        Some((line, Some(key))) => format!(", line {line}, {key}"),
        Some((line, None)) => format!(", line {line}"),
        None => String::new(),
    };
    Error::usage(format!("{NAME}{at}: {shown}"))
        .help("docs/study.md lists every key with what it may be")
}

/// Line (from 1) of a byte, and the key that the line sets.
fn place(text: &str, byte: usize) -> Option<(usize, Option<String>)> {
    let before = text.get(..byte)?;
    let line = before.matches('\n').count() + 1;
    let current = text.lines().nth(line - 1)?;
    let key = current.split_once('=').map(|(key, _)| key.trim().to_owned());
    Some((line, key))
}
