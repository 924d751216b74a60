#!/usr/bin/env bash
# Expected: write_xes leaves out the closing date of a dossier that isn't closed, and whether another
# package is installed makes no difference.
# Seen (pm4py 2.7.23.11): its own writer, the default, gives the missing date as a string "NaT" and the missing
# number as a float "nan" (XML Schema spells it "NaN"). With r4pm 0.6.2 installed write_xes silently
# takes that one's writer, which leaves both out.
# Hurts: readers of the file: an open dossier has a closing "date", and "is it there?" says closed.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 r4pm==0.6.2 polars==2.1.0 pyarrow==26.0.1

cat > run.py <<'PY'
import contextlib, io, os, warnings
os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
import pandas as pd, re
log = pd.DataFrame({
    "case:concept:name": ["D1", "D2"], "concept:name": ["Receive", "Receive"],
    "time:timestamp": pd.to_datetime(["2025-03-03 07:30", "2025-03-04 08:00"], utc=True),
    "case:closed": pd.to_datetime(["2025-03-05", None], utc=True), "fee": [10.5, None],
})
for variant in (None, "line_by_line"):
    pm4py.write_xes(log, "log.xes", variant_str=variant)
    print("with r4pm installed:" if variant is None else "pm4py's own:")
    for tag in sorted(re.findall(r'<\w+ key="(?:closed|fee)"[^>]*?value="[^"]*"', open("log.xes").read())):
        print("   ", tag)
print("read again:", [str(v) for v in pm4py.read_xes("log.xes", variant="iterparse")["case:closed"]])
PY

cat > seen <<'SEEN'
with r4pm installed:
    <date key="closed" value="2025-03-05T00:00:00+00:00"
    <float key="fee" value="10.5"
pm4py's own:
    <date key="closed" value="2025-03-05T00:00:00+00:00"
    <float key="fee" value="10.5"
    <float key="fee" value="nan"
    <string key="closed" value="NaT"
read again: ['2025-03-05 00:00:00+00:00', 'NaT']
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
