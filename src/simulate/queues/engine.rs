//! One event after the other.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::causes::Service;
use super::desk::{DeskState, Entry};
use super::officer::OfficerState;
use super::{Apart, Causes, Delivery, Desk, Route, Span, Task, Visit, Work};

/// Events that belong to no task come last at a moment.
const NOBODY: Task = Task { case: u32::MAX, step: 0, visit: 0 };

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrive,
    Leave { officer: usize },
    Return { officer: usize },
    Move { officer: usize, desk: usize },
    Finish { visit: usize, frees: bool },
    Free { officer: usize },
    Begin { visit: usize, officer: Option<usize>, why: Apart },
    Enable { visit: usize, officer: Option<usize>, priority: i64, kind: u8 },
    TakeUp { desk: usize, heap: u32 },
    Open { desk: usize },
}

impl Event {
    /// Order at one moment: who leaves takes nothing, who finishes is free before the next task comes.
    fn rank(self) -> u8 {
        match self {
            Self::Arrive | Self::Leave { .. } => 0,
            Self::Return { .. } => 1,
            Self::Move { .. } => 2,
            Self::Finish { .. } => 3,
            Self::Free { .. } => 4,
            Self::Begin { .. } => 5,
            Self::Enable { .. } => 6,
            Self::TakeUp { .. } => 7,
            Self::Open { .. } => 8,
        }
    }
}

/// Runs until `end`: what would happen later is left out.
///
/// Gives every visit to be shown that was enabled, in no order, and the seconds that officers worked at
/// each desk.
pub(in super::super) fn run<R: Route>(
    desks: &[Desk],
    route: &mut R,
    end: Work,
) -> (Vec<Visit<R::Outcome>>, Vec<Work>) {
    let mut engine = Engine {
        desks: desks.iter().cloned().map(DeskState::new).collect(),
        officers: Vec::new(),
        visits: Vec::new(),
        released: Vec::new(),
        vacant: Vec::new(),
        events: BinaryHeap::new(),
        worked: vec![0; desks.len()],
        end,
    };
    for (desk, plan) in desks.iter().enumerate() {
        engine.employ(desk, plan);
    }
    engine.arrive(0, route);
    engine.run(route);
    let shown = |visit: &Visit<R::Outcome>| route.shown(visit.task);
    engine.visits.retain(shown);
    (engine.visits, engine.worked)
}

struct Engine<O> {
    desks: Vec<DeskState>,
    officers: Vec<OfficerState>,
    visits: Vec<Visit<O>>,
    /// When each visit came into the queue.
    released: Vec<Work>,
    /// Places of visits that nobody asks for any more.
    vacant: Vec<usize>,
    /// Time, rank, task (so that ties go by case and not by insertion), event.
    events: BinaryHeap<Reverse<(Work, u8, Task, Event)>>,
    /// By desk, until the end.
    worked: Vec<Work>,
    end: Work,
}

impl<O: Copy> Engine<O> {
    fn employ(&mut self, desk: usize, plan: &Desk) {
        for (nth, given) in plan.officers.iter().enumerate() {
            let officer = self.officers.len();
            for &(from, to) in given.absences.iter().filter(|(from, to)| from < to) {
                self.push(from, NOBODY, Event::Leave { officer });
                self.push(to, NOBODY, Event::Return { officer });
            }
            if let Some((at, desk)) = given.moves {
                self.push(at, NOBODY, Event::Move { officer, desk });
            }
            self.officers.push(OfficerState::new(given.clone(), desk, nth));
            if let Some(state) = self.desks.get_mut(desk) {
                state.idle.insert((0, officer));
            }
        }
        if let Some(until) = plan.heap.and_then(|heap| heap.until) {
            self.push(until, NOBODY, Event::TakeUp { desk, heap: u32::MAX });
        }
    }

    fn send(&mut self, send: Delivery) {
        if send.at > self.end || send.desk >= self.desks.len() {
            return;
        }
        let fresh = Visit {
            task: send.task,
            desk: send.desk,
            enabled: send.at,
            started: None,
            officer: None,
            finished: None,
            causes: Causes::default(),
        };
        let visit = self.vacant.pop().unwrap_or(self.visits.len());
        match (self.visits.get_mut(visit), self.released.get_mut(visit)) {
            (Some(place), Some(released)) => (*place, *released) = (fresh, send.at),
            _ => {
                self.visits.push(fresh);
                self.released.push(send.at);
            }
        }
        let Delivery { officer, priority, kind, .. } = send;
        let (at, event) = match send.apart {
            Some((at, why)) => (at, Event::Begin { visit, officer, why }),
            None => (send.at, Event::Enable { visit, officer, priority, kind }),
        };
        self.push(at, send.task, event);
    }

    fn push(&mut self, at: Work, task: Task, event: Event) {
        if at <= self.end {
            self.events.push(Reverse((at, event.rank(), task, event)));
        }
    }

    fn run<R: Route<Outcome = O>>(&mut self, route: &mut R) {
        while let Some(Reverse((now, _, task, event))) = self.events.pop() {
            match event {
                Event::Arrive => self.arrive(now, route),
                Event::Leave { officer } => self.leave(officer),
                Event::Return { officer } => self.come_back(officer, now, route),
                Event::Move { officer, desk } => self.go_over(officer, desk, now, route),
                Event::Finish { visit, frees } => self.finish(visit, frees, now, route),
                Event::Free { officer } => self.free(officer, now, route),
                Event::Begin { visit, officer, why } => {
                    self.begin_apart(visit, officer, why, now, route);
                }
                Event::Enable { visit, officer, priority, kind } => {
                    let entry = Reverse((priority, now, task, visit));
                    self.enable(entry, officer, kind, now, route);
                }
                Event::TakeUp { desk, heap } => {
                    let due = |d: &DeskState| heap == u32::MAX || d.heaps == heap;
                    if self.desks.get(desk).is_some_and(due) {
                        self.take_up(desk, now, route);
                    }
                }
                Event::Open { desk } => {
                    if let Some(state) = self.desks.get_mut(desk) {
                        state.wake = None;
                    }
                    self.work_through(desk, now, route);
                }
            }
        }
    }

    fn arrive<R: Route<Outcome = O>>(&mut self, now: Work, route: &mut R) {
        let mut sends = Vec::new();
        if let Some(next) = route.arrivals(now, &mut sends) {
            self.push(next, NOBODY, Event::Arrive);
        }
        for send in sends {
            self.send(send);
        }
    }

    fn leave(&mut self, officer: usize) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.away = true;
        if let Some(desk) = self.desks.get_mut(who.desk) {
            desk.idle.remove(&(who.since, officer));
        }
    }

    fn come_back<R: Route<Outcome = O>>(&mut self, officer: usize, now: Work, route: &R) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.away = false;
        if !who.busy {
            self.idle(officer, now, route);
        }
    }

    /// What lies on the own desk stays at the old one, for whoever is free.
    fn go_over<R: Route<Outcome = O>>(&mut self, officer: usize, to: usize, now: Work, route: &R) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        let old = std::mem::replace(&mut who.desk, to);
        // Staffing is of a desk's first officers; nobody sends home who has just come.
        who.nth = 0;
        let own = std::mem::take(&mut who.own);
        if let Some(desk) = self.desks.get_mut(old) {
            desk.idle.remove(&(who.since, officer));
            for entry in own {
                desk.push(entry, 0);
            }
        }
        self.work_through(old, now, route);
        if self.officers.get(officer).is_some_and(|who| !who.busy && !who.away) {
            self.idle(officer, now, route);
        }
    }

    fn begin_apart<R: Route<Outcome = O>>(
        &mut self,
        visit: usize,
        officer: Option<usize>,
        why: Apart,
        now: Work,
        route: &R,
    ) {
        let Some(v) = self.visits.get_mut(visit) else { return };
        v.started = Some(now);
        v.officer = number(officer);
        v.causes = Causes::apart(why, now - v.enabled);
        let task = v.task;
        let until = now + route.service(task, officer, now).case.max(1);
        self.push(until, task, Event::Finish { visit, frees: false });
    }

    fn enable<R: Route<Outcome = O>>(
        &mut self,
        entry: Entry,
        officer: Option<usize>,
        kind: u8,
        now: Work,
        route: &R,
    ) {
        let visit = entry.0.3;
        let Some(number) = self.visits.get(visit).map(|v| v.desk) else { return };
        let Some(desk) = self.desks.get_mut(number) else { return };
        if desk.at_once(now) {
            self.queue(entry, officer, kind, now, route);
            return;
        }
        desk.heaped.push((entry, kind, officer));
        let (heap, heaped) = (desk.heaps, desk.heaped.len());
        let Some(plan) = desk.plan.heap else { return };
        if heaped >= plan.number {
            self.take_up(number, now, route);
        } else if heaped == 1 {
            self.push(now.saturating_add(plan.most), NOBODY, Event::TakeUp { desk: number, heap });
        }
    }

    fn take_up<R: Route<Outcome = O>>(&mut self, desk: usize, now: Work, route: &R) {
        let Some(state) = self.desks.get_mut(desk) else { return };
        state.heaps += 1;
        for (entry, kind, officer) in std::mem::take(&mut state.heaped) {
            if let Some(released) = self.released.get_mut(entry.0.3) {
                *released = now;
            }
            self.queue(entry, officer, kind, now, route);
        }
    }

    /// Gives a task to who is free, or lets it wait.
    fn queue<R: Route<Outcome = O>>(
        &mut self,
        entry: Entry,
        officer: Option<usize>,
        kind: u8,
        now: Work,
        route: &R,
    ) {
        let Some(number) = self.visits.get(entry.0.3).map(|v| v.desk) else { return };
        let Some(desk) = self.desks.get_mut(number) else { return };
        let mine = |o: &usize| {
            let who = self.officers.get(*o);
            who.is_some_and(|w| w.desk == number && desk.staffed(w.nth, now))
        };
        let own = officer.filter(mine);
        let open = desk.opens(now) == Some(now);
        let taker = match own {
            Some(own) => desk.idle.iter().find(|&&(_, o)| o == own),
            None => desk.idle.iter().find(|&&(_, o)| {
                let who = self.officers.get(o);
                who.is_some_and(|w| w.can(kind) && desk.staffed(w.nth, now))
            }),
        }
        .copied();
        if let Some(taker) = taker.filter(|_| open) {
            desk.idle.remove(&taker);
            self.start(entry.0.3, taker.1, now, route);
            return;
        }
        match own.and_then(|own| self.officers.get_mut(own)) {
            Some(who) => who.own.push(entry),
            None => desk.push(entry, kind),
        }
        if !open {
            self.wait_for_session(number, now);
        }
    }

    fn wait_for_session(&mut self, number: usize, now: Work) {
        let Some(desk) = self.desks.get_mut(number) else { return };
        if let Some(at) = desk.opens(now)
            && desk.wake.is_none_or(|wake| at < wake)
        {
            desk.wake = Some(at);
            self.push(at, NOBODY, Event::Open { desk: number });
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
        let officer = v.officer.map(|officer| officer as usize);
        let mut sends = Vec::new();
        let outcome = route.finish(v.task, officer, now, &mut sends);
        v.finished = Some((now, outcome));
        if !route.shown(v.task) {
            self.vacant.push(visit);
        }
        for send in sends {
            self.send(Delivery { at: send.at.max(now), ..send });
        }
        if let Some(officer) = officer.filter(|_| frees) {
            self.free(officer, now, route);
        }
    }

    fn free<R: Route<Outcome = O>>(&mut self, officer: usize, now: Work, route: &R) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.busy = false;
        if !who.away {
            self.idle(officer, now, route);
        }
    }

    /// An officer who is free takes the first task that may be taken, or waits for one.
    fn idle<R: Route<Outcome = O>>(&mut self, officer: usize, now: Work, route: &R) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.since = now;
        let number = who.desk;
        let Some(desk) = self.desks.get_mut(number) else { return };
        desk.idle.insert((now, officer));
        if desk.opens(now) == Some(now) {
            if let Some(visit) = self.take(number, officer, now) {
                self.start(visit, officer, now, route);
            }
        } else {
            let own = self.officers.get(officer).is_some_and(|who| !who.own.is_empty());
            if own || !desk.nothing_waits() {
                self.wait_for_session(number, now);
            }
        }
    }

    /// Gives work to free officers, the one free for longest first, while there are both.
    fn work_through<R: Route<Outcome = O>>(&mut self, number: usize, now: Work, route: &R) {
        let Some(desk) = self.desks.get(number) else { return };
        if desk.opens(now) != Some(now) {
            self.wait_for_session(number, now);
            return;
        }
        let free: Vec<usize> = desk.idle.iter().map(|&(_, officer)| officer).collect();
        for officer in free {
            if let Some(visit) = self.take(number, officer, now) {
                self.start(visit, officer, now, route);
            }
        }
    }

    /// The first task that a free officer may take, off the queue.
    fn take(&mut self, number: usize, officer: usize, now: Work) -> Option<usize> {
        let desk = self.desks.get_mut(number)?;
        let who = self.officers.get_mut(officer)?;
        let shared =
            if desk.staffed(who.nth, now) { desk.first(|kind| who.can(kind)) } else { None };
        let own = who.own.peek().copied();
        let Reverse((_, _, _, visit)) = match (own, shared) {
            // Reverse turns the order round: the greater one is the earlier one.
            (Some(own), shared) if shared.is_none_or(|(shared, _)| own >= shared) => {
                who.own.pop()?
            }
            (_, Some((_, kind))) => desk.pop(kind)?,
            _ => return None,
        };
        desk.idle.remove(&(who.since, officer));
        Some(visit)
    }

    fn start<R: Route<Outcome = O>>(&mut self, visit: usize, officer: usize, now: Work, route: &R) {
        let Some(v) = self.visits.get_mut(visit) else { return };
        let Some(who) = self.officers.get_mut(officer) else { return };
        let Some(desk) = self.desks.get(v.desk) else { return };
        let released = self.released.get(visit).copied().unwrap_or(v.enabled);
        v.started = Some(now);
        v.officer = number(Some(officer));
        v.causes = Causes::of(v.task.case, v.enabled, released, now, desk, who);
        let Span { case, officer: hands } = route.service(v.task, Some(officer), now);
        let (case, hands) = (case.max(1), hands.max(1));
        let until = who.until(now, hands);
        who.busy = true;
        // What comes now or later waits for nothing that is over.
        if desk.nothing_waits() && who.own.is_empty() && who.stays() {
            who.done.clear();
        }
        if let Some(worked) = self.worked.get_mut(v.desk) {
            *worked += if until > self.end { self.end - now } else { hands };
        }
        let (enabled, shown) = (v.enabled, route.shown(v.task));
        let task = v.task;
        who.done.push(Service { enabled, started: now, until, shown, whose: route.whose(task) });
        let finish = who.until(now, case);
        self.push(finish, task, Event::Finish { visit, frees: case == hands });
        if case != hands {
            self.push(until, task, Event::Free { officer });
        }
    }
}

fn number(officer: Option<usize>) -> Option<u32> {
    officer.and_then(|officer| u32::try_from(officer).ok())
}
