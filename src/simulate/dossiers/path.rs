//! Where a dossier goes.

use super::super::calendar::Work;
use super::super::draws::Purpose;
use super::super::queues::{Apart, Delivery, Task};
use super::super::scenario::Order;
use super::super::world::{Desk, Since, Step};
use super::beside::Joint;
use super::{OFFICE_DAY_S, Outcome, Pause, Place, Routes};

/// Above every order within one rank.
const RANK: i64 = 1 << 40;

impl Routes<'_> {
    /// Brings a dossier to a step or to what now stands in its place; `by` has just done the step before.
    pub(super) fn enter(
        &mut self,
        dossier: usize,
        step: usize,
        at: Work,
        by: Option<usize>,
        sends: &mut Vec<Delivery>,
    ) {
        let Some(place) = self.place(dossier) else { return };
        let mut next = Some(step);
        while let Some(number) = next {
            let Some(step) = place.step(number) else { return };
            if let Some(since) = step.removed.filter(|since| since.holds(place.filing)) {
                if since.ghost {
                    self.haunt(dossier, number, number, at, sends);
                }
                next = place.procedure.after(number);
                continue;
            }
            if self.skips(place, step) {
                next = place.procedure.after(number);
                continue;
            }
            // The second alone is done again where it comes back to it, as without the reform.
            let beside = step.beside.filter(|&(since, other)| {
                since.holds(place.filing) && (number < other || !self.was_at(dossier, number))
            });
            match beside {
                Some((_, other)) => {
                    let steps = [number.min(other), number.max(other)];
                    self.joint(dossier, Joint::of(steps));
                    for number in steps {
                        self.send(dossier, number, at, None, sends);
                    }
                }
                None => self.send(dossier, number, at, by, sends),
            }
            return;
        }
    }

    fn was_at(&self, dossier: usize, number: usize) -> bool {
        let visits = self.fates.get(dossier).and_then(|fate| fate.visits.get(number));
        visits.is_some_and(|&visits| visits > 0)
    }

    fn skips(&self, place: Place<'_>, step: &Step) -> bool {
        let [easy, hard] = step.given.skip;
        if easy <= 0.0 && hard <= 0.0 {
            return false;
        }
        let share = if self.is_hard(place) { hard } else { easy };
        self.draws.at(place.key(step, 0, Purpose::Skip)).uniform() < share
    }

    /// The step that the officer of this one does at once with it.
    pub(super) fn merged_after(&self, place: Place<'_>, number: usize) -> Option<(Since, usize)> {
        let second = place.procedure.after(number)?;
        let (since, first) = place.step(second)?.merged?;
        (first == number && since.holds(place.filing)).then_some((since, second))
    }

    /// The desk (of the world) that does a step of this dossier.
    pub(super) fn desk_of(&self, place: Place<'_>, number: usize) -> Option<usize> {
        let delegated = place.office.delegated.iter().rev();
        let mut here =
            delegated.filter(|(since, step, _)| *step == number && since.holds(place.filing));
        let delegated = here.next().map(|&(_, _, desk)| desk);
        // What is merged is done again where it was done.
        let merged = place.step(number).and_then(|step| step.merged);
        let merged = merged.filter(|(since, _)| since.holds(place.filing));
        delegated
            .or_else(|| self.desk_of(place, merged?.1))
            .or_else(|| place.office.desks.get(number).copied())
    }

    /// The desk that a desk has become by then.
    pub(super) fn merged(&self, desk: usize, at: Work) -> usize {
        let merged = self.world.desks.get(desk).and_then(|desk| desk.merged);
        merged.filter(|&(from, _)| at >= from).map_or(desk, |(_, to)| to)
    }

    /// Sends a dossier to a step, to be there at `at`.
    pub(super) fn send(
        &mut self,
        dossier: usize,
        number: usize,
        at: Work,
        by: Option<usize>,
        sends: &mut Vec<Delivery>,
    ) {
        let Some(place) = self.place(dossier) else { return };
        let Some(step) = place.step(number) else { return };
        let Some(desk) = self.desk_of(place, number).map(|desk| self.merged(desk, at)) else {
            return;
        };
        let Some(plan) = self.world.desks.get(desk) else { return };
        let last = number == place.procedure.last();
        if last {
            self.postpone(dossier, at);
        }
        let Some(fate) = self.fates.get_mut(dossier) else { return };
        let Some(visits) = fate.visits.get_mut(number) else { return };
        *visits += 1;
        let visit = *visits;
        let due = place.filing.due.saturating_add(fate.moved);
        let task = Task { case: dossier as u32, step: number as u16, visit };
        let Some(mut send) = self.delivery(place, step, task, desk, at) else { return };
        send.priority = priority(place, plan, due);
        if let Some(by) = by.filter(|_| step.same_hands) {
            send.officer = Some(by);
        }
        if let Some((since, _)) = step.link.filter(|(since, _)| since.holds(place.filing)) {
            send.officer = None;
            send.apart = Some((at, Apart::Outside));
            if since.ghost {
                self.haunt_once(dossier, number, visit, desk, at, sends);
            }
        } else if let Some(second) = place.office.bulk_at.filter(|_| self.in_bulk(place, number)) {
            send.apart = self.bulk(due, at, second).map(|bulk| (bulk, Apart::Bulk));
            send.officer = self.ground.officer(send.desk, 0);
        } else {
            let taken_over = place.office.delegated.iter().filter(|(_, step, _)| *step == number);
            let taken_over = taken_over.map(|&(since, ..)| since);
            let mut merged = taken_over.chain(step.merged.map(|(since, _)| since));
            let ghost = merged.any(|since| since.ghost && since.holds(place.filing));
            if let Some(&old) = place.office.desks.get(number).filter(|_| ghost) {
                self.haunt_once(dossier, number, visit, old, at, sends);
            }
        }
        sends.push(send);
    }

    /// A task for a desk, in the desk's own way.
    pub(super) fn delivery(
        &self,
        place: Place<'_>,
        step: &Step,
        task: Task,
        desk: usize,
        at: Work,
    ) -> Option<Delivery> {
        let desk = self.merged(desk, at);
        let plan = self.world.desks.get(desk)?;
        let here = self.ground.desk(desk)?;
        let apart = plan.outside.map(|outside| {
            let key = place.key(step, task.visit, Purpose::Outside);
            let delay = self.draws.at(key).log_normal(outside.days * OFFICE_DAY_S, outside.cv);
            (at + delay as Work, Apart::Outside)
        });
        Some(Delivery {
            task,
            desk: here,
            at,
            officer: self.assigned(place, step, here, plan, at),
            apart,
            priority: 0,
            kind: step.kind,
        })
    }

    /// The officer whom a dossier is given to for a step, the same at each visit.
    fn assigned(
        &self,
        place: Place<'_>,
        step: &Step,
        here: usize,
        plan: &Desk,
        now: Work,
    ) -> Option<usize> {
        if !plan.assigned || plan.officers == 0 {
            return None;
        }
        let share = self.draws.at(place.key(step, 0, Purpose::Assignment)).uniform();
        if plan.all_alike() {
            return self.ground.officer(here, (share * plan.officers as f64) as usize);
        }
        let candidates = plan.candidates(step.kind, &self.world.kinds, now);
        let chosen = candidates.get((share * candidates.len() as f64) as usize)?;
        self.ground.officer_numbered(*chosen)
    }

    /// How a visit ends, and where the dossier goes.
    pub(super) fn finish_step(
        &mut self,
        dossier: usize,
        task: Task,
        officer: Option<usize>,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) -> Outcome {
        let mut number = usize::from(task.step);
        let Some(place) = self.place(dossier) else { return Outcome::Passed };
        let mut visit = task.visit;
        let mut verdict = self.verdict(dossier, number, visit);
        self.deal_with(dossier, verdict.deals_with);
        if verdict.outcome == Outcome::Passed
            && let Some((since, second)) = self.merged_after(place, number)
        {
            visit = self.visited(dossier, second);
            if let Some(old) = place.office.desks.get(second).filter(|_| since.ghost) {
                self.haunt_once(dossier, second, visit, *old, now, sends);
            }
            number = second;
            verdict = self.verdict(dossier, number, visit);
            self.deal_with(dossier, verdict.deals_with);
        }
        let Some(step) = place.step(number) else { return verdict.outcome };
        if verdict.ghost {
            let answer = now + self.supplement(place, step, visit);
            self.haunt(dossier, number, number, answer, sends);
        }
        let answered = match verdict.outcome {
            Outcome::SupplementAsked => now + self.supplement(place, step, visit),
            _ => now,
        };
        let ended = (verdict.outcome, verdict.back_to, answered);
        match self.fates.get(dossier).and_then(|fate| fate.joint) {
            Some(joint) if joint.waits_for(number) => {
                self.finish_beside(dossier, number, ended, joint, now, sends);
            }
            _ => self.go_on(dossier, number, ended, now, officer, sends),
        }
        verdict.outcome
    }

    fn deal_with(&mut self, dossier: usize, faults: u64) {
        if let Some(fate) = self.fates.get_mut(dossier) {
            fate.dealt_with |= faults;
        }
    }

    /// Counts a visit to a step.
    fn visited(&mut self, dossier: usize, number: usize) -> u16 {
        let visits = self.fates.get_mut(dossier).and_then(|fate| fate.visits.get_mut(number));
        visits.map_or(1, |visits| {
            *visits += 1;
            *visits
        })
    }

    pub(super) fn go_on(
        &mut self,
        dossier: usize,
        number: usize,
        (outcome, back_to, answered): (Outcome, usize, Work),
        now: Work,
        officer: Option<usize>,
        sends: &mut Vec<Delivery>,
    ) {
        let Some(place) = self.place(dossier) else { return };
        let last = place.procedure.last();
        match outcome {
            Outcome::Passed if number == last => {
                self.postpone(dossier, now);
                if let Some(fate) = self.fates.get_mut(dossier) {
                    fate.closed = Some(now);
                }
            }
            Outcome::Passed => {
                if let Some(next) = self.onward(dossier, number, now, sends) {
                    self.enter(dossier, next, now, officer, sends);
                }
            }
            Outcome::Returned => self.enter(dossier, back_to, now, officer, sends),
            Outcome::SupplementAsked => {
                self.pause(dossier, now, answered);
                self.enter(dossier, number, answered, None, sends);
            }
            Outcome::Refused => {
                if let Some(fate) = self.fates.get_mut(dossier) {
                    fate.refused = true;
                }
                self.enter(dossier, last, now, None, sends);
            }
        }
    }

    pub(super) fn pause(&mut self, dossier: usize, now: Work, until: Work) {
        self.postpone(dossier, now);
        let answered = until <= self.end;
        self.pauses.push(Pause { dossier, from: now, to: answered.then_some(until) });
        if answered && let Some(fate) = self.fates.get_mut(dossier) {
            fate.moved += until - now;
        }
    }

    /// Where a dossier goes that passed a step.
    pub(super) fn onward(
        &mut self,
        dossier: usize,
        step: usize,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) -> Option<usize> {
        let place = self.place(dossier)?;
        let Some(detour) = &place.procedure.detour else { return place.procedure.after(step) };
        if step == detour.via {
            return Some(detour.after);
        }
        let fate = self.fates.get_mut(dossier)?;
        if step != detour.after || fate.been_away {
            return place.procedure.after(step);
        }
        fate.been_away = true;
        let key = place.key(place.step(step)?, 0, Purpose::Detour);
        if self.draws.at(key).uniform() >= detour.share {
            return place.procedure.after(step);
        }
        match detour.ended.filter(|since| since.holds(place.filing)) {
            None => Some(detour.via),
            Some(since) => {
                if since.ghost {
                    self.haunt(dossier, detour.via, detour.after, now, sends);
                }
                place.procedure.after(step)
            }
        }
    }
}

fn priority(place: Place<'_>, desk: &Desk, due: Work) -> i64 {
    use super::super::arrivals::Channel::Online;
    let code = &place.procedure.given.code;
    let none = desk.first.len();
    let rank = desk.first.iter().position(|first| first == code).unwrap_or(none);
    let online = place.filing.channel == Online;
    let order = match desk.order {
        Order::FirstCome => 0,
        Order::Due => due.clamp(0, RANK - 1),
        Order::OnlineFirst => i64::from(!online),
        Order::CounterFirst => i64::from(online),
        Order::BusinessFirst => i64::from(!place.filing.business),
    };
    // Other work has the rank of what nothing is said of.
    (rank as i64 - none as i64) * RANK + order
}
