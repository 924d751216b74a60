"""Writes `weekly.json`: weekly series beyond ratios, by definitions that share no code with redtape's.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/make_weekly.py

The file is written beside this script, and the same one on every run.
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy import fft, integrate, special, stats

HERE = Path(__file__).parent


def cosines(weeks):
    return max(1, math.floor(0.41 * weeks ** (2 / 3) + 0.5))


def lambdas(influence):
    """SciPy's orthonormal cosine transform (type II) without its constant: the sums of Lazarus et al."""
    return fft.dct(np.asarray(influence), type=2, norm="ortho")[1 : cosines(len(influence)) + 1]


def ewc(influence):
    return len(influence) * np.mean(lambdas(influence) ** 2)


def curve(values, ended, weights):
    """Kaplan-Meier of weighted observations, each by itself: [(value, survival)]."""
    survival, steps = 1.0, []
    for t in np.unique(values[ended]):
        risk = weights[values >= t].sum()
        # When all that are left finish, the weights cancel.
        stay = (values > t) | ((values == t) & ~ended)
        survival = survival * weights[stay].sum() / risk if stay.any() else 0.0
        steps.append((t, survival))
    return steps


def restricted(steps, tau):
    area, at, height = 0.0, 0, 1.0
    for t, s in steps:
        if t >= tau:
            break
        area, at, height = area + height * (t - at), t, s
    return area + height * (tau - at)


def within(steps, value):
    return 1.0 - next((s for t, s in reversed(steps) if t <= value), 1.0)


def derivative(statistic, values, ended, weeks, week_of):
    """By how much each week moves it: its derivative by each observation's weight, by a complex step.

    The statistic may be a vector; one row a week.
    """
    step = 1e-30
    rows = []
    for i in range(len(values)):
        weights = np.ones(len(values), complex)
        weights[i] += 1j * step
        rows.append(np.imag(np.array(statistic(curve(values, ended, weights)), complex)) / step)
    return np.array([sum(r for r, w in zip(rows, week_of) if w == week) + 0 * rows[0] for week in range(weeks)])


def jackknife(statistic, values, ended, weeks, week_of):
    """Leaving each observation out, as Miller's jackknife does; close to the derivative, not equal."""
    n = len(values)
    keep = np.ones(n, bool)
    whole = statistic(curve(values, ended, np.ones(n)))
    total = np.zeros(weeks)
    for i, week in enumerate(week_of):
        keep[i] = False
        left = statistic(curve(values[keep], ended[keep], np.ones(n - 1)))
        total[week] += (n - 1) / n * (whole - left)
        keep[i] = True
    return total


def curves():
    rng = np.random.default_rng(11)
    cases = []
    for name, n, weeks, censored, grain in [
        ("a third still open", 240, 26, 0.35, 1),
        ("ties everywhere", 240, 26, 0.2, 30),
        ("all closed", 200, 24, 0.0, 1),
        ("few weeks", 90, 12, 0.3, 1),
    ]:
        week_of = rng.integers(0, weeks, n)
        level = np.exp(0.3 * np.sin(np.arange(weeks) / 4))
        truth = np.ceil(rng.weibull(0.9, n) * 120 * level[week_of] / grain) * grain
        cut = np.where(rng.random(n) < censored, np.ceil(rng.uniform(1, 200, n)), 10_000)
        values = np.minimum(truth, cut).astype(int)
        ended = truth <= cut
        tau = int(np.quantile(values, 0.8))
        at = int(np.median(values))
        whole = curve(values, ended, np.ones(n))
        mean = lambda steps: restricted(steps, tau)
        share = lambda steps: within(steps, at)
        r_mean = derivative(mean, values, ended, weeks, week_of)
        r_share = derivative(share, values, ended, weeks, week_of)
        quantiles = []
        if weeks >= 20:
            b = cosines(weeks)
            every = derivative(lambda steps: [1 - s for _, s in steps], values, ended, weeks, week_of)
            # Nothing moves a curve that is at 0.
            moves = {
                t: 0.0 if s == 0 else math.sqrt(ewc(r)) for (t, s), r in zip(whole, every.T)
            }
            for p in (0.5, 0.8):
                for level in (0.8, 0.9):
                    half = stats.t.isf((1 - level) / 2, b)
                    low = [t for t, s in whole if 1 - s + half * moves[t] > p]
                    high = [t for t, s in whole if 1 - s - half * moves[t] >= p]
                    quantiles.append(
                        {
                            "p": p,
                            "level": level,
                            "value": next((int(t) for t, s in whole if s <= 1 - p + 1e-12), None),
                            "low": int(low[0]) if low else None,
                            "high": int(high[0]) if high else None,
                        }
                    )
        cases.append(
            {
                "name": name,
                "weeks": weeks,
                "rows": [
                    [int(w), int(v), int(e), int(not e)] for w, v, e in zip(week_of, values, ended)
                ],
                "tau": tau,
                "mean": float(restricted(whole, tau)),
                "mean_influence": r_mean.tolist(),
                "mean_jackknife": jackknife(mean, values, ended, weeks, week_of).tolist(),
                "mean_variance": float(ewc(r_mean)),
                "at": at,
                "share": float(within(whole, at)),
                "share_influence": r_share.tolist(),
                "share_variance": float(ewc(r_share)),
                "quantiles": quantiles,
            }
        )
    return cases


def joint():
    """NumPy: the covariance of several series from the same cosines."""
    rng = np.random.default_rng(12)
    weeks = 52
    common = rng.normal(size=weeks)
    series = [(common * c + rng.normal(size=weeks)).tolist() for c in (1.0, 0.5, -1.0, 0.0)]
    lam = np.array([lambdas(s) for s in series])
    return {"series": series, "covariance": (weeks * lam @ lam.T / lam.shape[1]).tolist()}


def share_cases():
    """SciPy: tails of the beta distribution, averaged over the design effect by `quad`."""
    rng = np.random.default_rng(5)
    cases = []
    for name, rate, spread, weeks in [
        ("independent", 0.04, 0.0, 52),
        ("waves", 0.10, 0.9, 52),
        ("rare", 0.001, 0.0, 52),
        ("nearly all", 0.999, 0.0, 30),
        ("few", 0.004, 0.5, 26),
    ]:
        level = np.zeros(weeks)
        for w in range(1, weeks):
            level[w] = 0.8 * level[w - 1] + rng.normal(0, spread) * 0.6
        n = rng.poisson(40, weeks).astype(float)
        logit = math.log(rate / (1 - rate)) + level
        k = rng.binomial(n.astype(int), 1 / (1 + np.exp(-logit))).astype(float)
        events, volume = k.sum(), n.sum()
        rest = volume - events
        share = events / volume
        assumed = bool(min(events, rest) < 5)
        b = cosines(weeks)
        raw = 1.0
        if not assumed:
            raw = float(ewc((k - share * n) / volume) / (share * (1 - share) / volume))

        def mean(tail, times):
            """Mean over the true effect, of which raw is estimated with b degrees of freedom."""

            def at(effect):
                excess = (effect - 1) * (1.0 if assumed else min(max(times, 1.0), 2.0) ** 1.5)
                return tail(1 + excess)

            def density(u):
                return math.exp(stats.chi2.logpdf(b * raw * math.exp(-u), b)) * b * raw * math.exp(-u)

            sure = stats.chi2.sf(b * raw, b)
            ends = [0, *np.arange(0.5, math.log(max(raw, 1)) + 9.5, 0.5)]
            parts = [
                integrate.quad(lambda u: density(u) * at(math.exp(u)), a, e, epsabs=1e-14, epsrel=1e-11)[0]
                for a, e in zip(ends, ends[1:])
            ]
            return float(sure * at(1.0) + sum(parts))

        def below(limit):
            tail = lambda d: special.betaincc(events / d + 1, rest / d, limit)
            return mean(tail, limit / share if share > 0 else 1.0) if rest > 0 else 1.0

        def above(limit):
            tail = lambda d: special.betainc(events / d, rest / d + 1, limit)
            return mean(tail, (1 - limit) / (1 - share) if share < 1 else 1.0) if events > 0 else 1.0

        limits = [0.5 * rate, 1.5 * rate, 3 * rate] if rate < 0.3 else [0.99, 0.9995]
        cases.append(
            {
                "name": name,
                "k": k.tolist(),
                "n": n.tolist(),
                "design_effect": max(raw, 1.0),
                "assumed": assumed,
                "limits": limits,
                "p_below": [below(v) for v in limits],
                "p_above": [above(v) for v in limits],
            }
        )
    return cases


if __name__ == "__main__":
    text = json.dumps(
        {"curves": curves(), "joint": joint(), "shares": share_cases()},
        separators=(",", ":"),
        allow_nan=False,
    )
    # One case a line: diffs stay readable.
    (HERE / "weekly.json").write_text(text.replace("},{", "},\n{") + "\n")
