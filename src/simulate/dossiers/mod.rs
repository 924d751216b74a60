//! What happens to a dossier at each desk: how long it takes, how it ends, where it goes.

mod beside;
mod ghosts;
mod ground;
mod minutes;
mod path;
mod promises;
mod verdict;

use super::arrivals::Filing;
use super::calendar::Work;
use super::draws::{Draws, Key, Purpose};
use super::queues::{Delivery, Route, Span, Task};
use super::scenario::{Online, Scenario};
use super::world::{Office, Procedure, Step, World};

pub(super) use ground::Ground;

use beside::Joint;
use ghosts::Ghost;

/// Spread of other work.
const OTHER_CV: f64 = 0.8;
const OFFICE_DAY_S: f64 = 28_800.0;

/// How a run of a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Returned,
    SupplementAsked,
    Refused,
}

impl Outcome {
    /// As the files call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "Đạt",
            Self::Returned => "Trả lại",
            Self::SupplementAsked => "Yêu cầu bổ sung",
            Self::Refused => "Từ chối",
        }
    }
}

/// A stopped clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pause {
    pub dossier: usize,
    pub from: Work,
    /// `None` where the applicant hasn't answered at the end.
    pub to: Option<Work>,
}

/// A promise that was moved though no clock stood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    pub dossier: usize,
    pub at: Work,
    pub before: Work,
    pub after: Work,
}

/// What became of a filing.
#[derive(Debug, Clone, Default)]
pub(super) struct Fate {
    visits: Vec<u16>,
    been_away: bool,
    refused: bool,
    /// Papers and defects (bits, papers first) that were dealt with.
    dealt_with: u64,
    /// Steps that lie on their desks side by side.
    joint: Option<Joint>,
    /// How far the promise was moved.
    pub moved: Work,
    /// How often it was moved without a pause; nobody moves it any more.
    postponed: u32,
    kept: bool,
    pub closed: Option<Work>,
}

impl Fate {
    pub fn refused(&self) -> bool {
        self.refused
    }
}

/// Work that the files don't show.
enum Unseen {
    /// Of other procedures, with its seconds.
    Other(Work),
    Ghost(Box<Ghost>),
}

/// The dossiers and other work of a part of a world on their way.
pub(super) struct Routes<'a> {
    world: &'a World,
    ground: &'a Ground,
    online: &'a Online,
    revisit: f64,
    draws: Draws,
    filings: &'a [Filing],
    pub fates: Vec<Fate>,
    pub pauses: Vec<Pause>,
    pub moves: Vec<Moved>,
    /// The cases from `filings.len()` on.
    unseen: Vec<Unseen>,
    /// Dossiers received so far.
    received: usize,
    end: Work,
}

/// Where a dossier is: everything that is said of it in the world.
#[derive(Clone, Copy)]
struct Place<'a> {
    filing: &'a Filing,
    procedure: &'a Procedure,
    office: &'a Office,
}

impl<'a> Place<'a> {
    fn step(self, number: usize) -> Option<&'a Step> {
        self.procedure.steps.get(number)
    }

    fn key(self, step: &Step, visit: u16, purpose: Purpose) -> Key {
        Key { who: self.filing.key, what: step.key, nth: u32::from(visit), purpose }
    }
}

impl<'a> Routes<'a> {
    pub fn new(
        world: &'a World,
        ground: &'a Ground,
        scenario: &'a Scenario,
        draws: Draws,
        filings: &'a [Filing],
    ) -> Self {
        let fates = filings
            .iter()
            .map(|f| Fate {
                visits: vec![0; world.procedures.get(f.procedure).map_or(0, |p| p.steps.len())],
                ..Fate::default()
            })
            .collect();
        let end = world.calendar.work(world.as_of);
        Self {
            world,
            ground,
            online: &scenario.online,
            revisit: scenario.revisit,
            draws,
            filings,
            fates,
            pauses: Vec::new(),
            moves: Vec::new(),
            unseen: Vec::new(),
            received: 0,
            end,
        }
    }

    /// Dossiers that are received and other work that comes on a day.
    fn arrive(&mut self, index: usize, sends: &mut Vec<Delivery>) {
        let Some(day) = self.world.calendar.days.get(index) else { return };
        let open = day.open_s() as f64;
        for (desk, plan) in self.ground.desks(self.world) {
            let work = plan.other_work;
            if work.load <= 0.0 || open <= 0.0 {
                continue;
            }
            let mean_s = work.minutes * 60.0;
            let rate = work.load * plan.officers as f64 / mean_s;
            let what = index as u64;
            let key = Key { who: plan.key, what, nth: 0, purpose: Purpose::OtherWork };
            let mut stream = self.draws.at(key);
            for _ in 0..stream.poisson(rate * open) {
                let at = day.before + (stream.uniform() * open) as Work;
                let service = stream.log_normal(mean_s, OTHER_CV) as Work;
                let task = Task { case: self.unseen(Unseen::Other(service)), step: 0, visit: 1 };
                let (officer, apart) = (None, None);
                sends.push(Delivery { task, desk, at, officer, apart, priority: 0, kind: 0 });
            }
        }
        let until = day.before + day.open_s();
        while let Some(filing) = self.filings.get(self.received) {
            let at = self.world.calendar.work(filing.received);
            if at >= until {
                break;
            }
            let dossier = self.received;
            self.received += 1;
            self.enter(dossier, 0, at, None, sends);
        }
    }

    /// The number of a new case that the files don't show.
    fn unseen(&mut self, what: Unseen) -> u32 {
        self.unseen.push(what);
        (self.filings.len() + self.unseen.len() - 1) as u32
    }

    /// The number of the dossier that a task is of; `None` for what the files don't show.
    pub fn dossier(&self, task: Task) -> Option<usize> {
        let case = task.case as usize;
        (case < self.filings.len()).then_some(case)
    }

    fn unseen_of(&self, task: Task) -> Option<&Unseen> {
        self.unseen.get((task.case as usize).checked_sub(self.filings.len())?)
    }

    fn place(&self, dossier: usize) -> Option<Place<'a>> {
        let filing = self.filings.get(dossier)?;
        let procedure = self.world.procedures.get(filing.procedure)?;
        Some(Place { filing, procedure, office: procedure.offices.get(filing.office)? })
    }
}

impl Route for Routes<'_> {
    type Outcome = Outcome;

    fn arrivals(&mut self, now: Work, sends: &mut Vec<Delivery>) -> Option<Work> {
        let days = &self.world.calendar.days;
        // Of the days that begin now, all but the last one are closed.
        let next = days.partition_point(|day| day.before <= now);
        self.arrive(next.checked_sub(1)?, sends);
        days.get(next).map(|day| day.before)
    }

    fn service(&self, task: Task, officer: Option<usize>, now: Work) -> Span {
        match self.dossier(task) {
            Some(dossier) => self.span(dossier, task, officer, now),
            None => match self.unseen_of(task) {
                Some(Unseen::Ghost(ghost)) => self.ghost_span(ghost, task, officer, now),
                Some(Unseen::Other(service)) => {
                    Span::whole((*service as f64 * self.ground.slowness(officer)) as Work)
                }
                None => Span::whole(1),
            },
        }
    }

    fn shown(&self, task: Task) -> bool {
        self.dossier(task).is_some()
    }

    fn whose(&self, task: Task) -> u32 {
        match self.unseen_of(task) {
            Some(Unseen::Ghost(ghost)) => ghost.case(),
            _ => task.case,
        }
    }

    fn finish(
        &mut self,
        task: Task,
        officer: Option<usize>,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) -> Outcome {
        match self.dossier(task) {
            Some(dossier) => self.finish_step(dossier, task, officer, now, sends),
            None => {
                self.haunt_on(task, now, sends);
                Outcome::Passed
            }
        }
    }
}
