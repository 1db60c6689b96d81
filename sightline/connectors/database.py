"""What extraction asks of a database: which tables it has, and their rows, a batch at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

BATCH = 10_000
"""Rows that are held in memory at once."""


@dataclass(frozen=True)
class Found:
    """A table as the database spells it: its schema, its name, its columns in order."""

    schema: str
    name: str
    columns: tuple[str, ...]


class Database(Protocol):
    """One read-only connection."""

    def tables(self, names: Sequence[str], schema: str | None) -> list[Found]:
        """The tables of these names (lower case), in one schema or in all that the account may see."""

    def rows(self, table: Found, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        """A table's rows in batches of at most BATCH."""

    def close(self) -> None:
        """End the transaction, which has changed nothing, and the connection."""


CATALOGUE = (
    "SELECT table_schema, table_name, column_name FROM information_schema.columns"
    " ORDER BY table_schema, table_name, ordinal_position"
)
"""What tables there are: the same words in every database that keeps to the standard."""


def gathered(rows: Sequence[tuple[str, str, str]], names: Sequence[str], schema: str | None) -> list[Found]:
    """Rows of CATALOGUE as tables, those of ``names`` alone; a schema's case does not matter."""
    wanted = frozenset(names)
    found: dict[tuple[str, str], list[str]] = {}
    for where, name, column in rows:
        if name.lower() in wanted and (schema is None or where.lower() == schema.lower()):
            found.setdefault((where, name), []).append(column)
    return [Found(where, name, tuple(columns)) for (where, name), columns in found.items()]
