//! Procedures with their paths, each step at a desk of each agency.

use super::super::arrivals::Filing;
use super::super::calendar::{Wall, Work};
use super::super::draws;
use super::super::scenario::{self, Caught};
use super::{World, unknown};
use crate::error::{Error, Result};

/// No office gets more dossiers a year.
const MOST_DOSSIERS: f64 = 1e6;
/// Papers and defects of a procedure are kept as bits.
const MOST_FAULTS: usize = 32;

#[derive(Debug, Clone)]
pub(in super::super) struct Procedure {
    pub given: scenario::Procedure,
    pub steps: Vec<Step>,
    pub offices: Vec<Office>,
    pub detour: Option<Detour>,
    /// What filing on line is worth: `None` is nothing, with this many minutes of retyping at intake.
    pub retyping: Option<f64>,
    /// Retyping ends for these dossiers.
    pub restructured: Option<Since>,
    pub documents: Vec<Document>,
    pub defects: Vec<Defect>,
    /// Promises that are moved before they pass; the first that fits an agency holds.
    pub postponed: Vec<Postponed>,
}

/// Which dossiers a reform holds for, and whether its ghosts work on.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Since {
    pub from: Wall,
    pub ghost: bool,
}

impl Since {
    pub fn holds(self, filing: &Filing) -> bool {
        filing.received >= self.from
    }
}

#[derive(Debug, Clone)]
pub(in super::super) struct Step {
    pub given: scenario::Step,
    /// Names the step in draws.
    pub key: u64,
    /// Kind of work, for officers' skills.
    pub kind: u8,
    pub back_to: Option<usize>,
    /// Done by the officer of the step before it.
    pub same_hands: bool,
    /// Only met on a detour.
    pub off_path: bool,
    pub removed: Option<Since>,
    /// The answer comes by itself after this time.
    pub link: Option<(Since, Work)>,
    /// Done at once by the officer of that earlier step.
    pub merged: Option<(Since, usize)>,
    /// Lies on its desk at the same time as that other step.
    pub beside: Option<(Since, usize)>,
}

/// An agency that answers for a procedure.
#[derive(Debug, Clone)]
pub(in super::super) struct Office {
    pub agency: usize,
    /// The desk of each step.
    pub desks: Vec<usize>,
    /// Steps that another desk has taken over.
    pub delegated: Vec<(Since, usize, usize)>,
    /// The last step is recorded in bulk at this second of the day, on the last day before the promise.
    pub bulk_at: Option<i64>,
    /// Share of hard dossiers.
    pub hard: f64,
}

/// After a step that passed, some dossiers go to another unit and back.
#[derive(Debug, Clone)]
pub(in super::super) struct Detour {
    pub after: usize,
    pub via: usize,
    pub share: f64,
    pub ended: Option<Since>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Document {
    pub name: String,
    pub key: u64,
    pub step: usize,
    pub missing: f64,
    pub minutes: f64,
    pub removed: Option<Since>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Defect {
    pub key: u64,
    pub share: f64,
    pub deterred_by: Option<usize>,
    pub share_without: f64,
    /// Step, probability, what follows.
    pub caught: Vec<(usize, f64, Caught)>,
    pub surfaces: f64,
    pub back_to: usize,
}

/// Promises of dossiers that won't be ready are moved, at the last moment.
#[derive(Debug, Clone)]
pub(in super::super) struct Postponed {
    /// Where it is so; `None`: at all agencies.
    pub agency: Option<usize>,
    /// Share of dossiers that would be late.
    pub share: f64,
    /// Working days by which a promise is moved, as often as it takes.
    pub days: usize,
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

impl World {
    pub(super) fn procedure(&self, given: &scenario::Procedure) -> Result<Procedure> {
        let place = format!("procedure {}", given.code);
        if !(0.0..=MOST_DOSSIERS).contains(&given.per_year) {
            return Err(Error::usage(format!(
                "scenario, {place}: per_year is not between 0 and {MOST_DOSSIERS}"
            )));
        }
        let mut steps: Vec<Step> = Vec::new();
        for step in &given.steps {
            let step = self.step(&place, step, &steps)?;
            steps.push(step);
        }
        let offices = self.offices(&place, given)?;
        if offices.is_empty() || steps.is_empty() {
            return Err(Error::usage(format!("scenario, {place}: no agency or no step does it")));
        }
        let mut procedure = Procedure {
            given: given.clone(),
            steps,
            offices,
            detour: None,
            retyping: None,
            restructured: None,
            documents: Vec::new(),
            defects: Vec::new(),
            postponed: Vec::new(),
        };
        procedure.add_faults(&place)?;
        Ok(procedure)
    }

    fn step(&self, place: &str, step: &scenario::Step, before: &[Step]) -> Result<Step> {
        let back_to = match &step.back_to {
            Some(name) => Some(
                before
                    .iter()
                    .position(|earlier| earlier.given.name == *name)
                    .or((step.name == *name).then_some(before.len()))
                    .ok_or_else(|| unknown(place, "step", name))?,
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
        let kind = self.kinds.iter().position(|kind| *kind == step.name);
        Ok(Step {
            given: step.clone(),
            key: draws::name(&["step", &step.name]),
            kind: kind.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0),
            back_to,
            same_hands: false,
            off_path: false,
            removed: None,
            link: None,
            merged: None,
            beside: None,
        })
    }

    fn offices(&self, place: &str, given: &scenario::Procedure) -> Result<Vec<Office>> {
        let mut offices = Vec::new();
        for (agency, owner) in
            self.agencies.iter().enumerate().filter(|(_, a)| a.kind == given.kind)
        {
            let desks = given
                .steps
                .iter()
                .map(|step| {
                    let at = match &step.at {
                        None => agency,
                        Some(kind) => self.one_of(kind, offices.len())?,
                    };
                    self.desk(at, &step.desk).ok_or_else(|| unknown(place, "desk", &step.desk))
                })
                .collect::<Result<Vec<_>>>()?;
            let hard = given.hard.as_ref().map_or(0.0, |hard| {
                let here = hard.at.iter().find(|at| at.agency == owner.name);
                here.map_or(hard.share, |at| at.share)
            });
            offices.push(Office { agency, desks, delegated: Vec::new(), bulk_at: None, hard });
        }
        Ok(offices)
    }

    /// One agency of a kind: they take turns.
    fn one_of(&self, kind: &str, turn: usize) -> Result<usize> {
        let of: Vec<usize> =
            (0..self.agencies.len()).filter(|&a| self.kind_of(a) == Some(kind)).collect();
        of.get(turn % of.len().max(1)).copied().ok_or_else(|| unknown("step", "kind", kind))
    }

    fn kind_of(&self, agency: usize) -> Option<&str> {
        self.agencies.get(agency).map(|a| a.kind.as_str())
    }
}

impl Procedure {
    fn add_faults(&mut self, place: &str) -> Result<()> {
        for given in &self.given.documents {
            self.documents.push(Document {
                name: given.name.clone(),
                key: draws::name(&["document", &given.name]),
                step: self.step_named(&given.step)?,
                missing: given.missing,
                minutes: given.minutes,
                removed: None,
            });
        }
        for given in &self.given.defects {
            let mut caught = Vec::new();
            for catch in &given.caught {
                let step = self.step_named(&catch.step)?;
                let home = self.steps.get(step).and_then(|s| s.back_to);
                if catch.outcome == Caught::Return && home.is_none() {
                    return Err(Error::usage(format!(
                        "scenario, {place}, step {}: returns without back_to",
                        catch.step
                    )));
                }
                caught.push((step, catch.share, catch.outcome));
            }
            let named =
                |step: &Option<String>| step.as_ref().map(|name| self.step_named(name)).transpose();
            self.defects.push(Defect {
                key: draws::name(&["defect", &given.name]),
                share: given.share,
                deterred_by: named(&given.deterred_by)?,
                share_without: given.share_without.max(given.share),
                caught,
                surfaces: given.surfaces,
                back_to: named(&given.back_to)?.unwrap_or(0),
            });
        }
        if self.documents.len() + self.defects.len() > MOST_FAULTS {
            return Err(Error::usage(format!(
                "scenario, {place}: more than {MOST_FAULTS} papers and defects"
            )));
        }
        Ok(())
    }
}
