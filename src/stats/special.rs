//! Distribution functions that hold up at ten million dossiers.
//!
//! `statrs` computes the incomplete beta function from differences of log-gammas and stops after 140
//! terms: at n = 10⁷ neither is enough. Here the leading factor is Loader's saddle-point form and the
//! continued fraction runs until it stands.

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::gamma::{gamma_ur, ln_gamma};

use super::estimate::Alternative;

const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// Quantile of the standard normal distribution, `p` in (0, 1).
pub(super) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// P(Z ≥ z) for the standard normal distribution.
pub(super) fn normal_upper(z: f64) -> f64 {
    Normal::standard().sf(z)
}

/// p of a standard normal statistic that is above 0 where the first takes longer.
pub(super) fn normal_tail(z: f64, alternative: Alternative) -> f64 {
    match alternative {
        Alternative::Less => normal_upper(-z),
        Alternative::Greater => normal_upper(z),
        Alternative::TwoSided => (2.0 * normal_upper(z.abs())).min(1.0),
    }
}

/// P(X ≥ x) of χ² with `dof` degrees of freedom, above 0; x ≥ 0.
pub(super) fn chi_square_upper(x: f64, dof: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma_ur(dof / 2.0, x / 2.0) }
}

/// P(T ≥ t) for Student's t; `t` may be infinite, `dof` is above 0.
pub(super) fn student_t_upper(t: f64, dof: f64) -> f64 {
    let square = t * t;
    let tail = if square.is_finite() {
        // Both parts of the unit are computed apart, so that neither end loses digits.
        beta_lower(dof / 2.0, 0.5, dof / (dof + square), square / (dof + square)) / 2.0
    } else {
        0.0
    };
    if t > 0.0 { tail } else { 1.0 - tail }
}

/// The t that is exceeded with probability `tail`, which is in (0, ½].
pub(super) fn student_t_quantile_upper(tail: f64, dof: f64) -> f64 {
    let y = beta_quantile_upper(2.0 * tail, 0.5, dof / 2.0);
    (dof * y / (1.0 - y)).sqrt()
}

/// P(X ≤ x) of a Beta(a, b), given x and its complement y = 1 − x; a, b > 0.
///
/// # Source
/// Continued fraction of Didonato & Morris (1992), TOMS 708, by modified Lentz; leading factor by
/// Loader (2000), *Fast and accurate computation of binomial probabilities*. Checked against SciPy.
pub(super) fn beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if y <= 0.0 {
        1.0
    } else if x <= (a + 1.0) / (a + b + 2.0) {
        beta_left(a, b, x, y)
    } else {
        1.0 - beta_left(b, a, y, x)
    }
}

/// P(X > x) of a Beta(a, b), without the cancellation of 1 − P(X ≤ x).
pub(super) fn beta_upper(a: f64, b: f64, x: f64, y: f64) -> f64 {
    beta_lower(b, a, y, x)
}

/// The x with P(X ≤ x) = `p`.
pub(super) fn beta_quantile_lower(p: f64, a: f64, b: f64) -> f64 {
    solve(a, b, |x| p - beta_lower(a, b, x, 1.0 - x))
}

/// The x with P(X > x) = `p`.
pub(super) fn beta_quantile_upper(p: f64, a: f64, b: f64) -> f64 {
    solve(a, b, |x| beta_upper(a, b, x, 1.0 - x) - p)
}

/// Root of a function that falls in x with slope −density: Newton's steps inside a shrinking bracket.
fn solve(a: f64, b: f64, excess: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let mut x = a / (a + b);
    for _ in 0..400 {
        let gap = excess(x);
        if gap == 0.0 {
            return x;
        }
        if gap > 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = a * b / (a + b) * binomial_like(a, b, x, 1.0 - x) / (x * (1.0 - x));
        let newton = x + gap / density;
        let next = if newton > low && newton < high { newton } else { low.midpoint(high) };
        if (next - x).abs() <= 1e-15 * next {
            return next;
        }
        x = next;
    }
    x
}

fn beta_left(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let terms = 1_000.0 + 20.0 * a.max(b).sqrt();
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    let mut m = 1.0;
    while m < terms {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
        m += 1.0;
    }
    (b / (a + b) * binomial_like(a, b, x, y) * h).clamp(0.0, 1.0)
}

/// Γ(a+b+1) / (Γ(a+1) Γ(b+1)) · x^a y^b, for real a, b > 0.
fn binomial_like(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * x)
        - deviance(b, n * y);
    (exponent - HALF_LN_TWO_PI + 0.5 * (n / (a * b)).ln()).exp()
}

/// ln Γ(z+1) less Stirling's formula.
fn stirling_error(z: f64) -> f64 {
    if z < 15.0 {
        return ln_gamma(z + 1.0) - (z + 0.5) * z.ln() + z - HALF_LN_TWO_PI;
    }
    let s = 1.0 / (z * z);
    (1.0 / 12.0 - s * (1.0 / 360.0 - s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s / 1188.0)))) / z
}

/// x ln(x/m) + m − x without cancellation where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    let mut odd = 1.0;
    loop {
        term *= v * v;
        odd += 2.0;
        let next = sum + term / odd;
        if next.to_bits() == sum.to_bits() || odd > 400.0 {
            return next;
        }
        sum = next;
    }
}

/// ψ′(x), the second derivative of ln Γ; x > 0.
pub(super) fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 15.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let s = 1.0 / (x * x);
    let series =
        1.0 / 6.0 - s * (1.0 / 30.0 - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * 5.0 / 66.0)));
    sum + 1.0 / x + s / 2.0 + s / x * series
}

/// ψ″(x); x > 0.
fn tetragamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 15.0 {
        sum -= 2.0 / (x * x * x);
        x += 1.0;
    }
    let s = 1.0 / (x * x);
    let series = 0.5 - s * (1.0 / 6.0 - s * (1.0 / 6.0 - s * (0.3 - s * 5.0 / 6.0)));
    sum - s - s / x - s * s * series
}

/// The y with ψ′(y) = x; x > 0.
///
/// # Source
/// Smyth (2004), appendix: Newton on 1/ψ′, which is nearly linear; as limma's `trigammaInverse`.
pub(super) fn trigamma_inverse(x: f64) -> f64 {
    if x > 1e7 {
        return 1.0 / x.sqrt();
    }
    if x < 1e-6 {
        return 1.0 / x;
    }
    let mut y = 0.5 + 1.0 / x;
    for _ in 0..50 {
        let tri = trigamma(y);
        let step = tri * (1.0 - tri / x) / tetragamma(y);
        y += step;
        if -step / y < 1e-15 {
            break;
        }
    }
    y
}
