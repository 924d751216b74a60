//! Ways through the offices that gain nothing.

use serde::Deserialize;

use super::super::scenario::Role;
use super::super::world::{Detour, World};
use super::{Truth, expect, scope};
use crate::error::{Error, Result};

/// Two consecutive steps are done by one officer, at all agencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct SameHands {
    id: String,
    procedure: String,
    step: String,
    /// The step right after it, at the same desk.
    other_step: String,
}

impl SameHands {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let index = world.procedure_coded(&self.procedure)?;
        if let Some(procedure) = world.procedures.get_mut(index) {
            let first = procedure.step_named(&self.step)?;
            let second = procedure.step_named(&self.other_step)?;
            let desk = |step: usize| procedure.steps.get(step).map(|s| s.given.desk.clone());
            if procedure.after(first) != Some(second) || desk(first) != desk(second) {
                return Err(Error::usage(format!(
                    "scenario, {}: the two steps have to follow each other at one desk",
                    self.id
                )));
            }
            if let Some(step) = procedure.steps.get_mut(second) {
                step.same_hands = true;
            }
        }
        let place = [
            ("procedure", self.procedure.as_str()),
            ("step", self.step.as_str()),
            ("other_step", self.other_step.as_str()),
        ];
        Ok(Truth {
            id: self.id.clone(),
            kind: "same_hands",
            scope: scope(place),
            size: 1.0,
            unit: "share_same_officer",
            must: vec![expect("R103", place)],
            may: Vec::new(),
        })
    }
}

/// A step that was on the path becomes a way to and fro: the unit of `step` sends to the unit of `via`,
/// which sends back, and nothing came of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct PingPong {
    id: String,
    procedure: String,
    step: String,
    via: String,
    /// Share of dossiers that pass `step` and go this way.
    share: f64,
}

impl PingPong {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let index = world.procedure_coded(&self.procedure)?;
        let mut units = [String::new(), String::new()];
        if let Some(procedure) = world.procedures.get_mut(index) {
            let after = procedure.step_named(&self.step)?;
            let via = procedure.step_named(&self.via)?;
            for (unit, step) in units.iter_mut().zip([after, via]) {
                let desk = procedure.offices.first().and_then(|o| o.desks.get(step));
                *unit = desk
                    .and_then(|&desk| world.desks.get(desk))
                    .map(|desk| desk.unit.clone())
                    .unwrap_or_default();
            }
            if let Some(step) = procedure.steps.get_mut(via) {
                step.off_path = true;
            }
            procedure.detour = Some(Detour { after, via, share: self.share, ended: None });
        }
        let [unit, other] = &units;
        let code = ("procedure", self.procedure.as_str());
        let place = [code, ("unit", unit.as_str()), ("other_unit", other.as_str())];
        Ok(Truth {
            id: self.id.clone(),
            kind: "ping_pong",
            scope: scope(place),
            size: self.share,
            unit: "share_of_dossiers",
            must: vec![expect("R104", place)],
            // The visits in between are the other unit's way to and fro.
            may: vec![expect("R104", [code])],
        })
    }
}

/// What is filed on line is printed and typed in again at the counter, then goes the way of paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct OnlineInName {
    id: String,
    procedure: String,
    /// Mean minutes that it adds to the intake.
    retyping: f64,
}

impl OnlineInName {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let index = world.procedure_coded(&self.procedure)?;
        let code = ("procedure", self.procedure.as_str());
        // Whoever types in again takes longer than was planned.
        let mut may = Vec::new();
        if let Some(procedure) = world.procedures.get_mut(index) {
            procedure.retyping = Some(self.retyping);
            let intakes = procedure.steps.iter().filter(|s| s.given.role == Role::Intake);
            may.extend(intakes.map(|s| expect("B101", [code, ("step", &s.given.name)])));
        }
        let place = [code];
        Ok(Truth {
            id: self.id.clone(),
            kind: "online_in_name",
            scope: scope(place),
            size: self.retyping,
            unit: "min",
            must: vec![expect("I101", place)],
            may,
        })
    }
}
