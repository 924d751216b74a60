//! Simulated desks: where nothing differs nothing may be found, and what is planted must be.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::stats::peers::{self, Comparison, Group, MARGIN};
use redtape::stats::proportion::WeeklyShare;
use redtape::stats::{Estimate, draws, fdr, series};

const PER_WEEK: f64 = 40.0;

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

/// Weekly sums and counts of one desk.
struct Desk {
    sum: Vec<f64>,
    n: Vec<f64>,
}

/// One clerk, first come first served, utilisation `rho`: sojourn times by week of arrival, in minutes
/// of a week of 2,400, each times `slower`.
fn mm1(chance: &mut Chance, rho: f64, weeks: usize, slower: f64) -> Desk {
    let week = 2_400.0;
    let gap = week / PER_WEEK;
    let mut desk = Desk { sum: vec![0.0; weeks], n: vec![0.0; weeks] };
    let mut wait = 0.0_f64;
    // Half a year to fill the queue as it would be.
    let mut clock = -26.0 * week;
    loop {
        let service = chance.exponential(gap * rho);
        let arrival = chance.exponential(gap);
        if clock >= 0.0 {
            let at = (clock / week) as usize;
            if at >= weeks {
                return desk;
            }
            desk.sum[at] += (wait + service) * slower;
            desk.n[at] += 1.0;
        }
        clock += arrival;
        wait = (wait + service - arrival).max(0.0);
    }
}

fn world(seed: u64, desks: usize, weeks: usize, rho: impl Fn(usize) -> f64, first: f64) -> Comparison {
    let mut chance = Chance::new(seed);
    let desks: Vec<Desk> = (0..desks)
        .map(|d| mm1(&mut chance, rho(d), weeks, if d == 0 { first } else { 1.0 }))
        .collect();
    let groups: Vec<Group> = desks.iter().map(|d| Group { sum: &d.sum, n: &d.n }).collect();
    peers::compare(&groups).unwrap()
}

fn p_slower(world: &Comparison, margin: f64) -> Vec<f64> {
    world.groups.iter().map(|g| g.as_ref().unwrap().p_slower(margin).unwrap()).collect()
}

#[test]
fn explore() {
    for (rho, weeks) in [(0.6, 52), (0.8, 52), (0.9, 52), (0.6, 26), (0.8, 26),(0.9,26)] {
        for n in [10usize, 60] {
        let (mut zero, mut margin, mut any, mut tests, mut dof) = (0, 0, 0, 0, 0.0);
        let mut anyzero = 0;
        for seed in 0..40 {
            let w = world(seed, n, weeks, |_| rho, 1.0);
            let p = p_slower(&w, 0.0);
            zero += p.iter().filter(|p| **p <= 0.05).count();
            anyzero += usize::from(fdr::benjamini_hochberg(&p).unwrap().iter().any(|q| *q <= 0.05));
            let p = p_slower(&w, MARGIN);
            margin += p.iter().filter(|p| **p <= 0.05).count();
            any += usize::from(fdr::benjamini_hochberg(&p).unwrap().iter().any(|q| *q <= 0.05));
            tests += p.len();
            dof += w.groups[0].as_ref().unwrap().effect.dof / 40.0;
        }
        let share = |k: usize| 100.0 * k as f64 / tests as f64;
        eprintln!("rho {rho} weeks {weeks} desks {n}: p<=.05 at 0: {:.2}% at margin {:.2}%; worlds with any q: {anyzero} / {any} of 40; dof {dof:.1}", share(zero), share(margin));
        }
    }
    for (name, rho0, rho, slower) in [("+50%", 0.7, 0.7, 1.5), ("+50% at .8", 0.8, 0.8, 1.5), ("+25", 0.7, 0.7, 1.25), (".95 among .7", 0.95, 0.7, 1.0), (".9 among .7", 0.9, 0.7, 1.0)] {
        let (mut hit, mut raw, mut shrunk, mut others, mut cover) = (0, 0.0, 0.0, 0, 0);
        for seed in 100..140 {
            let w = world(seed, 60, 52, |d| if d == 0 { rho0 } else { rho }, slower);
            let q = fdr::benjamini_hochberg(&p_slower(&w, MARGIN)).unwrap();
            hit += usize::from(q[0] <= 0.05);
            others += q[1..].iter().filter(|q| **q <= 0.05).count();
            let g = w.groups[0].as_ref().unwrap();
            raw += g.ratio() / 40.0;
            let s = g.shrunken.unwrap();
            let i = s.interval(0.9).unwrap();
            cover += usize::from(i.low <= slower.ln() && slower.ln() <= i.high);
            shrunk += s.value.exp() / 40.0;
        }
        eprintln!("{name}: found {hit}/40, others {others}, raw {raw:.3} shrunk {shrunk:.3} cover {cover}/40");
    }
}
