//! How long work waits at a given load: formulas for queues in their long run.
//!
//! They check a replay, and nothing more: near a utilisation of 1 they explode, and no office's year is
//! long enough to be in its long run there.

use super::estimate::Unfit;
use super::len;
use super::series::{Series, ratio_of_sums};

/// A queue with several officers, served in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// Officers.
    pub servers: u32,
    /// Share of the officers' time that work takes, below 1.
    pub utilisation: f64,
    /// Mean service time, in any unit.
    pub service: f64,
    /// Squared coefficient of variation of the times between arrivals; 1 for a Poisson process.
    pub cv2_arrivals: f64,
    /// Squared coefficient of variation of the service times; 1 for exponential ones.
    pub cv2_service: f64,
}

impl Queue {
    /// Mean wait in the long run, in the unit of the service time:
    /// `(Ca² + Cs²)/2 · ρ^(√(2(c+1)) − 1) / (c(1 − ρ)) · s`.
    ///
    /// Exact for M/M/1 and M/G/1. Against M/M/c it is within 8 % from a utilisation of 0.8 on for up to ten
    /// officers, and below far too long, the more so the more officers there are.
    ///
    /// # Errors
    /// [`Unfit::Argument`] for no officers, a utilisation outside [0, 1), or a negative mean or variation.
    ///
    /// # Source
    /// Allen–Cunneen's formula with the exponent of Sakasegawa (1977), *An approximation formula
    /// Lq ≃ αρ^β/(1 − ρ)*; Hopp & Spearman, *Factory Physics*, section 8.6.
    pub fn approximate_wait(&self) -> Result<f64, Unfit> {
        self.check()?;
        let servers = f64::from(self.servers);
        let exponent = (2.0 * (servers + 1.0)).sqrt() - 1.0;
        let variation = f64::midpoint(self.cv2_arrivals, self.cv2_service);
        let rho = self.utilisation;
        Ok(variation * rho.powf(exponent) / (servers * (1.0 - rho)) * self.service)
    }

    /// Mean wait in the long run were arrivals Poisson and services exponential (M/M/c), whatever the
    /// variations say: `C(c, ρ) · s / (c(1 − ρ))`.
    ///
    /// # Errors
    /// As [`approximate_wait`](Self::approximate_wait).
    ///
    /// # Source
    /// Erlang (1917), the delay formula.
    pub fn exact_exponential_wait(&self) -> Result<f64, Unfit> {
        self.check()?;
        let delayed = erlang_c(self.servers, self.utilisation)?;
        Ok(delayed * self.service / (f64::from(self.servers) * (1.0 - self.utilisation)))
    }

    fn check(&self) -> Result<(), Unfit> {
        load(self.servers, self.utilisation)?;
        for value in [self.service, self.cv2_arrivals, self.cv2_service] {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(Unfit::Argument(value));
            }
        }
        Ok(())
    }
}

/// Probability that work has to wait in an M/M/c queue, in [0, 1].
///
/// # Errors
/// [`Unfit::Argument`] for no officers or a utilisation outside [0, 1).
///
/// # Source
/// Erlang (1917). Checked against the sums of the definition in NumPy.
pub fn erlang_c(servers: u32, utilisation: f64) -> Result<f64, Unfit> {
    load(servers, utilisation)?;
    let lost = erlang_b(servers, f64::from(servers) * utilisation);
    Ok(lost / (1.0 - utilisation * (1.0 - lost)))
}

/// Erlang's loss formula: the probability that a Poisson variable of mean `offered` equals `servers`, given
/// that it is no larger.
///
/// By recursion over the number of servers, which doesn't overflow.
pub(super) fn erlang_b(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(1.0, |lost, c| {
        let work = offered * lost;
        work / (f64::from(c) + work)
    })
}

/// Utilisation: officers' service over their available time, with its influence by week.
///
/// Above 1 where officers work beyond their hours, or where service times hold more than work.
///
/// # Errors
/// As [`ratio_of_sums`]; [`Unfit::OutOfRange`] for negative service, too.
pub fn utilisation(service: &[f64], available: &[f64]) -> Result<Series, Unfit> {
    if let Some(at) = service.iter().position(|s| *s < 0.0) {
        return Err(Unfit::OutOfRange { at });
    }
    ratio_of_sums(service, available)
}

/// Squared coefficient of variation: variance (over n) by squared mean.
///
/// # Errors
/// [`Unfit::Empty`], [`Unfit::OutOfRange`] for a value that is negative or not finite, [`Unfit::NoVolume`]
/// where all are zero.
pub fn squared_variation(values: &[f64]) -> Result<f64, Unfit> {
    if values.is_empty() {
        return Err(Unfit::Empty);
    }
    if let Some(at) = values.iter().position(|v| !(*v >= 0.0 && v.is_finite())) {
        return Err(Unfit::OutOfRange { at });
    }
    // Over the largest, so that no sum or square overflows.
    let most = values.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return Err(Unfit::NoVolume);
    }
    let mean = values.iter().map(|v| v / most).sum::<f64>() / len(values.len());
    let squares: f64 = values.iter().map(|v| (v / most - mean).powi(2)).sum();
    Ok(squares / len(values.len()) / (mean * mean))
}

fn load(servers: u32, utilisation: f64) -> Result<(), Unfit> {
    if servers == 0 {
        Err(Unfit::Argument(0.0))
    } else if (0.0..1.0).contains(&utilisation) {
        Ok(())
    } else {
        Err(Unfit::Argument(utilisation))
    }
}
