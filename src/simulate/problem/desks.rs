//! Desks that are too slow: signing on a few days only, too few officers.

use serde::Deserialize;

use super::super::scale::officers as scaled_officers;
use super::super::scenario::OtherWork;
use super::super::world::{Procedure, World, unknown};
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
        let desk =
            world.desk(agency, &self.desk).ok_or_else(|| unknown(&self.id, "desk", &self.desk))?;
        let Some(target) = world.desks.get_mut(desk) else {
            return Err(unknown(&self.id, "desk", &self.desk));
        };
        // What else they do, they do outside the sessions.
        target.other_work = OtherWork::default();
        target.queue.sessions = Some(sessions);
        let mut must = Vec::new();
        let mut may = Vec::new();
        for (procedure, step) in done_at(world, &[desk]) {
            let fields = [
                ("procedure", procedure.given.code.as_str()),
                ("step", step),
                ("agency", &self.agency),
            ];
            let noticed = procedure.given.per_year >= self.noticed_from;
            let list = if noticed { &mut must } else { &mut may };
            list.push(expect("B102", fields));
            may.push(expect("B101", fields));
        }
        // What a session signs comes to the next desks all at once, in the way of all that is there.
        for (procedure, step) in done_at(world, &desks_after(world, desk)) {
            let fields = [
                ("procedure", procedure.given.code.as_str()),
                ("step", step),
                ("agency", &self.agency),
            ];
            may.push(expect("B101", fields));
            may.push(expect("B102", fields));
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
    pub(super) agency: String,
    desk: String,
    /// The day from which on it is so.
    from: String,
    /// Officers left.
    officers: usize,
    /// Factor on every service.
    slower: f64,
}

impl Overload {
    /// What rounding adds to the officers left, each of them is slower by.
    pub fn scale(&mut self, times: f64) {
        let wanted = self.officers as f64 * times;
        self.officers = scaled_officers(self.officers, times);
        if wanted > 0.0 {
            self.slower *= self.officers as f64 / wanted;
        }
    }

    pub fn plant(&self, world: &mut World) -> Result<Truth> {
        let from = world.day(&self.from)?;
        let agency = world.agency_named(&self.agency)?;
        let desk =
            world.desk(agency, &self.desk).ok_or_else(|| unknown(&self.id, "desk", &self.desk))?;
        let Some(target) = world.desks.get_mut(desk) else {
            return Err(unknown(&self.id, "desk", &self.desk));
        };
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
        for (procedure, step) in done_at(world, &[desk]) {
            let code = procedure.given.code.as_str();
            let given = procedure.step_named(step).ok().and_then(|s| procedure.steps.get(s));
            minutes += procedure.given.per_year * given.map_or(0.0, |s| s.given.minutes);
            for finding in ["B101", "B102"] {
                may.push(expect(finding, [("procedure", code), ("step", step), ("agency", &at)]));
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

/// Procedures and names of steps that these desks do.
fn done_at<'a>(world: &'a World, desks: &[usize]) -> Vec<(&'a Procedure, &'a str)> {
    let mut done = Vec::new();
    for procedure in &world.procedures {
        for office in &procedure.offices {
            for (step, desk) in procedure.steps.iter().zip(&office.desks) {
                if desks.contains(desk) {
                    done.push((procedure, step.given.name.as_str()));
                }
            }
        }
    }
    done
}

/// The desks that dossiers come to later than to this one.
fn desks_after(world: &World, desk: usize) -> Vec<usize> {
    let mut after = Vec::new();
    for office in world.procedures.iter().flat_map(|procedure| &procedure.offices) {
        if let Some(step) = office.desks.iter().position(|&at| at == desk) {
            after.extend(office.desks.iter().skip(step + 1).copied().filter(|&at| at != desk));
        }
    }
    after.sort_unstable();
    after.dedup();
    after
}
