"""Reading problems: what could not be read, where, what was found, what was expected, what to do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much of the file a problem costs."""

    FILE = "file"  # nothing of the file could be read
    ROW = "row"  # one row was set aside
    VALUE = "value"  # one value was left blank, the rest of its row was read
    NOTE = "note"  # read, but a person should know


@dataclass(frozen=True)
class Problem:
    """One reading problem.

    ``place`` is the sheet, table or XML element; ``row`` counts from 1 as a person sees it in the
    file (headings included). ``found`` never holds more than 80 characters and never a person's
    name: messages travel further than files.
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

    def __post_init__(self) -> None:
        if len(self.found) > 80:
            object.__setattr__(self, "found", self.found[:79] + "…")

    def sentence(self) -> str:
        """The problem in one sentence for a person."""
        where = ", ".join(
            part
            for part in (self.file, self.place, f"row {self.row}" if self.row else "", self.column)
            if part
        )
        times = f" ({self.count} times)" if self.count > 1 else ""
        found = f": found {self.found}" if self.found else ""
        expected = f", expected {self.expected}" if self.expected else ""
        advice = f". {self.advice}" if self.advice else ""
        return f"{where}{times}{found}{expected}{advice}"

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Problem":
        """The problem that ``as_dict`` told."""
        return cls(**{**told, "severity": Severity(told["severity"])})
