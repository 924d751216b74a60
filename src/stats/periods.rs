//! One statistic of two periods that have no week in common.

use super::estimate::Estimate;

/// `a − b` of two periods apart: what happens in one says nothing of the other.
///
/// The variances add up; degrees of freedom by Welch and Satterthwaite. It rests on as many weeks as the
/// shorter of the two, so that no interval is given from fewer than
/// [`MIN_WEEKS`](super::MIN_WEEKS) on either side. For periods with weeks in common, see
/// [`series::difference`](super::series::difference), which lets cancel what they share.
///
/// # Source
/// Welch (1947), Biometrika 34, 28–35. Checked against SciPy `ttest_ind(equal_var=False)`.
#[must_use]
pub fn apart(a: &Estimate, b: &Estimate) -> Estimate {
    let (one, other) = (a.std_error.powi(2), b.std_error.powi(2));
    let total = one + other;
    let spread = one * one / a.dof + other * other / b.dof;
    Estimate {
        value: a.value - b.value,
        std_error: total.sqrt(),
        dof: if spread > 0.0 { total * total / spread } else { a.dof.min(b.dof) },
        weeks: a.weeks.min(b.weeks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, std_error: f64, dof: f64, weeks: usize) -> Estimate {
        Estimate { value, std_error, dof, weeks }
    }

    #[test]
    fn two_periods_agree_with_scipy() {
        // scipy.stats.ttest_ind([1, 2, 4, 7], [2, 3, 3, 5, 9, 11], equal_var=False).df
        let first = estimate(3.5, (7.0_f64 / 4.0).sqrt(), 3.0, 26);
        let second = estimate(5.5, (13.5_f64 / 6.0).sqrt(), 5.0, 30);
        let gap = apart(&first, &second);
        assert!((gap.value + 2.0).abs() < 1e-12);
        assert!((gap.std_error - 2.0).abs() < 1e-12);
        assert!((gap.dof - 7.868_852_459_016_394).abs() < 1e-9, "{}", gap.dof);
        assert_eq!(gap.weeks, 26);
    }

    #[test]
    fn a_quarter_is_too_short_for_an_interval() {
        let quarter = estimate(0.9, 0.02, 2.0, 13);
        assert!(apart(&quarter, &quarter).interval(0.9).is_err());
    }

    #[test]
    fn what_does_not_vary_has_no_error() {
        let still = estimate(0.9, 0.0, 6.0, 52);
        assert_eq!(apart(&still, &still).std_error.to_bits(), 0.0_f64.to_bits());
    }
}
