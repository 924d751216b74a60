//! Agencies and their desks, as a scenario file gives them.

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Agency {
    pub name: String,
    /// First part of its dossiers' codes.
    pub code: String,
    /// Desks and procedures of the same kind are its own.
    pub kind: String,
    /// So many of them, numbered: `Xã` and `X` become `Xã 1` and `X.001`, and so on.
    pub number: Option<usize>,
}

impl Agency {
    /// Each one that this entry stands for.
    pub fn each(&self) -> Vec<Self> {
        let Some(number) = self.number else { return vec![self.clone()] };
        let nth = |nth: usize| Self {
            name: format!("{} {nth}", self.name),
            code: format!("{}.{nth:03}", self.code),
            kind: self.kind.clone(),
            number: None,
        };
        (1..=number).map(nth).collect()
    }
}

/// A desk that each agency of its kind has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Desk {
    pub id: String,
    pub kind: String,
    /// The unit that the officers belong to; several desks may be one unit.
    pub unit: String,
    /// The agency that the unit belongs to, if it is another one.
    pub agency: Option<String>,
    /// 0 where it is outside.
    #[serde(default)]
    pub officers: usize,
    /// Each dossier is given to one officer and waits for this one; else to whoever is free first.
    #[serde(default)]
    pub assigned: bool,
    #[serde(default)]
    pub other_work: OtherWork,
    /// What is taken first.
    #[serde(default)]
    pub order: Order,
    /// Procedures that come before all others, by code, the first of them first.
    #[serde(default)]
    pub first: Vec<String>,
    /// Services begin only in these times of the week (`tue 14:00-17:00`).
    pub sessions: Option<Vec<String>>,
    /// Services begin only when so many dossiers lie there.
    pub batch: Option<Batch>,
    /// The officers are there only in these times of the week (`mon 07:30-11:30`).
    pub hours: Option<Vec<String>>,
    pub leave: Option<Leave>,
    /// Coefficient of variation of the officers' speeds; their mean is 1.
    #[serde(default)]
    pub speed_cv: f64,
    /// Who can do what: the first officers by the first entry, and so on; the others do everything.
    #[serde(default)]
    pub skills: Vec<Skill>,
    /// Nobody of ours works there: every answer takes its time, whatever else is there.
    pub outside: Option<Outside>,
}

/// Work of procedures that the export doesn't cover: fills the queues, isn't in the files.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct OtherWork {
    /// Share of the officers' time.
    pub load: f64,
    /// Mean minutes of a piece of it.
    pub minutes: f64,
}

/// Which dossier an officer takes first; of equal ones the one there for longest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum Order {
    #[default]
    FirstCome,
    /// The one promised for the earliest moment.
    Due,
    OnlineFirst,
    CounterFirst,
    BusinessFirst,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Batch {
    pub number: usize,
    /// None waits for the others longer than so many working days.
    pub days: f64,
}

/// Absence, drawn for each officer.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Leave {
    /// Working days a year, in the mean.
    pub days: f64,
    /// Working days at a time.
    pub spell: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Skill {
    pub officers: usize,
    /// Names of the steps that they can do, at whatever procedure.
    pub steps: Vec<String>,
}

/// How long an answer from outside takes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Outside {
    /// Mean working days before somebody takes it up.
    pub days: f64,
    pub cv: f64,
}
