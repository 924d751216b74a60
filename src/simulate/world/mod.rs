//! A scenario made concrete: every agency with its desks, every procedure with its path; the place where
//! problems are planted.

mod desks;
mod procedure;

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::calendar::{Calendar, Wall, Work, interval};
use super::problem::Truth;
use super::scenario::{self, Scenario};
use crate::calendar::clock;
use crate::error::{Error, Result};

pub(super) use desks::Desk;
pub(super) use procedure::{Detour, Office, Postponed, Procedure, Since, Step};

/// Days of calendar after the end, for promises that reach beyond it.
const DAYS_AFTER: i64 = 180;
/// No promise is longer, in working days, so that it stays within them.
const MOST_DAYS: usize = 100;

/// Two desks that became one, as `truth.json` tells it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Merger {
    /// The day.
    pub from: String,
    pub agency: String,
    pub unit: String,
    pub officers: usize,
    pub into_agency: String,
    pub into_unit: String,
    /// Before the others came.
    pub into_officers: usize,
}

#[derive(Debug, Clone)]
pub(super) struct World {
    pub calendar: Calendar,
    pub as_of: Wall,
    pub agencies: Vec<scenario::Agency>,
    /// All desks of all agencies.
    pub desks: Vec<Desk>,
    /// Steps that officers' skills tell apart.
    pub kinds: Vec<String>,
    pub procedures: Vec<Procedure>,
    pub truths: Vec<Truth>,
    pub mergers: Vec<Merger>,
    /// New names: from when, the old one, the new one.
    renames: Vec<(Wall, String, String)>,
}

impl World {
    /// # Errors
    /// Of kind `Usage` where the scenario refers to what it doesn't have or its numbers can't be.
    pub fn new(scenario: &Scenario) -> Result<Self> {
        let from: Date = moment("from", &scenario.from)?;
        let as_of: DateTime = moment("as_of", &scenario.as_of)?;
        let to = as_of.date().saturating_add(jiff::Span::new().days(DAYS_AFTER));
        let calendar = Calendar::vietnam(from, to)?;
        let as_of = calendar
            .at(as_of.date(), as_of.time())
            .ok_or_else(|| Error::usage("scenario: as_of is before from"))?;
        let mut world = Self {
            calendar,
            as_of,
            agencies: scenario.agencies.iter().flat_map(scenario::Agency::each).collect(),
            desks: Vec::new(),
            kinds: desks::kinds(scenario)?,
            procedures: Vec::new(),
            truths: Vec::new(),
            mergers: Vec::new(),
            renames: Vec::new(),
        };
        world.furnish(scenario)?;
        for given in &scenario.procedures {
            world.procedures.push(world.procedure(given)?);
        }
        for rename in &scenario.renames {
            world.rename(rename)?;
        }
        for problem in &scenario.problems {
            let truth = problem.plant(&mut world)?;
            world.truths.push(truth);
        }
        for reform in &scenario.reforms {
            reform.apply(&mut world)?;
        }
        if let Some(procedure) = world.procedures.iter().find(|p| p.given.days > MOST_DAYS) {
            let code = &procedure.given.code;
            return Err(Error::usage(format!(
                "scenario, procedure {code}: days is above {MOST_DAYS}"
            )));
        }
        Ok(world)
    }

    fn rename(&mut self, rename: &scenario::Rename) -> Result<()> {
        let old = match (&rename.agency, &rename.procedure) {
            (Some(agency), None) if self.desks.iter().any(|desk| desk.agency_name == *agency) => {
                agency
            }
            (Some(agency), None) => return Err(unknown("rename", "agency", agency)),
            (None, Some(code)) => {
                self.procedure_coded(code)?;
                code
            }
            _ => return Err(Error::usage("scenario, rename: name an agency or a procedure")),
        };
        self.renames.push((self.midnight(&rename.from)?, old.clone(), rename.to.clone()));
        Ok(())
    }

    /// What the files call an agency or a procedure's code at a moment.
    pub fn called<'a>(&'a self, name: &'a str, at: Wall) -> &'a str {
        let mut called = name;
        for (from, old, new) in &self.renames {
            if at >= *from && old == called {
                called = new;
            }
        }
        called
    }

    /// Every code that a procedure ever has.
    pub fn codes<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut codes = vec![code];
        for (_, old, new) in &self.renames {
            if codes.last() == Some(&old.as_str()) {
                codes.push(new);
            }
        }
        codes
    }

    /// The desk of an agency by its id.
    pub fn desk(&self, agency: usize, id: &str) -> Option<usize> {
        self.desks.iter().position(|desk| desk.agency == agency && desk.id == id)
    }

    pub fn agency_named(&self, name: &str) -> Result<usize> {
        self.agencies
            .iter()
            .position(|agency| agency.name == name)
            .ok_or_else(|| unknown("problem", "agency", name))
    }

    pub fn procedure_coded(&self, code: &str) -> Result<usize> {
        self.procedures
            .iter()
            .position(|procedure| procedure.given.code == code)
            .ok_or_else(|| unknown("problem", "procedure", code))
    }

    /// Work seconds at the beginning of a day.
    pub fn day(&self, date: &str) -> Result<Work> {
        self.midnight(date).map(|wall| self.calendar.work(wall))
    }

    /// The beginning of a day.
    pub fn midnight(&self, date: &str) -> Result<Wall> {
        let date: Date = moment("from", date)?;
        self.calendar
            .at(date, jiff::civil::Time::midnight())
            .ok_or_else(|| Error::usage(format!("scenario: {date} is not in the scenario's time")))
    }

    /// Every interval of the working axis that a weekly time (`tue 14:00-17:00`) covers.
    pub fn sessions(&self, weekly: &[String]) -> Result<Vec<(Work, Work)>> {
        const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let mut parsed = Vec::new();
        for text in weekly {
            let bad = || {
                Error::usage(format!(
                    "scenario: \"{text}\" is no session such as \"tue 14:00-17:00\""
                ))
            };
            let (day, hours) = text.split_once(' ').ok_or_else(bad)?;
            let day = WEEKDAYS.iter().position(|known| *known == day).ok_or_else(bad)?;
            parsed.push((day, interval(hours)?));
        }
        let mut sessions = Vec::new();
        for day in &self.calendar.days {
            for &(weekday, (from, to)) in &parsed {
                let (from, to) = (day.work(from), day.work(to));
                if day.weekday == weekday && from < to {
                    sessions.push((from, to));
                }
            }
        }
        Ok(desks::united(sessions))
    }
}

/// Hours of filing: from, to (seconds since midnight) and weight.
pub(super) fn hours(given: &[(String, f64)]) -> Result<Vec<(i64, i64, f64)>> {
    given
        .iter()
        .map(|(text, weight)| interval(text).map(|(from, to)| (from, to, *weight)))
        .collect()
}

/// A time of the day in seconds since midnight.
pub(super) fn second(key: &str, text: &str) -> Result<i64> {
    clock(text).ok_or_else(|| {
        Error::usage(format!("scenario, {key}: \"{text}\" is no time such as \"16:50\""))
    })
}

fn moment<T: std::str::FromStr>(key: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::usage(format!("scenario, {key}: \"{text}\" is no date")))
}

pub(super) fn unknown(place: &str, kind: &str, name: &str) -> Error {
    Error::usage(format!("scenario, {place}: there is no {kind} \"{name}\""))
}
