//! The engine: desks with officers, queues first come first served, on the axis of working time.
//!
//! It knows nothing of dossiers. A [`Route`] tells it how long a task takes and what follows; waits are
//! what comes out, since a task starts when an officer is free and not before.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::calendar::Work;

/// One visit of a case to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Task {
    pub case: u32,
    pub step: u16,
    /// 1 for the first time.
    pub visit: u16,
}

/// A group of officers who share a queue.
#[derive(Debug, Clone, Default)]
pub(super) struct Desk {
    pub officers: usize,
    /// Work seconds in which services may begin, `[from, to)`, in order; `None`: always.
    pub sessions: Option<Vec<(Work, Work)>>,
    /// From this moment on only so many officers take work.
    pub staffing: Option<(Work, usize)>,
}

/// Where a task is sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delivery {
    pub task: Task,
    pub desk: usize,
    /// When it lies on the desk; not before now.
    pub at: Work,
    /// The officer who must take it; an officer of that desk.
    pub officer: Option<usize>,
    /// Recorded as done from this moment on, whenever the work was really done, by `officer`: takes
    /// nobody's time.
    pub recorded_at: Option<Work>,
}

/// What the engine asks of the world.
pub(super) trait Route {
    type Outcome: Copy;
    /// Work seconds that the task takes if it starts now; at least 1.
    fn service(&self, task: Task, now: Work) -> Work;
    /// How the task ends now, by which officer of all, and where the case goes.
    fn finish(
        &mut self,
        task: Task,
        officer: usize,
        now: Work,
    ) -> (Self::Outcome, Option<Delivery>);
}

/// One visit as it went; what hadn't happened at the end is `None`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit<O> {
    pub task: Task,
    pub desk: usize,
    pub enabled: Work,
    /// The officer, numbered over all desks, and the start.
    pub started: Option<(usize, Work)>,
    pub finished: Option<(Work, O)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Finish { visit: usize, frees: bool },
    Record { visit: usize, officer: usize },
    Enable { visit: usize, officer: Option<usize> },
    Open { desk: usize },
}

impl Event {
    /// Order at one moment: who finishes is free before the next task comes.
    fn rank(self) -> u8 {
        match self {
            Self::Finish { .. } => 0,
            Self::Record { .. } => 1,
            Self::Enable { .. } => 2,
            Self::Open { .. } => 3,
        }
    }
}

struct DeskState {
    plan: Desk,
    /// Number of the first officer.
    first: usize,
    waiting: BinaryHeap<Reverse<(Work, Task, usize)>>,
    /// By officer: tasks that only this one may take.
    own: Vec<BinaryHeap<Reverse<(Work, Task, usize)>>>,
    /// Free officers, the one free for longest first.
    idle: BTreeSet<(Work, usize)>,
    wake: Option<Work>,
}

impl DeskState {
    fn active(&self, officer: usize, now: Work) -> bool {
        self.plan.staffing.is_none_or(|(from, left)| now < from || officer - self.first < left)
    }

    /// The next moment from `now` on at which a service may begin.
    fn opens(&self, now: Work) -> Option<Work> {
        let Some(sessions) = &self.plan.sessions else { return Some(now) };
        let next = sessions.partition_point(|&(_, to)| to <= now);
        sessions.get(next).map(|&(from, _)| from.max(now))
    }

    /// Takes the longest free officer for whom there is work, with that work: the earliest enabled.
    fn take(&mut self, now: Work) -> Option<(usize, usize)> {
        let chosen = self.idle.iter().copied().find(|&(_, officer)| {
            let shared = !self.waiting.is_empty() && self.active(officer, now);
            shared || self.own.get(officer - self.first).is_some_and(|own| !own.is_empty())
        })?;
        let officer = chosen.1;
        let shared = if self.active(officer, now) { self.waiting.peek() } else { None };
        let own = self.own.get_mut(officer - self.first)?;
        // Reverse turns the order round: the greater one is the earlier one.
        let queue = if own.peek() >= shared { own } else { &mut self.waiting };
        let Reverse((_, _, visit)) = queue.pop()?;
        self.idle.remove(&chosen);
        Some((officer, visit))
    }
}

/// Runs until `end`: what would happen later is left out.
///
/// Takes the first tasks of all cases in any order. Gives every visit that was enabled, in the order of
/// enabling.
pub(super) fn run<R: Route>(
    desks: &[Desk],
    arrivals: &[Delivery],
    route: &mut R,
    end: Work,
) -> Vec<Visit<R::Outcome>> {
    let mut first = 0;
    let states = desks
        .iter()
        .map(|plan| {
            let mine = first..first + plan.officers;
            first = mine.end;
            DeskState {
                plan: plan.clone(),
                first: mine.start,
                waiting: BinaryHeap::new(),
                own: vec![BinaryHeap::new(); plan.officers],
                idle: mine.map(|officer| (0, officer)).collect(),
                wake: None,
            }
        })
        .collect();
    let mut engine = Engine { states, visits: Vec::new(), events: BinaryHeap::new(), end };
    for arrival in arrivals {
        engine.send(*arrival);
    }
    engine.run(route);
    engine.visits
}

struct Engine<O> {
    states: Vec<DeskState>,
    visits: Vec<Visit<O>>,
    /// Time, rank, task (so that ties go by case and not by insertion), event.
    events: BinaryHeap<Reverse<(Work, u8, Task, Event)>>,
    end: Work,
}

impl<O: Copy> Engine<O> {
    fn send(&mut self, send: Delivery) {
        if send.at > self.end || send.desk >= self.states.len() {
            return;
        }
        let visit = self.visits.len();
        self.visits.push(Visit {
            task: send.task,
            desk: send.desk,
            enabled: send.at,
            started: None,
            finished: None,
        });
        let (at, event) = match (send.recorded_at, send.officer) {
            (Some(at), Some(officer)) => (at, Event::Record { visit, officer }),
            (_, officer) => (send.at, Event::Enable { visit, officer }),
        };
        self.push(at, send.task, event);
    }

    fn push(&mut self, at: Work, task: Task, event: Event) {
        self.events.push(Reverse((at, event.rank(), task, event)));
    }

    fn run<R: Route<Outcome = O>>(&mut self, route: &mut R) {
        while let Some(Reverse((now, _, task, event))) = self.events.pop() {
            if now > self.end {
                break;
            }
            match event {
                Event::Enable { visit, officer } => {
                    let Some(desk) = self.visits.get(visit).map(|v| v.desk) else { continue };
                    let Some(state) = self.states.get_mut(desk) else { continue };
                    let entry = Reverse((now, task, visit));
                    let own = officer
                        .filter(|&o| o >= state.first && state.active(o, now))
                        .and_then(|o| state.own.get_mut(o - state.first));
                    own.unwrap_or(&mut state.waiting).push(entry);
                    self.dispatch(desk, now, route);
                }
                Event::Record { visit, officer } => {
                    let until = now + route.service(task, now);
                    if let Some(v) = self.visits.get_mut(visit) {
                        v.started = Some((officer, now));
                    }
                    self.push(until, task, Event::Finish { visit, frees: false });
                }
                Event::Finish { visit, frees } => self.finish(visit, frees, now, route),
                Event::Open { desk } => {
                    if let Some(state) = self.states.get_mut(desk) {
                        state.wake = None;
                    }
                    self.dispatch(desk, now, route);
                }
            }
        }
    }

    fn finish<R: Route<Outcome = O>>(
        &mut self,
        visit: usize,
        frees: bool,
        now: Work,
        route: &mut R,
    ) {
        let Some(v) = self.visits.get_mut(visit) else { return };
        let Some((officer, _)) = v.started else { return };
        let (outcome, next) = route.finish(v.task, officer, now);
        v.finished = Some((now, outcome));
        let desk = v.desk;
        if let Some(state) = self.states.get_mut(desk)
            && frees
        {
            state.idle.insert((now, officer));
        }
        if let Some(next) = next {
            self.send(Delivery { at: next.at.max(now), ..next });
        }
        self.dispatch(desk, now, route);
    }

    /// Gives work to free officers while there are both and the desk is open.
    fn dispatch<R: Route<Outcome = O>>(&mut self, desk: usize, now: Work, route: &R) {
        let Some(state) = self.states.get_mut(desk) else { return };
        if state.waiting.is_empty() && state.own.iter().all(BinaryHeap::is_empty) {
            return;
        }
        match state.opens(now) {
            Some(at) if at == now => {}
            Some(at) => {
                if state.wake.is_none_or(|wake| at < wake) {
                    state.wake = Some(at);
                    let nobody = Task { case: u32::MAX, step: 0, visit: 0 };
                    self.push(at, nobody, Event::Open { desk });
                }
                return;
            }
            None => return,
        }
        while let Some((officer, visit)) = self.states.get_mut(desk).and_then(|s| s.take(now)) {
            let Some(v) = self.visits.get_mut(visit) else { return };
            v.started = Some((officer, now));
            let until = now + route.service(v.task, now).max(1);
            let task = v.task;
            self.push(until, task, Event::Finish { visit, frees: true });
        }
    }
}

#[cfg(test)]
mod tests;
