//! The study file: everything that a study says about itself, validated once.
//!
//! [`Study::open`] reads `study.toml` and the calendars that it names, and nothing else. What it hands
//! on is plain values: no later floor parses or defaults anything again.

mod calendar;
mod deadline;
mod fields;
mod file;
mod input;
mod nearest;
mod period;
mod settings;
#[cfg(test)]
mod tests;
mod usual;
mod vocabulary;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::words::Language;

pub use crate::calendar::{Calendar, Day};
pub use deadline::{DeadlineSettings, Regime};
pub use fields::{Field, FieldType, fields, known_columns};
pub use input::{
    DateOrder, DecimalMark, Input, InputKind, PlannedUnit, Repeats, Unmatched, password_in_address,
};
pub use nearest::nearest;
pub use period::Period;
pub use settings::{AdviseSettings, FindSettings, MachineSettings, WaitSettings};
pub use usual::{Meaning, MeaningBasis, Vocabulary, placeholder};
pub use vocabulary::{LifecycleWords, Names, OutcomeWords, StatusWords};

/// A validated study.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The study file as it was read, for its hash.
    pub text: String,
    /// Folder of `study.toml`: results lie beside it, relative paths start from it.
    pub dir: PathBuf,
    pub title: String,
    pub language: Language,
    /// IANA name of the zone that stamps without offset are in, and that all local times are told in.
    pub zone: String,
    /// Local instant up to which everything is known; `None`: the latest actual stamp of the data.
    pub as_of: Option<DateTime>,
    pub period: Period,
    pub resolution: Resolution,
    pub officers: Officers,
    /// Groups with fewer dossiers than this are left out of what is published.
    pub suppress_below: u64,
    /// Dossiers a year, where the data covers less than one.
    pub yearly_dossiers: Option<f64>,
    pub calendar: Calendar,
    /// Calendars of single agencies, by the agency's name in the data.
    pub agency_calendars: BTreeMap<String, Calendar>,
    /// Calendars of single officers, by the officer's name in the data.
    pub officer_calendars: BTreeMap<String, Calendar>,
    /// How legal deadlines are counted.
    pub deadline: DeadlineSettings,
    pub inputs: Vec<Input>,
    pub register: Register,
    pub status: StatusWords,
    pub outcomes: OutcomeWords,
    pub lifecycle: LifecycleWords,
    pub names: Names,
    /// Words of step names that are outcomes, each with the outcome that it means.
    pub step_outcomes: BTreeMap<String, String>,
    /// What the study says about steps, by their name in the data.
    pub steps: BTreeMap<String, StepNote>,
    pub waits: WaitSettings,
    pub find: FindSettings,
    pub advise: AdviseSettings,
    pub machine: MachineSettings,
}

/// The unit of distributions in `measure.*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    Minute,
    Second,
}

impl Resolution {
    /// 60 or 1.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Minute => 60,
            Self::Second => 1,
        }
    }
}

/// How officers appear in what redtape writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Officers {
    /// By a hash keyed with the study's own key.
    Pseudonym { key: String },
    /// As in the data.
    Named,
}

impl Officers {
    /// What stands for an officer in all that redtape stores and writes.
    pub fn shown<'a>(&self, name: &'a str) -> Cow<'a, str> {
        match self {
            Self::Named => Cow::Borrowed(name),
            Self::Pseudonym { key } => {
                let inner = sha256(&format!("{key}{name}"));
                let outer = sha256(&format!("{key}{inner}"));
                Cow::Owned(format!("O-{}", outer.get(..DIGITS).unwrap_or_default()))
            }
        }
    }
}

/// Hexadecimal digits of a pseudonym: among a million officers two share one in one study of 500.
const DIGITS: usize = 12;

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// CSV files of what the law calls for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    pub procedures: Option<RegisterFile>,
    pub steps: Option<RegisterFile>,
    pub legal_texts: Option<RegisterFile>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RegisterFile {
    pub shown: String,
    pub path: PathBuf,
}

/// What the study file says about one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepNote {
    pub role: Option<Role>,
    /// Steps that a dossier goes to because this one found something.
    pub consequence: Vec<String>,
}

/// What a step is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Check,
    Intake,
    Assign,
    Sign,
    Stamp,
    Return,
    Consult,
    Site,
    Work,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Check,
        Self::Intake,
        Self::Assign,
        Self::Sign,
        Self::Stamp,
        Self::Return,
        Self::Consult,
        Self::Site,
        Self::Work,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Intake => "intake",
            Self::Assign => "assign",
            Self::Sign => "sign",
            Self::Stamp => "stamp",
            Self::Return => "return",
            Self::Consult => "consult",
            Self::Site => "site",
            Self::Work => "work",
        }
    }
}
