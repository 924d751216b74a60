#!/usr/bin/env bash
# Expected: Erlang C has no answer where work comes in faster than the desks can do it; a library says so,
# or gives a waiting probability of 1.
# Seen (pyworkforce 0.5.1): the formula is carried on past its range. Ten desks' worth of work on five gives
# a "probability" of waiting of 4.41 and an occupancy of 2; on nine 1.42. No error, no warning.
# Hurts: what-if tables over the number of desks: the very rows of overload are the meaningless ones, and
# averages over offices take them in.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pyworkforce==0.5.1 numpy==2.4.6 pandas==2.3.3

cat > run.py <<'PY'
import warnings
warnings.simplefilter("error")
from pyworkforce.queuing import ErlangC
desk = ErlangC(transactions=100, aht=3, interval=30, asa=20 / 60, shrinkage=0.0)
print("work for", desk.intensity, "desks")
for n in (5, 9, 10, 11):
    print(n, "waits", round(desk.waiting_probability(n), 4), "occupied", round(desk.achieved_occupancy(n), 4))
PY

cat > seen <<'SEEN'
work for 10.0 desks
5 waits 4.4092 occupied 2.0
9 waits 1.4196 occupied 1.1111
10 waits 1.0 occupied 1.0
11 waits 0.6821 occupied 0.9091
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
