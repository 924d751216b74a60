//! One officer: what lies on the own desk, when away, what was done.

use std::collections::BinaryHeap;

use super::causes::Service;
use super::desk::Entry;
use super::{Officer, Work};

pub(super) struct OfficerState {
    plan: Officer,
    /// The desk at which this one works now, and the number among its first officers.
    pub desk: usize,
    pub nth: usize,
    /// Tasks that only this one may take.
    pub own: BinaryHeap<Entry>,
    pub busy: bool,
    pub away: bool,
    /// Free since, while free.
    pub since: Work,
    /// Services in order of their beginning.
    pub done: Vec<Service>,
}

impl OfficerState {
    pub fn new(plan: Officer, desk: usize, nth: usize) -> Self {
        let own = BinaryHeap::new();
        Self { plan, desk, nth, own, busy: false, away: false, since: 0, done: Vec::new() }
    }

    /// Whether this one works at one desk only.
    pub fn stays(&self) -> bool {
        self.plan.moves.is_none()
    }

    pub fn can(&self, kind: u8) -> bool {
        self.plan.skills.is_none_or(|skills| skills >> kind & 1 == 1)
    }

    /// When work of so many seconds that begins now is done: absences come between.
    pub fn until(&self, now: Work, seconds: Work) -> Work {
        let mut until = now + seconds;
        let next = self.plan.absences.partition_point(|&(_, to)| to <= now);
        for &(from, to) in self.plan.absences.iter().skip(next) {
            if from >= until {
                break;
            }
            until += to - from.max(now);
        }
        until
    }

    /// Absences that reach into `[from, to)`.
    pub fn absences(&self, from: Work, to: Work) -> impl Iterator<Item = (Work, Work)> + '_ {
        let first = self.plan.absences.partition_point(|&(_, end)| end <= from);
        let absences = self.plan.absences.iter().skip(first);
        absences.take_while(move |&&(start, _)| start < to).copied()
    }
}
