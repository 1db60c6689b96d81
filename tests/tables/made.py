"""Frames made up from a declaration alone: every column filled in every row, with what it may hold."""

import io
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import polars as pl
import xlsxwriter

from sightline.engine.records.columns import Column, Table, Type
from sightline.engine.records.reading import File

ROWS_MADE = 3


def cell(column: Column, place: int, row: int) -> Any:
    """A value that a column may hold; no two rows have the same one where the column leaves a choice."""
    day = date(2018, 1, 31) + timedelta(days=37 * row + place)
    if column.several:
        return "; ".join(dict.fromkeys(column.codes[(row + step) % len(column.codes)] for step in (0, 1)))
    if column.codes:
        code = column.codes[(row + place) % len(column.codes)]
        return int(code) if column.type is Type.INTEGER else code
    values = {
        Type.TEXT: f"00{row}{place} told in words",
        Type.DATE: day,
        Type.DATETIME: datetime(day.year, day.month, day.day, 9 + row, 5),
        Type.INTEGER: row + place,
        Type.NUMBER: row + 0.25,
        Type.FLAG: (row + place) % 2 == 0,
    }
    return values[column.type]


def made(table: Table) -> pl.DataFrame:
    """A frame of a table's own columns, without provenance."""
    columns = {
        column.name: [cell(column, place, row) for row in range(ROWS_MADE)]
        for place, column in enumerate(table)
    }
    return pl.DataFrame(columns, schema=table.schema)


def file(name: str, content: bytes) -> File:
    return File(name, content, sha256(content).hexdigest())


def as_csv(frame: pl.DataFrame, headings: list[str], name: str, style: str = "%d/%m/%Y") -> File:
    text = frame.rename(dict(zip(frame.columns, headings, strict=True))).write_csv(
        date_format=style, datetime_format=f"{style} %H:%M"
    )
    return file(name, text.encode())


def as_xlsx(frame: pl.DataFrame, headings: list[str], name: str, sheet: str, *beside: str) -> File:
    """The frame as people keep it in a workbook: real dates, Yes and No, other sheets beside it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day, moment = (book.add_format({"num_format": style}) for style in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, headings)
        for number, row in enumerate(frame.iter_rows(), 1):
            for place, value in enumerate(row):
                if isinstance(value, bool):
                    page.write_string(number, place, "Yes" if value else "No")
                elif isinstance(value, date):
                    page.write_datetime(number, place, value, moment if isinstance(value, datetime) else day)
                else:
                    page.write(number, place, value)
        for title in beside:
            book.add_worksheet(title).write_row(0, 0, ["Heading", "Needed or not"])
    return file(name, stream.getvalue())
