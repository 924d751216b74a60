//! Runs a scenario: from filings to what became of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arrivals::{Filing, Filings};
use super::calendar::{Wall, Work};
use super::dossiers::{Fate, Ground, Moved, Outcome, Routes};
use super::draws::Draws;
use super::queues;
use super::scenario::Scenario;
use super::waits::{Busy, Waits};
use super::world::World;
use crate::error::Result;

/// A province after its simulated years: everything that [`files`](super::files) tells.
#[derive(Debug, Clone)]
pub struct Province {
    pub(super) scenario: Arc<Scenario>,
    pub(super) seed: u64,
    pub(super) world: Arc<World>,
    pub(super) dossiers: Vec<Dossier>,
    /// In the order of dossiers, then of enabling.
    pub(super) runs: Vec<Run>,
    pub(super) pauses: Vec<Stop>,
    pub(super) moves: Vec<MovedPromise>,
    pub(super) waits: Waits,
    pub(super) busy: Vec<Busy>,
}

#[derive(Debug, Clone)]
pub(super) struct Dossier {
    pub id: String,
    pub filing: Filing,
    pub first_due: Wall,
    pub due: Wall,
    pub result: Option<Wall>,
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    InProcess,
    SupplementAsked,
    Done,
    Refused,
}

impl State {
    /// As the files call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InProcess => "Đang xử lý",
            Self::SupplementAsked => "Chờ bổ sung",
            Self::Done => "Đã trả kết quả",
            Self::Refused => "Từ chối",
        }
    }
}

/// One execution of a step on a dossier.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub dossier: usize,
    pub step: usize,
    pub desk: usize,
    pub officer: Option<usize>,
    pub enabled: Wall,
    pub started: Option<Wall>,
    pub finished: Option<Wall>,
    pub outcome: Option<Outcome>,
    /// Working seconds of its wait in which the officer worked on its own dossier's ghost.
    pub own_ghost_s: u32,
}

/// A stopped clock.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub dossier: usize,
    pub from: Wall,
    pub to: Option<Wall>,
}

/// A promise that was moved though no clock stood.
#[derive(Debug, Clone)]
pub(super) struct MovedPromise {
    pub dossier: usize,
    pub at: Wall,
    pub before: Wall,
    pub after: Wall,
}

impl Province {
    /// How many dossiers were filed.
    pub fn dossier_count(&self) -> usize {
        self.dossiers.len()
    }
}

/// Simulates a scenario. The same scenario and seed give the same province.
///
/// # Errors
/// Of kind `Usage` where the scenario refers to what it doesn't have or its numbers can't be.
pub fn run(scenario: &Scenario, seed: u64) -> Result<Province> {
    let parts = Parts::new(scenario, seed)?;
    let mut province = parts.empty();
    let filings = parts.filings()?;
    for part in 0..parts.len() {
        province.append(parts.simulate(part, &filings));
    }
    Ok(province)
}

impl Province {
    /// Takes in another part of the same province.
    pub(super) fn append(&mut self, part: Self) {
        let first = self.dossiers.len();
        self.dossiers.extend(part.dossiers);
        let run = |run: Run| Run { dossier: run.dossier + first, ..run };
        self.runs.extend(part.runs.into_iter().map(run));
        let stop = |stop: Stop| Stop { dossier: stop.dossier + first, ..stop };
        self.pauses.extend(part.pauses.into_iter().map(stop));
        let moved = |m: MovedPromise| MovedPromise { dossier: m.dossier + first, ..m };
        self.moves.extend(part.moves.into_iter().map(moved));
        self.waits.add(&part.waits);
        self.busy.extend(part.busy);
    }
}

impl Province {
    /// What remains of it when its rows are written.
    pub(super) fn summary(self) -> Self {
        Self {
            dossiers: Vec::new(),
            runs: Vec::new(),
            pauses: Vec::new(),
            moves: Vec::new(),
            ..self
        }
    }
}

/// Agencies that share no desk are simulated apart: what happens at the ones doesn't touch the others.
pub(super) struct Parts {
    scenario: Arc<Scenario>,
    world: Arc<World>,
    seed: u64,
    /// Agencies of each part, ascending; parts in the order of their first ones.
    agencies: Vec<Vec<usize>>,
}

impl Parts {
    pub fn new(scenario: &Scenario, seed: u64) -> Result<Self> {
        let world = Arc::new(World::new(scenario)?);
        let agencies = apart(&world);
        Ok(Self { scenario: Arc::new(scenario.clone()), world, seed, agencies })
    }

    pub fn len(&self) -> usize {
        self.agencies.len()
    }

    pub fn filings(&self) -> Result<Filings<'_>> {
        Filings::new(&self.world, &self.scenario, Draws::new(self.seed))
    }

    /// The province before anything happened.
    pub fn empty(&self) -> Province {
        Province {
            scenario: Arc::clone(&self.scenario),
            seed: self.seed,
            world: Arc::clone(&self.world),
            dossiers: Vec::new(),
            runs: Vec::new(),
            pauses: Vec::new(),
            moves: Vec::new(),
            waits: Waits::default(),
            busy: Vec::new(),
        }
    }

    /// A province in which only this part happens.
    pub fn simulate(&self, part: usize, filings: &Filings<'_>) -> Province {
        let mut province = self.empty();
        if let Some(agencies) = self.agencies.get(part) {
            province.happen(agencies, filings);
        }
        province
    }
}

/// Agencies in groups that share desks.
fn apart(world: &World) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..world.agencies.len()).collect();
    for office in world.procedures.iter().flat_map(|procedure| &procedure.offices) {
        for desk in office.desks.iter().filter_map(|&desk| world.desks.get(desk)) {
            unite(&mut group, office.agency, desk.agency);
        }
    }
    for desk in &world.desks {
        if let Some(to) = desk.merged.and_then(|(_, to)| world.desks.get(to)) {
            unite(&mut group, desk.agency, to.agency);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (agency, group) in group.into_iter().enumerate() {
        groups.entry(group).or_default().push(agency);
    }
    groups.into_values().collect()
}

/// Two agencies share a desk: their groups are one.
fn unite(group: &mut [usize], one: usize, other: usize) {
    let here = group.get(one).copied().unwrap_or(one);
    let there = group.get(other).copied().unwrap_or(other);
    let (low, high) = (here.min(there), here.max(there));
    if low != high {
        group.iter_mut().filter(|g| **g == high).for_each(|g| *g = low);
    }
}

impl Province {
    /// Lets everything happen that happens at some agencies.
    fn happen(&mut self, agencies: &[usize], filings: &Filings<'_>) {
        let world = Arc::clone(&self.world);
        let scenario = Arc::clone(&self.scenario);
        let draws = Draws::new(self.seed);
        let filings = filings.at(agencies);
        let ground = Ground::new(&world, agencies, draws);
        let end = world.calendar.work(world.as_of);
        let mut routes = Routes::new(&world, &ground, &scenario, draws, &filings);
        let desks = ground.queues(&world, draws);
        let (visits, worked) = queues::run(&desks, &mut routes, end);
        let busy = ground.desks(&world).zip(worked).filter(|((_, desk), _)| desk.officers > 0);
        self.busy = busy.map(|((_, desk), worked)| Busy::of(&world, desk, worked)).collect();
        routes.close();
        let ends = |work: Work| world.calendar.ends(work);
        for visit in &visits {
            let Some(dossier) = routes.dossier(visit.task) else { continue };
            let Some(filing) = filings.get(dossier) else { continue };
            // What is enabled by the receipt is so when the office is open.
            let first = visit.enabled == world.calendar.work(filing.received);
            let run = Run {
                dossier,
                step: usize::from(visit.task.step),
                desk: ground.world_desk(visit.desk),
                officer: visit.officer.and_then(|officer| ground.world_officer(officer)),
                enabled: if first { filing.received } else { ends(visit.enabled) },
                started: visit.started.map(|at| world.calendar.begins(at)),
                finished: visit.finished.map(|(at, _)| ends(at)),
                outcome: visit.finished.map(|(_, outcome)| outcome),
                own_ghost_s: visit.causes.own_ghost,
            };
            self.waits.count(filing.procedure, &run, visit.causes);
            self.runs.push(run);
        }
        drop(visits);
        self.runs.sort_by_key(|run| (run.dossier, run.enabled, run.step));
        self.pauses = routes
            .pauses
            .iter()
            .map(|p| Stop { dossier: p.dossier, from: ends(p.from), to: p.to.map(ends) })
            .collect();
        let moved = |m: &Moved| MovedPromise {
            dossier: m.dossier,
            at: ends(m.at),
            before: ends(m.before),
            after: ends(m.after),
        };
        self.moves = routes.moves.iter().map(moved).collect();
        self.moves.sort_by_key(|moved| (moved.dossier, moved.at));
        let fates = std::mem::take(&mut routes.fates);
        self.pauses.sort_by_key(|stop| (stop.dossier, stop.from));
        let mut paused = vec![false; filings.len()];
        for stop in self.pauses.iter().filter(|stop| stop.to.is_none()) {
            if let Some(paused) = paused.get_mut(stop.dossier) {
                *paused = true;
            }
        }
        let ids = ids(&world, &filings);
        self.dossiers = filings
            .into_iter()
            .zip(fates)
            .zip(ids.into_iter().zip(paused))
            .map(|((filing, fate), (id, paused))| dossier(&world, filing, &fate, id, paused))
            .collect();
    }
}

fn dossier(world: &World, filing: Filing, fate: &Fate, id: String, paused: bool) -> Dossier {
    let state = match (fate.closed, fate.refused()) {
        (Some(_), true) => State::Refused,
        (Some(_), false) => State::Done,
        (None, _) if paused => State::SupplementAsked,
        (None, _) => State::InProcess,
    };
    Dossier {
        id,
        first_due: world.calendar.ends(filing.due),
        due: world.calendar.ends(filing.due.saturating_add(fate.moved)),
        result: fate.closed.map(|at| world.calendar.ends(at)),
        filing,
        state,
    }
}

/// `H99.21-240823-0001`: agency, day of filing, number within both.
fn ids(world: &World, filings: &[Filing]) -> Vec<String> {
    let mut counters: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut ids = Vec::with_capacity(filings.len());
    for filing in filings {
        let office =
            world.procedures.get(filing.procedure).and_then(|p| p.offices.get(filing.office));
        let agency = office.map_or(0, |o| o.agency);
        let day = world.calendar.day_of(filing.submitted);
        let counter = counters.entry((agency, day)).or_default();
        *counter += 1;
        let code = world.agencies.get(agency).map_or("", |a| a.code.as_str());
        let date = world.calendar.days.get(day).map(|d| d.date).unwrap_or_default();
        ids.push(format!(
            "{code}-{:02}{:02}{:02}-{counter:04}",
            date.year() % 100,
            date.month(),
            date.day()
        ));
    }
    ids
}
