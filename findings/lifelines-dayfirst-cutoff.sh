#!/usr/bin/env bash
# Expected: dayfirst=True is for all the dates given to datetimes_to_durations, the fill date too;
# closings after that date are censored at it, as documented.
# Seen (lifelines 0.30.3): where the fill date serves as the cut it is read month first all the same:
# 12/03/2025 is 3 December. A closing on 20 March is then an event of 16 days instead of a dossier
# open for 8 at the day of the export. As the end of an open dossier the very same text is 12 March.
# Days from 13 on are right, so a test on the 20th doesn't show it.
# Hurts: exports with later corrections in them: knowledge from after the cut leaks into the curve.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile lifelines==0.30.3 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1

cat > run.py <<'PY'
import warnings
warnings.simplefilter("ignore")
from lifelines.utils import datetimes_to_durations
start, end = ["04/03/2025", "04/03/2025"], ["20/03/2025", None]
for cut in ("12/03/2025", "13/03/2025"):
    T, E = datetimes_to_durations(start, end, fill_date=cut, dayfirst=True)
    print("cut", cut, "->", [float(t) for t in T], "observed", [bool(e) for e in E])
PY

cat > seen <<'SEEN'
cut 12/03/2025 -> [16.0, 8.0] observed [True, False]
cut 13/03/2025 -> [9.0, 9.0] observed [False, False]
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
