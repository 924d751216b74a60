//! Checks that change nothing.

use serde::Deserialize;

use super::super::world::World;
use super::{Truth, expect, scope};
use crate::error::Result;

/// A check that passes nearly everything, at all agencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct RubberStamp {
    id: String,
    procedure: String,
    step: String,
    /// Share of visits that still change something.
    changes: f64,
}

impl RubberStamp {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        quieten(world, &self.procedure, &self.step, self.changes)?;
        let place = [("procedure", self.procedure.as_str()), ("step", self.step.as_str())];
        Ok(Truth {
            id: self.id.clone(),
            kind: "rubber_stamp",
            scope: scope(place),
            size: self.changes,
            unit: "share_changed",
            must: vec![expect("R101", place)],
            // It comes after other checks, so that it repeats them too.
            may: vec![expect("R102", [place[0], ("other_step", &self.step)])],
        })
    }
}

/// A check that finds nothing of what an earlier one passed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct DuplicateCheck {
    id: String,
    procedure: String,
    /// The first check.
    step: String,
    /// The second one, after which nothing is left to find.
    other_step: String,
    /// Share of visits of the second that still change something.
    changes: f64,
}

impl DuplicateCheck {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        quieten(world, &self.procedure, &self.other_step, self.changes)?;
        let code = ("procedure", self.procedure.as_str());
        let second = self.other_step.as_str();
        let pair = [code, ("step", self.step.as_str()), ("other_step", second)];
        Ok(Truth {
            id: self.id.clone(),
            kind: "duplicate_check",
            scope: scope(pair),
            size: self.changes,
            unit: "share_changed",
            must: vec![expect("R102", pair)],
            may: vec![
                expect("R101", [code, ("step", second)]),
                expect("R102", [code, ("other_step", second)]),
            ],
        })
    }
}

/// Scales the outcomes of a step down to this share in all.
fn quieten(world: &mut World, procedure: &str, step: &str, changes: f64) -> Result<()> {
    let index = world.procedure_coded(procedure)?;
    let Some(procedure) = world.procedures.get_mut(index) else { return Ok(()) };
    let step = procedure.step_named(step)?;
    if let Some(given) = procedure.steps.get_mut(step).map(|s| &mut s.given)
        && given.changes() > 0.0
    {
        let factor = changes / given.changes();
        given.returns *= factor;
        given.supplements *= factor;
        given.refusals *= factor;
    }
    Ok(())
}
