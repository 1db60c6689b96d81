"""The tables of the Standard Safeguarding Dataset out of a database, into a folder that the reader reads."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl

from sightline.connectors.database import Database, Found
from sightline.connectors.secrets import without_secrets
from sightline.engine.records.tables import TABLES

Progress = Callable[[str, int, int], None]
_HALF = ".half"
_SQL_SERVER = ("mssql://", "sqlserver://", "mssql+pyodbc://")
_POSTGRESQL = ("postgres://", "postgresql://")


class ConnectorError(Exception):
    """Why nothing was extracted, in words that hold no password."""


class NotInstalledError(ConnectorError):
    """A driver that this kind of database needs is not installed."""


class Form(StrEnum):
    """What the files are."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Extracted:
    """What came of an extraction.

    ``rows``: how many of each table were written. ``absent``: tables of the dataset that the database has
    not. ``left``: columns that are not the dataset's, by table; they were not read.
    """

    folder: Path
    rows: dict[str, int]
    absent: tuple[str, ...]
    left: dict[str, tuple[str, ...]]


def extract(
    connection_string: str,
    to_folder: Path,
    *,
    schema: str | None = None,
    form: Form = Form.CSV,
    progress: Progress | None = None,
) -> Extracted:
    """Read the dataset's tables from PostgreSQL or SQL Server into one file each.

    ``connection_string``: ``postgresql://…``, ``host=… dbname=…``, ``mssql://…`` or an ODBC string. One
    read-only transaction; nothing is written to the database. The folder must be empty or not there: only
    its owner may read what is put into it, and a table stands there whole or not at all.
    Raises ConnectorError, whose words never hold the password.
    """
    _ready(to_folder)
    try:
        database = _connected(connection_string)
    except ModuleNotFoundError:
        raise NotInstalledError(
            "SQL Server needs the ODBC driver and the package pyodbc, which are not installed."
            " Install them with: pip install 'sightline[sqlserver]'"
        ) from None
    except Exception as error:  # every driver has its own
        raise _told("Could not connect", error, connection_string) from None
    try:
        return _extract(database, to_folder, schema, form, progress or (lambda what, done, of: None))
    except ConnectorError:
        raise
    except Exception as error:
        raise _told("The database gave up", error, connection_string) from None
    finally:
        database.close()


def _told(what: str, error: Exception, connection_string: str) -> ConnectorError:
    said = without_secrets(str(error), connection_string)
    return ConnectorError(f"{what}: {type(error).__name__}. {said}".rstrip(". ") + ".")


def _connected(connection_string: str) -> Database:
    text = connection_string.strip()
    lowered = text.lower()
    if lowered.startswith(_SQL_SERVER) or "driver=" in lowered or "server=" in lowered:
        from sightline.connectors.sql_server import SQLServer

        return SQLServer(text)
    if lowered.startswith(_POSTGRESQL) or "host=" in lowered or "dbname=" in lowered:
        from sightline.connectors.postgresql import PostgreSQL

        return PostgreSQL(text)
    raise ConnectorError("found no kind of database that is known, expected postgresql://… or mssql://…")


def _ready(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConnectorError(f"{folder} is not an empty folder: nothing was extracted. Choose another")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConnectorError(f"Cannot write in {folder}: {error.strerror}") from None


def _extract(
    database: Database, folder: Path, schema: str | None, form: Form, progress: Progress
) -> Extracted:
    found = _one_of_each(database.tables(list(TABLES), schema), schema)
    if not found:
        where = f"the schema {schema}" if schema else "any schema that this account may see"
        raise ConnectorError(
            f"found none of the dataset's {len(TABLES)} tables in {where}, such as ssd_person"
        )
    rows: dict[str, int] = {}
    left: dict[str, tuple[str, ...]] = {}
    for number, (name, table) in enumerate(sorted(found.items()), 1):
        progress(name, number, len(found))
        ours = {column.name.lower(): column.name for column in TABLES[name]}
        read = [column for column in table.columns if column.lower() in ours]
        strange = tuple(column for column in table.columns if column.lower() not in ours)
        if strange:
            left[name] = strange
        if read:
            headings = [ours[column.lower()] for column in read]
            rows[name] = _write(database, table, read, headings, folder / f"{name}.{form}", form)
    return Extracted(folder, rows, tuple(name for name in TABLES if name not in found), left)


def _one_of_each(tables: Sequence[Found], schema: str | None) -> dict[str, Found]:
    """Each table once. Raises ConnectorError where several schemas have it and none was named."""
    found: dict[str, Found] = {}
    for table in tables:
        other = found.setdefault(table.name.lower(), table)
        if other is not table:
            raise ConnectorError(
                f"{table.name} stands in the schemas {other.schema} and {table.schema}: choose with --schema"
            )
    return found


def _write(
    database: Database, table: Found, columns: Sequence[str], headings: Sequence[str], path: Path, form: Form
) -> int:
    half = path.with_name(f"{path.name}{_HALF}")
    count = 0
    with half.open("w", encoding="utf-8", newline="") as stream:
        half.chmod(0o600)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(headings)
        for batch in database.rows(table, columns):
            writer.writerows([_text(value) for value in row] for row in batch)
            count += len(batch)
    if form is Form.PARQUET:
        whole = path.with_name(f"{path.name}.whole{_HALF}")
        pl.scan_csv(half, infer_schema=False).sink_parquet(whole)
        whole.chmod(0o600)
        half.unlink()
        half = whole
    half.replace(path)
    return count


def _text(value: Any) -> str:
    """A value as the readers read it; what the database does not know is blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
