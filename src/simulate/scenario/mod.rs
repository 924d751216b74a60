//! Scenario files: a world in TOML, and what is wrong in it.
//!
//! A scenario may extend a built-in one: tables are merged key by key, everything else is replaced. So a
//! world with problems is the healthy one plus a list of them.

mod office;
mod procedure;

use serde::Deserialize;

pub(super) use office::{Agency, Desk, Leave, Order, OtherWork, Outside, Skill};
pub(super) use procedure::{Caught, Procedure, Role, Step};

use super::problem::Problem;
use super::reform::Reform;
use crate::error::{Error, Result};

macro_rules! scenarios {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../assets/scenarios/", $name, ".toml")))),*]
    };
}

/// One line a scenario; a test compares the list with the folder.
const BUILT_IN: &[(&str, &str)] = scenarios![
    "bulk-closing",
    "closed-export",
    "demo",
    "deterring-check",
    "duplicate-check",
    "growing-queue",
    "hai-duong",
    "hard-dossiers",
    "null",
    "online-no-faster",
    "only-season",
    "optional-step",
    "over-plan",
    "overloaded",
    "padded-deadline",
    "ping-pong",
    "rubber-stamp",
    "same-hands",
    "share-of-delay",
    "slower-than-peers",
    "small",
];

/// A world to simulate. Times of work are working minutes, rates are per year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub(super) name: String,
    /// Title of the study; says that the province is made up.
    pub(super) title: String,
    /// The study's reporting period.
    pub(super) period: String,
    /// Arrivals begin on this day (`2023-01-01`).
    pub(super) from: String,
    /// Nothing after this local moment is known (`2024-12-31T17:30:00`).
    pub(super) as_of: String,
    /// Factor on the service of every visit after the first.
    pub(super) revisit: f64,
    pub(super) arrivals: Arrivals,
    pub(super) online: Online,
    #[serde(rename = "agency")]
    pub(super) agencies: Vec<Agency>,
    #[serde(rename = "desk")]
    pub(super) desks: Vec<Desk>,
    #[serde(rename = "procedure")]
    pub(super) procedures: Vec<Procedure>,
    #[serde(rename = "legal_text")]
    pub(super) legal_texts: Vec<LegalText>,
    #[serde(rename = "problem", default)]
    pub(super) problems: Vec<Problem>,
    #[serde(rename = "rename", default)]
    pub(super) renames: Vec<Rename>,
    #[serde(rename = "reform", default)]
    pub(super) reforms: Vec<Reform>,
    #[serde(default)]
    pub(super) export: Export,
}

/// Which dossiers the files show.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Export {
    /// Only those that ended on this day (`2024-01-01`) or later, as an export chosen by date of closing
    /// does; else all.
    pub closed_from: Option<String>,
}

/// When people file. All numbers are weights.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arrivals {
    /// By month.
    pub season: [f64; 12],
    /// At the counter, Monday to Friday; a Saturday worked counts as a Friday.
    pub weekdays: [f64; 5],
    /// At the counter, by period: from and to (`HH:MM-HH:MM`) and weight.
    pub hours: Vec<(String, f64)>,
    /// On line, Monday to Sunday.
    pub online_weekdays: [f64; 7],
    /// On line on holidays, in place of the weekday.
    pub online_holiday: f64,
    pub online_hours: Vec<(String, f64)>,
    /// Received from this time on, what is promised "in the day" is promised for the next.
    pub same_day_until: String,
    /// So many dossiers are received in all: arrivals are random, given their number.
    pub received: Option<u64>,
}

/// What filing on line changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Online {
    /// Factor on every service.
    pub service: f64,
    /// Factor on the applicant's time to supplement.
    pub supplement: f64,
}

/// From a day on the files call an agency or a procedure by another name; two that get the same one are
/// merged as far as the files tell.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rename {
    /// Dossiers and tasks that come on this day or later.
    pub from: String,
    /// Name of an agency or of one that a desk belongs to.
    pub agency: Option<String>,
    /// Code of a procedure.
    pub procedure: Option<String>,
    /// The new name; of a procedure, the new code.
    pub to: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LegalText {
    pub id: String,
    pub title: String,
    pub article: String,
    pub instrument: String,
    pub owner: String,
}

impl Scenario {
    /// A scenario that redtape carries, such as `demo` or `null`.
    ///
    /// # Errors
    /// Of kind `Usage` for any other name.
    pub fn named(name: &str) -> Result<Self> {
        Self::parse(built_in(name)?)
    }

    /// The scenarios that redtape carries, as names and files, in order of name.
    pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
        BUILT_IN.iter().copied()
    }

    /// Reads a scenario file.
    ///
    /// # Errors
    /// Of kind `Usage`: says which key can't be used. What steps and problems refer to is looked up by
    /// [`run`](super::run).
    pub fn parse(text: &str) -> Result<Self> {
        let mut table = read(text)?;
        // Built-in ones extend each other at most so often as there are.
        while let Some(base) = table.remove("extends") {
            let name = base.as_str().unwrap_or_default();
            let mut whole = read(built_in(name)?)?;
            merge(&mut whole, table);
            table = whole;
        }
        toml::Value::Table(table).try_into().map_err(|e: toml::de::Error| broken(&e))
    }

    /// The same world with one more reform; with `ghost`, its officers still spend the minutes of what is
    /// gone.
    #[must_use]
    pub fn with_reform(&self, reform: &Reform, ghost: bool) -> Self {
        let mut scenario = self.clone();
        scenario.reforms.push(Reform { ghost, ..reform.clone() });
        scenario
    }
}

fn built_in(name: &str) -> Result<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).ok_or_else(|| {
        let known: Vec<&str> = BUILT_IN.iter().map(|(known, _)| *known).collect();
        Error::usage(format!("there is no scenario \"{name}\""))
            .help(format!("known are: {}", known.join(", ")))
    })
}

fn read(text: &str) -> Result<toml::Table> {
    text.parse().map_err(|e: toml::de::Error| broken(&e))
}

fn broken(error: &toml::de::Error) -> Error {
    Error::usage("the scenario can't be used").detail(error.to_string().trim_end().to_owned())
}

fn merge(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scenarios_in_the_program_can_be_read() {
        let demo = Scenario::named("demo").unwrap();
        let null = Scenario::named("null").unwrap();
        assert_eq!(demo.procedures.len(), null.procedures.len());
        assert!(null.problems.is_empty() && demo.problems.len() >= 10);
        for (name, _) in Scenario::built_in() {
            assert_eq!(Scenario::named(name).unwrap().name, name);
        }
    }

    #[test]
    fn every_file_of_the_folder_is_a_scenario() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let mut files: Vec<_> =
            files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        files.sort();
        let carried: Vec<_> = Scenario::built_in().map(|(name, _)| name).collect();
        assert_eq!(carried, files);
    }

    #[test]
    fn an_unknown_scenario_or_key_is_named() {
        let name = Scenario::named("hanoi").unwrap_err().to_string();
        assert!(name.contains("\"hanoi\"") && name.contains("null"), "{name}");
        let key = Scenario::parse("extends = \"null\"\ntitel = \"?\"").unwrap_err().to_string();
        assert!(key.contains("titel"), "{key}");
    }
}
