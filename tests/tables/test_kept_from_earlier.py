"""What was kept before a column was declared still stands, and stands beside what is told since."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
from tables.made import as_csv, made

from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.templates import heading

REGISTER = REGISTERS["visit"]
NEW = "observed"


def submitted(folder: Path, frame: pl.DataFrame, name: str) -> Path:
    file = as_csv(frame, [heading(column) for column in REGISTER], name)
    path = folder / name
    path.write_bytes(file.content)
    return path


def without_the_column(home: Path) -> None:
    """Make every kept table what an earlier release would have kept."""
    for path in home.rglob("visit.parquet"):
        pl.read_parquet(path).drop(NEW).write_parquet(path)


def test_tables_kept_before_a_column_was_declared_are_read_and_added_to(tmp_path: Path) -> None:
    frame = made(REGISTER)
    store = EvidenceStore(tmp_path / "home", "anywhere")
    first = submitted(tmp_path, frame.head(1), "visits 2018.csv")
    store.load([first], received=datetime(2019, 1, 1), extract_date=date(2019, 1, 1))
    without_the_column(tmp_path / "home")

    store = EvidenceStore(tmp_path / "home", "anywhere")
    earlier = store.in_force()
    assert earlier is not None
    assert store.record(earlier).frame("visit")[NEW].to_list() == [None]

    second = submitted(tmp_path, frame.tail(1), "visits 2019.csv")
    windows = {"visit": (frame["due_on"][2].isoformat(), "2019-12-31")}
    store.load([second], received=datetime(2020, 1, 1), extract_date=date(2019, 12, 31), windows=windows)
    latest = store.in_force()
    assert latest is not None and latest.number == 2
    told = store.record(latest).frame("visit").sort("due_on")
    assert told[NEW].to_list() == [None, frame[NEW][2]]
