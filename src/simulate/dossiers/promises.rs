//! What happens to promises: recorded in bulk just before them, moved before they pass.

use super::super::calendar::Work;
use super::super::draws::{Key, Purpose};
use super::super::world::Postponed;
use super::{Moved, OFFICE_DAY_S, Place, Routes};

/// A promise is moved no more often.
const MOST_MOVES: u32 = 5;
/// Working seconds before it passes, at which somebody sees that it will.
const NOTICED_S: Work = 1_800;

impl Routes<'_> {
    /// Whether the step is recorded in bulk.
    pub(super) fn in_bulk(&self, place: Place<'_>, number: usize) -> bool {
        place.office.bulk_at.is_some() && number == place.procedure.last()
    }

    /// The last bulk before the promise, or the next one where that is over.
    pub(super) fn bulk(&self, due: Work, ready: Work, second: i64) -> Option<Work> {
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

    /// What is still open at the end has its promises moved like the rest.
    pub fn close(&mut self) {
        for dossier in 0..self.fates.len() {
            if self.fates.get(dossier).is_some_and(|fate| fate.closed.is_none()) {
                self.postpone(dossier, self.end);
            }
        }
    }

    /// Moves the promises that passed before `until`, at which the dossier is still open: each was moved
    /// before it passed, or kept.
    pub(super) fn postpone(&mut self, dossier: usize, until: Work) {
        let Some(place) = self.place(dossier) else { return };
        let mut postponed = place.procedure.postponed.iter();
        let here = |p: &&Postponed| p.agency.is_none_or(|agency| agency == place.office.agency);
        let Some(postponed) = postponed.find(here) else { return };
        let received = self.world.calendar.work(place.filing.received);
        let Some(fate) = self.fates.get_mut(dossier) else { return };
        while !fate.kept && place.filing.due.saturating_add(fate.moved) < until {
            let nth = fate.postponed;
            let key = Key { who: place.filing.key, what: 0, nth, purpose: Purpose::Postponement };
            if nth < MOST_MOVES && self.draws.at(key).uniform() < postponed.share {
                let before = place.filing.due.saturating_add(fate.moved);
                fate.moved += (postponed.days as f64 * OFFICE_DAY_S) as Work;
                fate.postponed += 1;
                self.moves.push(Moved {
                    dossier,
                    at: (before - NOTICED_S).max(received),
                    before,
                    after: place.filing.due.saturating_add(fate.moved),
                });
            } else {
                fate.kept = true;
            }
        }
    }
}
