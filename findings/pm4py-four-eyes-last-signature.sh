#!/usr/bin/env bash
# Expected: filter_four_eyes_principle sets apart the dossiers in which one person did both steps; what
# it keeps and what it names as violations are the whole log together.
# Seen (pm4py 2.7.23.11): only the last signature is compared. A dossier checked and signed by A, then
# signed once more by B, passes as clean. And a dossier is in neither half where the signer is not
# recorded or the signature is still to come, so 1 - violations is not the share that complies.
# Hurts: audits of same hands: re-signing hides the breach, open dossiers vanish from the denominator.
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
rows = [("two people", "Check", "A"), ("two people", "Sign", "B"), ("one person", "Check", "A"), ("one person", "Sign", "A"),
        ("signed again", "Check", "A"), ("signed again", "Sign", "A"), ("signed again", "Sign", "B"),
        ("signer unknown", "Check", "A"), ("signer unknown", "Sign", None), ("not yet signed", "Check", "A")]
log = pd.DataFrame(rows, columns=["case:concept:name", "concept:name", "org:resource"])
log["time:timestamp"] = pd.date_range("2025-03-03 08:00", periods=len(log), freq="h", tz="UTC")
kept = pm4py.filter_four_eyes_principle(log, "Check", "Sign")
bad = pm4py.filter_four_eyes_principle(log, "Check", "Sign", keep_violations=True)
kept, bad = (set(x["case:concept:name"]) for x in (kept, bad))
print("complies:", sorted(kept))
print("violates:", sorted(bad))
print("in neither:", sorted(set(log["case:concept:name"]) - kept - bad))
PY

cat > seen <<'SEEN'
complies: ['signed again', 'two people']
violates: ['one person']
in neither: ['not yet signed', 'signer unknown']
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
