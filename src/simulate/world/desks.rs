//! The desks of all agencies, and who works there when.

use super::super::calendar::Work;
use super::super::draws::{self, Draws, Key, Purpose};
use super::super::queues;
use super::super::scenario::{Leave, Order, OtherWork, Outside, Scenario, Skill};
use super::{World, unknown};
use crate::error::{Error, Result};

/// No desk has more officers.
const MOST_OFFICERS: usize = 10_000;
/// Weeks of a year in which somebody may go on leave.
const WEEKS: f64 = 52.0;
/// Working seconds of a day.
const OFFICE_DAY_S: f64 = 28_800.0;
/// Kinds of work that skills tell apart, besides all other work.
const MOST_KINDS: usize = 63;

#[derive(Debug, Clone)]
pub(in super::super) struct Desk {
    /// Id in the scenario, which desks of other agencies share.
    pub id: String,
    /// Number of the agency that it serves.
    pub agency: usize,
    /// Name of the agency that it belongs to.
    pub agency_name: String,
    pub unit: String,
    /// Names the desk in draws.
    pub key: u64,
    pub officers: usize,
    /// Rules of its queue; who works there is [`World::staff`].
    pub queue: queues::Desk,
    /// Number of its first officer among all.
    pub first_officer: usize,
    /// Each dossier is given to one officer.
    pub assigned: bool,
    pub other_work: OtherWork,
    /// Factor on every service from a moment on.
    pub slower: Option<(Work, f64)>,
    pub order: Order,
    pub first: Vec<String>,
    pub outside: Option<Outside>,
    leave: Option<Leave>,
    speed_cv: f64,
    skills: Vec<Skill>,
    /// When the officers are never there.
    off: Vec<(Work, Work)>,
    /// From a moment on so many of its last officers work at another desk.
    pub sent: Option<(Work, usize, usize)>,
    /// From a moment on this desk and that one are one, with one queue.
    pub merged: Option<(Work, usize)>,
    /// Officers (numbered among all) who come from another desk at a moment.
    pub joined: Option<(Work, std::ops::Range<usize>)>,
}

impl Desk {
    /// Whether this officer can do a kind of work.
    fn can(&self, nth: usize, kind: u8, kinds: &[String]) -> bool {
        self.skills_of(nth, kinds).is_none_or(|skills| skills >> kind & 1 == 1)
    }

    fn skills_of(&self, nth: usize, kinds: &[String]) -> Option<u64> {
        let mut first = 0;
        let skill = self.skills.iter().find(|skill| {
            first += skill.officers;
            nth < first
        })?;
        let bit =
            |step: &String| kinds.iter().position(|kind| kind == step).map(|at| 1 << (at + 1));
        Some(skill.steps.iter().filter_map(bit).sum())
    }

    /// Whether every officer can do everything and stays.
    pub fn all_alike(&self) -> bool {
        self.skills.is_empty() && self.sent.is_none() && self.joined.is_none()
    }

    /// The officers (numbered among all) whom a dossier may be given to now.
    pub fn candidates(&self, kind: u8, kinds: &[String], now: Work) -> Vec<usize> {
        let gone = self.sent.map_or(0, |(at, n, _)| if now >= at { n } else { 0 });
        let own = (0..self.officers.saturating_sub(gone)).filter(|&nth| self.can(nth, kind, kinds));
        let own = own.map(|nth| self.first_officer + nth);
        let joined = self.joined.clone().filter(|(at, _)| now >= *at);
        own.chain(joined.map_or(0..0, |(_, officers)| officers)).collect()
    }

    /// Factor on the service times of an officer of this desk.
    pub fn slowness(&self, draws: Draws, nth: usize) -> f64 {
        if self.speed_cv <= 0.0 {
            return 1.0;
        }
        let key = Key { who: self.key, what: nth as u64, nth: 0, purpose: Purpose::Speed };
        draws.at(key).log_normal(1.0, self.speed_cv)
    }
}

impl World {
    /// The queue of a desk with its officers; `desk_of` numbers desks in the queues' way.
    pub fn staff(
        &self,
        desk: &Desk,
        draws: Draws,
        desk_of: impl Fn(usize) -> Option<usize>,
    ) -> queues::Desk {
        let sent = desk.sent.and_then(|(at, n, to)| Some((at, n, desk_of(to)?)));
        let officers = (0..desk.officers)
            .map(|nth| queues::Officer {
                absences: self.absences(desk, draws, nth),
                skills: desk.skills_of(nth, &self.kinds),
                moves: sent
                    .filter(|(_, n, _)| nth + n >= desk.officers)
                    .map(|(at, _, to)| (at, to)),
            })
            .collect();
        let joins = desk.merged.and_then(|(at, to)| Some((at, desk_of(to)?)));
        queues::Desk { officers, joins, ..desk.queue.clone() }
    }

    fn absences(&self, desk: &Desk, draws: Draws, nth: usize) -> Vec<(Work, Work)> {
        let mut absences = desk.off.clone();
        if let Some(leave) = desk.leave.filter(|leave| leave.spell > 0) {
            let chance = leave.days / leave.spell as f64 / WEEKS;
            let days = &self.calendar.days;
            for (index, day) in days.iter().enumerate().filter(|(_, day)| day.weekday == 0) {
                let what = ((nth as u64) << 32) | index as u64;
                let key = Key { who: desk.key, what, nth: 0, purpose: Purpose::Leave };
                if draws.at(key).uniform() < chance {
                    let to = self.calendar.working_day_after(index, leave.spell);
                    absences.push((day.before, to.map_or(day.before, |day| day.before)));
                }
            }
        }
        united(absences)
    }

    /// What is left of the working axis outside these intervals.
    fn outside_of(&self, inside: &[(Work, Work)]) -> Vec<(Work, Work)> {
        let mut outside = Vec::new();
        let mut from = 0;
        for &(start, end) in inside {
            outside.push((from, start));
            from = end;
        }
        let end = self.calendar.days.last().map_or(0, |day| day.before + day.open_s());
        outside.push((from, end));
        outside.retain(|(from, to)| from < to);
        outside
    }

    /// All desks of all agencies; kinds of work have to be known.
    pub(super) fn furnish(&mut self, scenario: &Scenario) -> Result<()> {
        let mut first_officer = 0;
        for (agency, owner) in self.agencies.iter().enumerate() {
            for given in scenario.desks.iter().filter(|desk| desk.kind == owner.kind) {
                let bad = |what: &str| Error::usage(format!("scenario, desk {}: {what}", given.id));
                let least = usize::from(given.outside.is_none());
                if !(least..=MOST_OFFICERS).contains(&given.officers) {
                    return Err(bad(&format!("officers is not between 1 and {MOST_OFFICERS}")));
                }
                let work = given.other_work;
                let fits =
                    (0.0..1.0).contains(&work.load) && (work.load == 0.0 || work.minutes >= 1.0);
                if !fits {
                    return Err(bad("other_work is a load below 1 in pieces of at least a minute"));
                }
                if given.skills.iter().map(|s| s.officers).sum::<usize>() > given.officers {
                    return Err(bad("skills are of more officers than there are"));
                }
                let sessions =
                    given.sessions.as_ref().map(|weekly| self.sessions(weekly)).transpose()?;
                let heap = given.batch.map(|batch| queues::Heap {
                    number: batch.number,
                    most: (batch.days * OFFICE_DAY_S) as Work,
                    until: None,
                });
                let off = match &given.hours {
                    Some(weekly) => self.outside_of(&united(self.sessions(weekly)?)),
                    None => Vec::new(),
                };
                let agency_name = given.agency.clone().unwrap_or_else(|| owner.name.clone());
                self.desks.push(Desk {
                    id: given.id.clone(),
                    agency,
                    agency_name,
                    unit: given.unit.clone(),
                    key: draws::name(&["desk", &owner.name, &given.id]),
                    officers: given.officers,
                    queue: queues::Desk { sessions, heap, ..queues::Desk::default() },
                    first_officer,
                    assigned: given.assigned,
                    other_work: given.other_work,
                    slower: None,
                    order: given.order,
                    first: given.first.clone(),
                    outside: given.outside,
                    leave: given.leave,
                    speed_cv: given.speed_cv,
                    skills: given.skills.clone(),
                    off,
                    sent: None,
                    merged: None,
                    joined: None,
                });
                first_officer += given.officers;
            }
        }
        Ok(())
    }
}

/// Steps that some officers' skills name, each a kind of work.
pub(super) fn kinds(scenario: &Scenario) -> Result<Vec<String>> {
    let mut kinds: Vec<String> = Vec::new();
    for step in scenario.desks.iter().flat_map(|d| &d.skills).flat_map(|skill| &skill.steps) {
        if !scenario.procedures.iter().flat_map(|p| &p.steps).any(|known| known.name == *step) {
            return Err(unknown("skills", "step", step));
        }
        if !kinds.contains(step) {
            kinds.push(step.clone());
        }
    }
    if kinds.len() > MOST_KINDS {
        return Err(Error::usage(format!("scenario: skills name more than {MOST_KINDS} steps")));
    }
    Ok(kinds)
}

/// Intervals in order and apart.
pub(super) fn united(mut intervals: Vec<(Work, Work)>) -> Vec<(Work, Work)> {
    intervals.sort_unstable();
    let mut united: Vec<(Work, Work)> = Vec::with_capacity(intervals.len());
    for (from, to) in intervals {
        match united.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => united.push((from, to)),
        }
    }
    united
}
