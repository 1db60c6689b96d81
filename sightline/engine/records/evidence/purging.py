"""Purging a file under the retention schedule: its rows go from every snapshot, a tombstone stays."""

import shutil
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.evidence import disk

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

_TOMBSTONE = ".purged.json"


def purge(store: "EvidenceStore", sha256: str, reason: str, on: date) -> None:
    """Write the tombstone, then carry it out; a purge that is killed is finished by the next load.

    Raises KeyError where no submission holds such a file.
    """
    if not any(file.sha256 == sha256 for told in store.submissions() for file in told.files):
        raise KeyError(f"no submitted file has the SHA-256 {sha256}")
    tombstone = {"sha256": sha256, "reason": reason, "on": on.isoformat(), "done": False}
    disk.write_json(store.home / "files" / f"{sha256}{_TOMBSTONE}", tombstone)
    finish_purges(store)


def finish_purges(store: "EvidenceStore") -> None:
    """Carry out every purge that is written down and not done."""
    for path in sorted((store.home / "files").glob(f"*{_TOMBSTONE}")):
        tombstone = disk.read_json(path)
        if not tombstone["done"]:
            _carry_out(store, tombstone["sha256"])
            disk.write_json(path, {**tombstone, "done": True})


def _carry_out(store: "EvidenceStore", sha256: str) -> None:
    told_by = [told for told in store.submissions() if any(file.sha256 == sha256 for file in told.files)]
    for told in told_by:
        folder = store.home / "submissions" / told.id
        for name in told.rows:
            frame = pl.read_parquet(folder / f"{name}.parquet")
            kept = frame.filter(~pl.col(ROW).str.starts_with(f"{sha256[:12]}/"))
            disk.replace_table(folder / f"{name}.parquet", kept)
    ids = {told.id for told in told_by}
    for snapshot in store.snapshots():
        if ids & set(snapshot.submissions):
            building = store.building([store.submission(id) for id in snapshot.submissions])
            for name in sorted({name for told in told_by for name in told.rows}):
                disk.replace_table(snapshot.path / f"{name}.parquet", building.table(name)[0])
            shutil.rmtree(snapshot.path / "results", ignore_errors=True)
    (store.home / "files" / sha256).unlink(missing_ok=True)
