"""What is written: the same every time, twelve months of it, and the truths beside it."""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sightline.authorities import load_authority
from sightline.engine.records.readers import read
from sightline.engine.records.reading import File
from sightline.engine.synthetic import write_county

MONTHS = [f"2018-{month:02d}" for month in (10, 11, 12)] + [f"2019-{month:02d}" for month in range(1, 10)]
AHEAD = frozenset(
    {"clar_cla_review_due_date", "cppr_cp_review_due", "icpc_icpc_target_date", "pers_expected_dob"}
)
"""Dates that may lie ahead of the day on which a file is drawn: when something is due."""

CHANCE = frozenset({"duplicates_open", "in_a_managers_name"})
"""What a tenth of the county may lack."""

DAY, MOMENT = r"\d{4}-\d{2}-\d{2}", r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenth of the county, written."""
    made = tmp_path_factory.mktemp("tenth")
    write_county(made, load_authority(), scale=0.1)
    return made


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_county(tmp_path, load_authority(), scale=0.1)
    assert _digests(tmp_path) == _digests(folder)


def test_another_seed_gives_another_county(folder: Path, tmp_path: Path) -> None:
    write_county(tmp_path, load_authority(), scale=0.1, seed=7, months=1)
    assert (tmp_path / "truths.csv").read_bytes() != (folder / "truths.csv").read_bytes()


def _sets(folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    for path in sorted(folder.glob("*/submission.json")):
        for told in json.loads(path.read_text(encoding="utf-8"))["sets"]:
            yield path.parent, told


def test_every_month_has_its_submissions(folder: Path) -> None:
    told = [(month.name, entry["source"]) for month, entry in _sets(folder)]
    for source in ("ssd", "register"):
        assert [month for month, kind in told if kind == source] == MONTHS


def test_every_file_written_is_declared_and_every_file_declared_is_written(folder: Path) -> None:
    declared = {(month / str(name)) for month, entry in _sets(folder) for name in entry["files"]}  # type: ignore[attr-defined]
    written = {path for path in folder.glob("20*/*/*") if path.is_file()}
    assert declared == written


def test_the_real_readers_find_nothing_wrong(folder: Path) -> None:
    for month, entry in _sets(folder):
        paths = [month / str(name) for name in entry["files"]]  # type: ignore[attr-defined]
        files = [
            File(path.name, path.read_bytes(), hashlib.sha256(path.read_bytes()).hexdigest())
            for path in paths
        ]
        readings, unread = read(files)
        assert [reading.source for reading in readings] == [entry["source"]]
        assert (unread, [problem for reading in readings for problem in reading.problems]) == ([], [])


def test_no_file_tells_what_had_not_happened_when_it_was_drawn(folder: Path) -> None:
    for month, entry in _sets(folder):
        drawn = date.fromisoformat(str(entry["extract_date"]))
        for path in sorted((month / "ssd").glob("*.csv")):
            frame = pl.read_csv(path, infer_schema=False)
            for column in frame.columns:
                if column in AHEAD:
                    continue
                dates = frame[column].filter(frame[column].str.contains(f"^({DAY}|{MOMENT})$"))
                if len(dates):
                    assert dates.str.slice(0, 10).max() <= drawn.isoformat(), (path.name, column)


def test_the_list_of_what_was_planted_is_complete(folder: Path) -> None:
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    for name, found in planted.items():
        assert found or name in CHANCE, name
    assert set(planted) == {
        "as_at", "seed", "scale", "december_2018", "never_assessed", "interviews_with_dates_only",
        "late_areas", "drift", "overdue_at_the_end", "background", "reviews_missing",
        "assessments_without_date_seen", "interviews_without_date_held", "still_missing",
        "reviews_corrected", "assessments_corrected", "visits_withdrawn", "visits_entered_late",
        "missing_withdrawn", "id_changed", "duplicates_merged", "duplicates_open", "sealed", "adopted",
        "in_a_managers_name", "practice", "care_plans_out_of_date",
    }  # fmt: skip
    december = planted["december_2018"]
    assert december["on_time"] == sum(child["on_time"] for child in december["children"])


def test_the_truths_add_up_to_the_background(folder: Path) -> None:
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    with (folder / "truths.csv").open(encoding="utf-8", newline="") as lines:
        truths = list(csv.DictReader(lines))
    for duty, states in planted["background"].items():
        for state, count in states.items():
            assert count == sum(row["duty"] == duty and row["state"] == state for row in truths)
    assert sum(sum(states.values()) for states in planted["background"].values()) == len(truths)
