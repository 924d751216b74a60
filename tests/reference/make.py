"""Writes the reference values of `tests/it/stats.rs` with the libraries named in each function.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 \
        lifelines==0.30.3 statsmodels==0.15.0
    venv/bin/python tests/reference/make.py

The files are written beside this script, and the same ones on every run.
"""

import json
import math
from pathlib import Path

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from scipy import optimize, special, stats
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

HERE = Path(__file__).parent


def write(name, cases):
    text = json.dumps(cases, indent=None, separators=(",", ":"), allow_nan=False)
    # One case a line: diffs stay readable.
    text = text.replace("},{", "},\n{")
    (HERE / f"{name}.json").write_text(text + "\n")


def quantiles():
    """NumPy: `quantile` (type 7) and `mean`."""
    rng = np.random.default_rng(1)
    samples = {
        "one value": [7],
        "two values": [-3, 8],
        "all equal": [5] * 12,
        "negative and positive": [-9, -2, -2, 0, 4, 4, 4, 31],
        "skewed with ties": np.round(rng.lognormal(3, 1.2, 501)).astype(int).tolist(),
    }
    levels = [0.0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0]
    return [
        {
            "name": name,
            "finished": values,
            "levels": levels,
            "quantiles": np.quantile(values, levels).tolist(),
            "mean": float(np.mean(values)),
        }
        for name, values in samples.items()
    ]


def order_statistics():
    """SciPy: binomial quantiles; ranks of n values, 0 and n + 1 for "not bounded"."""
    cases = []
    for n in [1, 5, 6, 30, 100, 1_000, 10_000_000]:
        for p in [0.1, 0.5, 0.9]:
            for level in [0.9, 0.95]:
                tail = (1 - level) / 2
                low = int(stats.binom.ppf(tail, n, p))
                if stats.binom.cdf(low, n, p) <= tail:
                    low += 1
                high = int(stats.binom.isf(tail, n, p)) + 1
                cases.append({"n": n, "p": p, "level": level, "low": low, "high": high})
    return cases


def kaplan_meier():
    """lifelines: `KaplanMeierFitter`, `restricted_mean_survival_time`.

    The variance of the restricted mean is survRM2's formula: lifelines gives that of min(T, tau).
    Where survival is 0 its log-log interval is undefined, as in R.
    """
    rng = np.random.default_rng(2)
    truth = np.round(rng.weibull(0.8, 300) * 90).astype(int)
    cut = np.round(rng.uniform(5, 200, 300)).astype(int)
    late = np.round(rng.weibull(1.2, 200) * 40).astype(int) + 1
    entry = np.where(rng.random(200) < 0.4, np.round(rng.random(200) * 0.9 * late), 0).astype(int)
    samples = {
        "six, textbook": ([6, 6, 6, 7, 10, 13], [1, 1, 0, 1, 0, 1], None),
        "one finished": ([4], [1], None),
        "all equal": ([3] * 8, [1] * 8, None),
        "ties everywhere": ([1, 1, 1, 2, 2, 2, 2, 3, 3, 3], [1, 0, 1, 1, 0, 0, 1, 1, 0, 0], None),
        "median not reached": ([5, 8, 12, 20, 20, 20, 20], [1, 1, 0, 0, 0, 0, 0], None),
        "all censored": ([5, 8, 12], [0, 0, 0], None),
        "finished at once": ([0, 0, 1, 4, 9], [1, 1, 1, 0, 1], None),
        "weibull, a third open": (
            np.minimum(truth, cut).tolist(),
            (truth <= cut).astype(int).tolist(),
            None,
        ),
        "delayed entry": (late.tolist(), [1] * 200, entry.tolist()),
    }
    cases = []
    for name, (durations, ended, entries) in samples.items():
        fits = {}
        for level in (0.9, 0.95):
            fits[level] = KaplanMeierFitter(alpha=1 - level).fit(
                durations, event_observed=ended, entry=entries
            )
        fit = fits[0.95]
        table = fit.event_table
        at = [int(t) for t in table.index if table.loc[t, "observed"] > 0]
        survival = [float(fit.survival_function_.loc[t].iloc[0]) for t in at]
        bands = {}
        for level, f in fits.items():
            ci = f.confidence_interval_survival_function_
            bands[str(level)] = [
                ci.loc[t].tolist() if s > 1e-9 else None for t, s in zip(at, survival)
            ]
        quantiles = []
        for p in (0.25, 0.5, 0.9):
            for level in (0.9, 0.95):
                band = bands[str(level)]
                target = 1 - p + 1e-12
                first = lambda holds: next((t for t, b in zip(at, band) if holds(b)), None)
                quantiles.append(
                    {
                        "p": p,
                        "level": level,
                        "value": next((t for t, s in zip(at, survival) if s <= target), None),
                        "low": first(lambda b: b is None or b[0] <= target),
                        "high": first(lambda b: b is not None and b[1] <= target),
                    }
                )
        tau = max(durations)
        # What enters at a tie is in lifelines' table, but not in its estimate.
        late = lambda t: table.loc[t, "entrance"] if t > 0 else 0
        rows = [
            (t, int(table.loc[t, "at_risk"] - late(t)), int(table.loc[t, "observed"])) for t in at
        ]
        area = lambda t: tau - t if not at else float(
            sum(
                s * (min(b, tau) - max(a, t))
                for a, b, s in zip([0, *at], [*at, tau], [1.0, *survival])
                if min(b, tau) > max(a, t)
            )
        )
        variance = sum(area(t) ** 2 * d / (n * (n - d)) for t, n, d in rows if n > d)
        cases.append(
            {
                "name": name,
                "durations": durations,
                "ended": ended,
                "entries": entries,
                "at": at,
                "survival": survival,
                "bands": bands,
                "quantiles": quantiles,
                "tau": tau,
                "rmst": float(restricted_mean_survival_time(fit, t=tau)) if at else float(tau),
                "rmst_variance": variance,
            }
        )
    return cases


def cosines(weeks):
    return max(1, math.floor(0.41 * weeks ** (2 / 3) + 0.5))


def ewc(influence):
    """The formula of Lazarus et al. (2018) as a matrix product: Λ, variance, B."""
    weeks = len(influence)
    b = cosines(weeks)
    turn = np.outer(np.arange(1, b + 1), np.arange(1, weeks + 1) - 0.5) * np.pi / weeks
    lam = math.sqrt(2 / weeks) * np.cos(turn) @ influence
    return lam, weeks * np.mean(lam**2), b


def ratio(s, n):
    s, n = np.asarray(s, float), np.asarray(n, float)
    mu = s.sum() / n.sum()
    return mu, (s - mu * n) / n.sum()


def weekly(rng, weeks, mean, gaps=0, wander=0.2):
    """Sums and counts of a desk whose level wanders from week to week."""
    level = np.zeros(weeks)
    for w in range(1, weeks):
        level[w] = 0.7 * level[w - 1] + rng.normal(0, wander)
    n = rng.poisson(12, weeks)
    n[rng.permutation(weeks)[:gaps]] = 0
    s = np.array([rng.gamma(2, mean / 2 * math.exp(v), k).sum().round() for v, k in zip(level, n)])
    return s.tolist(), n.astype(float).tolist()


def series():
    """SciPy: Student's t; the rest by the formulas of methods §3."""
    rng = np.random.default_rng(3)
    cases = []
    for weeks, gaps in [(12, 0), (20, 0), (26, 4), (52, 9), (156, 0)]:
        sa, na = weekly(rng, weeks, 300, gaps)
        sb, nb = weekly(rng, weeks, 260)
        (ma, ra), (mb, rb) = ratio(sa, na), ratio(sb, nb)
        x = np.asarray(sa)
        for kind, value, r, margin in [
            ("ratio", ma, ra, 250.0),
            ("difference", ma - mb, ra - rb, 10.0),
            ("log_ratio", math.log(ma / mb), ra / ma - rb / mb, math.log(1.1)),
            ("total", x.sum(), x - x.mean(), 0.0),
            ("weekly_mean", x.mean(), (x - x.mean()) / weeks, 1000.0),
        ]:
            lam, variance, b = ewc(r)
            se = math.sqrt(variance)
            half = stats.t.isf(0.05, b) * se
            cases.append(
                {
                    "kind": kind,
                    "sum_a": sa,
                    "n_a": na,
                    "sum_b": sb,
                    "n_b": nb,
                    "value": float(value),
                    "lambdas": lam.tolist(),
                    "variance": float(variance),
                    "dof": b,
                    "low": float(value - half),
                    "high": float(value + half),
                    "margin": margin,
                    "p_above": float(stats.t.sf((value - margin) / se, b)),
                    "p_below": float(stats.t.sf((margin - value) / se, b)),
                }
            )
    return cases


def student():
    """SciPy: Student's t far out and near the middle, real degrees of freedom."""
    ts = [0.0, 1e-9, 0.3, 1.0, 2.5, 8.0, 40.0, 1e4]
    dofs = [1.0, 3.0, 6.0, 14.7, 120.0, 36_000.0]
    return [
        {
            "dof": dof,
            "t": ts,
            "upper": stats.t.sf(ts, dof).tolist(),
            "levels": [0.5, 0.9, 0.99, 0.9999],
            "halves": [float(stats.t.isf((1 - v) / 2, dof)) for v in (0.5, 0.9, 0.99, 0.9999)],
        }
        for dof in dofs
    ]


def proportions():
    """SciPy: `binomtest` and `beta`; statsmodels: `proportion_confint(method="wilson")`."""
    cases = []
    pairs = [(0, 1), (1, 1), (0, 300), (3, 10), (5, 1365), (760, 1215), (300, 300)]
    pairs += [(20, 10_000_000), (4_999_000, 10_000_000), (9_999_999, 10_000_000)]
    pairs += [(2.6, 410.7), (0.4, 33.3), (33.0, 33.4)]
    for k, n in pairs:
        for level in (0.9, 0.95):
            tail = (1 - level) / 2
            low = float(stats.beta.ppf(tail, k, n - k + 1)) if k > 0 else 0.0
            high = float(stats.beta.isf(tail, k + 1, n - k)) if k < n else 1.0
            if isinstance(k, int):
                exact = stats.binomtest(k, n).proportion_ci(level, "exact")
                assert math.isclose(exact.low, low, rel_tol=1e-7, abs_tol=1e-12), (k, n, exact, low)
                assert math.isclose(exact.high, high, rel_tol=1e-7), (k, n, exact, high)
            wilson = proportion_confint(k, n, alpha=1 - level, method="wilson")
            cases.append(
                {
                    "k": k,
                    "n": n,
                    "level": level,
                    "low": low,
                    "high": high,
                    "wilson": [float(v) for v in wilson],
                    "upper": float(stats.beta.isf(1 - level, k + 1, n - k)) if k < n else 1.0,
                    "lower": float(stats.beta.ppf(1 - level, k, n - k + 1)) if k > 0 else 0.0,
                }
            )
    return cases


def newcombe():
    """statsmodels: `confint_proportions_2indep(method="newcomb")`."""
    cases = []
    for k1, n1, k2, n2 in [(56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 0, 10), (29, 29, 0, 29)]:
        low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", alpha=0.05)
        cases.append({"first": [k1, n1], "second": [k2, n2], "low": float(low), "high": float(high)})
    return cases


def fdr():
    """statsmodels: `multipletests(method="fdr_bh")`."""
    rng = np.random.default_rng(6)
    samples = [
        [],
        [0.03],
        [1.0, 1.0, 1.0],
        [0.0, 0.0, 0.5],
        [0.01, 0.01, 0.02, 0.02, 0.9, 0.01],
        rng.random(200).tolist(),
        np.concatenate([rng.random(900), rng.random(100) ** 6]).tolist(),
    ]
    return [
        {"p": p, "q": multipletests(p, method="fdr_bh")[1].tolist() if p else []} for p in samples
    ]


def trigamma_inverse(x):
    return math.exp(
        optimize.brentq(lambda v: special.polygamma(1, math.exp(v)) - x, -40, 40, xtol=1e-15)
    )


def fit_f_dist(variances, dof):
    """limma's published `fitFDist` (Smyth 2004, section 6.2): prior degrees of freedom."""
    e = np.log(np.maximum(variances, 1e-5 * np.median(variances)))
    spread = e.var(ddof=1) - special.polygamma(1, dof / 2)
    return math.inf if spread <= 0 else 2 * trigamma_inverse(spread)


def memories(weeks, b):
    """What each autoregression leaves of the cosines, from its whole covariance matrix."""
    turn = np.outer(np.arange(1, b + 1), np.arange(1, weeks + 1) - 0.5) * np.pi / weeks
    waves = math.sqrt(2 / weeks) * np.cos(turn)
    distance = np.abs(np.subtract.outer(np.arange(weeks), np.arange(weeks)))
    seen, memory = [], 0.25
    while memory <= weeks / 2:
        covariance = np.exp(-distance / memory)
        seen.append(np.diag(waves @ covariance @ waves.T) / covariance.mean() / weeks)
        memory *= math.sqrt(2)
    return np.array(seen)


def likely(seen, power, series):
    fit = -series / 2 * (len(power) * np.log((power / seen).mean(1)) + np.log(seen).sum(1))
    weights = np.exp(fit - fit.max())
    return weights / weights.sum()


STEPS = 2_000


def adaptive_shrinkage(y, v, mode, null_weight=10):
    """Stephens (2017): mixture of normals around `mode`; weights checked to be the optimum (KKT)."""
    excess = max(0.0, float(np.max((y - mode) ** 2 - v)))
    least = v.min() / 100
    top = 4 * excess if excess > 0 else 64 * least
    grid = [0.0, *sorted(top / 2**k for k in range(99) if top / 2**k > least)]
    spread = np.array(grid)
    density = stats.norm.pdf(y[:, None], mode, np.sqrt(v[:, None] + spread))
    density /= density.max(axis=1, keepdims=True)
    extra = np.zeros(len(grid))
    extra[0] = null_weight - 1
    w = np.full(len(grid), 1 / len(grid))
    total = len(y) + extra.sum()
    results = []
    for step in range(300_000):
        if step in (0, STEPS):
            results.append(w)
        new = (w * (density / (density @ w)[:, None]).sum(0) + extra) / total
        moved = np.abs(new - w).max()
        w = new
        if moved < 1e-7 and len(results) == 1:
            results.append(w)
        if moved < 1e-15:
            break
    slope = (density / (density @ w)[:, None]).sum(0)
    slope[0] += extra[0] / w[0]
    assert slope.max() <= total * (1 + 1e-4), slope.max() / total
    # redtape stops earlier; what it quotes must not depend on that.
    stopped, optimum = moments(y, v, mode, spread, density, results[1]), moments(
        y, v, mode, spread, density, w
    )
    gap = np.abs(stopped[0] - optimum[0]).max()
    assert gap < 2e-3
    return stopped


def moments(y, v, mode, spread, density, w):
    posterior = w * density
    posterior /= posterior.sum(1, keepdims=True)
    kept = spread / (spread + v[:, None])
    part = kept * (y[:, None] - mode)
    mean = (posterior * part).sum(1)
    second = (posterior * (part**2 + kept * v[:, None])).sum(1)
    return mode + mean, np.sqrt(second - mean**2)


def peers():
    """SciPy: digamma, trigamma; statsmodels: `combine_effects(method_re="dl")`."""
    rng = np.random.default_rng(7)
    cases = []
    for name, groups, weeks, loud in [
        ("unlike desks", 24, 52, 0.9),
        ("like desks", 12, 52, 0.0),
        ("half a year", 12, 26, 0.6),
        ("few desks", 4, 52, 0.6),
    ]:
        sums, counts = [], []
        for g in range(groups):
            mean = 200 * (1.6 if g == 2 else 1.0)
            if loud:
                wander = 0.1 * math.exp(loud * rng.normal())
                s, n = weekly(rng, weeks, mean * math.exp(0.1 * rng.normal()), wander=wander)
            else:
                n = np.full(weeks, 20.0)
                s = (n * mean + rng.normal(0, 400, weeks)).round().tolist()
                n = n.tolist()
            sums.append(s)
            counts.append(n)
        ratios = [ratio(s, n) for s, n in zip(sums, counts)]
        volume = np.array([sum(n) for n in counts])
        effects, power = [], []
        for g, (mu, r) in enumerate(ratios):
            others = [h for h in range(groups) if h != g]
            mean = np.mean([ratios[h][0] for h in others])
            shared = np.mean([ratios[h][1] for h in others], axis=0)
            effects.append(math.log(mu / mean))
            power.append(ewc(r / mu - shared / mean)[0] ** 2 * volume[g])
        effects, power = np.array(effects), np.array(power)
        b = cosines(weeks)
        seen = memories(weeks, b)
        weight = np.array([mu for mu, _ in ratios]) ** 2
        own, like = [], []
        for g in range(groups):
            others = np.arange(groups) != g
            w = weight[others]
            pooled = (w[:, None] * power[others]).sum(0) / w.sum()
            known = likely(seen, pooled, w.sum() ** 2 / (w**2).sum())
            own.append(weeks * known @ (power[g] / seen).mean(1))
            like.append(weeks * known @ (pooled / seen).mean(1))
        own, like = np.array(own), np.array(like)
        more = min(fit_f_dist(own, b), b) if groups >= 10 else 0.0
        variances = (more * like + b * own) / (more + b) / volume
        dof = b + more
        prior = None
        if groups >= 10:
            pooled = (weight[:, None] * power).sum(0) / weight.sum()
            known = likely(seen, pooled, weight.sum() ** 2 / (weight**2).sum())
            prior = {"variance": weeks * known @ (pooled / seen).mean(1), "dof": more}
        meta = combine_effects(effects, variances, method_re="dl")
        tau2 = float(meta.tau2)
        mean, error = float(meta.mean_effect_re), float(meta.sd_eff_w_re)
        t = np.maximum(np.abs(effects - mean) / np.sqrt(variances), 0.01)
        alike = np.sqrt(variances) * np.maximum(t / stats.norm.isf(stats.t.sf(t, dof)), 1)
        shrunken, shrunken_se = adaptive_shrinkage(effects, alike**2, mean)
        cases.append(
            {
                "name": name,
                "sums": sums,
                "counts": counts,
                "effects": effects.tolist(),
                "std_errors": np.sqrt(variances).tolist(),
                "dof": dof,
                "prior": prior,
                "family": {"mean": mean, "std_error": error, "spread": tau2},
                "shrunken": shrunken.tolist(),
                "shrunken_errors": shrunken_se.tolist(),
                "p_slower": stats.t.sf(
                    (effects - math.log(1.1)) / np.sqrt(variances), dof
                ).tolist(),
            }
        )
    return cases


if __name__ == "__main__":
    write("counts", {"quantiles": quantiles(), "order_statistics": order_statistics()})
    write("kaplan_meier", kaplan_meier())
    write("series", {"series": series(), "student": student()})
    write(
        "proportion",
        {"single": proportions(), "newcombe": newcombe()},
    )
    write("fdr", fdr())
    write("peers", peers())
