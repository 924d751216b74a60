#!/usr/bin/env bash
# Expected: format_dataframe makes dates of the stamps it is told of, and leaves the dossier numbers
# and codes alone, above all when they were read as text to protect them.
# Seen (pm4py 2.7.23.11, pandas 2.3.3): every column of text is tried as a date. Unit codes 2001 and
# 2002 become New Year's Days, and dossier numbers of six digits become dates too; numbers that give
# the same day (011302, 130102) become one dossier. Numbers in a column of integers are left alone.
# Hurts: whoever reads ids as text, as one should: dossiers merge, codes no longer match.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1

cat > run.py <<'PY'
import contextlib, io, os, warnings
os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
import pandas as pd
log = pd.DataFrame({
    "no": ["011302", "130102", "011305"],
    "unit": ["2001", "2002", "2001"],
    "step": ["Receive", "Receive", "Receive"],
    "at": ["2025-03-03 07:30", "2025-03-04 08:00", "2025-03-05 08:00"],
})
log = pm4py.format_dataframe(log, case_id="no", activity_key="step", timestamp_key="at")
print("dossiers:", log["case:concept:name"].nunique(), "of 3")
print("numbers:", sorted(set(log["case:concept:name"])))
print("units:", sorted({str(u) for u in log["unit"]}))
PY

cat > seen <<'SEEN'
dossiers: 2 of 3
numbers: ['2002-01-13 00:00:00+00:00', '2005-01-13 00:00:00+00:00']
units: ['2001-01-01 00:00:00+00:00', '2002-01-01 00:00:00+00:00']
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
