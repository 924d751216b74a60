"""Writes the holidays of Vietnam that `tests/it/time/presets.rs` compares the preset with.

    python -m venv venv && venv/bin/pip install holidays==0.109
    venv/bin/python tests/reference/make_calendar.py

The file is written beside this script, and the same one on every run.
"""

import json
from pathlib import Path

import holidays

HERE = Path(__file__).parent

if __name__ == "__main__":
    vietnam = holidays.Vietnam(years=range(2020, 2027), language="en_US")
    days = {day.isoformat(): name for day, name in sorted(vietnam.items())}
    worked = sorted(day.isoformat() for day in vietnam.weekend_workdays)
    text = json.dumps({"holidays": days, "worked": worked}, indent=1, ensure_ascii=False)
    (HERE / "vietnam_holidays.json").write_text(text + "\n")
