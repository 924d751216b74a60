#!/usr/bin/env bash
# Expected: a deadline in an OCEL 2.0 log survives the way into XML and back.
# Seen (pm4py 2.7.23.11, r4pm 0.6.2): pm4py writes attributes of type time as type "date", a name that
# OCEL 2.0 doesn't have, and read_ocel2_xml, which takes r4pm once that is installed, reads a value of
# unknown type as nothing: the deadlines are all null, the first and the extended one. JSON keeps them,
# and pm4py's own reader of XML, which is taken where r4pm is missing, does too.
# Hurts: who keeps OCEL in XML: the share on time, with no deadline left to miss.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 r4pm==0.6.2 polars==2.1.0 pyarrow==26.0.1

cat > run.py <<'PY'
import contextlib, io, os, warnings
os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
import json, re
json.dump({
    "objectTypes": [{"name": "dossier", "attributes": [{"name": "due", "type": "time"}]}],
    "eventTypes": [{"name": "Receive", "attributes": []}],
    "objects": [{"id": "D1", "type": "dossier", "attributes": [
        {"name": "due", "time": "1970-01-01T00:00:00Z", "value": "2025-03-10T10:00:00Z"},
        {"name": "due", "time": "2025-03-05T02:00:00Z", "value": "2025-03-14T10:00:00Z"}]}],
    "events": [{"id": "e1", "type": "Receive", "time": "2025-03-03T00:30:00Z",
                "relationships": [{"objectId": "D1", "qualifier": "of"}]}],
}, open("log.json", "w"))
log = pm4py.read_ocel2_json("log.json")
for kind in ("json", "xml"):
    getattr(pm4py, "write_ocel2_" + kind)(log, "again." + kind)
    again = getattr(pm4py, "read_ocel2_" + kind)("again." + kind)
    print(kind, [str(v)[:10] for v in again.objects["due"]], [str(v)[:10] for v in again.object_changes["due"]])
from pm4py.objects.ocel.importer.xmlocel.variants import ocel20
own = ocel20.apply("again.xml")
print("xml, pm4py's own reader", [str(v)[:10] for v in own.objects["due"]], [str(v)[:10] for v in own.object_changes["due"]])
print(re.search(r'<attribute name="due" type="[^"]*"/>', open("again.xml").read()).group())
PY

cat > seen <<'SEEN'
json ['2025-03-10'] ['2025-03-14']
xml ['None'] ['None']
xml, pm4py's own reader ['2025-03-10'] ['2025-03-14']
<attribute name="due" type="date"/>
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
