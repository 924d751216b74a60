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
from scipy.stats import rankdata

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
                    ranks = rankdata(x)
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


if __name__ == "__main__":
    write("change", pelt())
