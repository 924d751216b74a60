#!/usr/bin/env bash
# Expected: datetimes_to_durations counts a dossier without a closing date up to the fill date, as its
# documentation promises for None and "".
# Seen (lifelines 0.30.3, pandas 2.3.3): with stamps to the minute, and a fill date given as a day, the
# open dossier lasts -9223372036854775808 days. The fill date is put among the texts of closing dates,
# pandas infers the format from the first, and what doesn't fit it becomes NaT, then the least integer.
# KaplanMeierFitter takes the duration without objection. (With stamps to the day all is well.)
# The only word is a warning that some starts are after their ends.
# Hurts: the censored dossiers, all of them: they leave the risk set before time zero.
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
from lifelines import KaplanMeierFitter
from lifelines.utils import datetimes_to_durations
start, end = ["2025-03-03 08:00", "2025-03-04 08:00", "2025-03-04 08:00"], ["2025-03-05 17:00", None, "2025-03-06 09:00"]
days = lambda xs: [x and x[:10] for x in xs]
print("to the day:", datetimes_to_durations(days(start), days(end), fill_date="2025-03-10"))
T, E = datetimes_to_durations(start, end, fill_date="2025-03-10")
print("to the minute:", [int(t) for t in T], E)
print("curve begins at", int(KaplanMeierFitter().fit(T, E).survival_function_.index[0]))
PY

cat > seen <<'SEEN'
to the day: (array([2., 6., 2.]), array([ True, False,  True]))
to the minute: [2, -9223372036854775808, 2] [ True False  True]
curve begins at -9223372036854775808
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
