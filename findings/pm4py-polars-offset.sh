#!/usr/bin/env bash
# Expected: format_dataframe gives the same moments for one table, be it a pandas DataFrame or a
# polars LazyFrame; 7:30 in Ho Chi Minh City is 0:30 UTC.
# Seen (pm4py 2.7.23.11, polars 2.1.0): pandas stamps are converted, polars stamps are relabelled:
# 7:30 +07 comes out as 7:30 UTC, seven hours late.
# Hurts: who moves a study from pandas to polars for size: days, weekdays and deadlines shift, and
# logs read in both ways can't be joined.
set -euo pipefail

name=$(basename "$0" .sh)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --no-compile pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 polars==2.1.0

cat > run.py <<'PY'
import contextlib, io, os, warnings
os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
import pandas as pd, polars as pl
at = pd.to_datetime(["2025-03-03 07:30"]).tz_localize("Asia/Ho_Chi_Minh")
pdf = pd.DataFrame({"no": ["D1"], "step": ["Receive"], "at": at})
plf = pl.DataFrame({"no": ["D1"], "step": ["Receive"], "at": ["2025-03-03 07:30"]}).with_columns(
    pl.col("at").str.to_datetime().dt.replace_time_zone("Asia/Ho_Chi_Minh")).lazy()
keys = dict(case_id="no", activity_key="step", timestamp_key="at")
print("pandas:", pm4py.format_dataframe(pdf, **keys)["time:timestamp"][0].isoformat())
print("polars:", pm4py.format_dataframe(plf, **keys).collect()["time:timestamp"][0].isoformat())
PY

cat > seen <<'SEEN'
pandas: 2025-03-03T00:30:00+00:00
polars: 2025-03-03T07:30:00+00:00
SEEN

venv/bin/python run.py > now
diff -u seen now
echo "as seen: $name"
