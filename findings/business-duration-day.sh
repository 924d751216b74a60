#!/usr/bin/env bash
# Expected: unit="day" of a package that counts business duration "in days" gives business days: two
# full office days, 8:00 to 17:00, are 2.
# Seen (business-duration 0.68): 0.75. The hours are right (18), and are then divided by 24, so a business
# day takes two and two thirds office days. Its page shows "day" only for a calendar open all day long.
# Hurts: deadlines, which the law sets in working days: a dossier of 5 working days reports 1.875.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile business-duration==0.68 pandas==2.3.3 numpy==2.4.6

cat > run.py <<'PY'
from datetime import datetime, time
from business_duration import businessDuration
when = dict(startdate=datetime(2025, 3, 3, 8), enddate=datetime(2025, 3, 4, 17), starttime=time(8), endtime=time(17))
for unit in ("hour", "day"):
    print(unit, float(businessDuration(unit=unit, **when)))
PY

cat > seen <<'SEEN'
hour 18.0
day 0.75
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
