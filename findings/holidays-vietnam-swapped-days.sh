#!/usr/bin/env bash
# Expected: the calendars of Vietnam in two widely used libraries agree with the days that the
# government decided for 2025 and 2026, including the working days it moved (holidays has such moves
# for 2024, 2025 and the National Day of 2026).
# Seen (PyPI holidays 0.109, npm date-holidays 3.37.0): both take Friday 2 January 2026 for a working day and holidays
# Saturday 10 January for a free one; decision 12729/VPCP-KGVX of 25 December 2025 swapped the two.
# date-holidays also knows National Day as one day, where the labour code has two since 2021 (1 and 2
# September 2025), gives no free day for holidays on a weekend (27 April 2026), and no moved day at all.
# Hurts: working time around New Year 2026, and any comparison of counts from the two.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile holidays==0.109
npm install --silent --no-audit --no-fund --prefix . date-holidays@3.37.0

cat > run.py <<'PY'
import datetime as d, holidays
vn = holidays.country_holidays("VN", years=[2025, 2026])
for day in ("2025-09-01", "2025-09-02", "2026-01-02", "2026-01-10", "2026-04-27", "2026-08-31"):
    print("holidays", day, "works" if vn.is_working_day(d.date.fromisoformat(day)) else "free")
PY

cat > run.js <<'JS'
const Holidays = require("date-holidays").default || require("date-holidays");
const vn = new Holidays("VN");
for (const day of ["2025-09-01", "2025-09-02", "2026-01-02", "2026-01-10", "2026-04-27", "2026-08-31"]) {
  const found = vn.isHoliday(new Date(day + "T12:00:00+07:00"));
  const weekend = [0, 6].includes(new Date(day + "T00:00:00Z").getUTCDay());
  console.log("date-holidays", day, weekend || (found && found.some((h) => h.type === "public")) ? "free" : "works");
}
JS

cat > seen <<'SEEN'
holidays 2025-09-01 free
holidays 2025-09-02 free
holidays 2026-01-02 works
holidays 2026-01-10 free
holidays 2026-04-27 free
holidays 2026-08-31 free
date-holidays 2025-09-01 works
date-holidays 2025-09-02 free
date-holidays 2026-01-02 works
date-holidays 2026-01-10 free
date-holidays 2026-04-27 works
date-holidays 2026-08-31 works
SEEN

venv/bin/python run.py > now
node run.js >> now
diff -u seen now
echo "as seen: $name"
