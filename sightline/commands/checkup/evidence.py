"""The evidence store: every kept byte as it was received, snapshots whole, results of today's rules."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from sightline.commands.checkup.finding import Finding, note, some, sound, wrong
from sightline.engine.records.evidence import EvidenceStore, Snapshot
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.results import code_digest

Tell = Callable[[str, int, int], None]
_PART = "evidence"
_BLOCK = 1 << 20
_SIDE = ("manifest.json", "problems.json", "coverage.parquet")
_RESTORE = "Put back a copy of the data folder; what is gone cannot be computed again"


def evidence(store: EvidenceStore, tell: Tell) -> Iterator[Finding]:
    """Files, loads, snapshots and results of one data folder."""
    notes = _notes(store)
    yield from _files(store, notes, tell)
    yield from _loads(notes)
    snapshots = sorted(path for path in store.home.glob("snapshots/[0-9]*") if path.is_dir())
    damaged: list[str] = []
    for done, path in enumerate(snapshots):
        tell("Looking through snapshots", done, len(snapshots))
        damaged += _damage(store, path)
    if damaged:
        yield wrong(_PART, f"Snapshots that are not whole: {some(damaged)}", _RESTORE)
    elif snapshots:
        yield sound(_PART, f"{len(snapshots):,} snapshots, each whole")
    if halves := [path.name for path in store.home.glob("*/.half-*")]:
        said = f"{len(halves)} things were left half written by a process that ended"
        yield note(_PART, said, "Nothing: the next load sweeps them away")


def _notes(store: EvidenceStore) -> dict[str, dict[str, Any]]:
    """What came together, by load."""
    return {path.stem: json.loads(path.read_bytes()) for path in sorted(store.home.glob("loads/*.json"))}


def _files(store: EvidenceStore, notes: dict[str, dict[str, Any]], tell: Tell) -> Iterator[Finding]:
    """Every kept file against its own name; every file of a load kept, or purged with a tombstone."""
    kept = sorted(path for path in store.home.glob("files/*") if len(path.name) == 64)
    spoilt = []
    for done, path in enumerate(kept):
        tell("Reading every kept file", done, len(kept))
        if _digest(path) != path.name:
            spoilt.append(path.name[:12])
    names = {path.name for path in kept}
    told = {file["sha256"]: file["name"] for one in notes.values() for file in one["files"]}
    gone = [name for sha, name in told.items() if sha not in names and store.tombstone(sha) is None]
    if spoilt:
        yield wrong(_PART, f"Kept files whose bytes have changed: {some(spoilt)}", _RESTORE)
    if gone:
        yield wrong(_PART, f"Files that were received and are not there: {some(gone)}", _RESTORE)
    if kept and not spoilt and not gone:
        yield sound(_PART, f"{len(kept):,} kept files, each byte as it was received")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _loads(notes: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    failed = [name[:8] for name, told in notes.items() if "failed" in told]
    pending = [name[:8] for name, told in notes.items() if not {"submissions", "failed"} & set(told)]
    if failed:
        do = "Look at them with: sightline problems; load the corrected files"
        yield note(_PART, f"Loads that could not be finished: {some(failed)}", do)
    if pending:
        yield note(_PART, f"Loads still to be finished: {some(pending)}", "The next load finishes them")


def _damage(store: EvidenceStore, folder: Path) -> list[str]:
    """What of a snapshot is missing or cannot be read."""
    name = f"snapshot {int(folder.name)}"
    missing = [f"{name} has no {side}" for side in _SIDE if not (folder / side).is_file()]
    if missing:
        return missing
    try:
        snapshot = store.snapshot(int(folder.name))
    except (KeyError, ValueError, TypeError):
        return [f"{name}: its manifest cannot be read"]
    found = []
    for id in snapshot.submissions:
        try:
            store.submission(id)
        except (KeyError, ValueError, TypeError):
            found.append(f"{name}: submission {id} cannot be read")
    return found + [
        f"{name}: {path.stem} cannot be read" for path in folder.glob("*.parquet") if not _reads(path)
    ]


def _reads(path: Path) -> bool:
    """Whether a table can be read to its end, with columns that were declared."""
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        return False
    table = ALL_TABLES.get(path.stem)
    return table is None or any(name in frame.columns for name in table.schema)


def results(snapshot: Snapshot) -> Iterator[Finding]:
    """Whether what was computed for the snapshot in force was computed by today's rules."""
    kept = [path.name for path in (snapshot.path / "results").glob("*-obligations.parquet")]
    fresh = [name for name in kept if f"-{code_digest()}-" in name]
    number = snapshot.number
    if fresh:
        yield sound("results", f"Snapshot {number} was computed by today's rules for {len(fresh)} days")
    else:
        old = "by earlier rules only" if kept else "not yet"
        do = "Nothing: the first page or command does it, such as sightline children"
        yield note("results", f"What is owed in snapshot {number} was computed {old}", do)
