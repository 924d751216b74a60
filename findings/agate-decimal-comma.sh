#!/usr/bin/env bash
# Expected: agate (the types of csvkit) takes "2,5" and "1,25" for text, since no English grouping of
# thousands looks like that, or for 2.5 and 1.25, as a Vietnamese export means them.
# Seen (agate 1.14.2): numbers 25 and 125: commas are taken out wherever they stand.
# Hurts: durations and fees of exports with decimal commas: ten or a hundred times too large, and the
# column sums look plausible.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile agate==1.14.2

cat > run.py <<'PY'
import io
import agate
rows = 'no,days\nD1,"2,5"\nD2,"1,25"\nD3,"10"\n'
table = agate.Table.from_csv(io.StringIO(rows))
for name, kind in zip(table.column_names, table.column_types):
    print(name, type(kind).__name__, [str(v) for v in table.columns[name]])
PY

cat > seen <<'SEEN'
no Text ['D1', 'D2', 'D3']
days Number ['25', '125', '10']
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
