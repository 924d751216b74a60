//! The grid: which worlds are studied, and what is kept of each.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use redtape::error::Result;
use redtape::find::FINDERS;
use redtape::results::Finding;
use redtape::simulate::Scenario;

use crate::plan::{MISLEADING, PLANS, Plan, Size};
use crate::score::{ACCOUNT, Score, confident, false_findings, planted_tests, score};
use crate::world::{Studied, parts, studied};

/// How many seeds of each kind of world.
#[derive(Debug, Clone, Copy)]
pub struct Seeds<'a> {
    /// Of planted problems, those of this finder only.
    pub only: Option<&'a str>,
    pub null: u64,
    pub large_null: u64,
    pub planted: u64,
    pub misleading: u64,
}

/// What is studied with one seed.
#[derive(Clone, Copy)]
pub enum World {
    /// Nothing is wrong in it: the name of its scenario.
    Null(&'static str),
    /// A finder's problem, at one of its sizes.
    Planted(&'static Plan, &'static Size),
    /// The name of its scenario.
    Misleading(&'static str),
}

impl World {
    fn scenario(&self) -> Result<Scenario> {
        match self {
            Self::Null(name) | Self::Misleading(name) => Scenario::named(name),
            Self::Planted(plan, size) => plan.world(size),
        }
    }
}

/// What one study came to.
pub struct Seen {
    pub seed: u64,
    /// By code of the finder.
    pub scores: BTreeMap<&'static str, Score>,
    /// What stands and wasn't planted, in words; of it, what is said without reserve.
    pub wrong: Vec<String>,
    pub confident: usize,
    /// Effect and p where the finder in question had something to find.
    pub planted: Vec<[f64; 2]>,
    pub tested: usize,
}

/// A kind of world with all of its seeds, in order; or why a study failed.
pub struct Cell {
    pub world: World,
    pub seeds: Vec<(u64, Result<Seen, String>)>,
}

impl Cell {
    pub fn seen(&self) -> impl Iterator<Item = &Seen> {
        self.seeds.iter().filter_map(|(_, seen)| seen.as_ref().ok())
    }

    pub fn failed(&self) -> impl Iterator<Item = (u64, &str)> {
        self.seeds.iter().filter_map(|(seed, seen)| Some((*seed, seen.as_ref().err()?.as_str())))
    }

    /// The sum of a finder's scores.
    pub fn score(&self, code: &str) -> Score {
        let scores = self.seen().filter_map(|seen| seen.scores.get(code));
        scores.fold(Score::default(), |sum, score| sum.and(score))
    }
}

/// Every kind of world with its number of seeds.
fn worlds(seeds: Seeds<'_>) -> Vec<(World, u64)> {
    let mut worlds =
        vec![(World::Null("small"), seeds.null), (World::Null("null"), seeds.large_null)];
    for plan in PLANS.iter().filter(|plan| seeds.only.is_none_or(|code| code == plan.code)) {
        worlds.extend(plan.sizes.iter().map(|size| (World::Planted(plan, size), seeds.planted)));
    }
    worlds.extend(MISLEADING.iter().map(|(name, _)| (World::Misleading(name), seeds.misleading)));
    worlds
}

/// Runs the grid; `tell` is told after each study how many of how many are done.
pub fn run(seeds: Seeds<'_>, threads: usize, tell: &(dyn Fn(usize, usize) + Sync)) -> Vec<Cell> {
    let worlds = worlds(seeds);
    let mut jobs: Vec<(usize, World, u64)> = Vec::new();
    for (cell, (world, seeds)) in worlds.iter().enumerate() {
        jobs.extend((1..=*seeds).map(|seed| (cell, *world, seed)));
    }
    let done = side_by_side(&jobs, threads, tell, |(_, world, seed)| {
        look(*world, *seed).map_err(|error| error.to_string())
    });
    let mut cells: Vec<Cell> =
        worlds.iter().map(|(world, _)| Cell { world: *world, seeds: Vec::new() }).collect();
    for ((cell, _, seed), seen) in jobs.into_iter().zip(done) {
        if let Some(cell) = cells.get_mut(cell) {
            cell.seeds.push((seed, seen));
        }
    }
    cells
}

/// Works jobs off on so many threads; the answers are in the order of the jobs.
pub fn side_by_side<J: Sync, A: Send>(
    jobs: &[J],
    threads: usize,
    tell: &(dyn Fn(usize, usize) + Sync),
    work: impl Fn(&J) -> A + Sync,
) -> Vec<A> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let answers: Mutex<Vec<(usize, A)>> = Mutex::new(Vec::with_capacity(jobs.len()));
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(at) else { return };
                    let answer = work(job);
                    if let Ok(mut answers) = answers.lock() {
                        answers.push((at, answer));
                    }
                    tell(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_default();
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn look(world: World, seed: u64) -> Result<Seen> {
    let Studied { truth, found, .. } = studied(&world.scenario()?, seed)?;
    let aimed = match world {
        World::Planted(plan, _) => Some(plan.code),
        _ => None,
    };
    let scores = FINDERS.iter().map(|finder| {
        let delay = aimed == Some(ACCOUNT);
        (finder.code, score(finder.code, &truth, &found.findings, delay))
    });
    let wrong = false_findings(&truth, &found.findings);
    Ok(Seen {
        seed,
        scores: scores.collect(),
        confident: wrong.iter().filter(|finding| confident(finding)).count(),
        wrong: wrong.into_iter().map(said).collect(),
        planted: aimed.map_or_else(Vec::new, |code| planted_tests(code, &truth, &found)),
        tested: found.tests.rows.len(),
    })
}

fn said(finding: &Finding) -> String {
    let scope: Vec<String> = parts(&finding.scope).into_values().collect();
    let q = finding.q_study.unwrap_or(f64::NAN);
    let confirm = if finding.confirm { ", to be confirmed" } else { "" };
    format!(
        "{} {} (effect {:.3}, q {q:.4}{confirm})",
        finding.code,
        scope.join(", "),
        finding.effect
    )
}
