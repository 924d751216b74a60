//! `[deadline]`: how legal deadlines are counted, where the law leaves it to the office.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file::bad;
use crate::calendar::clock;
use crate::error::Result;

/// How legal deadlines are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineSettings {
    /// What is received later in the day (seconds since midnight), or on a day off, counts as received
    /// on the next working day; `None`: the day of receipt is the day of receipt.
    pub received_until_s: Option<i64>,
    /// The same for procedures that end in the day.
    pub same_day_until_s: i64,
    /// A deadline in calendar days that ends on a day off ends on the next working day.
    pub roll: bool,
    /// What a supplement does to the deadline; `None`: what fits the given due dates best.
    pub after_supplement: Option<Regime>,
    /// [`received_until_s`](Self::received_until_s) of single procedures, by code.
    pub procedures: BTreeMap<String, i64>,
}

/// What a stopped clock does to a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// It ends later by the days of the stop.
    Shifted,
    /// It is counted from zero again when the clock goes on.
    FromZero,
}

impl Regime {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shifted => "shifted",
            Self::FromZero => "from_zero",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DeadlineTable {
    received_until: Option<String>,
    same_day_until: String,
    roll: bool,
    after_supplement: Option<Regime>,
    procedure: BTreeMap<String, ProcedureTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcedureTable {
    received_until: String,
}

impl Default for DeadlineTable {
    fn default() -> Self {
        Self {
            received_until: None,
            // "Received after 15:00, the result is given on the next working day": Law on Civil Status
            // 2014, Decree 23/2015/ND-CP.
            same_day_until: "15:00".to_owned(),
            roll: true,
            after_supplement: None,
            procedure: BTreeMap::new(),
        }
    }
}

impl DeadlineTable {
    /// # Errors
    /// If a time is none; names its key.
    pub(super) fn settings(&self) -> Result<DeadlineSettings> {
        let time = |key: &str, text: &str| {
            let wanted = "a time such as \"15:00\" (\"24:00\" for the whole day)";
            clock(text).ok_or_else(|| bad(key, &format!("\"{text}\""), wanted))
        };
        let of_study = self.received_until.as_deref();
        let procedures = self.procedure.iter().map(|(code, table)| {
            let key = format!("[deadline.procedure.\"{code}\"] received_until");
            Ok((code.clone(), time(&key, &table.received_until)?))
        });
        Ok(DeadlineSettings {
            received_until_s: of_study
                .map(|text| time("[deadline] received_until", text))
                .transpose()?,
            same_day_until_s: time("[deadline] same_day_until", &self.same_day_until)?,
            roll: self.roll,
            after_supplement: self.after_supplement,
            procedures: procedures.collect::<Result<_>>()?,
        })
    }
}
