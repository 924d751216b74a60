#!/usr/bin/env bash
# Expected: two Kaplan-Meier implementations give one median for one sample.
# Seen (lifelines 0.30.3, statsmodels 0.15.0): where the curve lies at exactly one half for a while,
# lifelines takes the first time at one half, statsmodels the first time below it. Four waits of
# 1, 2, 3 and 4 days have a median of 2 or 3 (the mean of the middle two is 2.5), and with the longer
# two still open it is 2 or not a number. Neither documents its side.
# Hurts: comparing offices computed with different tools; small, even groups hit it all the time.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile lifelines==0.30.3 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0

cat > run.py <<'PY'
import warnings
warnings.simplefilter("ignore")
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight
for T, E in (([1, 2, 3, 4], [1, 1, 1, 1]), ([1, 2, 3, 4], [1, 1, 0, 0])):
    print(T, E, "lifelines", float(KaplanMeierFitter().fit(T, E).median_survival_time_),
          "statsmodels", float(SurvfuncRight(T, E).quantile(0.5)))
PY

cat > seen <<'SEEN'
[1, 2, 3, 4] [1, 1, 1, 1] lifelines 2.0 statsmodels 3.0
[1, 2, 3, 4] [1, 1, 0, 0] lifelines 2.0 statsmodels nan
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
