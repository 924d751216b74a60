//! Desks that are too slow: signing on a few days only, too few officers.

use serde::Deserialize;

use super::super::scenario::OtherWork;
use super::super::world::{World, unknown};
use super::{Expected, Truth, expect, scope};
use crate::error::{Error, Result};

/// Minutes of office hours in a year of about 250 working days.
const OFFICE_MINUTES_A_YEAR: f64 = 250.0 * 480.0;

/// One agency's desk works on its queue only in a few sessions a week.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct SigningDays {
    id: String,
    agency: String,
    desk: String,
    /// `tue 14:00-17:00`
    sessions: Vec<String>,
    /// Steps with fewer runs a year than this may go unnoticed.
    noticed_from: f64,
}

impl SigningDays {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let sessions = world.sessions(&self.sessions)?;
        let agency = world.agency_named(&self.agency)?;
        let desk = world.desk(agency, &self.desk);
        let target = desk
            .and_then(|desk| world.desks.get_mut(desk))
            .ok_or_else(|| unknown(&self.id, "desk", &self.desk))?;
        // What else they do, they do outside the sessions.
        target.other_work = OtherWork::default();
        target.queue.sessions = Some(sessions);
        let mut must = Vec::new();
        let mut may = vec![
            expect("B101", [("agency", &self.agency)]),
            expect("B102", [("agency", &self.agency)]),
        ];
        for (procedure, step) in done_at(world, desk) {
            let code = &procedure.given.code;
            let fields = [("procedure", code.as_str()), ("step", &step), ("agency", &self.agency)];
            let finding = expect("B102", fields);
            let list =
                if procedure.given.per_year >= self.noticed_from { &mut must } else { &mut may };
            list.push(finding);
        }
        Ok(Truth {
            id: self.id.clone(),
            kind: "signing_days",
            scope: scope([("agency", &self.agency)]),
            size: self.sessions.len() as f64,
            unit: "sessions_a_week",
            must,
            may,
        })
    }
}

/// One agency's desk gets more work than its officers can do: the queue grows without end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Overload {
    id: String,
    agency: String,
    desk: String,
    /// The day from which on it is so.
    from: String,
    /// Officers left.
    officers: usize,
    /// Factor on every service.
    slower: f64,
}

impl Overload {
    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let from = world.day(&self.from)?;
        let agency = world.agency_named(&self.agency)?;
        let desk = world.desk(agency, &self.desk);
        let target = desk
            .and_then(|desk| world.desks.get_mut(desk))
            .ok_or_else(|| unknown(&self.id, "desk", &self.desk))?;
        if self.officers == 0 || self.slower <= 0.0 {
            return Err(Error::usage(format!("scenario, {}: somebody has to work there", self.id)));
        }
        target.queue.staffing = Some((from, self.officers));
        target.slower = Some((from, self.slower));
        target.other_work = OtherWork::default();
        let unit = target.unit.clone();
        let at = target.agency_name.clone();
        let place = [("agency", at.as_str()), ("unit", unit.as_str())];
        let mut minutes = 0.0;
        // Who is late here is late whatever the channel.
        let mut may: Vec<Expected> = Vec::new();
        for (procedure, step) in done_at(world, desk) {
            let code = procedure.given.code.as_str();
            let given = procedure.steps.iter().find(|s| s.given.name == step);
            minutes += procedure.given.per_year * given.map_or(0.0, |s| s.given.minutes);
            for finding in ["B101", "B102"] {
                may.push(expect(finding, [("procedure", code), ("step", &step), ("agency", &at)]));
            }
            may.push(expect("I101", [("procedure", code)]));
        }
        Ok(Truth {
            id: self.id.clone(),
            kind: "overload",
            scope: scope(place),
            size: minutes * self.slower / (OFFICE_MINUTES_A_YEAR * self.officers as f64),
            unit: "work_offered_per_officer",
            must: vec![expect("B104", place), expect("B105", place)],
            may,
        })
    }
}

/// Procedures and names of steps that a desk does.
fn done_at(world: &World, desk: Option<usize>) -> Vec<(&super::Procedure, String)> {
    let mut done = Vec::new();
    for procedure in &world.procedures {
        for office in &procedure.offices {
            for (step, at) in procedure.steps.iter().zip(&office.desks) {
                if Some(*at) == desk {
                    done.push((procedure, step.given.name.clone()));
                }
            }
        }
    }
    done
}
