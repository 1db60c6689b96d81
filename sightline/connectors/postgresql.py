"""PostgreSQL: one read-only transaction over one moment, rows by a cursor on the server."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from psycopg import sql

from sightline.connectors.database import BATCH, CATALOGUE, Found, gathered


class PostgreSQL:
    """A connection whose every statement sees the database as it stood when the first began."""

    def __init__(self, connection_string: str) -> None:
        self.connection = psycopg.connect(connection_string, application_name="sightline extract")
        self.connection.read_only = True
        self.connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

    def tables(self, names: Sequence[str], schema: str | None) -> list[Found]:
        """The tables of these names."""
        return gathered(self.connection.execute(CATALOGUE).fetchall(), names, schema)

    def rows(self, table: Found, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        """A table's rows, of which the server keeps those that were not asked for yet."""
        query = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table.schema, table.name)
        )
        with self.connection.cursor(name="sightline_extract") as cursor:
            cursor.itersize = BATCH
            cursor.execute(query)
            while batch := cursor.fetchmany(BATCH):
                yield batch

    def close(self) -> None:
        """Roll back, though there is nothing to undo, and close."""
        self.connection.rollback()
        self.connection.close()
