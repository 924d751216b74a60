#!/usr/bin/env bash
# Expected: a log stamped +07:00 and office hours of 7:30-11:30 and 13:00-17:00 give 8 working hours
# for a dossier received at 7:30 and returned at 17:00 on one Monday. The stamps carry their offset
# and slots of office hours can only mean the office's wall clock.
# Seen (pm4py 2.7.23.11): 2.5 hours. read_xes turns every stamp into UTC, and business hours are then
# laid over the UTC clock, so the office seems to open at 14:30. Converting the column back to the
# office's zone before asking gives 8.
# Hurts: working time of every log from outside UTC; the shares of steps as well as the totals.
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
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
"""

open("log.xes", "w").write(HEAD + """<trace><string key="concept:name" value="D1"/>
<event><string key="concept:name" value="Receive"/><date key="time:timestamp" value="2025-03-03T07:30:00.000+07:00"/></event>
<event><string key="concept:name" value="Return"/><date key="time:timestamp" value="2025-03-03T17:00:00.000+07:00"/></event>
</trace></log>""")
slots = [(int(d * 86400 + a * 3600), int(d * 86400 + b * 3600)) for d in range(5) for a, b in ((7.5, 11.5), (13, 17))]
log = pm4py.read_xes("log.xes")
def hours(log):
    return pm4py.get_all_case_durations(log, business_hours=True, business_hour_slots=slots)[0] / 3600
print("as read:", hours(log))
log["time:timestamp"] = log["time:timestamp"].dt.tz_convert("Asia/Ho_Chi_Minh")
print("put back to the office's zone:", hours(log))
PY

cat > seen <<'SEEN'
as read: 2.5
put back to the office's zone: 8.0
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
