//! What a statistic hands back: a value with its precision, an interval, or the reason why not.

use super::special::{student_t_quantile_upper, student_t_upper};

/// Fewest weeks that carry a p, a q or an interval; below, a finding is descriptive.
pub const MIN_WEEKS: usize = 20;

/// Why an input can't carry a statistic at all.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// There is nothing to measure.
    #[error("no observation")]
    Empty,
    /// Two series that must describe the same weeks have different lengths.
    #[error("series of {left} and {right} weeks can't be compared")]
    WeeksDiffer {
        /// Weeks of the first.
        left: usize,
        /// Weeks of the second.
        right: usize,
    },
    /// The denominator of a ratio adds up to nothing.
    #[error("no volume: the counts add up to zero")]
    NoVolume,
    /// A count below zero, a value that isn't a number, or a part above its whole.
    #[error("week or row {at} has a value out of range")]
    OutOfRange {
        /// Position in the input, from zero.
        at: usize,
    },
    /// A logarithm was asked of a value that isn't above zero.
    #[error("a ratio needs values above zero")]
    NotPositive,
    /// A level, quantile or other argument outside its range.
    #[error("argument {0} is out of range")]
    Argument(f64),
    /// More observations left or entered by this value than there are.
    #[error("entries don't match exits at value {value}")]
    Entries {
        /// The value at which the number at risk would be negative.
        value: i64,
    },
    /// The data don't reach as far as the answer needs.
    #[error("the follow-up ends at {last}")]
    BeyondFollowUp {
        /// Largest value observed.
        last: i64,
    },
    /// A comparison with peers needs peers.
    #[error("no peer to compare with")]
    NoPeers,
    /// Ranks were asked of observations that are still open, or that came under observation late.
    #[error("{count} observations are open or entered late: they have no rank")]
    Unfinished {
        /// How many.
        count: u64,
    },
    /// Too few observations for an error.
    #[error("fewer than {least} observations")]
    TooFew {
        /// How many it takes.
        least: u64,
    },
    /// More observations than sums of ranks are exact for.
    #[error("more than {most} observations")]
    TooMany {
        /// How many it may be.
        most: u64,
    },
}

/// Why there is a value but neither a p nor an interval.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoInference {
    /// Fewer than [`MIN_WEEKS`] weeks: the value is a description.
    #[error("{weeks} weeks are too few for a test")]
    TooFewWeeks {
        /// Weeks at hand.
        weeks: usize,
    },
    /// The series doesn't vary, so nothing tells how far chance alone would move it. A constant series
    /// is more often a default written by a system than a perfectly steady office: it earns no p of 0.
    #[error("the series doesn't vary: its error is unknown")]
    NoVariation,
    /// A level, margin or limit outside its range.
    #[error("argument {0} is out of range")]
    Argument(f64),
}

/// In which direction a first group is suspected to differ from a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The first takes less long.
    Less,
    /// The first takes longer.
    Greater,
    /// Either.
    TwoSided,
}

/// Two ends and the share of cases in which such an interval holds the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end, in the statistic's unit.
    pub low: f64,
    /// Upper end, in the statistic's unit.
    pub high: f64,
    /// Confidence level, 0.9 for 90 %.
    pub level: f64,
}

/// An interval on observed values, of which an end may lie outside what was observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenInterval {
    /// Lower end, or nothing where the data don't bound it.
    pub low: Option<i64>,
    /// Upper end, or nothing where the data don't bound it.
    pub high: Option<i64>,
    /// Confidence level, 0.9 for 90 %.
    pub level: f64,
}

/// A value, its standard error, and what the error rests on.
///
/// The reference distribution is Student's t with [`dof`](Self::dof) degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The statistic, in its own unit.
    pub value: f64,
    /// Standard error, in the same unit; exactly 0 where the series doesn't vary.
    pub std_error: f64,
    /// Degrees of freedom of the standard error.
    pub dof: f64,
    /// Weeks that it rests on.
    pub weeks: usize,
}

impl Estimate {
    /// Two-sided interval of the given level, in the unit of the value.
    ///
    /// # Errors
    /// [`NoInference::TooFewWeeks`], [`NoInference::NoVariation`], or [`NoInference::Argument`] for a
    /// level outside (0, 1).
    pub fn interval(&self, level: f64) -> Result<Interval, NoInference> {
        let level = probability(level)?;
        self.inferable()?;
        let half = student_t_quantile_upper((1.0 - level) / 2.0, self.dof) * self.std_error;
        Ok(Interval { low: self.value - half, high: self.value + half, level })
    }

    /// One-sided p of "the true value is above `margin`": small where the data say so against the null
    /// hypothesis that it is at most `margin`.
    ///
    /// # Errors
    /// [`NoInference::TooFewWeeks`], [`NoInference::NoVariation`], or [`NoInference::Argument`] for a
    /// margin that isn't finite.
    pub fn p_above(&self, margin: f64) -> Result<f64, NoInference> {
        self.inferable()?;
        finite(margin)?;
        Ok(student_t_upper((self.value - margin) / self.std_error, self.dof))
    }

    /// One-sided p of "the true value is below `margin`"; the mirror of [`p_above`](Self::p_above).
    ///
    /// # Errors
    /// As [`p_above`](Self::p_above).
    pub fn p_below(&self, margin: f64) -> Result<f64, NoInference> {
        self.inferable()?;
        finite(margin)?;
        Ok(student_t_upper((margin - self.value) / self.std_error, self.dof))
    }

    fn inferable(&self) -> Result<(), NoInference> {
        if self.weeks < MIN_WEEKS {
            Err(NoInference::TooFewWeeks { weeks: self.weeks })
        } else if self.std_error > 0.0 {
            Ok(())
        } else {
            Err(NoInference::NoVariation)
        }
    }
}

/// A level or limit strictly between 0 and 1.
pub(super) fn probability(p: f64) -> Result<f64, NoInference> {
    if p > 0.0 && p < 1.0 { Ok(p) } else { Err(NoInference::Argument(p)) }
}

fn finite(margin: f64) -> Result<(), NoInference> {
    if margin.is_finite() { Ok(()) } else { Err(NoInference::Argument(margin)) }
}

/// A level strictly between 0 and 1, for functions that fail as [`Unfit`].
pub(super) fn level(p: f64) -> Result<f64, Unfit> {
    probability(p).map_err(|_| Unfit::Argument(p))
}
