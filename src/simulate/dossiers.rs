//! What happens to a dossier at each desk: how long it takes, how it ends, where it goes.

use super::arrivals::{Channel, Filing};
use super::calendar::Work;
use super::draws::{Draws, Key, Purpose};
use super::queues::{Delivery, Route, Task};
use super::scenario::{Online, Role, Scenario};
use super::world::{Office, Procedure, Step, World};

/// A step that was done so often is passed: nobody asks for ever.
const MOST_VISITS: u16 = 6;
/// Spread of an applicant's time to supplement, and of retyping.
const APPLICANT_CV: f64 = 0.8;
const RETYPING_CV: f64 = 0.5;
/// Spread of other work.
const OTHER_CV: f64 = 0.8;
const OFFICE_DAY_S: f64 = 28_800.0;
/// Seconds that it takes to record a dossier in bulk.
const RECORDING_S: Work = 20;
/// Nothing takes less.
const LEAST_SERVICE_S: Work = 20;

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

/// What became of a filing.
#[derive(Debug, Clone, Default)]
pub(super) struct Fate {
    visits: Vec<u16>,
    been_away: bool,
    refused: bool,
    /// How far the promise was moved.
    pub moved: Work,
    pub closed: Option<Work>,
}

impl Fate {
    pub fn refused(&self) -> bool {
        self.refused
    }
}

/// The dossiers and other work of a world on their way.
pub(super) struct Routes<'a> {
    world: &'a World,
    online: &'a Online,
    revisit: f64,
    draws: Draws,
    filings: &'a [Filing],
    pub fates: Vec<Fate>,
    pub pauses: Vec<Pause>,
    /// Services of work that the files don't show: the cases from `filings.len()` on.
    other: Vec<Work>,
    end: Work,
}

impl<'a> Routes<'a> {
    pub fn new(
        world: &'a World,
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
            online: &scenario.online,
            revisit: scenario.revisit,
            draws,
            filings,
            fates,
            pauses: Vec::new(),
            other: Vec::new(),
            end,
        }
    }

    /// The first task of every dossier, and all other work.
    pub fn arrivals(&mut self) -> Vec<Delivery> {
        let mut sends = Vec::new();
        for (dossier, filing) in self.filings.iter().enumerate() {
            let at = self.world.calendar.work(filing.received);
            sends.extend(self.send(dossier, 0, at, None));
        }
        for (desk, plan) in self.world.desks.iter().enumerate() {
            let work = plan.other_work;
            if work.load <= 0.0 {
                continue;
            }
            let mean_s = work.minutes * 60.0;
            let rate = work.load * plan.queue.officers as f64 / mean_s;
            for (index, day) in self.world.calendar.days.iter().enumerate() {
                let open = day.open_s() as f64;
                if day.before >= self.end || open <= 0.0 {
                    continue;
                }
                let what = index as u64;
                let key = Key { who: plan.key, what, nth: 0, purpose: Purpose::OtherWork };
                let mut stream = self.draws.at(key);
                for _ in 0..stream.poisson(rate * open) {
                    let at = day.before + (stream.uniform() * open) as Work;
                    let service = stream.log_normal(mean_s, OTHER_CV) as Work;
                    let case = (self.filings.len() + self.other.len()) as u32;
                    self.other.push(service);
                    let task = Task { case, step: 0, visit: 1 };
                    sends.push(Delivery { task, desk, at, officer: None, recorded_at: None });
                }
            }
        }
        sends
    }

    /// The number of the dossier that a task is of; `None` for other work.
    pub fn dossier(&self, task: Task) -> Option<usize> {
        let case = task.case as usize;
        (case < self.filings.len()).then_some(case)
    }

    fn place(&self, dossier: usize) -> Option<(&'a Filing, &'a Procedure, &'a Office)> {
        let filing = self.filings.get(dossier)?;
        let procedure = self.world.procedures.get(filing.procedure)?;
        Some((filing, procedure, procedure.offices.get(filing.office)?))
    }

    fn key(filing: &Filing, step: &Step, visit: u16, purpose: Purpose) -> Key {
        Key { who: filing.key, what: step.key, nth: u32::from(visit), purpose }
    }

    /// Sends a dossier to a step, to be there at `at`; `by` has just done the step before.
    fn send(
        &mut self,
        dossier: usize,
        step: usize,
        at: Work,
        by: Option<usize>,
    ) -> Option<Delivery> {
        let (filing, procedure, office) = self.place(dossier)?;
        let plan = procedure.steps.get(step)?;
        let desk = *office.desks.get(step)?;
        let officer = match by.filter(|_| plan.same_hands) {
            None => self.assigned(filing, plan, desk),
            same => same,
        };
        let fate = self.fates.get_mut(dossier)?;
        let visit = fate.visits.get_mut(step)?;
        *visit += 1;
        let due = filing.due.saturating_add(fate.moved);
        let task = Task { case: dossier as u32, step: step as u16, visit: *visit };
        let mut send = Delivery { task, desk, at, officer, recorded_at: None };
        if let Some(second) = office.bulk_at
            && step == procedure.last()
        {
            send.recorded_at = self.bulk(due, at, second);
            send.officer = self.world.desks.get(desk).map(|d| d.first_officer);
        }
        Some(send)
    }

    /// The last bulk before the promise, or the next one where that is over.
    fn bulk(&self, due: Work, ready: Work, second: i64) -> Option<Work> {
        let days = &self.world.calendar.days;
        let at = |index: usize| {
            days.get(index).filter(|day| day.open_s() > 0).map(|day| day.work(second))
        };
        let until = days.partition_point(|day| day.before < due);
        let last = (0..until).rev().filter_map(at).find(|&bulk| bulk <= due);
        last.filter(|&bulk| bulk >= ready).or_else(|| {
            let from = days.partition_point(|day| day.before + day.open_s() <= ready);
            (from..days.len()).filter_map(at).find(|&bulk| bulk >= ready)
        })
    }

    /// The officer whom a dossier is given to for a step, the same at each visit.
    fn assigned(&self, filing: &Filing, step: &Step, desk: usize) -> Option<usize> {
        let desk = self.world.desks.get(desk).filter(|desk| desk.assigned)?;
        let share = self.draws.at(Self::key(filing, step, 0, Purpose::Assignment)).uniform();
        Some(desk.first_officer + (share * desk.queue.officers as f64) as usize)
    }

    fn outcome(&self, filing: &Filing, step: &Step, visit: u16) -> Outcome {
        if visit >= MOST_VISITS {
            return Outcome::Passed;
        }
        let u = self.draws.at(Self::key(filing, step, visit, Purpose::Outcome)).uniform();
        let given = &step.given;
        if u < given.refusals {
            Outcome::Refused
        } else if u < given.refusals + given.supplements {
            Outcome::SupplementAsked
        } else if u < given.changes() {
            Outcome::Returned
        } else {
            Outcome::Passed
        }
    }

    /// Work seconds until the applicant has supplemented.
    fn supplement(&self, filing: &Filing, procedure: &Procedure, step: &Step, visit: u16) -> Work {
        let online = if filing.channel == Channel::Online { self.online.supplement } else { 1.0 };
        let mean = procedure.given.supplement_days * OFFICE_DAY_S * online;
        let key = Self::key(filing, step, visit, Purpose::Supplement);
        (self.draws.at(key).log_normal(mean, APPLICANT_CV) as Work).max(60)
    }

    /// Where a dossier goes that passed a step.
    fn onward(&mut self, dossier: usize, step: usize) -> Option<usize> {
        let (filing, procedure, _) = self.place(dossier)?;
        let Some(detour) = &procedure.detour else { return procedure.after(step) };
        if step == detour.via {
            return Some(detour.after);
        }
        let fate = self.fates.get_mut(dossier)?;
        if step != detour.after || fate.been_away {
            return procedure.after(step);
        }
        fate.been_away = true;
        let key = Self::key(filing, procedure.steps.get(step)?, 0, Purpose::Detour);
        if self.draws.at(key).uniform() < detour.share {
            Some(detour.via)
        } else {
            procedure.after(step)
        }
    }
}

impl Route for Routes<'_> {
    type Outcome = Outcome;

    fn service(&self, task: Task, now: Work) -> Work {
        let Some(dossier) = self.dossier(task) else {
            let index = task.case as usize - self.filings.len();
            return self.other.get(index).copied().unwrap_or(LEAST_SERVICE_S);
        };
        let Some((filing, procedure, office)) = self.place(dossier) else { return LEAST_SERVICE_S };
        let number = usize::from(task.step);
        let Some(step) = procedure.steps.get(number) else { return LEAST_SERVICE_S };
        if office.bulk_at.is_some() && number == procedure.last() {
            return RECORDING_S;
        }
        let key = Self::key(filing, step, task.visit, Purpose::Service);
        let mut minutes = self.draws.at(key).log_normal(step.given.minutes, step.given.cv);
        if task.visit > 1 {
            minutes *= self.revisit;
        }
        if filing.channel == Channel::Online {
            match procedure.retyping {
                None => minutes *= self.online.service,
                Some(retyping) if step.given.role == Role::Intake => {
                    let key = Key { purpose: Purpose::Retyping, ..key };
                    minutes += self.draws.at(key).log_normal(retyping, RETYPING_CV);
                }
                Some(_) => {}
            }
        }
        let desk = office.desks.get(number).and_then(|&desk| self.world.desks.get(desk));
        if let Some((from, factor)) = desk.and_then(|d| d.slower)
            && now >= from
        {
            minutes *= factor;
        }
        ((minutes * 60.0) as Work).max(LEAST_SERVICE_S)
    }

    fn finish(&mut self, task: Task, officer: usize, now: Work) -> (Outcome, Option<Delivery>) {
        let nothing = (Outcome::Passed, None);
        let Some(dossier) = self.dossier(task) else { return nothing };
        let Some((filing, procedure, _)) = self.place(dossier) else { return nothing };
        let number = usize::from(task.step);
        let Some(step) = procedure.steps.get(number) else { return nothing };
        let outcome = self.outcome(filing, step, task.visit);
        if number == procedure.last() {
            if let Some(fate) = self.fates.get_mut(dossier) {
                fate.closed = Some(now);
            }
            return nothing;
        }
        let send = match outcome {
            Outcome::Passed => self
                .onward(dossier, number)
                .and_then(|next| self.send(dossier, next, now, Some(officer))),
            Outcome::Returned => {
                self.send(dossier, step.back_to.unwrap_or(number), now, Some(officer))
            }
            Outcome::SupplementAsked => {
                let wait = self.supplement(filing, procedure, step, task.visit);
                let until = now + wait;
                let answered = until <= self.end;
                self.pauses.push(Pause { dossier, from: now, to: answered.then_some(until) });
                if answered && let Some(fate) = self.fates.get_mut(dossier) {
                    fate.moved += wait;
                }
                self.send(dossier, number, until, None)
            }
            Outcome::Refused => {
                if let Some(fate) = self.fates.get_mut(dossier) {
                    fate.refused = true;
                }
                self.send(dossier, procedure.last(), now, None)
            }
        };
        (outcome, send)
    }
}
