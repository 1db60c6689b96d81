"""One table of one file of an SSDA903 return, read, and the parts that make up one collection year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.ssda903_fields import ReturnTable

ORDER = "_order"
"""Which part a row came from, where the rows of several parts are looked at together."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "Header": ("CHILD",),
    "Episodes": ("CHILD", "DECOM"),
    "Reviews": ("CHILD", "REVIEW"),
    "UASC": ("CHILD",),
    "OC2": ("CHILD",),
    "OC3": ("CHILD",),
    "Missing": ("CHILD", "MIS_START"),
    "SWEpisodes": ("CHILD", "SW_ID", "SW_DECOM"),
    "AD1": ("CHILD",),
    "PlacedAdoption": ("CHILD", "DATE_PLACED"),
}
"""By which columns two rows of a table tell one thing."""


@dataclass(frozen=True)
class Part:
    """One table of one file, read: ``name_year`` is the year in the file's name, ``order`` its place."""

    table: ReturnTable
    frame: pl.DataFrame
    findings: Findings
    name_year: int | None
    order: int


@dataclass(frozen=True)
class Year:
    """The parts of one collection year; ``end`` is its 31 March where the dates tell it."""

    name_year: int | None
    end: date | None
    parts: tuple[Part, ...]
    _told: dict[str, pl.DataFrame | None] = field(default_factory=dict, repr=False)

    def of(self, table: str) -> tuple[Part, ...]:
        """The parts of one table."""
        return tuple(part for part in self.parts if part.table.name == table)

    def rows(self, table: str) -> pl.DataFrame | None:
        """All rows of a table as they were told, with ORDER; None where no file holds the table."""
        if table not in self._told:
            frames = [part.frame.with_columns(pl.lit(part.order).alias(ORDER)) for part in self.of(table)]
            self._told[table] = pl.concat(frames) if frames else None
        return self._told[table]

    def once(self, table: str) -> pl.DataFrame | None:
        """The rows of a table without those that a later row of the same key replaces."""
        rows = self.rows(table)
        return None if rows is None else last_of_each(rows.sort(ORDER, NUMBER), KEYS[table])

    def note(
        self,
        table: str,
        code: str,
        rows: pl.DataFrame,
        *,
        column: str = "",
        found: str,
        expected: str,
        advice: str,
    ) -> None:
        """Add a note to each part of the table for those of ``rows`` (with ORDER) that came from it."""
        if rows.is_empty():
            return
        for part in self.of(table):
            mine = rows.filter(pl.col(ORDER) == part.order)[NUMBER].sort()
            part.findings.add(
                code, Severity.NOTE, rows=mine, column=column, found=found, expected=expected, advice=advice
            )


def years(parts: Sequence[Part], ends: Mapping[int | None, date | None]) -> Iterator[Year]:
    """The collection years of a return, earliest first."""
    named = sorted({part.name_year for part in parts}, key=lambda year: year or 0)
    for name_year in named:
        yield Year(
            name_year, ends.get(name_year), tuple(part for part in parts if part.name_year == name_year)
        )


def last_of_each(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows in their order, the last of each key; a row whose key is not whole stands for itself."""
    whole = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
    return rows.filter(pl.struct(key).is_last_distinct() | ~whole)
