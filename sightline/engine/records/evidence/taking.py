"""From kept bytes to a snapshot in force: read, keep what was read, and publish it whole or not at all."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline import __version__
from sightline.engine.records.columns import reading_schema
from sightline.engine.records.evidence import disk, seals
from sightline.engine.records.evidence.model import (
    Loaded,
    Snapshot,
    Submission,
    SubmittedFile,
    windows_from,
)
from sightline.engine.records.evidence.purging import purged, refusal
from sightline.engine.records.evidence.windows import last_day, windows_of
from sightline.engine.records.problems import Problem, of_submission
from sightline.engine.records.readers import read
from sightline.engine.records.reading import File, Reading, Window
from sightline.engine.records.record import ALL_TABLES

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

Progress = Callable[[str, int, int], None]
Note = Mapping[str, Any]
STEPS = 4
"""Steps of a load, of which ``progress`` tells."""

_HANDS = 4


def _at_once(work: Callable[[str], None], names: Iterable[str]) -> None:
    """Do the same for each table, several at a time: most of it is waiting for the disk."""
    with ThreadPoolExecutor(_HANDS) as pool:
        list(pool.map(work, names))


def take(store: "EvidenceStore", path: Path, note: Note, files: Sequence[File], tell: Progress) -> Loaded:
    """Read the files of a load whose note lies at a path, and put what they tell in force."""
    tell("Reading", 1, STEPS)
    stones = [(file, purged(store, file.sha256)) for file in files]
    files = [file for file, stone in stones if stone is None]
    readings, unread = read(files)
    unread = [*(refusal(file, stone) for file, stone in stones if stone), *unread]
    unread += [problem for reading in readings if not reading.tables for problem in reading.problems]
    readings = [reading for reading in readings if reading.tables]
    note = {**note, "problems": [problem.as_dict() for problem in unread]}
    disk.write_json(path, note)
    tell("Keeping what was read", 2, STEPS)
    submitted = tuple(_submit(store, reading, note, files, path.stem) for reading in readings)
    received = datetime.fromisoformat(note["received"])
    problems = tuple(
        problem
        for told, reading in zip(submitted, readings, strict=True)
        for problem in of_submission(reading.problems, told.id, received.date())
    )
    problems += tuple(of_submission(unread, "", received.date()))
    snapshot = None
    if submitted:
        tell("Making the snapshot", 3, STEPS)
        snapshot, disagreements = _publish(store, submitted)
        problems += tuple(disagreements)
    disk.write_json(path, {**note, "submissions": [told.id for told in submitted]})
    tell("In force" if snapshot else "Nothing could be read", STEPS, STEPS)
    return Loaded(submitted, snapshot, problems, load=path.stem, received=received)


def _submit(
    store: "EvidenceStore", reading: Reading, note: Note, files: Sequence[File], load: str
) -> Submission:
    received = datetime.fromisoformat(note["received"])
    drawn = date.fromisoformat(note["extract_date"]) if note["extract_date"] else reading.extract_date
    drawn = drawn or last_day(reading, received.date())
    declared: dict[str, Window] = windows_from(note["windows"])
    taken = [int(folder.name[1:]) for folder in store.home.glob("submissions/S*")]
    submission = Submission(
        id=f"S{max(taken, default=0) + 1:04d}",
        received=received,
        source=reading.source,
        extract_date=drawn,
        windows=windows_of(reading, declared, drawn),
        files=tuple(SubmittedFile(file.name, file.sha256, len(file.content)) for file in files),
        problems=len(reading.problems),
        rows={name: frame.height for name, frame in sorted(reading.tables.items())},
    )
    with disk.whole_folder(store.home / "submissions" / submission.id) as folder:

        def write(name: str) -> None:
            schema = reading_schema(ALL_TABLES[name])
            sound = reading.tables[name].select(list(schema)).cast(pl.Schema(schema), strict=False)
            disk.write_table(folder / f"{name}.parquet", sound)

        _at_once(write, reading.tables)
        disk.write_json(folder / "problems.json", [problem.as_dict() for problem in reading.problems])
        disk.write_json(folder / "manifest.json", {**submission.as_dict(), "load": load})
    return submission


def _publish(store: "EvidenceStore", new: Sequence[Submission]) -> tuple[Snapshot, list[Problem]]:
    """Build the next snapshot beside the one in force, then give it its number in one step."""
    latest = store.in_force()
    everything = [*store.submissions(), *new]
    snapshot = _next(store, latest, everything, max(told.received for told in new))
    building = store.building(everything)
    changed = building.touched(name for told in new for name in told.rows)
    standing: list[dict[str, Any]] = disk.read_json(latest.path / "problems.json") if latest else []
    disagreements: dict[str, list[Problem]] = {}
    with disk.whole_folder(snapshot.path) as folder:

        def make(name: str) -> None:
            same = latest.path / f"{name}.parquet" if latest and name not in changed else None
            if same and same.exists():
                os.link(same, folder / same.name)
                return
            frame, disagreements[name] = building.table(name)
            disk.write_table(folder / f"{name}.parquet", frame)

        _at_once(make, building.tables)
        disk.write_table(folder / "coverage.parquet", building.coverage())
        told = [entry for entry in standing if entry["table"] not in disagreements]
        told += [
            {"table": name, "problem": problem.as_dict()}
            for name, problems in sorted(disagreements.items())
            for problem in problems
        ]
        disk.write_json(folder / "problems.json", told)
        disk.write_json(folder / "manifest.json", snapshot.as_dict())
        seals.seal(store, folder)
    return snapshot, [problem for _, problems in sorted(disagreements.items()) for problem in problems]


def _next(
    store: "EvidenceStore", latest: Snapshot | None, everything: Sequence[Submission], received: datetime
) -> Snapshot:
    number = latest.number + 1 if latest else 1
    return Snapshot(
        number=number,
        made=received,
        in_force_from=max(received, latest.in_force_from) if latest else received,
        submissions=tuple(told.id for told in everything),
        code_version=__version__,
        path=store.home / "snapshots" / f"{number:04d}",
    )
