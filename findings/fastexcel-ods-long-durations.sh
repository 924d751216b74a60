#!/usr/bin/env bash
# Expected: a column of durations in an ODS sheet ([hh]:mm, as LibreOffice keeps them: PT72H30M00S)
# is read as durations, whole.
# Seen (fastexcel 0.21.0, polars 2.1.0 read_excel, both over calamine): durations of 24 hours and more
# are null, without a warning; asked for as text the whole column is null. pandas with
# python-calamine 0.9.1 mixes times of day and raw texts in one column.
# Hurts: waiting times: exactly the long ones are missing, so the mean of 7:30, 24:00 and 72:30 is 7:30.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile polars==2.1.0 fastexcel==0.21.0 python-calamine==0.9.1 pandas==2.3.3 odfpy==1.4.1

cat > run.py <<'PY'
import pandas as pd, polars as pl, fastexcel
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
book, table = OpenDocumentSpreadsheet(), Table(name="S")
book.spreadsheet.addElement(table)
def line(*cells):
    row = TableRow()
    for text, kind in cells:
        cell = TableCell(**kind)
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
text, hours = {"valuetype": "string"}, lambda v: {"valuetype": "time", "timevalue": v}
line(("no", text), ("wait", text))
line(("D1", text), ("07:30", hours("PT07H30M00S")))
line(("D2", text), ("24:00", hours("PT24H00M00S")))
line(("D3", text), ("72:30", hours("PT72H30M00S")))
book.save("waits.ods")
waits = pl.read_excel("waits.ods")["wait"]
print("polars:", waits.dtype, [str(w) for w in waits], "mean", waits.mean())
print("fastexcel, as text:", fastexcel.read_excel("waits.ods").load_sheet(0, dtypes="string").to_polars()["wait"].to_list())
print("pandas, calamine:", [repr(w) for w in pd.read_excel("waits.ods", engine="calamine")["wait"]])
PY

cat > seen <<'SEEN'
polars: Duration(time_unit='ms') ['7:30:00', 'None', 'None'] mean 7:30:00
fastexcel, as text: [None, None, None]
pandas, calamine: ['datetime.time(7, 30)', "'PT24H00M00S'", "'PT72H30M00S'"]
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
