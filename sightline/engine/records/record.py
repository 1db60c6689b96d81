"""A Record: everything that an authority's files said, as one set of canonical frames."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from sightline.engine.records.columns import Table, record_schema
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES

ALL_TABLES: dict[str, Table] = {**TABLES, **REGISTERS}
"""Canonical tables and local registers by name."""

COVERAGE_SCHEMA: dict[str, pl.DataType] = {
    "table": pl.String(),
    "source": pl.String(),
    "from": pl.Date(),
    "to": pl.Date(),
}
"""What each source undertakes to tell about each table, between two dates, both included."""


@cache
def _untold(table: str) -> pl.DataFrame:
    """The empty frame of a table that no source told: made once, for many duties ask."""
    return pl.DataFrame(schema=record_schema(ALL_TABLES[table]))


@dataclass(frozen=True)
class Record:
    """The canonical frames of one authority at one snapshot.

    ``tables`` maps a table's name to a frame of ``record_schema(table)``; a table that no source
    told is absent and reads as an empty frame. ``coverage`` has the columns of COVERAGE_SCHEMA:
    outside every window, the absence of a row means nothing.
    """

    authority: str
    tables: Mapping[str, pl.DataFrame]
    coverage: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COVERAGE_SCHEMA))

    def frame(self, table: Table | str) -> pl.DataFrame:
        """The frame of a table, empty with the right columns when no source told it."""
        declared = ALL_TABLES[table] if isinstance(table, str) else table
        frame = self.tables.get(declared.name)
        return _untold(declared.name) if frame is None else frame

    def tells(self, table: str) -> bool:
        """Whether any source told a row of a table."""
        frame = self.tables.get(table)
        return frame is not None and frame.height > 0

    def sources(self, table: Table | str) -> tuple[str, ...]:
        """The sources that undertake to tell a table."""
        name = table if isinstance(table, str) else table.name
        told = self.coverage.filter(pl.col("table") == name)["source"].unique()
        return tuple(sorted(told))
