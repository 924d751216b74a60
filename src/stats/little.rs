//! Little's law as a check that arrivals, completions, open work and durations belong together.

use super::estimate::Unfit;
use super::len;

/// Work of one unit by period (day or week).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow<'a> {
    /// Arrivals in each period.
    pub arrivals: &'a [f64],
    /// Completions in each period.
    pub completions: &'a [f64],
    /// Work open at the end of each period.
    pub open: &'a [f64],
    /// Work open at the start of the first period.
    pub open_before: f64,
}

/// What Little's law says of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Little {
    /// L: mean of the work open, by the trapezoid rule over the periods.
    pub open: f64,
    /// λ: mean of arrivals and completions a period, so that growing and shrinking backlogs are treated
    /// alike.
    pub rate: f64,
    /// W: the mean time in the system that was given, in periods.
    pub sojourn: f64,
    /// L/(λW) − 1: 0 where they agree; positive where more is open than the durations explain, such as
    /// dossiers that were never closed in the system.
    pub gap: f64,
    /// (Work open at the end − work open before) / arrivals: the law holds where it is near zero.
    pub drift: f64,
    /// Periods whose open work isn't that of the period before plus arrivals less completions, by
    /// position. Any is a fault of the data.
    pub unbalanced: Vec<usize>,
}

/// Compares the open work L with λW, W being measured from the dossiers themselves, in periods.
///
/// # Errors
/// [`Unfit::Empty`] without periods, [`Unfit::WeeksDiffer`] where the series differ in length,
/// [`Unfit::OutOfRange`] for a negative or infinite entry, [`Unfit::Argument`] for such an `open_before` or
/// `sojourn`, [`Unfit::NoVolume`] where nothing came or went or took any time.
///
/// # Source
/// Little (1961), *A proof for the queuing formula L = λW*; for finite windows Little (2011), *Little's law
/// as viewed on its 50th anniversary*.
pub fn little(flow: &Flow, sojourn: f64) -> Result<Little, Unfit> {
    let periods = flow.open.len();
    for series in [flow.arrivals, flow.completions, flow.open] {
        if series.len() != periods {
            return Err(Unfit::WeeksDiffer { left: periods, right: series.len() });
        }
        if let Some(at) = series.iter().position(|v| !(*v >= 0.0 && v.is_finite())) {
            return Err(Unfit::OutOfRange { at });
        }
    }
    for value in [flow.open_before, sojourn] {
        if !(value >= 0.0 && value.is_finite()) {
            return Err(Unfit::Argument(value));
        }
    }
    let last = *flow.open.last().ok_or(Unfit::Empty)?;
    let came: f64 = flow.arrivals.iter().sum();
    let went: f64 = flow.completions.iter().sum();
    let rate = f64::midpoint(came, went) / len(periods);
    if rate <= 0.0 || sojourn <= 0.0 {
        return Err(Unfit::NoVolume);
    }
    let ends: f64 = flow.open.iter().sum();
    let open = (ends + f64::midpoint(flow.open_before, -last)) / len(periods);
    let before = std::iter::once(&flow.open_before).chain(flow.open);
    let steps = before.zip(flow.arrivals).zip(flow.completions).zip(flow.open);
    let unbalanced = steps
        .enumerate()
        .filter(|(_, (((before, came), went), after))| {
            let gap = (*before + *came - *went - *after).abs();
            gap > 1e-9 * before.max(**came).max(**went).max(**after).max(1.0)
        })
        .map(|(at, _)| at)
        .collect();
    Ok(Little {
        open,
        rate,
        sojourn,
        gap: open / (rate * sojourn) - 1.0,
        drift: if came > 0.0 { (last - flow.open_before) / came } else { -1.0 },
        unbalanced,
    })
}
