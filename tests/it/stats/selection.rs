//! Logs of which we know how they were chosen.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::stats::selection::{Cohorts, Selection, selection};

struct Office {
    rng: ChaCha8Rng,
}

/// Received and closed, in days from the start of the window; earlier ones are negative.
type Dossiers = Vec<(f64, f64)>;

impl Office {
    fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        let uniform = (self.rng.next_u64() >> 11) as f64 + 0.5;
        -(uniform / (1_u64 << 53) as f64).ln() * mean
    }

    /// So many a day, each taking its own time.
    fn independent(&mut self, a_day: f64, mean: f64, weeks: u32) -> Dossiers {
        let mut at = -6.0 * mean;
        let mut out = Dossiers::new();
        while at < f64::from(7 * weeks) {
            at += self.exponential(1.0 / a_day);
            out.push((at, at + self.exponential(mean)));
        }
        out
    }

    /// One queue before `officers`, who are busy for the share `load` of their time.
    fn queue(&mut self, a_day: f64, officers: usize, load: f64, weeks: u32) -> Dossiers {
        let mut free = vec![f64::NEG_INFINITY; officers];
        let mut at = -60.0;
        let mut out = Dossiers::new();
        while at < f64::from(7 * weeks) {
            at += self.exponential(1.0 / a_day);
            let first = free.iter_mut().min_by(|a, b| a.total_cmp(b)).expect("an officer");
            *first = first.max(at) + self.exponential(load * officers as f64 / a_day);
            out.push((at, *first));
        }
        out
    }
}

/// What the log would show: of the dossiers for which `there` holds, the closed ones and the open.
fn chosen(dossiers: &Dossiers, weeks: u32, there: impl Fn(f64, f64) -> bool) -> Selection {
    let end = f64::from(7 * weeks);
    let kept: Vec<_> =
        dossiers.iter().filter(|(a, b)| *a < end && there(*a, *b)).copied().collect();
    let results = || kept.iter().filter(|(_, b)| *b < end).map(|(_, b)| b.floor());
    let (first, last) = (results().fold(end, f64::min), results().fold(f64::MIN, f64::max));
    let mut cohorts = Cohorts::default();
    let add = |list: &mut Vec<u64>, day: f64, most: Option<f64>| {
        let at = day as usize;
        list.resize(list.len().max(at + 1), 0);
        list[at] = most.map_or(list[at] + 1, |most| list[at].max(most as u64));
    };
    for (a, b) in kept.iter().map(|(a, b)| (a.floor(), b.floor())) {
        if a < first || a > last {
            continue;
        }
        if b < end {
            add(&mut cohorts.closed, last - a, None);
            add(&mut cohorts.took, b - a, None);
            add(&mut cohorts.longest, last - a, Some(b - a));
        } else {
            add(&mut cohorts.open, last - a, None);
        }
    }
    selection(&cohorts)
}

fn received(dossiers: &Dossiers, weeks: u32) -> Selection {
    chosen(dossiers, weeks, |a, _| a >= 0.0)
}

/// Received or still in process in the window.
fn in_process(dossiers: &Dossiers, weeks: u32) -> Selection {
    chosen(dossiers, weeks, |_, b| b >= 0.0)
}

fn closed(dossiers: &Dossiers, weeks: u32) -> Selection {
    let end = f64::from(7 * weeks);
    chosen(dossiers, weeks, |_, b| (0.0..end).contains(&b))
}

/// Share of logs that look chosen by closing.
fn alarms(worlds: u64, look: impl Fn(&mut Office) -> Selection) -> f64 {
    let alarms = (0..worlds).filter(|seed| look(&mut Office::new(*seed)).by_closing).count();
    alarms as f64 / worlds as f64
}

#[test]
fn a_log_chosen_by_closing_is_recognised() {
    // Dossiers a day, mean days, weeks; the least share recognised.
    for (a_day, mean, weeks, least) in [
        (20.0, 5.0, 13, 0.95),
        (20.0, 5.0, 52, 0.98),
        (3.0, 60.0, 13, 0.9),
        (3.0, 60.0, 52, 0.95),
        (3.0, 10.0, 26, 0.8),
    ] {
        let share = alarms(60, |office| closed(&office.independent(a_day, mean, weeks), weeks));
        assert!(share >= least, "{a_day} a day, {mean} days, {weeks} weeks: {share}");
    }
}

#[test]
fn a_full_log_is_not_taken_for_one_chosen_by_closing() {
    // Few dossiers, many, fast offices and slow ones.
    for (a_day, mean) in
        [(0.3, 10.0), (1.0, 3.0), (1.0, 30.0), (3.0, 60.0), (1.0, 200.0), (20.0, 0.5), (20.0, 5.0)]
    {
        for weeks in [13, 52] {
            for look in [received, in_process] {
                let share =
                    alarms(60, |office| look(&office.independent(a_day, mean, weeks), weeks));
                assert!(share <= 0.02, "{a_day} a day, {mean} days, {weeks} weeks: {share}");
            }
        }
    }
}

#[test]
fn a_queue_that_happens_to_be_short_is_seldom_taken_for_a_cut() {
    for (a_day, officers, load) in [(3.0, 1, 0.6), (3.0, 1, 0.8), (6.0, 3, 0.8), (20.0, 3, 0.9)] {
        let share = alarms(100, |office| received(&office.queue(a_day, officers, load, 26), 26));
        assert!(share <= 0.03, "{officers} officers at {load}: {share}");
    }
    // One officer at 0.9: a queue of nine on average, and of none in a tenth of all weeks.
    let share = alarms(100, |office| received(&office.queue(3.0, 1, 0.9, 26), 26));
    assert!(share <= 0.08, "{share}");
}

#[test]
fn an_office_that_cleared_its_desks_has_all_its_dossiers() {
    let share = alarms(60, |office| {
        let end = 26.0 * 7.0;
        let mut dossiers = office.independent(20.0, 5.0, 26);
        for (a, b) in dossiers.iter_mut().filter(|(a, b)| *a < end - 1.0 && *b > end) {
            *b = a.max(end - 1.5) + 0.4;
        }
        received(&dossiers, 26)
    });
    assert!(share <= 0.05, "{share}");
}

#[test]
fn as_many_are_expected_open_as_there_are() {
    let (mut open, mut expected) = (0.0, 0.0);
    for seed in 0..60 {
        let found = received(&Office::new(seed).independent(20.0, 5.0, 26), 26);
        open += found.open as f64;
        expected += found.expected_open;
    }
    // Of 60 logs with about 80 each: 2 % is the standard error of either.
    assert!((expected / open - 1.0).abs() < 0.08, "{expected} for {open}");
}

#[test]
fn an_empty_log_says_nothing() {
    let nothing = selection(&Cohorts::default());
    assert_eq!((nothing.by_closing, nothing.open, nothing.missing), (false, 0, None));
}
