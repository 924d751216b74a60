//! What can be wrong in a world: each kind plants itself and says which findings it must bring up.

mod checks;
mod desks;
mod paths;
mod promises;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::world::{Procedure, World};
use crate::error::Result;

/// A planted problem, by its `kind` in the scenario file.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Problem {
    SigningDays(desks::SigningDays),
    Overload(desks::Overload),
    RubberStamp(checks::RubberStamp),
    DuplicateCheck(checks::DuplicateCheck),
    SameHands(paths::SameHands),
    PingPong(paths::PingPong),
    OnlineInName(paths::OnlineInName),
    BulkClosing(promises::BulkClosing),
    PaddedDeadline(promises::PaddedDeadline),
    ShortPlan(promises::ShortPlan),
    MovedPromises(promises::MovedPromises),
}

/// Names of the data that say where something is; the fields of a finding's scope.
pub(super) type Scope = BTreeMap<&'static str, String>;

/// A finding that a problem brings up. A finding matches if it has all fields of the scope.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Expected {
    pub code: &'static str,
    pub scope: Scope,
}

/// What was planted, as `truth.json` tells it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Truth {
    pub id: String,
    pub kind: &'static str,
    pub scope: Scope,
    pub size: f64,
    pub unit: &'static str,
    /// Findings that have to be there, with exactly this scope.
    pub must: Vec<Expected>,
    /// Findings that follow from it and aren't false.
    pub may: Vec<Expected>,
}

impl Problem {
    /// Changes the world and tells the truth about it.
    ///
    /// # Errors
    /// Where the problem names what the world doesn't have.
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        match self {
            Self::SigningDays(problem) => problem.plant(world),
            Self::Overload(problem) => problem.plant(world),
            Self::RubberStamp(problem) => problem.plant(world),
            Self::DuplicateCheck(problem) => problem.plant(world),
            Self::SameHands(problem) => problem.plant(world),
            Self::PingPong(problem) => problem.plant(world),
            Self::OnlineInName(problem) => problem.plant(world),
            Self::BulkClosing(problem) => problem.plant(world),
            Self::PaddedDeadline(problem) => problem.plant(world),
            Self::ShortPlan(problem) => problem.plant(world),
            Self::MovedPromises(problem) => problem.plant(world),
        }
    }

    /// The same problem where some agencies have `times` as much to do in its place.
    pub fn scale_at(&mut self, agencies: &[String], times: f64) {
        if let Self::Overload(problem) = self
            && agencies.contains(&problem.agency)
        {
            problem.scale(times);
        }
    }

    /// The same problem where `times` as much is done by as many more officers.
    pub fn scale(&mut self, times: f64) {
        if let Self::Overload(problem) = self {
            problem.scale(times);
        }
    }
}

fn scope<const N: usize>(fields: [(&'static str, &str); N]) -> Scope {
    fields.into_iter().map(|(field, name)| (field, name.to_owned())).collect()
}

fn expect<const N: usize>(code: &'static str, fields: [(&'static str, &str); N]) -> Expected {
    Expected { code, scope: scope(fields) }
}

/// Names of the agencies whose officers do a step.
fn doers(world: &World, procedure: &Procedure, step: usize) -> Vec<String> {
    let desks = procedure.offices.iter().filter_map(|office| office.desks.get(step));
    desks.filter_map(|&desk| world.desks.get(desk)).map(|d| d.agency_name.clone()).collect()
}
