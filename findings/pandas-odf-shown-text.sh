#!/usr/bin/env bash
# Expected: two engines of read_excel give one value for one cell of an ODS sheet; the cell stores the
# duration PT5M30S and shows it as mm:ss, 05:30.
# Seen (pandas 2.3.3): engine "odf" (odfpy 1.4.1) parses what the cell shows and gives half past five,
# sixty times as much; engine "calamine" (0.9.1) takes the stored value, five and a half minutes.
# A cell that shows 24:00 makes "odf" raise, so only the short, wrong ones get through.
# Hurts: durations of counters and calls kept in LibreOffice.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pandas==2.3.3 odfpy==1.4.1 python-calamine==0.9.1

cat > run.py <<'PY'
import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
book, table = OpenDocumentSpreadsheet(), Table(name="S")
book.spreadsheet.addElement(table)
for text, kind in (("talk", {"valuetype": "string"}), ("05:30", {"valuetype": "time", "timevalue": "PT00H05M30S"})):
    row, cell = TableRow(), TableCell(**kind)
    cell.addElement(P(text=text))
    row.addElement(cell)
    table.addElement(row)
book.save("talks.ods")
for engine in ("odf", "calamine"):
    print(engine, pd.read_excel("talks.ods", engine=engine)["talk"][0])
PY

cat > seen <<'SEEN'
odf 05:30:00
calamine 00:05:30
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
