//! Simulated desks: where nothing differs nothing may be found, and what is planted must be.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::stats::peers::{self, Comparison, Group, MARGIN};
use redtape::stats::proportion::{WeeklyShare, upper_bound};
use redtape::stats::series::{self, Series};
use redtape::stats::{draws, fdr};

const WEEK: f64 = 2_400.0;

/// One clerk, first come first served, Poisson arrivals, exponential service, as it is in the long run.
#[derive(Clone, Copy)]
struct Clerk {
    /// Utilisation.
    rho: f64,
    /// Arrivals a week.
    per_week: f64,
}

/// Time in the system of what arrived, by week of arrival.
struct Weeks {
    sum: Vec<f64>,
    late: Vec<f64>,
    n: Vec<f64>,
}

impl Clerk {
    fn gap(self) -> f64 {
        WEEK / self.per_week
    }

    /// Share of arrivals that takes longer than `limit` minutes, by theory.
    fn late(self, limit: f64) -> f64 {
        (-(1.0 / (self.gap() * self.rho) - 1.0 / self.gap()) * limit).exp()
    }

    fn weeks(self, chance: &mut Chance, weeks: usize, limit: f64) -> Weeks {
        let nothing = || vec![0.0; weeks];
        let mut seen = Weeks { sum: nothing(), late: nothing(), n: nothing() };
        let mut wait = 0.0_f64;
        // Half a year for the queue to fill as it would be.
        let mut clock = -26.0 * WEEK;
        loop {
            let service = chance.exponential(self.gap() * self.rho);
            let pause = chance.exponential(self.gap());
            if clock >= 0.0 {
                let at = (clock / WEEK) as usize;
                if at >= weeks {
                    return seen;
                }
                seen.sum[at] += wait + service;
                seen.late[at] += f64::from(u8::from(wait + service > limit));
                seen.n[at] += 1.0;
            }
            clock += pause;
            wait = (wait + service - pause).max(0.0);
        }
    }
}

/// Random numbers of one world.
struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.uniform().ln()
    }
}

/// Sixty desks in a world of their own, of which the first takes `first` times as long.
fn sixty(seed: u64, clerk: Clerk, weeks: usize, first: f64) -> Comparison {
    let mut chance = Chance::new(seed);
    let mut desks: Vec<Weeks> = (0..60).map(|_| clerk.weeks(&mut chance, weeks, 0.0)).collect();
    desks[0].sum.iter_mut().for_each(|sum| *sum *= first);
    let groups: Vec<Group> = desks.iter().map(|d| Group { sum: &d.sum, n: &d.n }).collect();
    peers::compare(&groups).unwrap()
}

fn p_slower(world: &Comparison, margin: f64) -> Vec<f64> {
    world.groups.iter().map(|g| g.as_ref().unwrap().p_slower(margin).unwrap()).collect()
}

/// At most the share `rate` of so many, three standard errors of chance apart.
#[track_caller]
fn at_most(hits: usize, of: usize, rate: f64, what: &str) {
    let of = of as f64;
    let most = of * rate + 3.0 * (of * rate * (1.0 - rate)).sqrt();
    assert!(hits as f64 <= most, "{what}: {hits} of {of}, at most {most:.1} expected");
}

#[test]
fn among_identical_desks_hardly_any_is_slower_than_its_peers() {
    for (rho, weeks) in [(0.6, 52), (0.8, 52), (0.6, 26), (0.8, 26)] {
        let (mut plain, mut margin, mut any) = (0, 0, 0);
        let worlds = 40;
        for seed in 0..worlds {
            let world = sixty(seed, Clerk { rho, per_week: 40.0 }, weeks, 1.0);
            plain += p_slower(&world, 0.0).iter().filter(|p| **p <= 0.05).count();
            let p = p_slower(&world, MARGIN);
            margin += p.iter().filter(|p| **p <= 0.05).count();
            let q = fdr::benjamini_hochberg(&p).unwrap();
            any += usize::from(q.iter().any(|q| *q <= 0.05));
        }
        let worlds = usize::try_from(worlds).unwrap();
        let what = format!("utilisation {rho}, {weeks} weeks");
        at_most(plain, worlds * 60, 0.05, &format!("p against no difference, {what}"));
        at_most(margin, worlds * 60, 0.05, &format!("p against the margin, {what}"));
        at_most(any, worlds, 0.05, &format!("worlds in which any q passes, {what}"));
    }
}

#[test]
fn at_ninety_percent_load_more_than_five_percent_pass_as_documented() {
    let (mut plain, mut margin) = (0, 0);
    for seed in 0..40 {
        let world = sixty(seed, Clerk { rho: 0.9, per_week: 40.0 }, 52, 1.0);
        plain += p_slower(&world, 0.0).iter().filter(|p| **p <= 0.05).count();
        margin += p_slower(&world, MARGIN).iter().filter(|p| **p <= 0.05).count();
    }
    at_most(plain, 40 * 60, 0.08, "p against no difference");
    at_most(margin, 40 * 60, 0.05, "p against the margin");
}

#[test]
fn a_desk_half_as_slow_again_is_found_and_quoted_near_its_size() {
    let (mut found, mut others, mut covered, mut quoted) = (0, 0, 0, 0.0);
    for seed in 100..120 {
        let world = sixty(seed, Clerk { rho: 0.7, per_week: 150.0 }, 52, 1.5);
        let q = fdr::benjamini_hochberg(&p_slower(&world, MARGIN)).unwrap();
        found += usize::from(q[0] <= 0.05);
        others += q[1..].iter().filter(|q| **q <= 0.05).count();
        let shrunken = world.groups[0].as_ref().unwrap().shrunken.unwrap();
        let interval = shrunken.interval(0.9).unwrap();
        covered += usize::from(interval.low <= 1.5_f64.ln() && 1.5_f64.ln() <= interval.high);
        quoted += shrunken.value / 20.0;
    }
    assert!(found >= 16, "found in {found} of 20 worlds");
    assert_eq!(others, 0);
    assert!(covered >= 15, "covered in {covered} of 20 worlds");
    assert!((1.35..1.55).contains(&quoted.exp()), "quoted as {}", quoted.exp());
}

#[test]
fn the_worst_of_identical_desks_is_not_quoted_as_it_looks() {
    for weeks in [26, 52] {
        let (mut raw, mut quoted) = (0.0, 0.0);
        for seed in 200..220 {
            let world = sixty(seed, Clerk { rho: 0.7, per_week: 40.0 }, weeks, 1.0);
            let groups = world.groups.iter().flatten();
            let worst = groups.max_by(|a, b| a.effect.value.total_cmp(&b.effect.value)).unwrap();
            raw += worst.effect.value / 20.0;
            quoted += worst.shrunken.unwrap().value / 20.0;
        }
        assert!(raw > 0.15, "{weeks} weeks: raw {raw}");
        assert!(quoted < raw / 3.0, "{weeks} weeks: {quoted} of {raw}");
    }
}

#[test]
fn intervals_of_two_identical_desks_cover_as_often_as_they_say() {
    let mut covered = 0;
    let pairs = 600;
    for seed in 0..pairs {
        let mut chance = Chance::new(1_000 + seed);
        let mut desk = || {
            let weeks = Clerk { rho: 0.8, per_week: 40.0 }.weeks(&mut chance, 50, 0.0);
            series::ratio_of_sums(&weeks.sum, &weeks.n).unwrap()
        };
        let (a, b) = (desk(), desk());
        let interval = series::difference(&a, &b).unwrap().estimate().interval(0.9).unwrap();
        covered += usize::from(interval.low <= 0.0 && 0.0 <= interval.high);
    }
    let share = covered as f64 / pairs as f64;
    assert!((0.87..=0.94).contains(&share), "covered {share}");
}

#[test]
fn a_true_share_of_unconnected_events_is_rarely_called_wrong() {
    let (mut below, mut above) = (0, 0);
    let shares = 1_000;
    for seed in 0..shares {
        let mut chance = Chance::new(90_000 + seed);
        let mut week = || (0..40).filter(|_| chance.uniform() < 0.04).count() as f64;
        let k: Vec<f64> = (0..52).map(|_| week()).collect();
        let share = WeeklyShare::new(&k, &[40.0; 52]).unwrap();
        below += usize::from(share.p_below(0.04).unwrap() <= 0.05);
        above += usize::from(share.p_above(0.04).unwrap() <= 0.05);
    }
    let shares = usize::try_from(shares).unwrap();
    at_most(below, shares, 0.05, "called lower than it is");
    at_most(above, shares, 0.05, "called higher than it is");
}

#[test]
fn the_design_effect_holds_back_what_bursts_of_a_queue_would_let_through() {
    let clerk = Clerk { rho: 0.7, per_week: 40.0 };
    let limit = 450.0;
    let truth = clerk.late(limit);
    let (mut below, mut above, mut plain) = (0, 0, 0);
    let desks = 600;
    for seed in 0..desks {
        let weeks = clerk.weeks(&mut Chance::new(5_000 + seed), 52, limit);
        let share = WeeklyShare::new(&weeks.late, &weeks.n).unwrap();
        below += usize::from(share.p_below(truth).unwrap() <= 0.05);
        above += usize::from(share.p_above(truth).unwrap() <= 0.05);
        plain += usize::from(upper_bound(share.k, share.n, 0.95).unwrap() < truth);
    }
    let desks = usize::try_from(desks).unwrap();
    at_most(above, desks, 0.05, "called later than it is");
    // A quiet year has few bursts and so shows a small design effect: "seldom late" stays too easy.
    assert!(below * 2 < plain, "called too good: {below} of {desks}, {plain} without");
}

#[test]
fn draws_of_one_statistic_follow_its_t_distribution() {
    let weeks = Clerk { rho: 0.8, per_week: 40.0 }.weeks(&mut Chance::new(9), 52, 0.0);
    let desk = series::ratio_of_sums(&weeks.sum, &weeks.n).unwrap();
    let interval = desk.estimate().interval(0.9).unwrap();
    let draws = draws::joint(&[desk], 20_000, 1, "t").unwrap();
    let below = draws.rows().filter(|row| row[0] < interval.low).count();
    let above = draws.rows().filter(|row| row[0] > interval.high).count();
    for hits in [below, above] {
        assert!((900..=1_100).contains(&hits), "{hits} of 20,000 beyond an end of 90 %");
    }
}

#[test]
fn ranks_are_stable_only_where_values_are_apart() {
    let saving = |value: f64, seed| {
        let mut chance = Chance::new(seed);
        Series::new(value, (0..52).map(|_| chance.uniform() - 0.5).collect()).unwrap()
    };
    let savings = [saving(100.0, 1), saving(1.0, 2), saving(1.0, 3), saving(-100.0, 4)];
    let shares = draws::joint(&savings, draws::DRAWS, 7, "rank").unwrap().share_in_top(2);
    assert_eq!((shares[0].to_bits(), shares[3].to_bits()), (1.0_f64.to_bits(), 0));
    assert!((0.3..0.7).contains(&shares[1]), "{shares:?}");
    assert!((shares.iter().sum::<f64>() - 2.0).abs() < 1e-12);
}
