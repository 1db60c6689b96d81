"""Reading problems gathered by kind, so that ten thousand equal errors are one message with a count."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers.headings import plain

_SHOWN = 3


def _rows_in_words(rows: pl.Series) -> str:
    rows = rows.unique(maintain_order=True)
    if len(rows) <= 1:
        return ""
    first = ", ".join(str(row) for row in rows.head(_SHOWN))
    more = len(rows) - _SHOWN
    return f" in rows {first}" + (f" and {more:,} more" if more > 0 else "")


def in_words(values: Iterable[str], shown: int = _SHOWN) -> str:
    """A few distinct values, quoted, shortened so that the rows still fit into the message."""
    distinct = list(dict.fromkeys(values))
    words = ", ".join(f'"{value[:24]}"' for value in distinct[:shown])
    return words + (" …" if len(distinct) > shown else "")


@dataclass
class Findings:
    """Problems of one place (a sheet, a table, an XML element) of one file, one for each code and column.

    ``headings``: how columns are called in this file, by the name that the format gives them; ``titles``:
    how they are called in words. A column of neither goes by its name.
    """

    file: str
    place: str = ""
    problems: list[Problem] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def whole(self, code: str, found: str, expected: str, advice: str = "") -> None:
        """Nothing of this place could be read."""
        self.add(code, Severity.FILE, found=found, expected=expected, advice=advice)

    def add(
        self,
        code: str,
        severity: Severity,
        *,
        rows: pl.Series | None = None,
        column: str = "",
        values: pl.Series | None = None,
        found: str = "",
        expected: str = "",
        advice: str = "",
    ) -> None:
        """Add one problem for all ``rows`` that share it (row numbers as a person sees them in the file).

        ``values`` are what stood in those rows: a few distinct ones are quoted. ``found`` says it in
        words where the values themselves may not travel (a name, a long text).
        """
        if rows is not None and rows.is_empty():
            return
        first: int | None = None
        count = 1
        if rows is not None:
            first, count = int(rows[0]), len(rows)
            said = found or (in_words(values.unique(maintain_order=True)) if values is not None else "")
            found = said[:46] + _rows_in_words(rows)
        heading, title = self.headings.get(column, column), self.titles.get(column, "")
        self.problems.append(
            Problem(
                code,
                severity,
                self.file,
                self.place,
                first,
                heading,
                found,
                expected,
                advice,
                count,
                title="" if plain(title) == plain(heading) else title,
            )
        )
