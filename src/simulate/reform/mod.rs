//! Changes of the rules: the same world with a step, a check, a paper less.
//!
//! A reform changes nothing but itself: every draw belongs to (dossier, step, visit, purpose). With
//! *ghost work* the thing is gone for the dossiers, but the officers still spend its minutes, so that no
//! queue is relieved: what is saved then is the reform's direct saving, and the rest of the whole saving
//! is the queues'.

mod apply;

use serde::Deserialize;

use crate::error::{Error, Result};

/// One change, from a day on or from the beginning.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "toml::Table")]
pub struct Reform {
    pub change: Change,
    /// Dossiers received from this day on (`2024-01-01`) go the new way; desks change on that day.
    /// `None`: it has always been so.
    pub from: Option<String>,
    /// The officers still spend the minutes of what is gone.
    pub ghost: bool,
}

/// What a reform does, by its `kind` in the scenario file. Steps, documents and desks are named as in the
/// scenario; without an agency it is so at all of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Nobody does the step any more; what it would have found isn't found there.
    RemoveStep { procedure: String, step: String },
    /// The same for a step with the role of a check; defects that it deters become more frequent.
    RemoveCheck { procedure: String, step: String },
    /// Nobody asks for the paper: no supplement is asked for its sake, its minutes are saved.
    RemoveDocument { procedure: String, document: String },
    /// The officer of the first step does the second one at once: one wait for both.
    MergeSteps { procedure: String, step: String, other_step: String },
    /// Both steps lie on their desks at the same time; what follows waits for the later one. Nothing is
    /// removed, so that ghost work makes no difference.
    ParallelSteps { procedure: String, step: String, other_step: String },
    /// Another desk of the same agency does the step.
    Delegate { procedure: String, step: String, desk: String, agency: Option<String> },
    /// A desk works on what lies there at any time: no sessions, no heaps. Nothing is removed.
    DissolveBatch { desk: String, agency: Option<String> },
    /// Officers of one desk work at another one of the same agency. With ghost work nothing changes: all
    /// that this saves is in the queues.
    MoveOfficers { desk: String, to_desk: String, officers: usize, agency: Option<String> },
    /// Two desks, of one agency or of two, become one from the day on: what lies or comes at the first
    /// lies at the second, and the officers of both work on it. (What the files call an agency is said by
    /// `[[rename]]`.) With ghost work nothing changes.
    MergeDesks { desk: String, agency: String, into: String, into_agency: String },
    /// The answer comes by a data link after so many minutes: no paper lies on a desk.
    DataLink { procedure: String, step: String, minutes: f64 },
    /// Nothing goes to and fro any more (see the problem `ping_pong`).
    EndDetour { procedure: String },
    /// What is filed on line isn't typed in again (see the problem `online_in_name`), and is as quick as
    /// elsewhere.
    RestructureOnline { procedure: String },
}

impl Reform {
    /// Reads one reform: the keys of a `[[reform]]` entry.
    ///
    /// # Errors
    /// Of kind `Usage`: says which key can't be used.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|e| {
            Error::usage("the reform can't be used").detail(e.to_string().trim_end().to_owned())
        })
    }
}

impl From<Change> for Reform {
    fn from(change: Change) -> Self {
        Self { change, from: None, ghost: false }
    }
}

impl TryFrom<toml::Table> for Reform {
    type Error = String;

    fn try_from(mut table: toml::Table) -> Result<Self, String> {
        let from = match table.remove("from") {
            None => None,
            Some(toml::Value::String(day)) => Some(day),
            Some(other) => Some(other.to_string()),
        };
        let ghost = match table.remove("ghost") {
            None => false,
            Some(toml::Value::Boolean(ghost)) => ghost,
            Some(_) => return Err("ghost is neither true nor false".to_owned()),
        };
        let change = Change::deserialize(toml::Value::Table(table)).map_err(|e| e.to_string())?;
        Ok(Self { change, from, ghost })
    }
}

#[cfg(test)]
mod tests;
