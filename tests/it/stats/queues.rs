//! Desks whose truth is known: the worlds on which the tests and `examples/calibration.rs` rest.
//!
//! Poisson arrivals, exponential service, so many clerks with one queue, first come first served. A desk
//! begins in its long run (Poisson arrivals see time averages), so no week is a warm-up week.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Open minutes of a week.
pub const WEEK: f64 = 2_400.0;

/// Random numbers of one world.
pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// In (0, 1].
    pub fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.uniform().ln()
    }

    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// How many of `n` with probability `p` each; meant for small n.
    pub fn binomial(&mut self, n: u32, p: f64) -> f64 {
        f64::from((0..n).map(|_| u32::from(self.uniform() <= p)).sum::<u32>())
    }
}

/// An M/M/c queue.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub clerks: usize,
    /// Utilisation, below 1.
    pub rho: f64,
    /// Arrivals a week.
    pub per_week: f64,
    /// How often each minute counts: a desk slow throughout.
    pub slow: f64,
}

/// What arrived, by week of arrival.
pub struct Weeks {
    pub n: Vec<f64>,
    /// Minutes before the service began.
    pub wait: Vec<f64>,
    /// Minutes until the service ended.
    pub sojourn: Vec<f64>,
    /// How many stayed longer than the limit.
    pub late: Vec<f64>,
    /// Every single wait, in whole minutes.
    pub each: Vec<i64>,
}

impl Desk {
    pub fn new(clerks: usize, rho: f64, per_week: f64) -> Self {
        Self { clerks, rho, per_week, slow: 1.0 }
    }

    /// The same clerks with more to do.
    pub fn loaded(self, rho: f64) -> Self {
        Self { rho, per_week: self.per_week * rho / self.rho, ..self }
    }

    pub fn slowed(self, slow: f64) -> Self {
        Self { slow, ..self }
    }

    pub fn name(&self) -> String {
        format!("M/M/{}, ρ {}", self.clerks, self.rho)
    }

    /// Minutes between arrivals.
    fn gap(&self) -> f64 {
        WEEK / self.per_week
    }

    /// Minutes of one service.
    pub fn service(&self) -> f64 {
        self.gap() * self.rho * self.clerks as f64
    }

    /// Probability that an arrival waits: Erlang's C.
    fn waits(&self) -> f64 {
        let load = self.rho * self.clerks as f64;
        let mut blocked = 1.0;
        for k in 1..=self.clerks {
            blocked = load * blocked / (k as f64 + load * blocked);
        }
        blocked / (1.0 - self.rho * (1.0 - blocked))
    }

    /// Mean wait in minutes, in the long run.
    pub fn mean_wait(&self) -> f64 {
        self.slow * self.waits() * self.service() / (self.clerks as f64 * (1.0 - self.rho))
    }

    /// Share that stays longer than `limit` minutes at one clerk's desk, in the long run.
    pub fn late(&self, limit: f64) -> f64 {
        assert_eq!(self.clerks, 1, "the time in the system is exponential for one clerk only");
        (-(1.0 - self.rho) / self.service() * limit / self.slow).exp()
    }

    /// When each clerk will be free, as an arrival in the long run finds it; ascending.
    fn begin(&self, chance: &mut Chance) -> Vec<f64> {
        let mut free = vec![0.0; self.clerks];
        // All are busy, and a geometric number waits, with the probability of waiting.
        if chance.uniform() <= self.waits() {
            for clerk in &mut free {
                *clerk = chance.exponential(self.service());
            }
            free.sort_by(f64::total_cmp);
            while chance.uniform() <= self.rho {
                free[0] += chance.exponential(self.service());
                free.sort_by(f64::total_cmp);
            }
            return free;
        }
        // Else fewer than all are: weights a^k/k!.
        let load = self.rho * self.clerks as f64;
        let mut weights = vec![1.0];
        for k in 1..self.clerks {
            weights.push(weights[k - 1] * load / k as f64);
        }
        let mut left = chance.uniform() * weights.iter().sum::<f64>();
        let busy = weights.iter().position(|w| {
            left -= w;
            left <= 0.0
        });
        for clerk in free.iter_mut().take(busy.unwrap_or(0)) {
            *clerk = chance.exponential(self.service());
        }
        free.sort_by(f64::total_cmp);
        free
    }

    /// So many weeks of the desk.
    pub fn weeks(&self, chance: &mut Chance, weeks: usize, limit: f64) -> Weeks {
        let nothing = || vec![0.0; weeks];
        let mut seen = Weeks {
            n: nothing(),
            wait: nothing(),
            sojourn: nothing(),
            late: nothing(),
            each: Vec::new(),
        };
        let mut free = self.begin(chance);
        let mut clock = 0.0;
        loop {
            let pause = chance.exponential(self.gap());
            clock += pause;
            let at = (clock / WEEK) as usize;
            if at >= weeks {
                return seen;
            }
            // Time passes for everybody.
            for clerk in &mut free {
                *clerk = (*clerk - pause).max(0.0);
            }
            let (wait, service) = (free[0] * self.slow, chance.exponential(self.service()));
            let stay = wait + service * self.slow;
            free[0] += service;
            let mut i = 0;
            while i + 1 < free.len() && free[i] > free[i + 1] {
                free.swap(i, i + 1);
                i += 1;
            }
            seen.n[at] += 1.0;
            seen.wait[at] += wait;
            seen.sojourn[at] += stay;
            seen.late[at] += f64::from(u8::from(stay > limit));
            seen.each.push(wait.round() as i64);
        }
    }
}

/// Events among 40 dossiers a week, in the long run.
#[derive(Clone, Copy, Debug)]
pub enum Events {
    /// Each with this probability, whatever the others do.
    Independent(f64),
    /// Late dossiers of one clerk with this utilisation, 40 arrivals a week, of which 8 % are late.
    Late(f64),
    /// Spells of so many weeks on average in which a share of dossiers has the event, one in twelve weeks
    /// beginning one; else another share.
    Spells { weeks: f64, share: f64, else_share: f64 },
    /// In three of ten weeks a batch of four on average, geometric.
    Batches,
    /// A level that wanders with four fifths of the week before, with this spread on the log scale, around
    /// 3 %.
    Waves(f64),
}

const A_WEEK: u32 = 40;

impl Events {
    pub fn name(&self) -> String {
        match self {
            Self::Independent(p) => format!("independent, {p}"),
            Self::Late(rho) => format!("late at M/M/1, ρ {rho}"),
            Self::Spells { weeks, share, else_share } => {
                format!("spells of {weeks} weeks at {share}, else {else_share}")
            }
            Self::Batches => "batches of four".to_owned(),
            Self::Waves(spread) => format!("waves, spread {spread}"),
        }
    }

    /// The share in the long run.
    pub fn truth(&self) -> f64 {
        match self {
            Self::Independent(p) => *p,
            Self::Late(_) => LATE,
            Self::Spells { weeks, share, else_share } => {
                let spells = SPELLS / (SPELLS + 1.0 / weeks);
                spells * share + (1.0 - spells) * else_share
            }
            // The mean of a geometric number, cut at the week's dossiers.
            Self::Batches => BATCHES * (1.0 - MORE.powi(40)) / (1.0 - MORE) / f64::from(A_WEEK),
            Self::Waves(_) => WAVES,
        }
    }

    /// Events and dossiers by week.
    pub fn weeks(&self, chance: &mut Chance, weeks: usize) -> (Vec<f64>, Vec<f64>) {
        let n = vec![f64::from(A_WEEK); weeks];
        let k = match *self {
            Self::Independent(p) => (0..weeks).map(|_| chance.binomial(A_WEEK, p)).collect(),
            Self::Late(rho) => {
                let desk = Desk::new(1, rho, f64::from(A_WEEK));
                let limit = -desk.service() / (1.0 - rho) * LATE.ln();
                let seen = desk.weeks(chance, weeks, limit);
                return (seen.late, seen.n);
            }
            Self::Spells { weeks: length, share, else_share } => {
                let mut spell = chance.uniform() <= SPELLS / (SPELLS + 1.0 / length);
                let mut week = || {
                    let k = chance.binomial(A_WEEK, if spell { share } else { else_share });
                    let turn = if spell { 1.0 / length } else { SPELLS };
                    spell ^= chance.uniform() <= turn;
                    k
                };
                (0..weeks).map(|_| week()).collect()
            }
            Self::Batches => {
                let mut week = || {
                    let mut k = f64::from(u8::from(chance.uniform() <= BATCHES));
                    while k > 0.0 && k < f64::from(A_WEEK) && chance.uniform() <= MORE {
                        k += 1.0;
                    }
                    k
                };
                (0..weeks).map(|_| week()).collect()
            }
            Self::Waves(spread) => {
                let mut level = chance.normal();
                let mut week = || {
                    let share = WAVES * (spread * level - spread * spread / 2.0).exp();
                    level = KEEP * level + (1.0 - KEEP * KEEP).sqrt() * chance.normal();
                    chance.binomial(A_WEEK, share.min(1.0))
                };
                (0..weeks).map(|_| week()).collect()
            }
        };
        (k, n)
    }
}

const LATE: f64 = 0.08;
const SPELLS: f64 = 1.0 / 12.0;
const BATCHES: f64 = 0.3;
const MORE: f64 = 0.75;
const WAVES: f64 = 0.03;
const KEEP: f64 = 0.8;
