"""A row's cells as people read them: the title that its column is declared with, and what a code means."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sightline.engine.records.codes import LEGAL_STATUSES, MEANINGS, PLACEMENTS
from sightline.engine.records.columns import Column, Table, Type
from sightline.engine.records.evidence import EvidenceRow
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.record import ALL_TABLES

_MEANT = {"clap_cla_placement_type": MEANINGS[PLACEMENTS], "lega_legal_status": MEANINGS[LEGAL_STATUSES]}
"""What codes mean in columns that take others too, and so declare none."""

_FLAGS = {"Y": "Yes", "N": "No"}


@dataclass(frozen=True)
class Cell:
    """One cell. ``title``: of its column ("": the heading says it); ``meaning``: of its value, or ""."""

    heading: str
    title: str
    value: str
    meaning: str


def cells_of(row: EvidenceRow) -> list[Cell]:
    """The cells of a row in their order, with the words of the table whose columns it has the most of."""
    columns = _columns_of(row)
    return [_cell(heading, value, columns.get(plain(heading))) for heading, value in row.cells.items()]


def _cell(heading: str, value: str, column: Column | None) -> Cell:
    if column is None:
        return Cell(heading, "", value, "")
    title = "" if plain(column.title) == plain(heading) else column.title
    return Cell(heading, title, value, _meaning(column, value))


def _meaning(column: Column, value: str) -> str:
    if not value:
        return ""
    if column.type in (Type.DATE, Type.DATETIME):
        try:
            return f"{date.fromisoformat(value[:10]):%-d %B %Y}"
        except ValueError:
            return ""
    meanings = _MEANT.get(column.name) or MEANINGS.get(column.codes)
    if meanings is None and {"Y", "N"} <= set(column.codes):
        meanings = _FLAGS
    return (meanings or {}).get(value, "")


def _columns_of(row: EvidenceRow) -> dict[str, Column]:
    headings = frozenset(map(plain, row.cells))
    best = max(
        ALL_TABLES.values(), key=lambda table: (len(headings & _named(table.name).keys()), table.register)
    )
    return dict(_named(best.name))


@cache
def _named(table: str) -> dict[str, Column]:
    """A table's columns by every heading under which they come."""
    found: Table = ALL_TABLES[table]
    return {
        plain(name): column
        for column in found.columns
        for name in (*column.aliases, column.title, column.name)
    }
