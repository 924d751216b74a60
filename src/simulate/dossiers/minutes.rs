//! How long a step takes.

use super::super::arrivals::Channel;
use super::super::calendar::Work;
use super::super::draws::{Key, Purpose};
use super::super::queues::{Span, Task};
use super::super::scenario::Role;
use super::super::world::{Since, Step};
use super::{Outcome, Place, Routes};

/// Spread of retyping.
const RETYPING_CV: f64 = 0.5;
/// Seconds that it takes to record a dossier in bulk.
const RECORDING_S: Work = 20;
/// Nothing takes less.
const LEAST_SERVICE_S: Work = 20;

impl Routes<'_> {
    /// How long a dossier is at a step that begins now, and how long its officer is.
    pub(super) fn span(
        &self,
        dossier: usize,
        task: Task,
        officer: Option<usize>,
        now: Work,
    ) -> Span {
        let number = usize::from(task.step);
        let (Some(place), Some(fate)) = (self.place(dossier), self.fates.get(dossier)) else {
            return Span::whole(LEAST_SERVICE_S);
        };
        let Some(step) = place.step(number) else { return Span::whole(LEAST_SERVICE_S) };
        if let Some((_, delay)) = step.link.filter(|(since, _)| since.holds(place.filing)) {
            return Span::whole(delay);
        }
        if self.in_bulk(place, number) {
            return Span::whole(RECORDING_S);
        }
        let seconds = |number, visit, reformed, desk| {
            self.seconds(place, number, visit, officer, now, reformed, desk)
        };
        let desk = self.desk_of(place, number).map(|desk| self.merged(desk, now));
        let case = seconds(number, task.visit, true, desk);
        let mut span = Span { case, officer: case };
        if self.haunted(place, number) {
            span.officer = seconds(number, task.visit, false, desk);
        }
        let ghostly = |(since, _): (Since, usize)| since.ghost && since.holds(place.filing);
        if step.merged.is_some_and(ghostly) {
            // Its own officers still spend the time.
            span.officer = 1;
        }
        let merged = self.merged_after(place, number);
        if let Some((since, second)) = merged
            && self.verdict(dossier, number, task.visit).outcome == Outcome::Passed
        {
            let visit = fate.visits.get(second).map_or(1, |visits| visits + 1);
            let more = seconds(second, visit, true, desk);
            span.case += more;
            span.officer += if since.ghost { 0 } else { more };
        }
        span
    }

    /// The seconds of one visit. `reformed`: without the papers and the retyping that reforms take away.
    #[expect(clippy::too_many_arguments, reason = "all that a service depends on")]
    pub(super) fn seconds(
        &self,
        place: Place<'_>,
        number: usize,
        visit: u16,
        officer: Option<usize>,
        now: Work,
        reformed: bool,
        desk: Option<usize>,
    ) -> Work {
        let Some(step) = place.step(number) else { return LEAST_SERVICE_S };
        let Place { filing, procedure, .. } = place;
        let key = place.key(step, visit, Purpose::Service);
        let mut minutes = self.draws.at(key).log_normal(step.given.minutes, step.given.cv);
        if visit > 1 {
            minutes *= self.revisit;
        }
        if filing.channel == Channel::Online {
            minutes = self.on_line(place, step, key, minutes, reformed);
        }
        if self.is_hard(place) && !matches!(step.given.role, Role::Intake | Role::Return) {
            minutes *= procedure.given.hard.as_ref().map_or(1.0, |hard| hard.factor);
        }
        if visit == 1 {
            let looked_at = procedure.documents.iter().filter(|d| d.step == number);
            let asked = looked_at
                .filter(|d| !reformed || d.removed.is_none_or(|since| !since.holds(filing)));
            minutes += asked.map(|d| d.minutes).sum::<f64>();
        }
        let desk = desk.and_then(|desk| self.world.desks.get(desk));
        if let Some((from, factor)) = desk.and_then(|d| d.slower)
            && now >= from
        {
            minutes *= factor;
        }
        minutes *= self.ground.slowness(officer);
        ((minutes * 60.0) as Work).max(LEAST_SERVICE_S)
    }

    /// What filing on line changes.
    fn on_line(
        &self,
        place: Place<'_>,
        step: &Step,
        key: Key,
        minutes: f64,
        reformed: bool,
    ) -> f64 {
        let ended =
            reformed && place.procedure.restructured.is_some_and(|since| since.holds(place.filing));
        match place.procedure.retyping.filter(|_| !ended) {
            None => minutes * self.online.service,
            Some(retyping) if step.given.role == Role::Intake => {
                let key = Key { purpose: Purpose::Retyping, ..key };
                minutes + self.draws.at(key).log_normal(retyping, RETYPING_CV)
            }
            Some(_) => minutes,
        }
    }

    /// Whether the officer spends minutes at this step that the dossier doesn't.
    fn haunted(&self, place: Place<'_>, number: usize) -> bool {
        let Place { filing, procedure, .. } = place;
        let papers = procedure.documents.iter().filter(|d| d.step == number);
        let reforms = papers.filter_map(|d| d.removed).chain(procedure.restructured);
        reforms.into_iter().any(|since| since.ghost && since.holds(filing))
    }

    pub(super) fn is_hard(&self, place: Place<'_>) -> bool {
        if place.office.hard <= 0.0 {
            return false;
        }
        let key = Key { who: place.filing.key, what: 0, nth: 0, purpose: Purpose::Difficulty };
        self.draws.at(key).uniform() < place.office.hard
    }
}
