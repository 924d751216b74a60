#!/usr/bin/env bash
# Expected: a restricted mean up to a day beyond the longest observation is refused, or marked, when the
# curve has not come down to zero: nothing was seen there. scikit-survival refuses such a day.
# Seen (lifelines 0.30.3): the last height is drawn out for as long as one asks. Four dossiers watched
# for at most 4 days have a restricted mean of 50.75 days up to day 100 (and any larger one for a
# larger limit), with no warning; its docstring only speaks of variance.
# Hurts: comparisons of two offices with different follow-up under one common limit.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile lifelines==0.30.3 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-survival==0.28.0

cat > run.py <<'PY'
import warnings
warnings.simplefilter("error")
import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from sksurv.nonparametric import SurvivalFunctionEstimator
T, E = [1.0, 2.0, 3.0, 4.0], [True, True, False, False]
kmf = KaplanMeierFitter().fit(T, E)
for t in (4, 10, 100):
    print("lifelines, up to", t, "->", float(restricted_mean_survival_time(kmf, t=t)))
y = np.array(list(zip(E, T)), dtype=[("event", bool), ("time", float)])
try:
    print(SurvivalFunctionEstimator().fit(y).predict_proba(np.array([10.0])))
except ValueError as error:
    print("scikit-survival:", error)
PY

cat > seen <<'SEEN'
lifelines, up to 4 -> 2.75
lifelines, up to 10 -> 5.75
lifelines, up to 100 -> 50.75
scikit-survival: time must be smaller than largest observed time point: 4.0
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
