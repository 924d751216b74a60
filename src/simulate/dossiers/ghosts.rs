//! Ghost work: what a reform took away, still done by the officers, for nobody.

use super::super::calendar::Work;
use super::super::queues::{Delivery, Span, Task};
use super::{Outcome, Routes, Unseen};

/// The minutes that a dossier no longer needs, on their way.
pub(super) struct Ghost {
    dossier: usize,
    visits: Vec<u16>,
    /// It ends when it has passed this step; without one, at the first.
    stop: Option<usize>,
}

impl Ghost {
    /// The case that it is the ghost of.
    pub(super) fn case(&self) -> u32 {
        self.dossier as u32
    }
}

impl Routes<'_> {
    /// Sends a ghost the way that the dossier would go from `start` until it passed `stop`.
    pub(super) fn haunt(
        &mut self,
        dossier: usize,
        start: usize,
        stop: usize,
        at: Work,
        sends: &mut Vec<Delivery>,
    ) {
        let Some(fate) = self.fates.get(dossier) else { return };
        let ghost = Ghost { dossier, visits: fate.visits.clone(), stop: Some(stop) };
        let case = self.unseen(Unseen::Ghost(Box::new(ghost)));
        self.haunt_step(case, start, at, sends);
    }

    /// One visit of a ghost to a desk of the world.
    pub(super) fn haunt_once(
        &mut self,
        dossier: usize,
        number: usize,
        visit: u16,
        desk: usize,
        at: Work,
        sends: &mut Vec<Delivery>,
    ) {
        let ghost = Ghost { dossier, visits: Vec::new(), stop: None };
        let case = self.unseen(Unseen::Ghost(Box::new(ghost)));
        let Some(place) = self.place(dossier) else { return };
        let Some(step) = place.step(number) else { return };
        let task = Task { case, step: number as u16, visit };
        sends.extend(self.delivery(place, step, task, desk, at));
    }

    fn haunt_step(&mut self, case: u32, number: usize, at: Work, sends: &mut Vec<Delivery>) {
        let index = (case as usize).saturating_sub(self.filings.len());
        let Some(Unseen::Ghost(ghost)) = self.unseen.get_mut(index) else { return };
        let Some(visits) = ghost.visits.get_mut(number) else { return };
        *visits += 1;
        let task = Task { case, step: number as u16, visit: *visits };
        let dossier = ghost.dossier;
        let Some(place) = self.place(dossier) else { return };
        let Some(step) = place.step(number) else { return };
        let Some(&desk) = place.office.desks.get(number) else { return };
        sends.extend(self.delivery(place, step, task, desk, at));
    }

    pub(super) fn ghost_span(
        &self,
        ghost: &Ghost,
        task: Task,
        officer: Option<usize>,
        now: Work,
    ) -> Span {
        let number = usize::from(task.step);
        let Some(place) = self.place(ghost.dossier) else { return Span::whole(1) };
        let desk = place.office.desks.get(number).copied();
        Span::whole(self.seconds(place, number, task.visit, officer, now, false, desk))
    }

    /// A ghost has done a step.
    pub(super) fn haunt_on(&mut self, task: Task, now: Work, sends: &mut Vec<Delivery>) {
        let Some(Unseen::Ghost(ghost)) = self.unseen_of(task) else { return };
        let Some(stop) = ghost.stop else { return };
        let number = usize::from(task.step);
        let Some(place) = self.place(ghost.dossier) else { return };
        let Some(step) = place.step(number) else { return };
        let (next, at) = match self.usual_outcome(place, step, task.visit) {
            Outcome::Refused => return,
            Outcome::Returned => (step.back_to, now),
            Outcome::SupplementAsked => {
                (Some(number), now + self.supplement(place, step, task.visit))
            }
            Outcome::Passed if number == stop => return,
            Outcome::Passed => {
                let detour = place.procedure.detour.as_ref();
                let back = detour.filter(|d| d.via == number).map(|d| d.after);
                (back.or_else(|| place.procedure.after(number)), now)
            }
        };
        if let Some(next) = next {
            self.haunt_step(task.case, next, at, sends);
        }
    }
}
