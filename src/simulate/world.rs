//! A scenario made concrete: every agency with its desks, every procedure with its path; the place where
//! problems are planted.

use jiff::civil::{Date, DateTime};

use super::calendar::{Calendar, Wall, Work, interval};
use super::problem::Truth;
use super::scenario::{self, OtherWork, Scenario};
use super::{draws, queues};
use crate::calendar::clock;
use crate::error::{Error, Result};

/// Days of calendar after the end, for promises that reach beyond it.
const DAYS_AFTER: i64 = 180;
/// No promise is longer, in working days, so that it stays within them.
const MOST_DAYS: usize = 100;
/// No desk has more officers, no office more dossiers a year.
const MOST_OFFICERS: usize = 10_000;
const MOST_DOSSIERS: f64 = 1e6;

#[derive(Debug, Clone)]
pub(super) struct World {
    pub calendar: Calendar,
    pub as_of: Wall,
    pub agencies: Vec<scenario::Agency>,
    /// All desks of all agencies.
    pub desks: Vec<Desk>,
    pub procedures: Vec<Procedure>,
    pub truths: Vec<Truth>,
}

#[derive(Debug, Clone)]
pub(super) struct Desk {
    /// Id in the scenario, which desks of other agencies share.
    pub id: String,
    /// Number of the agency that it serves.
    pub agency: usize,
    /// Name of the agency that it belongs to.
    pub agency_name: String,
    pub unit: String,
    /// Names the desk in draws.
    pub key: u64,
    pub queue: queues::Desk,
    /// Number of its first officer among all.
    pub first_officer: usize,
    /// Each dossier is given to one officer.
    pub assigned: bool,
    pub other_work: OtherWork,
    /// Factor on every service from a moment on.
    pub slower: Option<(Work, f64)>,
}

#[derive(Debug, Clone)]
pub(super) struct Procedure {
    pub given: scenario::Procedure,
    pub steps: Vec<Step>,
    pub offices: Vec<Office>,
    pub detour: Option<Detour>,
    /// What filing on line is worth: `None` is nothing, with this many minutes of retyping at intake.
    pub retyping: Option<f64>,
}

#[derive(Debug, Clone)]
pub(super) struct Step {
    pub given: scenario::Step,
    /// Names the step in draws.
    pub key: u64,
    pub back_to: Option<usize>,
    /// Done by the officer of the step before it.
    pub same_hands: bool,
    /// Only met on a detour.
    pub off_path: bool,
}

/// An agency that answers for a procedure.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub agency: usize,
    /// The desk of each step.
    pub desks: Vec<usize>,
    /// The last step is recorded in bulk at this second of the day, on the last day before the promise.
    pub bulk_at: Option<i64>,
}

/// After a step that passed, some dossiers go to another unit and back.
#[derive(Debug, Clone)]
pub(super) struct Detour {
    pub after: usize,
    pub via: usize,
    pub share: f64,
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
            agencies: scenario.agencies.clone(),
            desks: desks(scenario)?,
            procedures: Vec::new(),
            truths: Vec::new(),
        };
        for given in &scenario.procedures {
            world.procedures.push(world.procedure(given)?);
        }
        for problem in &scenario.problems {
            let truth = problem.plant(&mut world)?;
            world.truths.push(truth);
        }
        if let Some(procedure) = world.procedures.iter().find(|p| p.given.days > MOST_DAYS) {
            let code = &procedure.given.code;
            return Err(Error::usage(format!(
                "scenario, procedure {code}: days is above {MOST_DAYS}"
            )));
        }
        Ok(world)
    }

    fn procedure(&self, given: &scenario::Procedure) -> Result<Procedure> {
        let place = format!("procedure {}", given.code);
        if !(0.0..=MOST_DOSSIERS).contains(&given.per_year) {
            return Err(Error::usage(format!(
                "scenario, {place}: per_year is not between 0 and {MOST_DOSSIERS}"
            )));
        }
        let mut steps: Vec<Step> = Vec::new();
        for step in &given.steps {
            let back_to = match &step.back_to {
                Some(name) => Some(
                    steps
                        .iter()
                        .position(|earlier| earlier.given.name == *name)
                        .or((step.name == *name).then_some(steps.len()))
                        .ok_or_else(|| unknown(&place, "step", name))?,
                ),
                None if step.returns > 0.0 => {
                    return Err(Error::usage(format!(
                        "scenario, {place}, step {}: returns without back_to",
                        step.name
                    )));
                }
                None => None,
            };
            let share = step.changes();
            if !(0.0..1.0).contains(&share) || step.minutes <= 0.0 || step.cv < 0.0 {
                return Err(Error::usage(format!(
                    "scenario, {place}, step {}: minutes must be above 0, shares of outcomes add up to less than 1",
                    step.name
                )));
            }
            let key = draws::name(&["step", &step.name]);
            let given = step.clone();
            steps.push(Step { given, key, back_to, same_hands: false, off_path: false });
        }
        let mut offices = Vec::new();
        for (agency, _) in self.agencies.iter().enumerate().filter(|(_, a)| a.kind == given.kind) {
            let desks = given
                .steps
                .iter()
                .map(|step| {
                    self.desk(agency, &step.desk).ok_or_else(|| unknown(&place, "desk", &step.desk))
                })
                .collect::<Result<Vec<_>>>()?;
            offices.push(Office { agency, desks, bulk_at: None });
        }
        if offices.is_empty() || steps.is_empty() {
            return Err(Error::usage(format!("scenario, {place}: no agency or no step does it")));
        }
        let given = given.clone();
        Ok(Procedure { given, steps, offices, detour: None, retyping: None })
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
        sessions.sort_unstable();
        Ok(sessions)
    }
}

impl Procedure {
    pub fn step_named(&self, name: &str) -> Result<usize> {
        self.steps
            .iter()
            .position(|step| step.given.name == name)
            .ok_or_else(|| unknown(&format!("procedure {}", self.given.code), "step", name))
    }

    /// The next step of the usual path.
    pub fn after(&self, step: usize) -> Option<usize> {
        (step + 1..self.steps.len()).find(|&next| self.steps.get(next).is_some_and(|s| !s.off_path))
    }

    /// The last step, which gives the result or the refusal.
    pub fn last(&self) -> usize {
        self.steps.len().saturating_sub(1)
    }
}

fn desks(scenario: &Scenario) -> Result<Vec<Desk>> {
    let mut desks = Vec::new();
    let mut first_officer = 0;
    for (agency, owner) in scenario.agencies.iter().enumerate() {
        for given in scenario.desks.iter().filter(|desk| desk.kind == owner.kind) {
            if !(1..=MOST_OFFICERS).contains(&given.officers) {
                return Err(Error::usage(format!(
                    "scenario, desk {}: officers is not between 1 and {MOST_OFFICERS}",
                    given.id
                )));
            }
            let work = given.other_work;
            let fits = (0.0..1.0).contains(&work.load) && (work.load == 0.0 || work.minutes >= 1.0);
            if !fits {
                return Err(Error::usage(format!(
                    "scenario, desk {}: other_work is a load below 1 in pieces of at least a minute",
                    given.id
                )));
            }
            desks.push(Desk {
                id: given.id.clone(),
                agency,
                agency_name: given.agency.clone().unwrap_or_else(|| owner.name.clone()),
                unit: given.unit.clone(),
                key: draws::name(&["desk", &owner.name, &given.id]),
                queue: queues::Desk { officers: given.officers, ..queues::Desk::default() },
                first_officer,
                assigned: given.assigned,
                other_work: given.other_work,
                slower: None,
            });
            first_officer += given.officers;
        }
    }
    Ok(desks)
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
