"""Purging a file under the retention schedule: its rows go from every snapshot, a tombstone stays."""

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.evidence import disk, seals
from sightline.engine.records.evidence.model import Submission, Tombstone
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.reading import File

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

_TOMBSTONE = ".purged.json"
_ENOUGH = 12


def purge(store: "EvidenceStore", sha256: str, reason: str, on: date) -> None:
    """Write the tombstone, then carry it out; a purge that is killed is finished by the next load.

    Raises KeyError where no submission holds such a file.
    """
    if not any(file.sha256 == sha256 for told in store.submissions() for file in told.files):
        raise KeyError(f"no submitted file has the SHA-256 {sha256}")
    tombstone = {"sha256": sha256, "reason": reason, "on": on.isoformat(), "done": False}
    disk.write_json(_path(store, sha256), tombstone)
    finish_purges(store)


def finish_purges(store: "EvidenceStore") -> None:
    """Carry out every purge that is written down and not done."""
    for path in sorted((store.home / "files").glob(f"*{_TOMBSTONE}")):
        tombstone = disk.read_json(path)
        if not tombstone["done"]:
            _carry_out(store, tombstone["sha256"])
            disk.write_json(path, {**tombstone, "done": True})


def tombstone(store: "EvidenceStore", start: str) -> Tombstone | None:
    """What stays of a purged file, by the beginning of its SHA-256; None where none was purged."""
    if len(start) < _ENOUGH or not start.isalnum():
        return None
    for path in (store.home / "files").glob(f"{start}*{_TOMBSTONE}"):
        told = disk.read_json(path)
        return Tombstone(told["sha256"], told["reason"], date.fromisoformat(told["on"]))
    return None


def purged(store: "EvidenceStore", sha256: str) -> Tombstone | None:
    """The tombstone of a file, by the whole SHA-256 of its bytes; None where it was not purged."""
    return tombstone(store, sha256) if _path(store, sha256).exists() else None


def refusal(file: File, stone: Tombstone) -> Problem:
    """What is said of a file that was purged and is sent again."""
    return Problem(
        "purged_before",
        Severity.FILE,
        file.name,
        found=f"the very bytes that were purged on {stone.on.day} {stone.on:%B %Y}",
        expected="a file that may be kept",
        advice=f"They were purged because: {stone.reason}. The file was not kept and not read. If its rows "
        "may be held again, send a new extract",
    )


def mark(store: "EvidenceStore") -> str:
    """Eight hex digits that change whenever a purge begins or ends."""
    digest = hashlib.sha256()
    for path in sorted((store.home / "files").glob(f"*{_TOMBSTONE}")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def _path(store: "EvidenceStore", sha256: str) -> Path:
    return store.home / "files" / f"{sha256}{_TOMBSTONE}"


def _forget_values(store: "EvidenceStore", sha256: str) -> None:
    """Take out of every reading problem of the file what was found in it."""
    for path in store.home.glob("loads/*.json"):
        note = disk.read_json(path)
        names = {file["name"] for file in note["files"] if file["sha256"] == sha256}
        if names and note.get("problems"):
            disk.write_json(path, {**note, "problems": _without_values(note["problems"], names)})
    for told in store.submissions():
        names = {file.name for file in told.files if file.sha256 == sha256}
        path = store.home / "submissions" / told.id / "problems.json"
        if names:
            disk.write_json(path, _without_values(disk.read_json(path), names))


def _without_values(problems: list[dict[str, Any]], names: set[str]) -> list[dict[str, Any]]:
    return [{**one, "found": ""} if one["file"] in names else one for one in problems]


def _take_out(folder: Path, told: Submission, sha256: str) -> None:
    """Take a file's rows out of a submission, having written down which tables lose any."""
    from_file = pl.col(ROW).str.starts_with(f"{sha256[:12]}/")
    frames = {name: pl.read_parquet(folder / f"{name}.parquet") for name in told.rows}
    lost = {name: frame for name, frame in frames.items() if frame.select(from_file.any()).item()}
    manifest = disk.read_json(folder / "manifest.json")
    disk.write_json(
        folder / "manifest.json", {**manifest, "purged_tables": sorted({*told.purged_tables, *lost})}
    )
    for name, frame in lost.items():
        disk.replace_table(folder / f"{name}.parquet", frame.filter(~from_file))


def _carry_out(store: "EvidenceStore", sha256: str) -> None:
    seals.seal(store)  # whom the file alone tells to be adopted stays sealed without it
    told_by = [told for told in store.submissions() if any(file.sha256 == sha256 for file in told.files)]
    for told in told_by:
        _take_out(store.home / "submissions" / told.id, told, sha256)
    store.forget_standing()
    ids = {told.id for told in told_by}
    for snapshot in store.snapshots():
        if ids & set(snapshot.submissions):
            building = store.building([store.submission(id) for id in snapshot.submissions])
            names = building.touched(name for told in told_by for name in told.rows)
            again = {name: building.table(name) for name in names & set(building.tables)}
            for name, (frame, _) in sorted(again.items()):
                disk.replace_table(snapshot.path / f"{name}.parquet", frame)
            disk.replace_table(snapshot.path / "coverage.parquet", building.coverage())
            path = snapshot.path / "problems.json"
            standing = [entry for entry in disk.read_json(path) if entry["table"] not in again]
            standing += [
                {"table": name, "problem": problem.as_dict()}
                for name, (_, problems) in sorted(again.items())
                for problem in problems
            ]
            shutil.rmtree(snapshot.path / "results", ignore_errors=True)
            disk.write_json(path, standing)  # readers look at this file: what they would read is gone by now
            shutil.rmtree(snapshot.path / "results", ignore_errors=True)
    if latest := store.in_force():
        seals.seal(store, latest.path)  # what the file had corrected may stand again
    _forget_values(store, sha256)
    (store.home / "files" / sha256).unlink(missing_ok=True)
