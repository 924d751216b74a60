//! What officers do: they leave and come back, take what waits, and begin it.

use std::cmp::Reverse;

use super::causes::Service;
use super::engine::{Engine, Event, number};
use super::{Causes, Route, Span, Work};

impl<O: Copy> Engine<O> {
    pub fn leave(&mut self, officer: usize) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.away = true;
        if let Some(desk) = self.desks.get_mut(who.desk) {
            desk.idle.remove(&(who.since, officer));
        }
    }

    pub fn come_back<R: Route<Outcome = O>>(&mut self, officer: usize, now: Work, route: &R) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.away = false;
        if !who.busy {
            self.idle(officer, now, route);
        }
    }

    /// What lies on the own desk stays at the old one, for whoever is free.
    pub fn go_over<R: Route<Outcome = O>>(
        &mut self,
        officer: usize,
        to: usize,
        now: Work,
        route: &R,
    ) {
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

    /// What lies at a desk lies at another one from now on.
    pub fn join<R: Route<Outcome = O>>(&mut self, from: usize, to: usize, now: Work, route: &R) {
        let left = self.desks.get_mut(from).map(|desk| desk.clear()).unwrap_or_default();
        let Some(desk) = self.desks.get_mut(to) else { return };
        for (entry, kind) in left {
            if let Some(visit) = self.visits.get_mut(entry.0.3) {
                visit.desk = to;
            }
            desk.push(entry, kind);
        }
        self.work_through(to, now, route);
    }

    pub fn free<R: Route<Outcome = O>>(&mut self, officer: usize, now: Work, route: &R) {
        let Some(who) = self.officers.get_mut(officer) else { return };
        who.busy = false;
        if !who.away {
            self.idle(officer, now, route);
        }
    }

    /// An officer who is free takes the first task that may be taken, or waits for one.
    pub fn idle<R: Route<Outcome = O>>(&mut self, officer: usize, now: Work, route: &R) {
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
    pub fn work_through<R: Route<Outcome = O>>(&mut self, number: usize, now: Work, route: &R) {
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

    pub fn start<R: Route<Outcome = O>>(
        &mut self,
        visit: usize,
        officer: usize,
        now: Work,
        route: &R,
    ) {
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
