//! When each run of a dossier was enabled, begun and finished, on which clock, and what part of the
//! dossier's time it owns: one sweep over the dossier's runs (methods §1).
//!
//! **Frontier.** The runs stand in the order of their finishes, an unfinished one's being the dossier's end.
//! Each owns the working time, without paused time, by which it pushes the latest finish forward; runs that
//! finish in one second share it. A run that began after the dossier's end owns nothing.
//!
//! **Enabling.** As recorded; else the latest finish before it, where it lies beside others that of a step
//! that is not concurrent with its own; else the receipt. The enabling run of r is the latest one finishing
//! before r starts (Chapela-Campa & Dumas; pix-framework's `start_time_estimator`).

mod calendars;
mod stream;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use calendars::{Calendars, Day};
pub use stream::Timeline;

/// An instant in microseconds since 1970, local and in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    pub local_us: i64,
    pub utc_us: i64,
}

impl Instant {
    fn moment(self) -> Moment {
        let seconds = |us: i64| us.div_euclid(1_000_000);
        Moment { local_s: seconds(self.local_us), utc_s: seconds(self.utc_us) }
    }
}

/// An instant in whole seconds, local and in UTC: the one tells the day, the other what came first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    pub local_s: i64,
    pub utc_s: i64,
}

/// What a dossier's runs have in common.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    pub procedure: i32,
    /// Number of its own calendar in [`Calendars`].
    pub calendar: i32,
    /// Working clock at receipt and at the end (s).
    pub from_w: i64,
    pub to_w: i64,
    /// Its end: in whole seconds, and in UTC as the source gives it.
    pub end: Moment,
    pub closes_utc_us: i64,
    /// The receipt, where it can have enabled a run: it isn't merely the log's first stamp.
    pub receipt: Option<Moment>,
    /// Stopped clock as stretches of its working clock, apart and in order.
    pub pauses: Vec<(i64, i64)>,
}

/// One execution of a step, as recorded.
#[derive(Debug, Clone)]
pub struct Run {
    pub step: i32,
    pub officer: Option<i32>,
    /// Calendar of whoever does it.
    pub calendar: i32,
    /// The one calendar of its officer, whatever the run's own is.
    pub officer_calendar: Option<i32>,
    /// Whether it is known when it began, or that it hasn't.
    pub start_known: bool,
    pub enabled: Option<Instant>,
    pub started: Option<Instant>,
    pub finished: Option<Instant>,
    /// Where it was given up or called off: it ends there, unfinished.
    pub ended: Option<Instant>,
    /// When nobody could work on it; may overlap, in no order.
    pub holds: Vec<(Moment, Moment)>,
}

impl Run {
    fn last(&self) -> Option<Instant> {
        self.finished.or(self.ended)
    }
}

/// By whom a step is done again, compared with the run of it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rework {
    /// The same officer.
    Repeat,
    /// Another one.
    Redo,
}

/// A run, timed. Durations in working seconds of the calendar of whoever does it; `None` where unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    pub enabled: Option<Moment>,
    /// Whether its enabling is recorded and not worked out.
    pub enabled_recorded: bool,
    pub begun_utc_s: Option<i64>,
    pub until_utc_s: Option<i64>,
    /// Enabling, start and end on the clock of its officer's one calendar, else of the run's.
    pub enabled_w: Option<i64>,
    pub begun_w: Option<i64>,
    pub until_w: Option<i64>,
    pub wait_s: Option<i64>,
    /// Without what it was on hold.
    pub service_s: Option<i64>,
    /// On hold after its start, on its working clock and in wall time.
    pub held_s: i64,
    pub held_wall_s: i64,
    pub sojourn_s: Option<i64>,
    /// False where it began after the dossier's end.
    pub counts: bool,
    /// The dossier's clock without paused time at the finish, within its makespan.
    pub until_v: i64,
    pub owned_s: i64,
    pub owned_service_s: Option<i64>,
    /// 1 for the first run of the step.
    pub loop_no: i32,
    pub rework: Option<Rework>,
    /// Whether it is known which run finished next.
    pub next_known: bool,
}

/// Steps that are done side by side: procedure, step, other step; both ways round.
pub type Concurrent = BTreeSet<(i32, i32, i32)>;

/// Times the runs of one dossier, which must come by finish (an unfinished one's is the dossier's end).
///
/// The result has an entry a run. O(n log n); where runs lie side by side, each looks back as far as the
/// concurrent ones reach.
#[must_use]
pub fn time(
    dossier: &Dossier,
    runs: &[Run],
    calendars: &Calendars,
    concurrent: &Concurrent,
) -> Vec<Timing> {
    let placed: Vec<Placed> = runs.iter().map(|run| Placed::new(dossier, run, calendars)).collect();
    let mut timings = Vec::with_capacity(runs.len());
    let mut visits: BTreeMap<i32, (i32, Option<i32>)> = BTreeMap::new();
    // What was reached before the second that the sweep is at.
    let mut frontier_v = dossier.from_w;
    let mut previous: Option<Moment> = None;
    let mut first = 0;
    while let Some(place) = placed.get(first) {
        let until_s = place.until.utc_s;
        let next = first + placed[first..].iter().take_while(|p| p.until.utc_s == until_s).count();
        let alone = next == first + 1;
        // Alone in their seconds, both the run and the one that follows.
        let next_alone = match (placed.get(next), placed.get(next + 1)) {
            (Some(one), Some(other)) => one.until.utc_s < other.until.utc_s,
            _ => true,
        };
        let mut share = Share::new(&placed[first..next], frontier_v);
        for i in first..next {
            let (run, place) = (&runs[i], &placed[i]);
            let (owned_s, owned_service_s) = share.of(place);
            let derived = || enabling(dossier, runs, &placed, i, previous, concurrent);
            let enabled = run.enabled.map(Instant::moment).or_else(derived);
            let (loop_no, rework) = visit(&mut visits, run);
            timings.push(Timing {
                counts: place.counts,
                until_v: place.until_v,
                owned_s,
                owned_service_s,
                loop_no,
                rework,
                next_known: alone && next_alone,
                ..clocked(run, place, enabled, calendars)
            });
        }
        for i in first..next {
            if placed[i].counts {
                frontier_v = frontier_v.max(placed[i].until_v);
            }
            if let Some(last) = runs[i].last() {
                previous = Some(last.moment());
            }
        }
        first = next;
    }
    timings
}

/// A run on its dossier's clock.
struct Placed {
    until: Moment,
    /// Start; of a run that has not begun, its end or the dossier's; `None` where unknown.
    begun: Option<Moment>,
    counts: bool,
    begun_v: Option<i64>,
    until_v: i64,
    /// Stretches on hold after its start, apart and in order.
    holds: Vec<(Moment, Moment)>,
    holds_v: Vec<(i64, i64)>,
}

impl Placed {
    fn new(dossier: &Dossier, run: &Run, calendars: &Calendars) -> Self {
        let Dossier { from_w, to_w, end, .. } = *dossier;
        let clock = |at: Option<Moment>| {
            let at = at.and_then(|at| calendars.clock(dossier.calendar, at));
            dossier.without_pauses(at.unwrap_or(to_w).min(to_w).max(from_w))
        };
        let began = run.started.or(run.finished).or(run.enabled);
        let last = run.last().map(Instant::moment);
        let until = last.unwrap_or(end);
        let started = run.started.map(Instant::moment);
        let begun = run.start_known.then(|| started.unwrap_or(until));
        let holds = begun.map_or_else(Vec::new, |begun| united(&run.holds, begun, until));
        let on_clock = |&(from, to): &(Moment, Moment)| (clock(Some(from)), clock(Some(to)));
        Self {
            until,
            begun,
            counts: began.is_none_or(|at| at.utc_us <= dossier.closes_utc_us),
            begun_v: run.start_known.then(|| clock(started.or(last))),
            until_v: clock(last),
            holds_v: holds.iter().map(on_clock).collect(),
            holds,
        }
    }
}

/// Stretches within two instants, those that touch made one.
fn united(holds: &[(Moment, Moment)], from: Moment, to: Moment) -> Vec<(Moment, Moment)> {
    let mut all: Vec<(Moment, Moment)> = holds
        .iter()
        .map(|&(held, resumed)| (latest(from, held), earliest(to, resumed)))
        .filter(|(held, resumed)| held.utc_s < resumed.utc_s)
        .collect();
    all.sort_by_key(|(held, resumed)| (held.utc_s, resumed.utc_s));
    let mut out: Vec<(Moment, Moment)> = Vec::with_capacity(all.len());
    for (held, resumed) in all {
        match out.last_mut() {
            Some((_, until)) if held.utc_s <= until.utc_s => *until = latest(*until, resumed),
            _ => out.push((held, resumed)),
        }
    }
    out
}

impl Dossier {
    fn without_pauses(&self, at_w: i64) -> i64 {
        let stopped = |&(from, to): &(i64, i64)| (at_w.min(to) - from).max(0);
        at_w - self.pauses.iter().map(stopped).sum::<i64>()
    }
}

/// What the runs of one second own together.
struct Share {
    frontier_v: i64,
    /// Runs that count.
    tied: i64,
    /// Whether the remainder is given out.
    begun: bool,
}

impl Share {
    fn new(peers: &[Placed], frontier_v: i64) -> Self {
        let tied = peers.iter().filter(|p| p.counts).count();
        Self { frontier_v, tied: i64::try_from(tied).unwrap_or(i64::MAX), begun: false }
    }

    /// What a run owns, and the part after its start: equal shares, the remainder to the first.
    fn of(&mut self, run: &Placed) -> (i64, Option<i64>) {
        if !run.counts {
            return (0, run.begun.map(|_| 0));
        }
        let whole = (run.until_v - self.frontier_v).max(0);
        let from_v = run.begun_v.unwrap_or(self.frontier_v).max(self.frontier_v);
        let held = run.holds_v.iter().map(|&(held, resumed)| (resumed - held.max(from_v)).max(0));
        let served = ((run.until_v - from_v).max(0) - held.sum::<i64>()).max(0);
        let rest = if self.begun { 0 } else { whole % self.tied };
        self.begun = true;
        let owned = whole / self.tied + rest;
        let service = run.begun.map(|_| match (whole, self.tied) {
            (0, _) => 0,
            (_, 1) => served,
            _ => owned * served / whole,
        });
        (owned, service)
    }
}

/// What enabled the i-th run, where nothing is recorded.
fn enabling(
    dossier: &Dossier,
    runs: &[Run],
    placed: &[Placed],
    i: usize,
    previous: Option<Moment>,
    concurrent: &Concurrent,
) -> Option<Moment> {
    let (run, place) = (&runs[i], &placed[i]);
    let started_s = run.started.map(|at| at.moment().utc_s);
    let group = |step: i32| concurrent.range((dossier.procedure, step, i32::MIN)..);
    let beside = |step: i32| {
        group(step)
            .next()
            .is_some_and(|&(procedure, of, _)| (procedure, of) == (dossier.procedure, step))
    };
    let finish = match previous {
        Some(previous)
            if beside(run.step) || started_s.is_some_and(|started| previous.utc_s > started) =>
        {
            let until_s = place.until.utc_s;
            let no_later_s = started_s.unwrap_or(until_s).min(until_s);
            let candidate = |(other, placed): (&Run, &Placed)| {
                let finished = other.last()?.moment();
                let fits = finished.utc_s <= no_later_s
                    && placed.until.utc_s < until_s
                    && !concurrent.contains(&(dossier.procedure, run.step, other.step));
                fits.then_some(finished)
            };
            runs[..i].iter().zip(&placed[..i]).rev().find_map(candidate)
        }
        previous => previous,
    };
    let began_us = run.started.or(run.last()).map(|at| at.utc_us);
    let receipt = dossier
        .receipt
        .filter(|receipt| began_us.is_some_and(|at| receipt.utc_s.saturating_mul(1_000_000) <= at));
    finish.or(receipt)
}

fn earliest(one: Moment, other: Moment) -> Moment {
    if other.utc_s < one.utc_s { other } else { one }
}

fn latest(one: Moment, other: Moment) -> Moment {
    if other.utc_s > one.utc_s { other } else { one }
}

/// The number of this visit to the run's step, and whether its officer was there before.
fn visit(visits: &mut BTreeMap<i32, (i32, Option<i32>)>, run: &Run) -> (i32, Option<Rework>) {
    let Some((times, before)) = visits.get_mut(&run.step) else {
        visits.insert(run.step, (1, run.officer));
        return (1, None);
    };
    *times = times.saturating_add(1);
    let before = std::mem::replace(before, run.officer);
    let rework = before
        .zip(run.officer)
        .map(|(before, now)| if before == now { Rework::Repeat } else { Rework::Redo });
    (*times, rework)
}

/// The clocks of a run and its durations; what the frontier says is left empty.
fn clocked(run: &Run, place: &Placed, enabled_at: Option<Moment>, calendars: &Calendars) -> Timing {
    let until = place.begun.map_or(place.until, |begun| latest(begun, place.until));
    let clocks = |calendar: i32| {
        [enabled_at, place.begun, Some(until)]
            .map(|at| at.and_then(|at| calendars.clock(calendar, at)))
    };
    let [enabled, begun, last] = clocks(run.calendar);
    let other = run.officer_calendar.filter(|&calendar| calendar != run.calendar);
    let [enabled_w, begun_w, until_w] = other.map_or([enabled, begun, last], clocks);
    let between = |from: Option<i64>, to: Option<i64>| from.zip(to).map(|(from, to)| to - from);
    let held = place.holds.iter().filter_map(|&(held, resumed)| {
        between(calendars.clock(run.calendar, held), calendars.clock(run.calendar, resumed))
    });
    let held_s = held.sum::<i64>();
    let held_wall_s = place.holds.iter().map(|(held, resumed)| resumed.utc_s - held.utc_s).sum();
    let by = |limit: Option<Moment>| {
        enabled_at.zip(limit).is_some_and(|(enabled, limit)| enabled.utc_s <= limit.utc_s)
    };
    Timing {
        enabled: enabled_at,
        enabled_recorded: run.enabled.is_some(),
        begun_utc_s: run.started.map(|at| at.moment().utc_s),
        until_utc_s: match (run.last(), run.started) {
            (Some(last), _) => Some(last.moment().utc_s),
            (None, Some(_)) => Some(until.utc_s),
            (None, None) => None,
        },
        enabled_w,
        begun_w,
        until_w,
        wait_s: between(enabled, begun).filter(|_| by(place.begun)),
        service_s: between(begun, last).map(|service| service - held_s),
        held_s,
        held_wall_s,
        sojourn_s: between(enabled, last).filter(|_| by(Some(place.until))),
        counts: false,
        until_v: 0,
        owned_s: 0,
        owned_service_s: None,
        loop_no: 1,
        rework: None,
        next_known: false,
    }
}
