//! Runs a scenario: from filings to what became of them.

use std::collections::BTreeMap;

use super::arrivals::{Filing, filings};
use super::calendar::{Wall, Work};
use super::dossiers::{Fate, Outcome, Routes};
use super::draws::Draws;
use super::queues;
use super::scenario::Scenario;
use super::world::World;
use crate::error::Result;

/// A province after its simulated years: everything that [`files`](super::files) tells.
#[derive(Debug, Clone)]
pub struct Province {
    pub(super) scenario: Scenario,
    pub(super) seed: u64,
    pub(super) world: World,
    pub(super) dossiers: Vec<Dossier>,
    /// In the order of dossiers, then of enabling.
    pub(super) runs: Vec<Run>,
    pub(super) pauses: Vec<Stop>,
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
}

/// A stopped clock.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub dossier: usize,
    pub from: Wall,
    pub to: Option<Wall>,
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
    let world = World::new(scenario)?;
    let draws = Draws::new(seed);
    let filings = filings(&world, scenario, draws)?;
    let end = world.calendar.work(world.as_of);
    let mut routes = Routes::new(&world, scenario, draws, &filings);
    let arrivals = routes.arrivals();
    let desks: Vec<queues::Desk> = world.desks.iter().map(|desk| desk.queue.clone()).collect();
    let visits = queues::run(&desks, &arrivals, &mut routes, end);
    let ends = |work: Work| world.calendar.ends(work);
    let mut runs: Vec<Run> = visits
        .iter()
        .filter_map(|visit| {
            let dossier = routes.dossier(visit.task)?;
            // What is enabled by the receipt is so when the office is open.
            let received = filings.get(dossier).map(|f| f.received);
            let first = visit.task.step == 0 && visit.task.visit == 1;
            Some(Run {
                dossier,
                step: usize::from(visit.task.step),
                desk: visit.desk,
                officer: visit.started.map(|(officer, _)| officer),
                enabled: received.filter(|_| first).unwrap_or_else(|| ends(visit.enabled)),
                started: visit.started.map(|(_, at)| world.calendar.begins(at)),
                finished: visit.finished.map(|(at, _)| ends(at)),
                outcome: visit.finished.map(|(_, outcome)| outcome),
            })
        })
        .collect();
    runs.sort_by_key(|run| (run.dossier, run.enabled));
    let stops: Vec<Stop> = routes
        .pauses
        .iter()
        .map(|p| Stop { dossier: p.dossier, from: ends(p.from), to: p.to.map(ends) })
        .collect();
    let fates = std::mem::take(&mut routes.fates);
    let mut pauses = stops;
    pauses.sort_by_key(|stop| (stop.dossier, stop.from));
    let mut paused = vec![false; filings.len()];
    for stop in pauses.iter().filter(|stop| stop.to.is_none()) {
        if let Some(paused) = paused.get_mut(stop.dossier) {
            *paused = true;
        }
    }
    let ids = ids(&world, &filings);
    let dossiers = filings
        .into_iter()
        .zip(fates)
        .zip(ids.into_iter().zip(paused))
        .map(|((filing, fate), (id, paused))| dossier(&world, filing, &fate, id, paused))
        .collect();
    Ok(Province { scenario: scenario.clone(), seed, world, dossiers, runs, pauses })
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
