//! Many dossiers closed in one minute, against what the officer's own pace would bring about.

use statrs::function::gamma::gamma_lr;

use super::congestion::erlang_b;
use super::counts::Counts;
use super::estimate::Unfit;
use super::real;

/// One officer's closings in minutes of at least so many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bulk {
    /// Usual pace: closings a minute of the officer's hours, from the minutes below the bulk size.
    pub pace: f64,
    /// Closings.
    pub closings: u64,
    /// Closings in minutes of at least the bulk size.
    pub in_bulk: u64,
    /// Closings expected in such minutes at the usual pace.
    pub expected: f64,
    /// Share of all closings that is in bulk beyond the expectation, in [0, 1].
    pub excess: f64,
    /// Most closings in one minute.
    pub largest: u64,
}

/// Bulk closing of one officer.
///
/// `minutes` counts the minutes with closings: value = closings in that minute, finished = number of such
/// minutes. `open_minutes` are the officer's hours in all, those without a closing included; `size` is the
/// fewest closings that make a bulk.
///
/// The usual pace is that of a Poisson process seen in the minutes below `size` alone, so that a bulk
/// doesn't excuse itself: the rate λ whose mean there, λ(1 − B(size − 1, λ)) with Erlang's loss formula B, is
/// the observed one.
///
/// # Errors
/// [`Unfit::NoVolume`] without closings, [`Unfit::Argument`] for a size below 2, for fewer open minutes than
/// minutes with closings, and where no minute is below `size` or all are just below (then no pace can be
/// told), [`Unfit::OutOfRange`] for a minute with no or negative closings, [`Unfit::Unfinished`] where the
/// counts hold other than finished ones.
///
/// # Source
/// Maximum likelihood of a truncated Poisson distribution (Cohen 1954). Checked against SciPy `poisson` and
/// `brentq`.
pub fn bulk(minutes: &Counts, open_minutes: u64, size: u32) -> Result<Bulk, Unfit> {
    if size < 2 {
        return Err(Unfit::Argument(f64::from(size)));
    }
    let unfinished = minutes.n_censored() + minutes.n_entered();
    if unfinished > 0 {
        return Err(Unfit::Unfinished { count: unfinished });
    }
    let (mut busy, mut below, mut closings, mut in_bulk, mut largest) = (0, 0, 0, 0, 0_u64);
    let mut bulks = 0;
    for (at, row) in minutes.rows().iter().enumerate() {
        let closed = u64::try_from(row.value).unwrap_or(0);
        if closed == 0 {
            return Err(Unfit::OutOfRange { at });
        }
        busy += row.finished;
        closings += closed * row.finished;
        largest = largest.max(closed);
        if closed >= u64::from(size) {
            bulks += row.finished;
            in_bulk += closed * row.finished;
        } else {
            below += closed * row.finished;
        }
    }
    if closings == 0 {
        return Err(Unfit::NoVolume);
    }
    if open_minutes < busy || open_minutes == bulks {
        return Err(Unfit::Argument(real(open_minutes)));
    }
    let mean = real(below) / real(open_minutes - bulks);
    let pace = rate(mean, size - 1)?;
    // Σ m·P(m) over m ≥ size is λ·P(X ≥ size − 1).
    let tail = if pace > 0.0 { gamma_lr(f64::from(size - 1), pace) } else { 0.0 };
    let expected = real(open_minutes) * pace * tail;
    let excess = ((real(in_bulk) - expected) / real(closings)).clamp(0.0, 1.0);
    Ok(Bulk { pace, closings, in_bulk, expected, excess, largest })
}

/// The rate of a Poisson distribution that, cut off above `most`, has this mean.
fn rate(mean: f64, most: u32) -> Result<f64, Unfit> {
    if mean <= 0.0 {
        return Ok(0.0);
    }
    let cut = |rate: f64| rate * (1.0 - erlang_b(most, rate));
    let mut high = mean;
    while cut(high) < mean {
        high *= 2.0;
        // As good as all minutes are at the limit: any high rate would do.
        if high > 1e3 * f64::from(most) {
            return Err(Unfit::Argument(mean));
        }
    }
    let mut low = 0.0;
    for _ in 0..2_000 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if cut(middle) < mean {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(high)
}
