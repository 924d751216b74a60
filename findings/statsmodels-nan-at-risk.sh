#!/usr/bin/env bash
# Expected: a duration that is missing is refused by a survival curve, as lifelines and scikit-survival
# do, or left out.
# Seen (statsmodels 0.15.0): SurvfuncRight keeps the dossier at risk for ever. With three dossiers
# finished and one undated the curve ends at 0.25 instead of 0, and the median is one step later; no
# warning.
# Hurts: exports with an undated row: waits look longer, and a share seems never to finish.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile lifelines==0.30.3 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0

cat > run.py <<'PY'
import warnings
warnings.simplefilter("error")
import numpy as np
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight
for T, E in ((np.array([1.0, 2.0, 3.0]), [1, 1, 1]), (np.array([1.0, 2.0, 3.0, np.nan]), [1, 1, 1, 0])):
    s = SurvfuncRight(T, E)
    print(T, "at risk", [int(n) for n in s.n_risk], "surviving", [round(float(p), 4) for p in s.surv_prob], "median", float(s.quantile(0.5)))
    try:
        KaplanMeierFitter().fit(T, E)
    except (TypeError, ValueError) as error:
        print("lifelines:", type(error).__name__)
PY

cat > seen <<'SEEN'
[1. 2. 3.] at risk [3, 2, 1] surviving [0.6667, 0.3333, 0.0] median 2.0
[ 1.  2.  3. nan] at risk [4, 3, 2] surviving [0.75, 0.5, 0.25] median 3.0
lifelines: TypeError
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
