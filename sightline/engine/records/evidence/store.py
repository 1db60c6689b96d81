"""The evidence store: bytes kept as submitted, then submissions, then snapshots whole or not at all."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from sightline import __version__
from sightline.engine.records.columns import as_declared, reading_schema, record_schema
from sightline.engine.records.evidence import disk, purging, seals
from sightline.engine.records.evidence.building import Building, Standing
from sightline.engine.records.evidence.model import (
    EvidenceRow,
    Loaded,
    Snapshot,
    Submission,
    SubmittedFile,
    Tombstone,
    windows_from,
)
from sightline.engine.records.evidence.purging import finish_purges, purge, purged, refusal, tombstone
from sightline.engine.records.evidence.rows import read_row
from sightline.engine.records.evidence.windows import last_day, windows_of
from sightline.engine.records.identity import possible_duplicates
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers import READERS, read
from sightline.engine.records.reading import File, Reading, Window
from sightline.engine.records.record import ALL_TABLES, Record

Progress = Callable[[str, int, int], None]
_HERE = ZoneInfo("Europe/London")
_NOT_DATA = frozenset({"submission.json"})
_STEPS = 4
_HANDS = 4


class MissingFileError(ValueError):
    """A path that holds no file to load."""


class Batch(NamedTuple):
    """One load among several: what ``load`` takes."""

    paths: Sequence[Path | File]
    received: datetime
    extract_date: date | None = None
    windows: Mapping[str, Any] | None = None


def _local(moment: datetime) -> datetime:
    return moment.astimezone(_HERE).replace(tzinfo=None) if moment.tzinfo else moment


def _problem(told: Mapping[str, Any]) -> Problem:
    return Problem(**{**told, "severity": Severity(told["severity"])})


def _at_once(work: Callable[[str], None], names: Iterable[str]) -> None:
    """Do the same for each table, several at a time: most of it is waiting for the disk."""
    with ThreadPoolExecutor(_HANDS) as pool:
        list(pool.map(work, names))


def files_in(paths: Iterable[Path | str]) -> list[Path]:
    """Files and the files of folders (hidden ones and ``submission.json`` left out), sorted in each folder.

    Raises MissingFileError, which names the path.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.is_file())
            found += [entry for entry in inside if entry.name not in _NOT_DATA and entry.name[0] != "."]
        elif path.is_file():
            found.append(path)
        else:
            raise MissingFileError(f"{path}: found nothing there, expected a file or a folder")
    if not found:
        raise MissingFileError(f"{', '.join(map(str, paths))}: found no file, expected at least one to load")
    return found


class EvidenceStore:
    """Everything that one authority submitted, under one folder.

    ``files/<sha256>`` bytes as submitted; ``loads/`` what came together; ``submissions/`` canonical tables
    as read; ``snapshots/`` the record; ``seals.json`` whom nothing may open. All times are local
    (Europe/London), without a zone.
    """

    def __init__(self, home: Path, authority_id: str) -> None:
        self.home = Path(home)
        self.authority_id = authority_id
        self._standing: Standing = {}
        self._standing_as_of = ""

    # what stands

    def snapshots(self) -> list[Snapshot]:
        """Every snapshot, by number."""
        manifests = sorted(self.home.glob("snapshots/[0-9]*/manifest.json"), key=lambda p: int(p.parent.name))
        return [Snapshot.from_dict(disk.read_json(path), path.parent) for path in manifests]

    def snapshot(self, number: int) -> Snapshot:
        """One snapshot. Raises KeyError where there is none of that number."""
        path = self.home / "snapshots" / f"{number:04d}"
        try:
            return Snapshot.from_dict(disk.read_json(path / "manifest.json"), path)
        except FileNotFoundError:
            raise KeyError(f"there is no snapshot {number}") from None

    def in_force(self, known_on: date | datetime | None = None) -> Snapshot | None:
        """The snapshot in force now, or as known at a moment (a date: at the end of that day)."""
        if known_on is None:
            return self._latest()
        moment = _local(known_on) if isinstance(known_on, datetime) else datetime.combine(known_on, time.max)
        known = [snapshot for snapshot in self.snapshots() if snapshot.in_force_from <= moment]
        return known[-1] if known else None

    def _latest(self) -> Snapshot | None:
        numbers = [int(path.parent.name) for path in self.home.glob("snapshots/[0-9]*/manifest.json")]
        return self.snapshot(max(numbers)) if numbers else None

    def submissions(self) -> list[Submission]:
        """Every submission that stands in a snapshot, by id."""
        latest = self._latest()
        return [self.submission(id) for id in sorted(latest.submissions)] if latest else []

    def submission(self, id: str) -> Submission:
        """One submission. Raises KeyError where there is none of that id."""
        try:
            return Submission.from_dict(disk.read_json(self.home / "submissions" / id / "manifest.json"))
        except FileNotFoundError:
            raise KeyError(f"there is no submission {id}") from None

    def record(self, snapshot: Snapshot) -> Record:
        """The record at a snapshot."""
        tables = {
            path.stem: as_declared(pl.read_parquet(path), record_schema(ALL_TABLES[path.stem]))
            for path in sorted(snapshot.path.glob("*.parquet"))
            if path.stem in ALL_TABLES
        }
        return Record(self.authority_id, tables, pl.read_parquet(snapshot.path / "coverage.parquet"))

    def sealed(self) -> pl.DataFrame:
        """Identities that nothing may open, in no snapshot and at no date: SEALED_SCHEMA sorted by person_id.

        Whoever was ever told to be adopted stays here, though the row be withdrawn or its file purged.
        """
        return seals.sealed(self)

    def seals_mark(self) -> tuple[int, int]:
        """Changes whenever ``sealed`` does."""
        return seals.mark(self)

    def problems(self, submission_id: str | None = None) -> list[Problem]:
        """Reading problems of one submission; or of all, with files never read, and what is to be settled
        in the record in force: sources that disagree, and people who may be one child."""
        if submission_id is not None:
            self.submission(submission_id)
            told = disk.read_json(self.home / "submissions" / submission_id / "problems.json")
            return [_problem(entry) for entry in told]
        found = [problem for told in self.submissions() for problem in self.problems(told.id)]
        for path in sorted(self.home.glob("loads/*.json")):
            found += [_problem(entry) for entry in disk.read_json(path).get("problems", [])]
        if latest := self._latest():
            found += [_problem(entry["problem"]) for entry in disk.read_json(latest.path / "problems.json")]
            names = {file.sha256[:12]: file.name for told in self.submissions() for file in told.files}
            found += possible_duplicates(
                self.record(latest), lambda row: names.get(row[:12], row[:12]), self.sealed()["person_id"]
            )
        return found

    def load_problems(self, load: str) -> list[Problem]:
        """What was wrong with the files of one load, and where they disagree with other sources.

        ``load`` as ``Loaded`` names it. Raises KeyError where there is none.
        """
        try:
            note = disk.read_json(self.home / "loads" / f"{load}.json")
        except FileNotFoundError:
            raise KeyError(f"there is no load {load}") from None
        loaded = self._repeat(load, note)
        tables = {name for told in loaded.submissions for name in told.rows}
        first = self.first_with([told.id for told in loaded.submissions])
        standing = disk.read_json(first.path / "problems.json") if first else []
        return [
            *loaded.problems,
            *(_problem(told["problem"]) for told in standing if told["table"] in tables),
        ]

    def first_with(self, submissions: Sequence[str]) -> Snapshot | None:
        """The snapshot in which these submissions first stood; None for none."""
        wanted = set(submissions)
        holding = (one for one in self.snapshots() if wanted and wanted <= set(one.submissions))
        return next(holding, None)

    def coverage(self, snapshot: Snapshot) -> pl.DataFrame:
        """What each source covers of each table at a snapshot: COVERAGE_SCHEMA."""
        return pl.read_parquet(snapshot.path / "coverage.parquet")

    def tombstone(self, start: str) -> Tombstone | None:
        """What stays of a purged file, by the first twelve characters of its SHA-256; None where none was."""
        return tombstone(self, start)

    def row(self, ref: str) -> EvidenceRow:
        """The line as submitted, from the kept bytes. Raises KeyError: no such address, or a purged file."""
        start, _, _ = ref.partition("/")
        for told in self.submissions():
            for file in told.files:
                if file.sha256.startswith(start) and len(start) == 12:
                    return read_row(ref, self.file(file.name, file.sha256), told.id)
        raise KeyError(f"no submitted file begins with {start}")

    def file(self, name: str, sha256: str) -> File:
        """A kept file. Raises KeyError where it was purged or never kept."""
        try:
            return File(name, (self.home / "files" / sha256).read_bytes(), sha256)
        except FileNotFoundError:
            raise KeyError(f"the bytes of {name} are no longer kept") from None

    def files(self, told: Iterable[Mapping[str, Any]]) -> list[File]:
        """Kept files by ``name`` and ``sha256``, to be loaded; one that was purged has no bytes, and a load
        refuses it. Raises KeyError where one was never kept."""
        return [
            File(one["name"], b"", one["sha256"])
            if purged(self, one["sha256"])
            else self.file(one["name"], one["sha256"])
            for one in told
        ]

    def purge(self, sha256: str, reason: str, on: date) -> None:
        """Remove a file's bytes, and every row that only it told, from every snapshot; a tombstone stays.

        ``on``: the day of the purge. Raises KeyError where no submission holds such a file.
        """
        with disk.one_at_a_time(self.home, lambda: None):
            self.forget_standing()
            purge(self, sha256, reason, on)

    def purges_mark(self) -> str:
        """Changes whenever a purge begins or ends: what was read under another may hold purged rows."""
        return purging.mark(self)

    def forget_standing(self) -> None:
        """Let go of what was carried in memory from load to load: it is read from disk again."""
        self._standing.clear()

    def _forget_purged(self) -> None:
        if (mark := self.purges_mark()) != self._standing_as_of:
            self.forget_standing()  # another process may have purged what is carried in memory
            self._standing_as_of = mark

    def building(self, submissions: Sequence[Submission]) -> Building:
        """The tables that a snapshot of these submissions holds."""
        precedence = {reader.source: reader.precedence for reader in READERS}
        sealed = frozenset(self.sealed()["person_id"])
        return Building(self.home / "submissions", submissions, precedence, self._standing, sealed)

    # what comes in

    def keep(self, paths: Sequence[Path | File]) -> list[File]:
        """Keep bytes as submitted, before anything looks inside; they last once this returns.

        Of a file that was purged nothing is kept: a load refuses it. Raises MissingFileError, which names the
        path.
        """
        files: list[File] = []
        plain = [path for path in paths if not isinstance(path, File)]
        for path in files_in(plain) if plain else []:
            content = path.read_bytes()
            files.append(File(path.name, content, hashlib.sha256(content).hexdigest()))
        files += [path for path in paths if isinstance(path, File)]
        for file in files:
            kept = self.home / "files" / file.sha256
            if not kept.exists() and not purged(self, file.sha256):
                disk.write_whole(kept, file.content)
                if purged(self, file.sha256):  # meanwhile
                    kept.unlink(missing_ok=True)
        return files

    def load(
        self,
        paths: Sequence[Path | File],
        *,
        received: datetime,
        extract_date: date | None = None,
        windows: Mapping[str, Any] | None = None,
        progress: Progress | None = None,
        owned: bool = False,
    ) -> Loaded:
        """Keep, read, and put a new snapshot in force, whole or not at all.

        ``windows``: table to Window or pair of dates, where the files do not say. ``progress`` is called
        with (what, done, of). Interrupted loads are finished first, but for ``owned`` ones: whoever called
        comes back with the same files, so that files which end the process bar nobody else. Loads at once
        queue up. Raises MissingFileError, which names the path.
        """
        tell = progress or (lambda what, done, of: None)
        with disk.one_at_a_time(self.home, lambda: tell("Another load is running: waiting for it", 0, 0)):
            self._forget_purged()
            self._recover(tell)
            self._forget_purged()
            tell("Keeping the bytes", 0, _STEPS)
            files = self.keep(paths)
            note = {
                "files": [{"name": file.name, "sha256": file.sha256} for file in files],
                "received": _local(received).isoformat(),
                "extract_date": extract_date.isoformat() if extract_date else None,
                "windows": {
                    name: [window.start.isoformat(), window.end.isoformat()]
                    for name, window in windows_from(windows or {}).items()
                },
                "owned": owned,
                "refused": sorted(file.sha256 for file in files if purged(self, file.sha256)),
            }
            digest = self._digest(note)
            path = self.home / "loads" / f"{digest}.json"
            if path.exists() and "submissions" in (before := disk.read_json(path)):
                return self._repeat(digest, before)
            disk.write_json(path, note)
            tell("The bytes are kept", 1, _STEPS)
            return self._finish(path, note, files, tell)

    def load_many(self, batches: Iterable[Batch], progress: Progress | None = None) -> list[Loaded]:
        """One load after another, a snapshot each; what stands is carried in memory between them."""
        return [self.load(paths, received=received, extract_date=drawn, windows=windows, progress=progress)
                for paths, received, drawn, windows in batches]  # fmt: skip

    @staticmethod
    def _digest(note: Mapping[str, Any]) -> str:
        same = {
            "files": sorted(file["sha256"] for file in note["files"]),
            "extract_date": note["extract_date"],
            "windows": note["windows"],
        }
        if refused := note.get("refused"):
            same["refused"] = refused
        return hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()[:32]

    def _repeat(self, load: str, note: Mapping[str, Any]) -> Loaded:
        found = tuple(self.submission(id) for id in note.get("submissions", []))
        problems = [problem for told in found for problem in self.problems(told.id)]
        problems += [_problem(entry) for entry in note.get("problems", [])]
        received = datetime.fromisoformat(note["received"])
        return Loaded(found, None, tuple(problems), repeat=True, load=load, received=received)

    def _recover(self, tell: Progress) -> None:
        """Sweep what a killed load left, and finish every load whose bytes were kept."""
        for name in ("files", "loads", "submissions", "snapshots"):
            disk.sweep(self.home / name)
        finish_purges(self)
        standing = set(latest.submissions) if (latest := self._latest()) else set()
        for folder in self.home.glob("submissions/S*"):
            if folder.name not in standing:
                shutil.rmtree(folder)
        pending = [(path, disk.read_json(path)) for path in self.home.glob("loads/*.json")]
        pending = [(path, note) for path, note in pending if not {"submissions", "failed"} & set(note)]
        for path, note in sorted(pending, key=lambda entry: (entry[1]["received"], entry[0].name)):
            done = [
                id for id in sorted(standing)
                if disk.read_json(self.home / "submissions" / id / "manifest.json").get("load") == path.stem
            ]  # fmt: skip
            if done:
                disk.write_json(path, {**note, "submissions": done})
                continue
            if note.get("owned"):
                continue
            tell("Finishing a load that was interrupted", 0, _STEPS)
            with suppress(Exception):  # set aside: it is not for the load that found it to fail
                self._finish(path, note, [], tell)

    def _finish(self, path: Path, note: Mapping[str, Any], files: Sequence[File], tell: Progress) -> Loaded:
        """Take a load to its end; one that cannot be taken is set aside, so that it never bars the next."""
        try:
            return self._take(path, note, files or self.files(note["files"]), tell)
        except Exception:
            self.forget_standing()  # it may hold a submission whose number is given again
            disk.write_json(path, {**note, "failed": True})
            raise

    def _take(self, path: Path, note: Mapping[str, Any], files: Sequence[File], tell: Progress) -> Loaded:
        tell("Reading", 1, _STEPS)
        stones = [(file, purged(self, file.sha256)) for file in files]
        files = [file for file, stone in stones if stone is None]
        readings, unread = read(files)
        unread = [*(refusal(file, stone) for file, stone in stones if stone), *unread]
        unread += [problem for reading in readings if not reading.tables for problem in reading.problems]
        readings = [reading for reading in readings if reading.tables]
        problems = (*(problem for reading in readings for problem in reading.problems), *unread)
        note = {**note, "problems": [problem.as_dict() for problem in unread]}
        disk.write_json(path, note)
        tell("Keeping what was read", 2, _STEPS)
        submitted = tuple(self._submit(reading, note, files, path.stem) for reading in readings)
        snapshot = None
        if submitted:
            tell("Making the snapshot", 3, _STEPS)
            snapshot, disagreements = self._publish(submitted)
            problems += tuple(disagreements)
        disk.write_json(path, {**note, "submissions": [told.id for told in submitted]})
        tell("In force" if snapshot else "Nothing could be read", _STEPS, _STEPS)
        received = datetime.fromisoformat(note["received"])
        return Loaded(submitted, snapshot, problems, load=path.stem, received=received)

    def _submit(
        self, reading: Reading, note: Mapping[str, Any], files: Sequence[File], load: str
    ) -> Submission:
        received = datetime.fromisoformat(note["received"])
        drawn = date.fromisoformat(note["extract_date"]) if note["extract_date"] else reading.extract_date
        drawn = drawn or last_day(reading, received.date())
        declared: dict[str, Window] = windows_from(note["windows"])
        taken = [int(folder.name[1:]) for folder in self.home.glob("submissions/S*")]
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
        with disk.whole_folder(self.home / "submissions" / submission.id) as folder:

            def write(name: str) -> None:
                schema = reading_schema(ALL_TABLES[name])
                sound = reading.tables[name].select(list(schema)).cast(pl.Schema(schema), strict=False)
                disk.write_table(folder / f"{name}.parquet", sound)

            _at_once(write, reading.tables)
            disk.write_json(folder / "problems.json", [problem.as_dict() for problem in reading.problems])
            disk.write_json(folder / "manifest.json", {**submission.as_dict(), "load": load})
        return submission

    def _publish(self, new: Sequence[Submission]) -> tuple[Snapshot, list[Problem]]:
        """Build the next snapshot beside the one in force, then give it its number in one step."""
        latest = self._latest()
        everything = [*self.submissions(), *new]
        number = latest.number + 1 if latest else 1
        received = max(told.received for told in new)
        building = self.building(everything)
        changed = building.touched(name for told in new for name in told.rows)
        snapshot = Snapshot(
            number=number,
            made=received,
            in_force_from=max(received, latest.in_force_from) if latest else received,
            submissions=tuple(told.id for told in everything),
            code_version=__version__,
            path=self.home / "snapshots" / f"{number:04d}",
        )
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
            seals.seal(self, folder)
        return snapshot, [problem for _, problems in sorted(disagreements.items()) for problem in problems]
