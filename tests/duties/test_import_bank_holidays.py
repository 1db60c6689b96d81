"""Renewing the calendar: the publisher's JSON and a CSV give the same file, and what is packaged is what was published."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/import_bank_holidays.py"
PACKAGED = Path(__file__).parents[2] / "sightline/engine/duties/data/bank_holidays_england.csv"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("import_bank_holidays", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TARGET", tmp_path / "data/out.csv")
    return module


def run(script: ModuleType, monkeypatch: pytest.MonkeyPatch, path: Path) -> str:
    monkeypatch.setattr(sys, "argv", ["import_bank_holidays.py", str(path)])
    script.main()
    return script.TARGET.read_text(encoding="utf-8")


def test_json_and_csv_give_the_same_file(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    events = [{"date": "2019-12-26", "title": "Boxing Day"}, {"date": "2019-12-25", "title": "Christmas Day"}]
    scotland = {"events": [{"date": "2019-11-30", "title": "St Andrew's Day"}]}
    published = tmp_path / "bank-holidays.json"
    published.write_text(json.dumps({"england-and-wales": {"events": events}, "scotland": scotland}))
    table = tmp_path / "holidays.csv"
    table.write_text("date,title\n2019-12-26,Boxing Day\n2019-12-25,Christmas Day\n")
    written = run(script, monkeypatch, published)
    assert written == run(script, monkeypatch, table)
    assert written.splitlines()[-3:] == ["date,title", "2019-12-25,Christmas Day", "2019-12-26,Boxing Day"]
    assert "Open Government Licence v3.0" in written


def test_the_packaged_file_is_the_publisher_s(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    written = run(script, monkeypatch, shared / "stats/09_calendar/bank_holidays_england.csv")
    assert written == PACKAGED.read_text(encoding="utf-8")
