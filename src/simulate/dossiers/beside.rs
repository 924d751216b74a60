//! Two steps that lie on their desks at the same time.

use super::super::calendar::Work;
use super::super::queues::Delivery;
use super::{Outcome, Routes};

/// Two steps side by side, until both are done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joint {
    steps: [usize; 2],
    /// Done, with how it ended, where it goes back to, and when the applicant answers.
    done: [Option<(Outcome, usize, Work)>; 2],
}

impl Joint {
    pub fn of(steps: [usize; 2]) -> Self {
        Self { steps, done: [None; 2] }
    }

    pub fn waits_for(&self, number: usize) -> bool {
        self.steps.iter().zip(self.done).any(|(&step, done)| step == number && done.is_none())
    }
}

impl Routes<'_> {
    pub(super) fn joint(&mut self, dossier: usize, joint: Joint) {
        if let Some(fate) = self.fates.get_mut(dossier) {
            fate.joint = Some(joint);
        }
    }

    /// One of two steps side by side is done: the dossier goes on when the other one is.
    pub(super) fn finish_beside(
        &mut self,
        dossier: usize,
        number: usize,
        ended: (Outcome, usize, Work),
        mut joint: Joint,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) {
        for (step, done) in joint.steps.iter().zip(&mut joint.done) {
            if *step == number {
                *done = Some(ended);
            }
        }
        let [Some(first), Some(second)] = joint.done else {
            self.joint(dossier, joint);
            return;
        };
        if let Some(fate) = self.fates.get_mut(dossier) {
            fate.joint = None;
        }
        let both = [first, second];
        let worst = |outcome| both.iter().any(|(ended, ..)| *ended == outcome);
        let [.., last] = joint.steps;
        if worst(Outcome::Refused) {
            self.go_on(dossier, last, (Outcome::Refused, last, now), now, None, sends);
        } else if worst(Outcome::Returned) {
            let back = both.iter().filter(|(ended, ..)| *ended == Outcome::Returned);
            let to = back.map(|(_, to, _)| *to).min().unwrap_or(last);
            self.go_on(dossier, last, (Outcome::Returned, to, now), now, None, sends);
        } else if worst(Outcome::SupplementAsked) {
            // Asked by one while the other still worked: the clock stands from now on.
            let until = both.iter().map(|(.., answered)| *answered).max().unwrap_or(now).max(now);
            if until > now {
                self.pause(dossier, now, until);
            }
            let done = both.map(|ended| (ended.0 == Outcome::Passed).then_some(ended));
            self.joint(dossier, Joint { done, ..joint });
            for (number, (outcome, ..)) in joint.steps.into_iter().zip(both) {
                if outcome != Outcome::Passed {
                    self.send(dossier, number, until, None, sends);
                }
            }
        } else if let Some(next) = self.onward(dossier, last, now, sends) {
            self.enter(dossier, next, now, None, sends);
        }
    }
}
