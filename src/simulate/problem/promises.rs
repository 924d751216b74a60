//! Promises that say nothing of the work: closed in bulk, far too long, planned too short.

use serde::Deserialize;

use super::super::world::{Postponed, World, second};
use super::{Scope, Truth, doers, expect, scope};
use crate::error::{Error, Result};

/// One agency records its results in bulk, once a day, of all that is due that day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct BulkClosing {
    id: String,
    agency: String,
    /// Time of the day, `16:50`.
    at: String,
}

impl BulkClosing {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let at = second("at", &self.at)?;
        let agency = world.agency_named(&self.agency)?;
        let mut may = Vec::new();
        for procedure in &mut world.procedures {
            let last = procedure.steps.get(procedure.last()).map(|s| s.given.name.clone());
            for office in procedure.offices.iter_mut().filter(|o| o.agency == agency) {
                office.bulk_at = Some(at);
                // Whatever is saved on line is lost again in the wait for the bulk.
                let code = ("procedure", procedure.given.code.as_str());
                may.push(expect("I101", [code]));
                // The last step lasts until then, whatever it is planned to.
                let step = last.as_deref().unwrap_or_default();
                may.push(expect("B101", [code, ("step", step), ("agency", &self.agency)]));
            }
        }
        let place = [("agency", self.agency.as_str())];
        Ok(Truth {
            id: self.id.clone(),
            kind: "bulk_closing",
            scope: scope(place),
            size: 1.0,
            unit: "share_of_dossiers",
            must: vec![expect("I102", place)],
            may,
        })
    }
}

/// Promises that won't be kept are moved before they pass: on paper nothing was late.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct MovedPromises {
    id: String,
    /// Without one: at all agencies.
    agency: Option<String>,
    /// Without one: of all procedures.
    procedure: Option<String>,
    /// Share of promises that would pass.
    share: f64,
    /// Working days by which they are moved, as often as it takes.
    days: usize,
}

impl MovedPromises {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let agency = self.agency.as_ref().map(|name| world.agency_named(name)).transpose()?;
        let only = self.procedure.as_ref().map(|code| world.procedure_coded(code)).transpose()?;
        if !(0.0..=1.0).contains(&self.share) || self.days == 0 {
            return Err(Error::usage(format!(
                "scenario, {}: a share of promises is moved by at least a day",
                self.id
            )));
        }
        for (number, procedure) in world.procedures.iter_mut().enumerate() {
            if only.is_none_or(|only| only == number) {
                let (share, days) = (self.share, self.days);
                procedure.postponed.push(Postponed { agency, share, days });
            }
        }
        let mut place = Scope::new();
        place.extend(self.agency.as_ref().map(|name| ("agency", name.clone())));
        place.extend(self.procedure.as_ref().map(|code| ("procedure", code.clone())));
        Ok(Truth {
            id: self.id.clone(),
            kind: "moved_promises",
            scope: place,
            size: self.share,
            unit: "share_of_late_dossiers",
            // No finder looks at moved promises yet; the table of moves shows them.
            must: Vec::new(),
            may: Vec::new(),
        })
    }
}

/// A deadline far above what the work needs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct PaddedDeadline {
    id: String,
    procedure: String,
    /// Working days promised.
    days: usize,
}

impl PaddedDeadline {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let index = world.procedure_coded(&self.procedure)?;
        if let Some(procedure) = world.procedures.get_mut(index) {
            procedure.given.days = self.days;
        }
        let place = [("procedure", self.procedure.as_str())];
        Ok(Truth {
            id: self.id.clone(),
            kind: "padded_deadline",
            scope: scope(place),
            size: self.days as f64,
            unit: "working_days",
            must: vec![expect("R105", place)],
            may: Vec::new(),
        })
    }
}

/// The internal process allows a step far less time than it takes anywhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ShortPlan {
    id: String,
    procedure: String,
    step: String,
    /// Minutes allowed.
    planned: u32,
}

impl ShortPlan {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let index = world.procedure_coded(&self.procedure)?;
        let place = [("procedure", self.procedure.as_str()), ("step", self.step.as_str())];
        let mut must = Vec::new();
        if let Some(procedure) = world.procedures.get_mut(index) {
            let step = procedure.step_named(&self.step)?;
            if let Some(step) = procedure.steps.get_mut(step) {
                step.given.planned = self.planned;
            }
        }
        if let Some(procedure) = world.procedures.get(index) {
            for agency in doers(world, procedure, procedure.step_named(&self.step)?) {
                must.push(expect("B101", [place[0], place[1], ("agency", &agency)]));
            }
        }
        Ok(Truth {
            id: self.id.clone(),
            kind: "short_plan",
            scope: scope(place),
            size: f64::from(self.planned),
            unit: "min",
            must,
            may: Vec::new(),
        })
    }
}
