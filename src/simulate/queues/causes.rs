//! What a wait was made of.

use super::desk::DeskState;
use super::officer::OfficerState;
use super::{Apart, Work};

/// Working seconds of a wait by true cause: they add up to it.
///
/// The queue is told apart by the timeline of the officer who took the task in the end, as
/// methods §6 does from the data; here with all that the data doesn't show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Causes {
    /// The desk was closed between its sessions, the heap too small, the bulk still to come.
    pub batching: u32,
    /// The officer worked on what was there no later.
    pub contention: u32,
    /// The officer worked on what the files don't show.
    pub unseen: u32,
    /// The officer worked on what came later.
    pub prioritisation: u32,
    /// The officer was away.
    pub unavailability: u32,
    /// Somebody outside took that long, or nobody of the above can be named.
    pub extraneous: u32,
    /// Part of `unseen`: the officer worked on the case's own ghost.
    pub own_ghost: u32,
}

/// One service of an officer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Service {
    pub enabled: Work,
    pub started: Work,
    pub until: Work,
    pub shown: bool,
    /// Whose work it was.
    pub whose: u32,
}

impl Causes {
    /// A wait apart from the queue.
    pub fn apart(why: Apart, wait: Work) -> Self {
        match why {
            Apart::Bulk => Self { batching: seconds(wait), ..Self::default() },
            Apart::Outside => Self { extraneous: seconds(wait), ..Self::default() },
        }
    }

    /// A wait of a case from `enabled` to `started`, of which from `released` on in the queue.
    pub(super) fn of(
        case: u32,
        enabled: Work,
        released: Work,
        started: Work,
        desk: &DeskState,
        officer: &OfficerState,
    ) -> Self {
        if enabled >= started {
            return Self::default();
        }
        let open = desk.open_between(released, started);
        let present = |from: Work, to: Work| {
            let away = officer.absences(from, to);
            let away: Work = away.map(|(a, b)| desk.open_between(a.max(from), b.min(to))).sum();
            desk.open_between(from, to) - away
        };
        let mut causes = Self { batching: seconds(started - enabled - open), ..Self::default() };
        let mut left = present(released, started);
        causes.unavailability = seconds(open - left);
        for service in officer.done.iter().rev() {
            if service.until <= released {
                break;
            }
            let worked = present(service.started.max(released), service.until.min(started));
            let cause = if !service.shown {
                &mut causes.unseen
            } else if service.enabled <= enabled {
                &mut causes.contention
            } else {
                &mut causes.prioritisation
            };
            *cause += seconds(worked);
            if !service.shown && service.whose == case {
                causes.own_ghost += seconds(worked);
            }
            left -= worked;
        }
        causes.extraneous = seconds(left);
        causes
    }

    pub fn total(self) -> Work {
        [
            self.batching,
            self.contention,
            self.unseen,
            self.prioritisation,
            self.unavailability,
            self.extraneous,
        ]
        .into_iter()
        .map(Work::from)
        .sum()
    }
}

fn seconds(work: Work) -> u32 {
    u32::try_from(work).unwrap_or(0)
}
