"""A small dataset as CSV files, written by hand."""

from datetime import datetime
from pathlib import Path

import pytest

from sightline.engine.records.evidence import EvidenceStore, Loaded

VISITS = "clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen\n"


class Desk:
    """Somebody at a desk who loads files into one store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = EvidenceStore(folder / "home", "test")

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def visits(self, *rows: str, received: datetime, **more: object) -> Loaded:
        path = self.file("ssd_cla_visits.csv", VISITS + "".join(f"{row}\n" for row in rows))
        return self.store.load([path], received=received, **more)

    def dates(self, number: int | None = None) -> list[str]:
        snapshot = self.store.snapshot(number) if number else self.store.in_force()
        assert snapshot
        frame = self.store.record(snapshot).frame("ssd_cla_visits")
        return [str(day) for day in frame["clav_cla_visit_date"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
