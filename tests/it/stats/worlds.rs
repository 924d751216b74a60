//! Experiments on worlds whose truth is known, on the product's own way from weeks to a p. The tests hold
//! them to their bounds, `examples/calibration.rs` prints what they give.

use redtape::stats::counts::Counts;
use redtape::stats::estimate::Alternative;
use redtape::stats::fdr;
use redtape::stats::mann_whitney::MannWhitney;
use redtape::stats::peers::{self, Comparison, Group, MARGIN};
use redtape::stats::proportion::WeeklyShare;
use redtape::stats::series::{self, Series};

use super::queues::{Chance, Desk, Events, Weeks};

pub const ALPHAS: [f64; 3] = [0.05, 0.01, 0.001];
pub const DESKS: usize = 60;
pub const WEEKS: [usize; 3] = [26, 50, 104];
/// Arrivals a week for each clerk.
pub const PER_CLERK: f64 = 40.0;

/// Clerks and utilisation of the queues for which a bound is held.
const QUEUES: [(usize, f64); 5] = [(1, 0.6), (1, 0.8), (3, 0.6), (3, 0.8), (3, 0.9)];

/// The queues for which a bound is held.
pub fn queues() -> impl Iterator<Item = Desk> {
    QUEUES.into_iter().map(|(clerks, rho)| desk(clerks, rho))
}

pub fn desk(clerks: usize, rho: f64) -> Desk {
    Desk::new(clerks, rho, PER_CLERK * clerks as f64)
}

/// One clerk who remembers a bad week for a quarter: p and coverage are told, not bounded as the others'.
pub fn near_capacity() -> Desk {
    desk(1, 0.9)
}

/// Events that come in bursts, for which a bound is held from a year on.
pub fn bursts() -> [Events; 5] {
    [
        Events::Late(0.7),
        Events::Late(0.8),
        Events::Spells { weeks: 3.0, share: 0.15, else_share: 0.01 },
        Events::Batches,
        Events::Waves(0.5),
    ]
}

/// Events of which a year may hold hardly a burst, or which wander for months: told, not bounded.
pub fn hard_bursts() -> [Events; 3] {
    [
        Events::Late(0.9),
        Events::Spells { weeks: 2.0, share: 0.3, else_share: 0.005 },
        Events::Waves(1.0),
    ]
}

/// What all figures of `docs/calibration.md` rest on, in one line.
pub fn parameters() -> String {
    let queues: Vec<String> = queues().chain([near_capacity()]).map(|d| d.name()).collect();
    format!(
        "{DESKS} desks a world; {PER_CLERK} arrivals a week and clerk; {WEEKS:?} weeks; margin {MARGIN}; {}.",
        queues.join("; ")
    )
}

/// How often p was at or below each of [`ALPHAS`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Hits {
    pub of: usize,
    pub at: [usize; 3],
}

impl Hits {
    pub fn count(&mut self, p: f64) {
        self.of += 1;
        for (hits, alpha) in self.at.iter_mut().zip(ALPHAS) {
            *hits += usize::from(p <= alpha);
        }
    }
}

/// "Slower than its peers" in worlds of like desks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slower {
    /// Against no difference.
    pub plain: Hits,
    /// Against the margin.
    pub margin: Hits,
    /// Worlds in which Benjamini–Hochberg lets a like desk pass at 5 %.
    pub worlds: usize,
    /// Desks that are in truth slower: how many of them pass at 5 % by p, and by q.
    pub planted: usize,
    pub found_by_p: usize,
    pub found_by_q: usize,
}

/// Worlds of like desks, of which the first may be another.
pub fn slower(usual: Desk, first: Desk, weeks: usize, worlds: u64) -> Slower {
    let planted = usual.rho != first.rho || usual.slow != first.slow;
    let mut seen = Slower::default();
    for world in 0..worlds {
        let comparison = compare(usual, first, weeks, world);
        let effects: Vec<_> = comparison.groups.iter().map(|g| g.as_ref().unwrap()).collect();
        let p: Vec<f64> = effects.iter().map(|e| e.p_slower(MARGIN).unwrap()).collect();
        let q = fdr::benjamini_hochberg(&p).unwrap();
        let first = usize::from(planted);
        if planted {
            seen.planted += 1;
            seen.found_by_p += usize::from(p[0] <= 0.05);
            seen.found_by_q += usize::from(q[0] <= 0.05);
        }
        for at in first..DESKS {
            seen.plain.count(effects[at].p_slower(0.0).unwrap());
            seen.margin.count(p[at]);
        }
        seen.worlds += usize::from(q[first..].iter().any(|q| *q <= 0.05));
    }
    seen
}

/// One world, by the wait before the service.
pub fn compare(usual: Desk, first: Desk, weeks: usize, world: u64) -> Comparison {
    let mut chance = Chance::new(1_000 * world + weeks as u64);
    let desk = |i| if i == 0 { first } else { usual };
    let desks: Vec<Weeks> = (0..DESKS).map(|i| desk(i).weeks(&mut chance, weeks, 0.0)).collect();
    let groups: Vec<Group> = desks.iter().map(|d| Group { sum: &d.wait, n: &d.n }).collect();
    peers::compare(&groups).unwrap()
}

fn mean_wait(weeks: &Weeks) -> Series {
    series::ratio_of_sums(&weeks.wait, &weeks.n).unwrap()
}

/// How many 90 % intervals of the difference of two like desks hold 0: by B cosines, and by as many as the
/// series' memory allows.
pub fn covered(desk: Desk, weeks: usize, pairs: u64) -> [usize; 2] {
    let mut held = [0, 0];
    for pair in 0..pairs {
        let mut chance = Chance::new(500_000 + pair);
        let mut one = || mean_wait(&desk.weeks(&mut chance, weeks, 0.0));
        let (a, b) = (one(), one());
        let gap = series::difference(&a, &b).unwrap();
        for (held, estimate) in held.iter_mut().zip([gap.estimate(), gap.estimate_by_memory()]) {
            let interval = estimate.interval(0.9).unwrap();
            *held += usize::from(interval.low <= 0.0 && 0.0 <= interval.high);
        }
    }
    held
}

/// One-sided Mann–Whitney over the dossiers of two like desks.
pub fn dossiers(desk: Desk, weeks: usize, pairs: u64) -> Hits {
    let mut hits = Hits::default();
    for pair in 0..pairs {
        let mut chance = Chance::new(900_000 + pair);
        let mut one = || Counts::from_values(&desk.weeks(&mut chance, weeks, 0.0).each, &[]);
        let test = MannWhitney::of(&one(), &one()).unwrap();
        hits.count(test.p_if_independent(Alternative::Greater));
    }
    hits
}

/// Tests of a share of events.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shares {
    /// "Below the truth", which it isn't.
    pub below: Hits,
    /// "Above the truth", which it isn't.
    pub above: Hits,
    /// "Below twice the truth", which it is.
    pub below_twice: Hits,
    /// "Below four times the truth", which it is.
    pub below_four_times: Hits,
    /// "Above half the truth", which it is.
    pub above_half: Hits,
}

pub fn shares(events: Events, weeks: usize, worlds: u64) -> Shares {
    let mut seen = Shares::default();
    for world in 0..worlds {
        let (k, n) = events.weeks(&mut Chance::new(77_000 + world), weeks);
        let share = WeeklyShare::new(&k, &n).unwrap();
        let truth = events.truth();
        seen.below.count(share.p_below(truth).unwrap());
        seen.above.count(share.p_above(truth).unwrap());
        seen.below_twice.count(share.p_below(2.0 * truth).unwrap());
        seen.below_four_times.count(share.p_below(4.0 * truth).unwrap());
        seen.above_half.count(share.p_above(truth / 2.0).unwrap());
    }
    seen
}
