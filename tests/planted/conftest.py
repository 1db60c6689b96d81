"""The whole county, written once, read back by the real readers, and judged by the engine."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sightline.authorities import load_authority
from sightline.engine.authority import Authority
from sightline.engine.records.evidence import Batch, EvidenceStore, Loaded, Snapshot
from sightline.engine.records.record import Record
from sightline.engine.results import Results
from sightline.engine.synthetic import write_county

END = date(2019, 9, 30)


@dataclass
class Read:
    """The county as it was read back: evidence, and beside it what was planted."""

    folder: Path
    authority: Authority
    store: EvidenceStore
    loads: list[Loaded]
    planted: dict[str, Any]
    truths: pl.DataFrame

    @cached_property
    def results(self) -> Results:
        """What the engine says at the end."""
        return Results(self.store, self.snapshots[-1][1], END, self.authority)

    @cached_property
    def snapshots(self) -> list[tuple[date, Snapshot]]:
        """The last snapshot of each month's submissions, with the day on which its files were drawn."""
        last: dict[date, Snapshot] = {}
        for load in self.loads:
            assert load.snapshot and load.submission
            last[load.submission.extract_date] = load.snapshot
        return sorted(last.items(), key=lambda pair: pair[0])

    @cached_property
    def records(self) -> list[tuple[date, Record]]:
        """The record as it stood after each month's submissions."""
        return [(day, self.store.record(snapshot)) for day, snapshot in self.snapshots]

    def owed(self, *duties: str) -> pl.DataFrame:
        """The obligations of some duties at the end."""
        return self.results.obligations.filter(pl.col("duty").is_in(duties))


def batches(folder: Path) -> list[Batch]:
    """Every set of files of a county, with what it says of itself, in the order in which they came."""
    found = []
    for path in sorted(folder.glob("*/submission.json")):
        for told in json.loads(path.read_text(encoding="utf-8"))["sets"]:
            files = [path.parent / name for name in told["files"]]
            received, drawn = (
                datetime.fromisoformat(told["received"]),
                date.fromisoformat(told["extract_date"]),
            )
            found.append(Batch(files, received, drawn, told["windows"]))
    return sorted(found, key=lambda batch: batch.received)


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The county at full size, loaded in the order in which its files came."""
    folder = tmp_path_factory.mktemp("county")
    authority = load_authority()
    write_county(folder / "files", authority)
    store = EvidenceStore(folder / "home", authority.id)
    loads = store.load_many(batches(folder / "files"))
    planted = json.loads((folder / "files" / "planted.json").read_text(encoding="utf-8"))
    truths = pl.read_csv(folder / "files" / "truths.csv", infer_schema=False).with_columns(
        pl.all().fill_null("")
    )
    return Read(folder / "files", authority, store, loads, planted, truths)
