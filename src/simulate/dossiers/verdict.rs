//! How a visit ends, and why.

use super::super::arrivals::Channel;
use super::super::calendar::Work;
use super::super::draws::{Key, Purpose};
use super::super::scenario::Caught;
use super::super::world::Step;
use super::{OFFICE_DAY_S, Outcome, Place, Routes};

/// A step that was done so often is passed: nobody asks for ever.
const MOST_VISITS: u16 = 6;
/// Spread of an applicant's time to supplement.
const APPLICANT_CV: f64 = 0.8;

/// How a visit ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    pub outcome: Outcome,
    /// Where it goes if it is returned.
    pub back_to: usize,
    /// Papers and defects (bits) that are dealt with by it.
    pub deals_with: u64,
    /// A paper that nobody asks for any more would have been asked for: its ghost is.
    pub ghost: bool,
}

impl Routes<'_> {
    /// How the visit of a dossier to a step ends.
    pub(super) fn verdict(&self, dossier: usize, number: usize, visit: u16) -> Verdict {
        let passed =
            Verdict { outcome: Outcome::Passed, back_to: number, deals_with: 0, ghost: false };
        let Some(place) = self.place(dossier) else { return passed };
        let Some(step) = place.step(number) else { return passed };
        let last = number == place.procedure.last();
        let outcome = if last { Outcome::Passed } else { self.usual_outcome(place, step, visit) };
        let back_to = step.back_to.unwrap_or(number);
        let usual = Verdict { outcome, back_to, ..passed };
        if outcome != Outcome::Passed || visit >= MOST_VISITS {
            return usual;
        }
        self.fault(dossier, place, number, visit, usual)
    }

    /// What a visit comes to where nothing is known of the dossier.
    pub(super) fn usual_outcome(&self, place: Place<'_>, step: &Step, visit: u16) -> Outcome {
        let given = &step.given;
        if visit >= MOST_VISITS || given.changes() <= 0.0 {
            return Outcome::Passed;
        }
        let u = self.draws.at(place.key(step, visit, Purpose::Outcome)).uniform();
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

    /// What a visit comes to that would be passed but for the dossier's own faults.
    fn fault(
        &self,
        dossier: usize,
        place: Place<'_>,
        number: usize,
        visit: u16,
        passed: Verdict,
    ) -> Verdict {
        let procedure = place.procedure;
        let dealt_with = self.fates.get(dossier).map_or(0, |fate| fate.dealt_with);
        let draw = |what, nth, purpose| {
            self.draws.at(Key { who: place.filing.key, what, nth, purpose }).uniform()
        };
        let mut verdict = passed;
        for (at, paper) in procedure.documents.iter().enumerate() {
            let bit = 1_u64 << at;
            if paper.step != number || dealt_with & bit != 0 {
                continue;
            }
            verdict.deals_with |= bit;
            if draw(paper.key, 0, Purpose::Document) < paper.missing {
                match paper.removed.filter(|since| since.holds(place.filing)) {
                    Some(since) => verdict.ghost |= since.ghost,
                    None => verdict.outcome = Outcome::SupplementAsked,
                }
            }
        }
        if verdict.outcome != Outcome::Passed {
            return verdict;
        }
        for (at, defect) in procedure.defects.iter().enumerate() {
            let bit = 1_u64 << (procedure.documents.len() + at);
            let deterred = defect
                .deterred_by
                .and_then(|step| place.step(step))
                .is_none_or(|step| step.removed.is_none_or(|since| !since.holds(place.filing)));
            let share = if deterred { defect.share } else { defect.share_without };
            if dealt_with & bit != 0 || draw(defect.key, 0, Purpose::Defect) >= share {
                continue;
            }
            let nth = u32::from(visit);
            let key = defect.key ^ place.step(number).map_or(0, |step| step.key);
            for &(_, share, caught) in defect.caught.iter().filter(|(step, ..)| *step == number) {
                if draw(key, nth, Purpose::Catch) < share {
                    verdict.deals_with |= bit;
                    verdict.outcome = match caught {
                        Caught::Supplement => Outcome::SupplementAsked,
                        Caught::Return => Outcome::Returned,
                    };
                    return verdict;
                }
            }
            let surfaces = number == procedure.last()
                && draw(defect.key, 0, Purpose::Surface) < defect.surfaces;
            if surfaces {
                verdict.deals_with |= bit;
                verdict.outcome = Outcome::Returned;
                verdict.back_to = defect.back_to;
                return verdict;
            }
        }
        verdict
    }

    /// Work seconds until the applicant has supplemented.
    pub(super) fn supplement(&self, place: Place<'_>, step: &Step, visit: u16) -> Work {
        let on_line = place.filing.channel == Channel::Online;
        let online = if on_line { self.online.supplement } else { 1.0 };
        let mean = place.procedure.given.supplement_days * OFFICE_DAY_S * online;
        let key = place.key(step, visit, Purpose::Supplement);
        (self.draws.at(key).log_normal(mean, APPLICANT_CV) as Work).max(60)
    }
}
