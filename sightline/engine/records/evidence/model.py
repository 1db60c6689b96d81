"""What the evidence store tells of itself: submissions, snapshots, loads and rows as submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sightline.engine.records.problems import Problem
from sightline.engine.records.reading import Window


@dataclass(frozen=True)
class SubmittedFile:
    """One file of a submission: its name, the SHA-256 of its bytes in hex, its size in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Submission:
    """Files of one source received together. ``problems`` and ``rows`` (by table) are counts.

    ``purged_tables``: those of which rows went with a purged file, so that what is left covers no time.
    """

    id: str
    received: datetime
    source: str
    extract_date: date
    windows: Mapping[str, Window]
    files: tuple[SubmittedFile, ...]
    problems: int
    rows: Mapping[str, int]
    purged_tables: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "id": self.id,
            "received": self.received.isoformat(),
            "source": self.source,
            "extract_date": self.extract_date.isoformat(),
            "windows": {name: [w.start.isoformat(), w.end.isoformat()] for name, w in self.windows.items()},
            "files": [vars(file) for file in self.files],
            "problems": self.problems,
            "rows": dict(self.rows),
            "purged_tables": list(self.purged_tables),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Submission":
        """The submission that ``as_dict`` told."""
        return cls(
            id=told["id"],
            received=datetime.fromisoformat(told["received"]),
            source=told["source"],
            extract_date=date.fromisoformat(told["extract_date"]),
            windows=windows_from(told["windows"]),
            files=tuple(SubmittedFile(**file) for file in told["files"]),
            problems=told["problems"],
            rows=told["rows"],
            purged_tables=tuple(told.get("purged_tables", ())),
        )


@dataclass(frozen=True)
class Snapshot:
    """One numbered, immutable telling of the record. ``in_force_from`` is local time, without a zone."""

    number: int
    made: datetime
    in_force_from: datetime
    submissions: tuple[str, ...]
    code_version: str
    path: Path

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "number": self.number,
            "made": self.made.isoformat(),
            "in_force_from": self.in_force_from.isoformat(),
            "submissions": list(self.submissions),
            "code_version": self.code_version,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any], path: Path) -> "Snapshot":
        """The snapshot whose manifest ``as_dict`` told, in its folder."""
        return cls(
            number=told["number"],
            made=datetime.fromisoformat(told["made"]),
            in_force_from=datetime.fromisoformat(told["in_force_from"]),
            submissions=tuple(told["submissions"]),
            code_version=told["code_version"],
            path=path,
        )


@dataclass(frozen=True)
class Loaded:
    """What a load came to. ``snapshot`` is None where nothing could be read or nothing was new.

    ``repeat``: the very bytes were loaded before, as these submissions, and ``received`` is when. One load
    of files of several sources is several submissions and one snapshot. ``load`` names it in the store.
    ``over``: the newest submission of the same source that stands over these, if any does.
    """

    submissions: tuple[Submission, ...]
    snapshot: Snapshot | None
    problems: tuple[Problem, ...] = ()
    repeat: bool = False
    load: str = ""
    received: datetime | None = None
    over: Submission | None = None

    @property
    def stood_over(self) -> str:
        """What stands over these files, and how they come into force; empty where nothing does."""
        if self.over is None:
            return ""
        drawn = f"{self.over.extract_date:%-d %B %Y}"
        return (
            f"Files of the same source that were drawn later stand over them where both tell the same: "
            f"{self.over.id}, drawn {drawn}. To put these in force, load them as drawn on a later day."
        )

    @property
    def submission(self) -> Submission | None:
        """The first submission, None where no file could be read."""
        return self.submissions[0] if self.submissions else None


@dataclass(frozen=True)
class Unfinished:
    """A load whose bytes are kept and of which nothing is in force. ``files``: their names.

    ``set_aside``: it stopped by an error of Sightline's own, and waits for a person; otherwise it was
    interrupted, and the next load finishes it. ``reason`` in words, empty where none was written down.
    ``owned``: whoever asked for it comes back for it.
    """

    load: str
    received: datetime
    files: tuple[str, ...]
    set_aside: bool
    reason: str
    owned: bool


@dataclass(frozen=True)
class Tombstone:
    """What stays of a purged file: the SHA-256 of its bytes, why it was purged, and on what day."""

    sha256: str
    reason: str
    on: date


@dataclass(frozen=True)
class Lift:
    """How a seal was lifted: by whom, who confirmed it, on which day and why."""

    by: str
    confirmed_by: str
    on: date
    why: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {**vars(self), "on": self.on.isoformat()}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Lift":
        """The lift that ``as_dict`` told, among other things."""
        return cls(told["by"], told["confirmed_by"], date.fromisoformat(told["on"]), told["why"])


@dataclass(frozen=True)
class Seal:
    """An identity that is sealed, or was until ``lifted``.

    ``still_told``: the record in force tells the adoption. ``rows``: addresses of the rows that told it.
    """

    person_id: str
    sealed_from: date | None
    reason: str
    still_told: bool
    rows: tuple[str, ...]
    lifted: Lift | None


@dataclass(frozen=True)
class EvidenceRow:
    """A line as submitted: ``row`` counts as a person sees it, ``cells`` maps heading to text."""

    file_name: str
    place: str
    row: int
    cells: dict[str, str] = field(default_factory=dict)
    submission_id: str = ""


def windows_from(told: Mapping[str, Any]) -> dict[str, Window]:
    """Windows from pairs of ISO dates, dates or Windows."""

    def day(value: Any) -> date:
        return value if isinstance(value, date) else date.fromisoformat(value)

    return {
        name: pair if isinstance(pair, Window) else Window(day(pair[0]), day(pair[1]))
        for name, pair in told.items()
    }
