"""SQL Server, by ODBC. Not tested against a server of that kind: none was to be had."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlsplit

from sightline.connectors.database import BATCH, CATALOGUE, Found, gathered

_DRIVER = "ODBC Driver 18 for SQL Server"


def odbc(connection_string: str) -> str:
    """An ODBC connection string: as it is, or made from mssql://user:password@server:port/database."""
    if "://" not in connection_string:
        return connection_string
    told = urlsplit(connection_string)
    server = f"{told.hostname},{told.port}" if told.port else str(told.hostname)
    parts = {"DRIVER": _DRIVER, "SERVER": server, "DATABASE": unquote(told.path.strip("/"))}
    if told.username:
        parts |= {"UID": unquote(told.username), "PWD": unquote(told.password or "")}
    else:
        parts["Trusted_Connection"] = "yes"
    parts |= {"ApplicationIntent": "ReadOnly", "Encrypt": "yes"}
    return ";".join(f"{name}={_braced(value)}" for name, value in parts.items())


def _braced(value: str) -> str:
    return "{" + value.replace("}", "}}") + "}" if any(mark in value for mark in ";{}= ") else value


class SQLServer:
    """A connection opened for reading alone. Raises ModuleNotFoundError where pyodbc is not installed."""

    def __init__(self, connection_string: str) -> None:
        driver = import_module("pyodbc")
        self.connection: Any = driver.connect(odbc(connection_string), autocommit=False, readonly=True)

    def tables(self, names: Sequence[str], schema: str | None) -> list[Found]:
        """The tables of these names."""
        rows = self.connection.cursor().execute(CATALOGUE).fetchall()
        return gathered([(row[0], row[1], row[2]) for row in rows], names, schema)

    def rows(self, table: Found, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        """A table's rows, fetched as they are asked for."""
        listed = ", ".join(map(_quoted, columns))
        cursor = self.connection.cursor()
        cursor.execute(f"SELECT {listed} FROM {_quoted(table.schema)}.{_quoted(table.name)}")  # noqa: S608
        while batch := cursor.fetchmany(BATCH):
            yield [tuple(row) for row in batch]
        cursor.close()

    def close(self) -> None:
        """Roll back, though there is nothing to undo, and close."""
        self.connection.rollback()
        self.connection.close()


def _quoted(name: str) -> str:
    return "[" + name.replace("]", "]]") + "]"
