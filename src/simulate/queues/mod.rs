//! The engine: desks with officers and queues, on the axis of working time.
//!
//! It knows nothing of dossiers. A [`Route`] tells it how long a task takes and what follows; waits are
//! what comes out, since a task starts when an officer is free, present and able, and not before. For each
//! wait it also says what it was made of ([`Causes`]).

mod causes;
mod desk;
mod engine;
mod officer;
mod shift;

use super::calendar::Work;

pub(super) use causes::Causes;
pub(super) use engine::run;

/// One visit of a case to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Task {
    pub case: u32,
    pub step: u16,
    /// 1 for the first time.
    pub visit: u16,
}

/// A group of officers who share a queue.
#[derive(Debug, Clone, Default)]
pub(super) struct Desk {
    pub officers: Vec<Officer>,
    /// Work seconds in which services may begin, `[from, to)`, in order and apart; `None`: always.
    pub sessions: Option<Vec<(Work, Work)>>,
    /// From this moment on only so many officers take work.
    pub staffing: Option<(Work, usize)>,
    pub heap: Option<Heap>,
    /// From this moment on what lies or comes here lies at another desk; the officers move as they say.
    pub joins: Option<(Work, usize)>,
}

/// Work is only taken up when so many tasks lie there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heap {
    pub number: usize,
    /// A task waits no longer than this for the others.
    pub most: Work,
    /// From this moment on every task is taken up as it comes.
    pub until: Option<Work>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Officer {
    /// Away, `[from, to)`, in order and apart. What was begun goes on afterwards.
    pub absences: Vec<(Work, Work)>,
    /// Kinds of tasks (bits) that this one can do; `None`: all.
    pub skills: Option<u64>,
    /// From this moment on at another desk.
    pub moves: Option<(Work, usize)>,
}

/// Where a task is sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delivery {
    pub task: Task,
    pub desk: usize,
    /// When it lies on the desk; not before now.
    pub at: Work,
    /// The officer who must take it; an officer of that desk.
    pub officer: Option<usize>,
    /// Begun at this moment without taking anybody's time: recorded later than the work was done (by
    /// `officer`), or done outside.
    pub apart: Option<(Work, Apart)>,
    /// The lowest is taken first, then the one there for longest.
    pub priority: i64,
    /// Kind of task, below 64: which officers can do it.
    pub kind: u8,
}

/// Why a task is begun apart from the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Apart {
    /// Recorded in bulk.
    Bulk,
    /// By somebody outside, whose queue isn't ours.
    Outside,
}

/// Work seconds from the beginning of a task: until the case may go on, and until the officer is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub case: Work,
    pub officer: Work,
}

impl Span {
    /// The officer is free when the case goes on; at least a second.
    pub fn whole(seconds: Work) -> Self {
        Self { case: seconds.max(1), officer: seconds.max(1) }
    }
}

/// What the engine asks of the world.
pub(super) trait Route {
    type Outcome: Copy;
    /// What comes from outside from `now` on and before the moment returned, at which to ask again.
    fn arrivals(&mut self, now: Work, sends: &mut Vec<Delivery>) -> Option<Work>;
    /// How long the task takes if this officer (`None`: somebody outside) starts it now.
    fn service(&self, task: Task, officer: Option<usize>, now: Work) -> Span;
    /// Whether it is of interest afterwards; else it leaves no visit. To a case that waits it is somebody
    /// else's business.
    fn shown(&self, task: Task) -> bool;
    /// Whose work a task is: its case, or the one that it is ghost work of.
    fn whose(&self, task: Task) -> u32 {
        task.case
    }
    /// How the task ends now, by which officer of all; pushes what is sent on.
    fn finish(
        &mut self,
        task: Task,
        officer: Option<usize>,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) -> Self::Outcome;
}

/// One visit as it went; what hadn't happened at the end is `None`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit<O> {
    pub task: Task,
    pub desk: usize,
    pub enabled: Work,
    pub started: Option<Work>,
    /// Numbered over all desks; `None` too where it was done outside.
    pub officer: Option<u32>,
    pub finished: Option<(Work, O)>,
    /// What the wait was made of, of a visit that was started.
    pub causes: Causes,
}

#[cfg(test)]
mod tests;
