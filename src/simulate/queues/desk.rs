//! One desk: what waits there, who is free, when it is open.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::{Desk, Task, Work};

/// A task that waits: priority, enabled, task, visit. The greatest comes first in a heap.
pub(super) type Entry = Reverse<(i64, Work, Task, usize)>;

/// A task on a heap that isn't large enough yet, with its kind and its officer.
pub(super) type Heaped = (Entry, u8, Option<usize>);

pub(super) struct DeskState {
    pub plan: Desk,
    /// Open seconds before each session.
    open_before: Vec<Work>,
    /// By kind of task.
    waiting: Vec<(u8, BinaryHeap<Entry>)>,
    /// Free officers, the one free for longest first.
    pub idle: BTreeSet<(Work, usize)>,
    pub wake: Option<Work>,
    pub heaped: Vec<Heaped>,
    /// Heaps taken up so far.
    pub heaps: u32,
}

impl DeskState {
    pub fn new(plan: Desk) -> Self {
        let mut before = 0;
        let mut open_before = Vec::new();
        for &(from, to) in plan.sessions.iter().flatten() {
            open_before.push(before);
            before += to - from;
        }
        Self {
            plan,
            open_before,
            waiting: Vec::new(),
            idle: BTreeSet::new(),
            wake: None,
            heaped: Vec::new(),
            heaps: 0,
        }
    }

    /// Whether the `nth` officer takes new work.
    pub fn staffed(&self, nth: usize, now: Work) -> bool {
        self.plan.staffing.is_none_or(|(from, left)| now < from || nth < left)
    }

    /// The next moment from `now` on at which a service may begin.
    pub fn opens(&self, now: Work) -> Option<Work> {
        let Some(sessions) = &self.plan.sessions else { return Some(now) };
        let next = sessions.partition_point(|&(_, to)| to <= now);
        sessions.get(next).map(|&(from, _)| from.max(now))
    }

    /// Seconds between two moments in which services may begin.
    pub fn open_between(&self, from: Work, to: Work) -> Work {
        if from >= to {
            return 0;
        }
        match &self.plan.sessions {
            None => to - from,
            Some(sessions) => self.open_until(sessions, to) - self.open_until(sessions, from),
        }
    }

    fn open_until(&self, sessions: &[(Work, Work)], at: Work) -> Work {
        let next = sessions.partition_point(|&(_, to)| to <= at);
        match (sessions.get(next), self.open_before.get(next)) {
            (Some(&(from, _)), Some(before)) => before + (at - from).max(0),
            _ => sessions
                .last()
                .zip(self.open_before.last())
                .map_or(0, |(&(from, to), before)| before + to - from),
        }
    }

    /// Whether tasks are taken up as they come.
    pub fn at_once(&self, now: Work) -> bool {
        self.plan.heap.is_none_or(|heap| heap.until.is_some_and(|until| now >= until))
    }

    pub fn push(&mut self, entry: Entry, kind: u8) {
        match self.waiting.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, queue)) => queue.push(entry),
            None => self.waiting.push((kind, BinaryHeap::from([entry]))),
        }
    }

    pub fn nothing_waits(&self) -> bool {
        self.heaped.is_empty() && self.waiting.iter().all(|(_, queue)| queue.is_empty())
    }

    /// Takes everything that lies here, with its kind.
    pub fn clear(&mut self) -> Vec<(Entry, u8)> {
        let heaped = std::mem::take(&mut self.heaped).into_iter();
        let waiting = std::mem::take(&mut self.waiting).into_iter();
        let waiting = waiting.flat_map(|(kind, queue)| queue.into_iter().map(move |e| (e, kind)));
        heaped.map(|(entry, kind, _)| (entry, kind)).chain(waiting).collect()
    }

    /// The first task of those that an officer can do.
    pub fn first(&self, can: impl Fn(u8) -> bool) -> Option<(Entry, u8)> {
        let queues = self.waiting.iter().filter(|(kind, _)| can(*kind));
        queues.filter_map(|(kind, queue)| Some((*queue.peek()?, *kind))).max()
    }

    /// Takes the first task of a kind.
    pub fn pop(&mut self, kind: u8) -> Option<Entry> {
        self.waiting.iter_mut().find(|(known, _)| *known == kind)?.1.pop()
    }
}
