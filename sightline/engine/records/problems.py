"""Reading problems: what could not be read, where, what was found, what was expected, what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much of the file a problem costs."""

    FILE = "file"  # nothing of the file could be read
    ROW = "row"  # one row was set aside
    VALUE = "value"  # one value was left blank, the rest of its row was read
    NOTE = "note"  # read, but a person should know

    @property
    def words(self) -> str:
        """What one problem of this severity cost, in words."""
        return _WORDS[self][0]

    @property
    def several(self) -> str:
        """What problems of this severity cost, as the title over their count."""
        return _WORDS[self][1]


_WORDS: Mapping[Severity, tuple[str, str]] = {
    Severity.FILE: ("Not read", "Files or sheets not read"),
    Severity.ROW: ("Row set aside", "Rows set aside"),
    Severity.VALUE: ("Value left blank", "Values left blank"),
    Severity.NOTE: ("Note", "Read, with a note"),
}


@dataclass(frozen=True)
class Problem:
    """One reading problem.

    ``place`` is the sheet, table or XML element; ``row`` counts from 1 as a person sees it in the
    file (headings included). ``column`` is the heading as it stands in the file, ``title`` the column's
    words where they say something else. ``found`` never holds more than 80 characters and never a person's
    name: messages travel further than files. ``submission``: which one's files held it, and ``received`` the
    day on which they came; both blank where it is about the record as a whole, ``submission`` alone where
    nothing of the files could be read.
    """

    code: str
    severity: Severity
    file: str
    place: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    advice: str = ""
    count: int = 1
    title: str = ""
    submission: str = ""
    received: date | None = None

    def __post_init__(self) -> None:
        if len(self.found) > 80:
            object.__setattr__(self, "found", self.found[:79] + "…")

    @property
    def where(self) -> str:
        """The column as a person knows it: its title, and its heading in the file where that is another."""
        return f"{self.title} ({self.column})" if self.title and self.column else self.title or self.column

    def sentence(self) -> str:
        """The problem in one sentence for a person."""
        parts = (self.file, self.place, f"row {self.row:,}" if self.row else "", self.where)
        where = ", ".join(filter(None, parts))
        times = f" ({self.count:,} times)" if self.count > 1 else ""
        found = f": found {self.found}" if self.found else ""
        expected = f", expected {self.expected}" if self.expected else ""
        advice = f". {self.advice}" if self.advice else ""
        return f"{where}{times}{found}{expected}{advice}"

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain values, for JSON."""
        return {**asdict(self), "received": self.received.isoformat() if self.received else None}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Problem":
        """The problem that ``as_dict`` told."""
        received = date.fromisoformat(told["received"]) if told.get("received") else None
        return cls(**{**told, "severity": Severity(told["severity"]), "received": received})


def of_submission(problems: Iterable[Problem], submission: str, received: date) -> list[Problem]:
    """Problems, with the submission whose files held them and the day on which these came."""
    return [replace(one, submission=submission, received=received) for one in problems]


def told_by(problem: Problem) -> tuple[date, str]:
    """Whose files held a problem, as a key that sorts by when they came; the record as a whole is before."""
    return problem.received or date.min, problem.submission


def newest_first(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of the newest submission first and of the record as a whole last, otherwise in their order."""
    return sorted(problems, key=told_by, reverse=True)
