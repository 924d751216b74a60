//! What nobody sees in a province: the true causes of waits by step, and how busy each desk was.

use std::collections::BTreeMap;

use serde::Serialize;

use super::province::Run;
use super::queues::Causes;
use super::world::{Desk, World};

/// By procedure and step, as numbers in the world.
#[derive(Debug, Clone, Default)]
pub(super) struct Waits(BTreeMap<(usize, usize), Sums>);

/// Sums over the runs of a step that were started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub(super) struct Sums {
    /// Runs.
    pub n: u64,
    /// From enabled to started; the causes below add up to it.
    pub wait_s: u64,
    /// Closed between sessions, the heap too small, the bulk still to come.
    pub batching_s: u64,
    /// The officer worked on what was there no later.
    pub contention_s: u64,
    /// The officer worked on what the files don't show.
    pub unseen_work_s: u64,
    /// The officer worked on what came later.
    pub prioritisation_s: u64,
    /// The officer was away.
    pub unavailability_s: u64,
    /// Somebody outside took that long, or nobody of the above can be named.
    pub extraneous_s: u64,
    /// Of the wait by the wall clock what the working seconds leave out: nights, weekends, holidays.
    pub closed_wall_s: u64,
}

/// The sums of one step, as `truth.json` gives them.
#[derive(Debug, Serialize)]
pub(super) struct OfStep<'a> {
    pub procedure: &'a str,
    pub step: &'a str,
    #[serde(flatten)]
    pub sums: Sums,
}

impl Waits {
    pub fn count(&mut self, procedure: usize, run: &Run, causes: Causes) {
        let Some(started) = run.started else { return };
        let wall = u64::try_from(started - run.enabled).unwrap_or(0);
        let total = u64::try_from(causes.total()).unwrap_or(0);
        self.entry((procedure, run.step)).merge(&Sums {
            n: 1,
            wait_s: total,
            batching_s: causes.batching.into(),
            contention_s: causes.contention.into(),
            unseen_work_s: causes.unseen.into(),
            prioritisation_s: causes.prioritisation.into(),
            unavailability_s: causes.unavailability.into(),
            extraneous_s: causes.extraneous.into(),
            closed_wall_s: wall.saturating_sub(total),
        });
    }

    fn entry(&mut self, key: (usize, usize)) -> &mut Sums {
        self.0.entry(key).or_default()
    }

    pub fn add(&mut self, other: &Self) {
        for (&key, sums) in &other.0 {
            self.entry(key).merge(sums);
        }
    }

    /// In the order of procedures and their steps.
    pub fn named<'a>(&'a self, world: &'a World) -> Vec<OfStep<'a>> {
        let named = self.0.iter().filter_map(|(&(procedure, step), &sums)| {
            let procedure = world.procedures.get(procedure)?;
            let step = procedure.steps.get(step)?.given.name.as_str();
            Some(OfStep { procedure: &procedure.given.code, step, sums })
        });
        named.collect()
    }
}

impl Sums {
    fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.wait_s += other.wait_s;
        self.batching_s += other.batching_s;
        self.contention_s += other.contention_s;
        self.unseen_work_s += other.unseen_work_s;
        self.prioritisation_s += other.prioritisation_s;
        self.unavailability_s += other.unavailability_s;
        self.extraneous_s += other.extraneous_s;
        self.closed_wall_s += other.closed_wall_s;
    }
}

/// What the officers of a desk did, as `truth.json` gives it: work that the files don't show included.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Busy {
    /// The agency that it belongs to.
    pub agency: String,
    pub unit: String,
    /// Id in the scenario.
    pub desk: String,
    pub officers: usize,
    /// Seconds that they worked until the end.
    pub worked_s: i64,
    /// Of the working time of all of them.
    pub utilisation: f64,
}

impl Busy {
    pub fn of(world: &World, desk: &Desk, worked_s: i64) -> Self {
        let end = world.calendar.work(world.as_of);
        let from = |at: i64, officers: usize| (end - at).max(0) * officers as i64;
        let gone = desk.sent.map_or(0, |(at, officers, _)| from(at, officers));
        let come = desk.joined.as_ref().map_or(0, |(at, officers)| from(*at, officers.len()));
        let there = end * desk.officers as i64 - gone + come;
        Self {
            agency: desk.agency_name.clone(),
            unit: desk.unit.clone(),
            desk: desk.id.clone(),
            officers: desk.officers,
            worked_s,
            utilisation: worked_s as f64 / there.max(1) as f64,
        }
    }
}
