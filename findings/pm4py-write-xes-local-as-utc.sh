#!/usr/bin/env bash
# Expected: stamps without an offset, as an office's export has them, are written to XES without an offset
# (XML Schema allows it, and means local time), or refused.
# Seen (pm4py 2.7.23.11): 7:30 on the office's clock becomes 7:30+00:00, which any reader takes for 14:30 in
# Vietnam; a due date of 10 March becomes midnight UTC, 7 in the morning. Inside pm4py nothing is amiss,
# since nothing there has another zone: it shows when the file meets one that kept its offsets.
# Hurts: whoever passes a log on: receipts in the afternoon and the night, deadlines by the hour.
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
import pandas as pd, re
log = pd.DataFrame({"no": ["D1"], "step": ["Receive"], "at": ["2025-03-03 07:30:00"], "due": ["2025-03-10"]})
log = pm4py.format_dataframe(log, case_id="no", activity_key="step", timestamp_key="at")
pm4py.write_xes(log, "log.xes", variant_str="line_by_line")
for tag in sorted(re.findall(r'<date key="(?:time:timestamp|due)" value="[^"]*"', open("log.xes").read())):
    print(tag)
PY

cat > seen <<'SEEN'
<date key="due" value="2025-03-10T00:00:00+00:00"
<date key="time:timestamp" value="2025-03-03T07:30:00+00:00"
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
