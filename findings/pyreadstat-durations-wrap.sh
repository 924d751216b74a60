#!/usr/bin/env bash
# Expected: a duration in an SPSS file (formats TIME and DTIME count seconds and may pass a day: DTIME
# shows days) comes back as that duration.
# Seen (pyreadstat 1.3.7, and pandas 2.3.3 read_spss over it): it becomes a time of day, modulo 24 hours.
# 30:15 is 06:15, a whole day is 00:00 and -3 hours is 21:00, with no warning. SAS transport files
# with TIME do the same. disable_datetime_conversion=True gives the seconds as stored.
# Hurts: surveys of waiting times kept in SPSS: every wait past a day shrinks below one.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6

cat > run.py <<'PY'
import pandas as pd, pyreadstat
waits = pd.DataFrame({"wait": [30.25 * 3600, 24 * 3600.0, -3 * 3600.0]})
for kind in ("TIME8", "DTIME14"):
    pyreadstat.write_sav(waits, "waits.sav", variable_format={"wait": kind})
    print(kind, "pyreadstat", [str(w) for w in pyreadstat.read_sav("waits.sav")[0]["wait"]])
    print(kind, "pandas", [str(w) for w in pd.read_spss("waits.sav")["wait"]])
print("stored", pyreadstat.read_sav("waits.sav", disable_datetime_conversion=True)[0]["wait"].tolist())
pyreadstat.write_xport(waits, "waits.xpt", variable_format={"wait": "TIME8"})
print("SAS", [str(w) for w in pyreadstat.read_xport("waits.xpt")[0]["wait"]])
PY

cat > seen <<'SEEN'
TIME8 pyreadstat ['06:15:00', '00:00:00', '21:00:00']
TIME8 pandas ['06:15:00', '00:00:00', '21:00:00']
DTIME14 pyreadstat ['06:15:00', '00:00:00', '21:00:00']
DTIME14 pandas ['06:15:00', '00:00:00', '21:00:00']
stored [108900.0, 86400.0, -10800.0]
SAS ['06:15:00', '00:00:00', '21:00:00']
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
