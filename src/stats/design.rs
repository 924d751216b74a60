//! How well a design effect is known: a year has few slow movements to learn it from.

use statrs::function::gamma::{gamma_ur, ln_gamma};

/// What the design effect may be: points at and above 1, with weights that add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread(Vec<(f64, f64)>);

/// Nodes and weights of Gauss–Legendre on [−1, 1]; each stands for its mirror image too.
const GAUSS: [(f64, f64); 3] = [
    (0.238_619_186_083_196_93, 0.467_913_934_572_691_04),
    (0.661_209_386_466_264_5, 0.360_761_573_048_138_6),
    (0.932_469_514_203_152, 0.171_324_492_379_170_35),
];

/// Width of a panel on the logarithm of the effect.
const PANEL: f64 = 0.5;

/// How far above the estimate effects are considered: by the factor e⁹, which four degrees of
/// freedom exceed once in ten million times.
const REACH: f64 = 9.0;

impl Spread {
    /// What an estimate with so many degrees of freedom leaves open: over the true effect it follows
    /// χ²_dof/dof; below 1 the effect is taken as 1.
    pub(super) fn around(estimate: f64, dof: f64) -> Self {
        let half = dof / 2.0;
        if estimate <= 0.0 {
            return Self(vec![(1.0, 1.0)]);
        }
        // Density of the logarithm of the effect, that is of dof · estimate / χ².
        let density = |log: f64| {
            let x = half * estimate / log.exp();
            (half * x.ln() - x - ln_gamma(half)).exp()
        };
        let mut points = vec![(1.0, gamma_ur(half, half * estimate))];
        let most = estimate.max(1.0).ln() + REACH;
        let mut middle = PANEL / 2.0;
        while middle < most {
            for (node, weight) in GAUSS {
                for at in [middle - node * PANEL / 2.0, middle + node * PANEL / 2.0] {
                    points.push((at.exp(), weight * PANEL / 2.0 * density(at)));
                }
            }
            middle += PANEL;
        }
        // What can't be seen in a p needn't be computed.
        points.retain(|(_, weight)| *weight > 1e-10);
        let total: f64 = points.iter().map(|(_, weight)| weight).sum();
        Self(points.into_iter().map(|(effect, weight)| (effect, weight / total)).collect())
    }

    /// Mean of a function of the effect.
    pub(super) fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.0.iter().map(|(effect, weight)| weight * of(*effect)).sum()
    }
}
