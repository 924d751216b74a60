"""Writes the reference values of `tests/it/stats/change.rs`, `deadline.rs` and `load.rs`.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 ruptures==1.1.10
    venv/bin/python tests/reference/make_change.py

The files are written beside this script, and the same ones on every run.
"""

import json
import math
from pathlib import Path

import numpy as np
import ruptures
from scipy import optimize, special, stats

HERE = Path(__file__).parent


def write(name, cases):
    text = json.dumps(cases, indent=None, separators=(",", ":"), allow_nan=False)
    # One case a line: diffs stay readable.
    text = text.replace("},{", "},\n{")
    (HERE / f"{name}.json").write_text(text + "\n")


def scaled(x):
    """Less the median, over 1.4826 times the median absolute deviation."""
    gaps = x - np.median(x)
    scale = 1.4826 * np.median(np.abs(gaps))
    if scale <= 1e-12 * np.abs(gaps).max():
        scale = 1.2533 * np.abs(gaps).mean()
    return gaps / scale if scale > 0 else np.zeros_like(x)


def squares(signal, start, end):
    part = signal[start:end]
    return float(((part - part.mean()) ** 2).sum())


def best_cost(signal, penalty, least):
    """Least penalised squares over all sets of breaks, without any pruning."""
    n = len(signal)
    sums = np.concatenate([[0], np.cumsum(signal)])
    powers = np.concatenate([[0], np.cumsum(signal**2)])
    best = np.array([0.0] + [math.inf] * n)
    for end in range(least, n + 1):
        start = np.arange(end - least + 1)
        cost = powers[end] - powers[start] - (sums[end] - sums[start]) ** 2 / (end - start)
        best[end] = (best[start] + cost + penalty).min()
    return float(best[n])


def pelt():
    """ruptures: `Pelt` with `jump=1`. Where its early pruning misses the optimum the case is left out."""
    rng = np.random.default_rng(11)

    def steps(*parts):
        return np.concatenate([rng.normal(level, 1, n) for level, n in parts])

    def ar(n, rho):
        x = np.zeros(n + 50)
        for t in range(1, n + 50):
            x[t] = rho * x[t - 1] + rng.normal()
        return x[50:]

    series = {
        "one step": steps((0, 30), (3, 22)),
        "a passing rise": steps((0, 20), (2.5, 14), (0, 18)),
        "stairs": steps((0, 26), (2, 26), (4, 26), (7, 26)),
        "noise": steps((0, 52)),
        "slow movement": ar(104, 0.7),
        "wild weeks": steps((0, 30), (2, 30)) + np.where(rng.random(60) < 0.07, 25, 0),
        "minutes, skewed": np.round(np.exp(steps((5, 40), (6.2, 40)))),
        "few distinct values": np.round(steps((1, 40), (4, 25), (1, 39))),
        "shares": np.round(np.clip(steps((0.3, 20), (0.3, 20)) * 0.02 + 0.2, 0, 1), 3),
        "two years of days": np.concatenate([ar(250, 0.4), ar(200, 0.4) + 3, ar(280, 0.4) - 1]),
    }
    series = {name: np.round(x, 3) for name, x in series.items()}
    cases = []
    for name, x in series.items():
        for model in ("l2", "rank"):
            # With ranks, ruptures takes no segment shorter than 2.
            for least in (2, 4, 8) if model == "rank" else (1, 4, 8):
                for factor in (1.0, 2.0):
                    penalty = factor * math.log(len(x))
                    signal = scaled(x) if model == "l2" else x
                    fitted = ruptures.Pelt(model=model, min_size=least, jump=1).fit(
                        signal.reshape(-1, 1)
                    )
                    ends = fitted.predict(pen=penalty)
                    ranks = stats.rankdata(x)
                    y = signal if model == "l2" else (ranks - ranks.mean()) / ranks.std()
                    parts = zip([0] + ends[:-1], ends)
                    total = sum(squares(y, a, b) + penalty for a, b in parts)
                    best = best_cost(y, penalty, least)
                    if total > best + 1e-9 * max(1.0, abs(best)):
                        print(f"left out: {name}, {model}, least {least}, factor {factor}")
                        continue
                    cases.append(
                        {
                            "series": name,
                            "model": model,
                            "least": least,
                            "penalty": penalty,
                            "breaks": [int(e) for e in ends[:-1]],
                        }
                    )
    return {"series": {name: x.tolist() for name, x in series.items()}, "pelt": cases}


def smooth_density(z, peak, spread):
    """A lopsided hill over the bins, as dossiers that end mostly before they are due."""
    x = (z + 0.5 - peak) / spread
    return np.exp(-0.5 * x**2) * (1 + 0.3 * np.tanh(x))


def bunching():
    """NumPy: the iteration of Chetty et al. (2011), eq. 14-16, and its bootstrap."""
    rng = np.random.default_rng(12)

    def outside_fit(z, outside, degree):
        x = (z - z.mean()) / (np.ptp(z) / 2)
        basis = np.polynomial.chebyshev.chebvander(x, degree)
        return basis @ np.linalg.pinv(basis[outside])

    def estimate(z, counts, low, high, degree, side):
        window = (z >= low) & (z <= high)
        taken = {"Late": z < low, "Early": z > high, "Both": ~window}[side]
        project = outside_fit(z, ~window, degree)
        excess = 0.0
        for _ in range(1_000):
            raised = counts * (1 + taken * excess / counts[taken].sum())
            smooth = project @ raised[~window]
            new = (counts - smooth)[window].sum()
            if abs(new - excess) < 1e-12 * max(1, abs(new)):
                break
            excess = new
        mass = excess / smooth[window].mean()
        return excess, mass, smooth, window, 1 + taken * excess / counts[taken].sum()

    cases = []
    for name, n, peak, spread, moved, low, high, degree, side in [
        ("hurried to the due date", 20_000, 4, 9, 0.5, 0, 1, 7, "Late"),
        ("stretched to the due date", 20_000, 4, 9, 0.3, 0, 2, 7, "Early"),
        ("both sides, few dossiers", 400, 3, 8, 0.4, -1, 1, 4, "Both"),
        ("nothing moved", 20_000, 5, 10, 0.0, 0, 1, 7, "Late"),
        ("a hole at the due date", 5_000, 5, 10, -0.5, 0, 1, 5, "Both"),
        ("straight line", 3_000, 2, 14, 0.2, 0, 0, 1, "Late"),
        ("constant", 3_000, 2, 30, 0.2, 0, 0, 0, "Early"),
    ]:
        z = np.arange(-20, 31)
        density = smooth_density(z, peak, spread)
        counts = rng.poisson(n * density / density.sum()).astype(float)
        near = (z < low) & (z >= low - 6) if side != "Early" else (z > high) & (z <= high + 6)
        shift = np.floor(np.abs(moved) * counts * near)
        if moved >= 0:
            counts = counts - shift
            counts[z == low] += shift.sum()
        else:
            counts[(z >= low) & (z <= high)] //= 2
        excess, mass, smooth, window, raised = estimate(z, counts, low, high, degree, side)
        fitted = np.where(window, counts, smooth / raised)
        residuals = (counts - fitted)[~window]
        draws = [
            estimate(z, fitted + rng.choice(residuals, len(z)), low, high, degree, side)[1]
            for _ in range(2_000)
        ]
        # Influence of weeks by a small step in each one's direction.
        weeks = rng.multinomial(1, np.full(26, 1 / 26), size=int(counts.sum()))
        which = rng.permutation(np.repeat(np.arange(len(z)), counts.astype(int)))
        by_week = np.array(
            [np.bincount(which[weeks[:, w] == 1], minlength=len(z)) for w in range(26)]
        )
        slopes = []
        for week in by_week:
            step = 1e-4
            up = estimate(z, counts + step * week, low, high, degree, side)[1]
            down = estimate(z, counts - step * week, low, high, degree, side)[1]
            slopes.append((up - down) / (2 * step))
        cases.append(
            {
                "name": name,
                "first": int(z[0]),
                "counts": counts.tolist(),
                "window": [low, high],
                "degree": degree,
                "from": side,
                "excess": float(excess),
                "mass": float(mass),
                "smooth": smooth.tolist(),
                "interval": np.quantile(draws, [0.05, 0.95]).tolist(),
                "spread": float(np.std(draws)),
                "weeks": by_week.tolist(),
                "slopes": slopes,
            }
        )
    return cases


def bulk():
    """SciPy: `poisson`, `brentq`, the pace from the minutes below the size alone."""
    rng = np.random.default_rng(13)
    cases = []
    for name, pace, minutes, size, bulks in [
        ("one bulk", 0.02, 10_000, 5, [40]),
        ("no bulk", 0.02, 10_000, 5, []),
        ("a fast officer", 2.5, 5_000, 6, [6, 7, 30]),
        ("pairs", 0.3, 2_000, 2, [2, 2, 3]),
        ("only bulks", 0.0, 1_000, 10, [10, 200, 3_000]),
        ("far above its limit", 9.0, 3_000, 6, []),
    ]:
        closed = rng.poisson(pace, minutes)
        closed[: len(bulks)] = bulks
        low = closed[closed < size]
        mean = float(low.mean())

        def cut(rate):
            support = np.arange(size)
            weights = stats.poisson.pmf(support, rate)
            return float((support * weights).sum() / weights.sum())

        rate = (
            optimize.brentq(lambda r: cut(r) - mean, 1e-9, 100 * size, xtol=1e-15, rtol=1e-14)
            if mean > 0
            else 0.0
        )
        expected = minutes * rate * (float(stats.poisson.sf(size - 2, rate)) if rate > 0 else 0.0)
        values, counts = np.unique(closed[closed > 0], return_counts=True)
        in_bulk = int(closed[closed >= size].sum())
        cases.append(
            {
                "name": name,
                "minutes": [[int(v), int(c)] for v, c in zip(values, counts)],
                "open_minutes": minutes,
                "size": size,
                "pace": rate,
                "in_bulk": in_bulk,
                "expected": expected,
                "excess": min(1.0, max(0.0, (in_bulk - expected) / int(closed.sum()))),
            }
        )
    return cases


def heaping():
    """NumPy, from single stamps."""
    rng = np.random.default_rng(14)
    cases = []
    for name, rounded, step in [("even", 0.0, 5), ("a third rounded", 0.33, 5), ("hours", 0.9, 60)]:
        minute = rng.integers(0, 60, 5_000)
        minute = np.where(rng.random(5_000) < rounded, minute - minute % step, minute)
        on = minute % step == 0
        expected = 1 / step
        share = float(on.mean())
        cases.append(
            {
                "name": name,
                "cells": np.bincount(minute, minlength=60).tolist(),
                "step": step,
                "on": int(on.sum()),
                "share": share,
                "index": share / expected,
                "moved": max(0.0, (share - expected) / (1 - expected)),
            }
        )
    return cases


def congestion():
    """NumPy: Erlang's delay formula from its sums; Allen-Cunneen with Sakasegawa's exponent."""
    cases = []
    for c in [1, 2, 3, 10, 60, 150]:
        for rho in [0.0, 0.1, 0.5, 0.8, 0.95, 0.999]:
            a = c * rho
            i = np.arange(c)
            # The sums over their largest term, so that 150 officers don't overflow.
            logs = i * math.log(a) - special.gammaln(i + 1) if a > 0 else np.where(i == 0, 0.0, -np.inf)
            last = c * math.log(a) - special.gammaln(c + 1) - math.log1p(-rho) if a > 0 else -np.inf
            delayed = float(np.exp(last - special.logsumexp(np.append(logs, last))))
            for ca2, cs2 in [(1.0, 1.0), (0.4, 2.5)]:
                exponent = math.sqrt(2 * (c + 1)) - 1
                cases.append(
                    {
                        "servers": c,
                        "utilisation": rho,
                        "cv2_arrivals": ca2,
                        "cv2_service": cs2,
                        "delayed": delayed,
                        "exact": delayed * 7.0 / (c * (1 - rho)),
                        "approximate": (ca2 + cs2) / 2 * rho**exponent / (c * (1 - rho)) * 7.0,
                    }
                )
    return cases


def gini():
    """NumPy: half the mean of all differences between two, over the mean."""
    rng = np.random.default_rng(15)
    samples = {
        "one officer": [3.0],
        "all equal": [4.0] * 9,
        "one has everything": [0, 0, 0, 12.0],
        "skewed": np.round(rng.lognormal(2, 1, 40)).tolist(),
        "large": (rng.random(300) * 1e12).tolist(),
    }
    return [
        {
            "name": name,
            "shares": [float(v) for v in x],
            "gini": float(np.abs(np.subtract.outer(x, x)).mean() / (2 * np.mean(x))),
        }
        for name, x in samples.items()
    ]


def little():
    """NumPy: an M/M/2 queue event by event, counted by day; its dossiers' own mean time in the system."""
    rng = np.random.default_rng(16)
    cases = []
    for name, days, lost in [("steady", 400, 0.0), ("a tenth never closed", 400, 0.1), ("short", 8, 0.0)]:
        came = np.cumsum(rng.exponential(1 / 12, 12 * days))
        free = np.zeros(2)
        done = []
        for t in came:
            k = int(free.argmin())
            free[k] = max(free[k], t) + rng.exponential(2 / 15)
            done.append(free[k])
        done = np.array(done)
        done[rng.random(len(done)) < lost] = np.inf
        ends = np.arange(1, days + 1)
        arrivals = np.histogram(came, np.arange(days + 1))[0].astype(float)
        completions = np.histogram(done[np.isfinite(done)], np.arange(days + 1))[0].astype(float)
        open_at_end = np.array([(came <= e).sum() - (done <= e).sum() for e in ends], dtype=float)
        closed = done <= days
        sojourn = float((done - came)[closed].mean())
        # By day, the open work changes in a straight line: the mean of both ends.
        both = np.concatenate([[0.0], open_at_end])
        mean_open = float(((both[1:] + both[:-1]) / 2).mean())
        rate = float((arrivals.sum() + completions.sum()) / 2 / days)
        cases.append(
            {
                "name": name,
                "arrivals": arrivals.tolist(),
                "completions": completions.tolist(),
                "open": open_at_end.tolist(),
                "sojourn": sojourn,
                "mean_open": mean_open,
                "rate": rate,
                "gap": mean_open / (rate * sojourn) - 1,
                "drift": float(open_at_end[-1] / arrivals.sum()),
            }
        )
    return cases


if __name__ == "__main__":
    write("change", pelt())
    write("deadline", {"bunching": bunching(), "bulk": bulk(), "heaping": heaping()})
    write("load", {"congestion": congestion(), "gini": gini(), "little": little()})
