"""The evidence store: bytes kept as submitted, then submissions, then snapshots whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from sightline.engine.records.columns import as_declared, record_schema
from sightline.engine.records.evidence import disk, keeping, loads, purging, seals, wrong
from sightline.engine.records.evidence.building import Building, Standing
from sightline.engine.records.evidence.model import (
    EvidenceRow,
    Lift,
    Loaded,
    Seal,
    Snapshot,
    Submission,
    Tombstone,
    Unfinished,
)
from sightline.engine.records.evidence.purging import purge, purged, tombstone
from sightline.engine.records.evidence.rows import read_row
from sightline.engine.records.evidence.taking import STEPS, Progress
from sightline.engine.records.problems import Problem
from sightline.engine.records.readers import READERS
from sightline.engine.records.reading import File
from sightline.engine.records.record import ALL_TABLES, Record

_HERE = ZoneInfo("Europe/London")


class Batch(NamedTuple):
    """One load among several: what ``load`` takes."""

    paths: Sequence[Path | File]
    received: datetime
    extract_date: date | None = None
    windows: Mapping[str, Any] | None = None


def _local(moment: datetime) -> datetime:
    return moment.astimezone(_HERE).replace(tzinfo=None) if moment.tzinfo else moment


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

        Whoever was ever told to be adopted stays here, though the row be withdrawn or its file purged,
        unless two people lifted the seal.
        """
        return seals.sealed(self)

    def seals(self) -> list[Seal]:
        """Every seal, lifted ones too, with the rows that told the adoption."""
        return seals.listed(self)

    def lift_seal(self, person_id: str, lift: Lift) -> None:
        """Open an identity whose adoption was told by mistake. Raises NotToBeLiftedError: why not."""
        seals.lift(self, person_id, lift)

    def seals_mark(self) -> tuple[int, ...]:
        """Changes whenever ``sealed`` does."""
        return seals.mark(self)

    def problems(self, submission_id: str | None = None) -> list[Problem]:
        """Reading problems of one submission; or of all, with files never read, loads set aside, and what is
        to be settled in the record in force: sources that disagree, people who may be one child, and rows of
        children whom no file lists. Raises KeyError where there is no such submission."""
        if submission_id is not None:
            return wrong.with_submission(self, submission_id)
        found = [problem for told in self.submissions() for problem in wrong.with_submission(self, told.id)]
        latest = self._latest()
        return [*found, *wrong.never_read(self), *(wrong.in_record(self, latest) if latest else ())]

    def load_problems(self, load: str) -> list[Problem]:
        """What was wrong with the files of one load, and where they disagree with other sources.

        ``load`` as ``Loaded`` names it. Raises KeyError where there is none.
        """
        try:
            note = disk.read_json(self.home / "loads" / f"{load}.json")
        except FileNotFoundError:
            raise KeyError(f"there is no load {load}") from None
        loaded = loads.repeated(self, load, note)
        tables = {name for told in loaded.submissions for name in told.rows}
        first = self.first_with([told.id for told in loaded.submissions])
        standing = disk.read_json(first.path / "problems.json") if first else []
        return [
            *loaded.problems,
            *(Problem.from_dict(told["problem"]) for told in standing if told["table"] in tables),
        ]

    def first_with(self, submissions: Sequence[str]) -> Snapshot | None:
        """The snapshot in which these submissions first stood; None for none."""
        wanted = set(submissions)
        holding = (one for one in self.snapshots() if wanted and wanted <= set(one.submissions))
        return next(holding, None)

    def unfinished(self) -> list[Unfinished]:
        """Loads that were interrupted or set aside: their bytes are kept, and nothing of them is in force."""
        return loads.unfinished(self)

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
        sealed = frozenset(seals.ever(self)["person_id"])
        return Building(self.home / "submissions", submissions, precedence, self._standing, sealed)

    # what comes in

    def keep(self, paths: Sequence[Path | File]) -> list[File]:
        """Keep bytes as submitted, before anything looks inside; they last once this returns.

        Of a file that was purged nothing is kept: a load refuses it. Raises MissingFileError, which names the
        path.
        """
        return keeping.keep(self, paths)

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
            loads.recover(self, tell)
            self._forget_purged()
            tell("Keeping the bytes", 0, STEPS)
            files = self.keep(paths)
            asked = loads.asked_for(_local(received), extract_date, windows, owned)
            return loads.run(self, files, asked, tell)

    def load_many(self, batches: Iterable[Batch], progress: Progress | None = None) -> list[Loaded]:
        """One load after another, a snapshot each; what stands is carried in memory between them."""
        return [self.load(paths, received=received, extract_date=drawn, windows=windows, progress=progress)
                for paths, received, drawn, windows in batches]  # fmt: skip
