//! A unit's queue, run again from its own arrivals and service times, as it was and with less work.
//!
//! Instants are whole seconds of any one clock: the working time of a shared calendar, with officers that
//! are [`always`](Officer::always) there, or the wall clock with each officer's own hours.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::estimate::Unfit;
use super::real;

/// Instants and service times lie within this many seconds of zero, so that sums can't overflow.
pub const FARTHEST: i64 = 1 << 60;

/// One piece of work for the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Instant at which it could be taken up, in seconds.
    pub arrives_at: i64,
    /// Time an officer spends on it, in seconds of that officer's open hours.
    pub service_s: i64,
}

/// When an officer is there: intervals `[from, to)`, ascending and apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Officer {
    open: Vec<(i64, i64)>,
}

impl Officer {
    /// From intervals in ascending order that neither overlap nor are empty; without any, an officer who
    /// is never there.
    ///
    /// # Errors
    /// [`Unfit::OutOfRange`] for the first interval that is empty, begins before the one before it ended,
    /// or reaches beyond [`FARTHEST`].
    pub fn new(open: Vec<(i64, i64)>) -> Result<Self, Unfit> {
        let mut last = -FARTHEST;
        for (at, (from, to)) in open.iter().enumerate() {
            if *from < last || to <= from || *to > FARTHEST {
                return Err(Unfit::OutOfRange { at });
            }
            last = *to;
        }
        Ok(Self { open })
    }

    /// An officer who is there at every instant.
    #[must_use]
    pub fn always() -> Self {
        Self { open: vec![(-FARTHEST, FARTHEST)] }
    }
}

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Position of the officer who took it up.
    pub officer: usize,
    /// Instant at which it was taken up.
    pub started_at: i64,
    /// Instant at which it was done; nothing where the officer's hours end before.
    pub finished_at: Option<i64>,
}

/// Serves all jobs first come, first served, and returns each one's run in the order given; nothing for a
/// job that no officer was there for.
///
/// Jobs are taken up in the order of arrival, of the same instant in the order given, each by the officer
/// who can first; of several, by the one who has been idle longest (who never worked, before all), then by
/// the one named first. Work stops when its officer's hours end and goes on at their next beginning.
/// O((jobs + intervals) · log).
///
/// # Errors
/// [`Unfit::OutOfRange`] for the first job with a negative service time, or an instant or service time
/// beyond [`FARTHEST`].
///
/// # Source
/// Trace-driven simulation of a G/G/c queue. For one officer who is always there the waits are Lindley's
/// (1952) recursion, for several Kiefer & Wolfowitz's (1955); with hours they are checked against a
/// simulation second by second.
pub fn replay(jobs: &[Job], officers: &[Officer]) -> Result<Vec<Option<Run>>, Unfit> {
    let fits = |job: &Job| {
        (0..=FARTHEST).contains(&job.service_s) && (-FARTHEST..=FARTHEST).contains(&job.arrives_at)
    };
    if let Some(at) = jobs.iter().position(|job| !fits(job)) {
        return Err(Unfit::OutOfRange { at });
    }
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|at| (jobs[*at].arrives_at, *at));
    let mut office = Office::new(officers);
    let mut runs = vec![None; jobs.len()];
    for at in order {
        runs[at] = office.serve(jobs[at]);
    }
    Ok(runs)
}

/// Officers by when they can take up the next job.
struct Office<'a> {
    desks: Vec<Desk<'a>>,
    /// Were there and idle when last looked at: longest idle first. Their hours may have ended since.
    idle: BinaryHeap<Reverse<(i64, usize)>>,
    /// Can take up a job from an instant on: earliest first, then longest idle.
    later: BinaryHeap<Reverse<(i64, i64, usize)>>,
}

impl<'a> Office<'a> {
    fn new(officers: &'a [Officer]) -> Self {
        let desks = officers.iter().map(|o| Desk { open: &o.open, next: 0 }).collect();
        let idle = (0..officers.len()).map(|at| Reverse((i64::MIN, at))).collect();
        Self { desks, idle, later: BinaryHeap::new() }
    }

    fn serve(&mut self, job: Job) -> Option<Run> {
        let (started_at, officer) = self.first(job.arrives_at)?;
        let finished_at = self.desks[officer].work(started_at, job.service_s);
        if let Some(finished_at) = finished_at {
            self.wait_for(officer, finished_at, finished_at);
        }
        Some(Run { officer, started_at, finished_at })
    }

    /// Earliest instant from `at` on at which an officer can start, and who.
    fn first(&mut self, at: i64) -> Option<(i64, usize)> {
        while let Some(Reverse((ready, since, officer))) = self.later.peek().copied() {
            if ready > at {
                break;
            }
            self.later.pop();
            self.idle.push(Reverse((since, officer)));
        }
        while let Some(Reverse((since, officer))) = self.idle.pop() {
            if self.desks[officer].ready(at) == Some(at) {
                return Some((at, officer));
            }
            self.wait_for(officer, at, since);
        }
        self.later.pop().map(|Reverse((ready, _, officer))| (ready, officer))
    }

    /// Puts an officer where the next job after `at` will look; one who won't be there again leaves.
    fn wait_for(&mut self, officer: usize, at: i64, since: i64) {
        if let Some(ready) = self.desks[officer].ready(at) {
            self.later.push(Reverse((ready, since, officer)));
        }
    }
}

/// One officer's hours, with those that are over left behind: instants only grow.
struct Desk<'a> {
    open: &'a [(i64, i64)],
    next: usize,
}

impl Desk<'_> {
    /// First open instant from `at` on.
    fn ready(&mut self, at: i64) -> Option<i64> {
        while self.open.get(self.next).is_some_and(|(_, to)| *to <= at) {
            self.next += 1;
        }
        self.open.get(self.next).map(|(from, _)| at.max(*from))
    }

    /// Instant at which work of so many open seconds, begun at the open instant `from`, is done.
    fn work(&mut self, from: i64, mut service_s: i64) -> Option<i64> {
        let mut now = from;
        loop {
            let (begins, ends) = *self.open.get(self.next)?;
            now = now.max(begins);
            if service_s <= ends - now {
                return Some(now + service_s);
            }
            service_s -= ends - now;
            self.next += 1;
        }
    }
}

/// What less work does to the waits of a unit's jobs, by its queue alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Relief {
    /// Wait of each job in the replay as it was, in seconds; nothing where nobody was there for it.
    pub before_s: Vec<Option<i64>>,
    /// The same with the change; nothing for jobs that no longer come, too.
    pub after_s: Vec<Option<i64>>,
}

/// Replays the queue as it was and with the service times `after`, in which nothing stands for a job that no
/// longer comes.
///
/// # Errors
/// As [`replay`] for either, and [`Unfit::WeeksDiffer`] where the lists have different lengths.
pub fn relief(jobs: &[Job], after: &[Option<i64>], officers: &[Officer]) -> Result<Relief, Unfit> {
    if jobs.len() != after.len() {
        return Err(Unfit::WeeksDiffer { left: jobs.len(), right: after.len() });
    }
    let kept: Vec<usize> = (0..jobs.len()).filter(|at| after[*at].is_some()).collect();
    let changed: Vec<Job> = jobs
        .iter()
        .zip(after)
        .filter_map(|(job, after)| after.map(|service_s| Job { service_s, ..*job }))
        .collect();
    let runs = replay(&changed, officers).map_err(|unfit| match unfit {
        Unfit::OutOfRange { at } => Unfit::OutOfRange { at: kept[at] },
        other => other,
    })?;
    let wait = |job: &Job, run: &Option<Run>| run.map(|run| run.started_at - job.arrives_at);
    let mut after_s = vec![None; jobs.len()];
    for (at, run) in kept.iter().zip(&runs) {
        after_s[*at] = wait(&jobs[*at], run);
    }
    let runs = replay(jobs, officers)?;
    let before_s = jobs.iter().zip(&runs).map(|(job, run)| wait(job, run)).collect();
    Ok(Relief { before_s, after_s })
}

impl Relief {
    /// Predicted change of each job's observed wait, in seconds: negative where it gets shorter. Nothing for
    /// jobs that no longer come (their whole wait goes, which is no effect of the queue), that nobody was
    /// there for, or whose wait wasn't observed.
    ///
    /// The change is that of the replay, so that the part of the observed wait that the replay doesn't
    /// explain stays as it is. Where the replay waits longer over all jobs than was observed, its changes
    /// are scaled down to the observed total: no more can be saved than was waited. That holds for sums over
    /// the unit's jobs, and not for each job, since the unit need not have kept to the order of arrival.
    ///
    /// # Errors
    /// [`Unfit::WeeksDiffer`] where the list isn't as long as the jobs, [`Unfit::OutOfRange`] for a
    /// negative wait.
    pub fn predicted_change_s(
        &self,
        observed_s: &[Option<i64>],
    ) -> Result<Vec<Option<f64>>, Unfit> {
        if observed_s.len() != self.before_s.len() {
            let (left, right) = (observed_s.len(), self.before_s.len());
            return Err(Unfit::WeeksDiffer { left, right });
        }
        if let Some(at) = observed_s.iter().position(|wait| wait.is_some_and(|s| s < 0)) {
            return Err(Unfit::OutOfRange { at });
        }
        let (mut seen, mut replayed) = (0.0, 0.0);
        for (observed, before) in observed_s.iter().zip(&self.before_s) {
            if let (Some(observed), Some(before)) = (observed, before) {
                seen += real(observed.unsigned_abs());
                replayed += real(before.unsigned_abs());
            }
        }
        let explained = if replayed > seen { seen / replayed } else { 1.0 };
        let waits = observed_s.iter().zip(&self.before_s).zip(&self.after_s);
        Ok(waits
            .map(|((observed, before), after)| match (observed, before, after) {
                (Some(_), Some(before), Some(after)) => {
                    let longer = after >= before;
                    let size = explained * real(after.abs_diff(*before));
                    Some(if longer { size } else { -size })
                }
                _ => None,
            })
            .collect())
    }
}
