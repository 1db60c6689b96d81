"""Frames for spreadsheets, made safe: no program takes a cell for a formula."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import polars as pl
import xlsxwriter

_STARTS_A_FORMULA = r"^(?:[\s\x1c-\x1f]*[=+\-@]|[\t\r\n])"
"""Programs skip blanks before they look for a formula. Python and Polars read this alike."""

_SHEET_HOLDS = 1_048_575
"""Rows of one sheet of a workbook, its headings left out."""

_CELL_HOLDS = 32_767
"""Characters of one cell of a workbook."""

_SURE = 9_007_199_254_740_992
"""Whole numbers from here on are written as text: a workbook would round them."""

_JOIN = "; "


def safe(text: str) -> str:
    """The text; behind an apostrophe where it would begin as a formula does, in any program that opens it."""
    return f"'{text}" if re.match(_STARTS_A_FORMULA, text) else text


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its lists as text, for forms that have none."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(_JOIN) for name in lists)


def as_csv(frame: pl.DataFrame) -> bytes:
    """A CSV file in UTF-8 (with the mark that spreadsheets look for), dates as 2019-09-30, texts safe."""
    plain = flat(frame)
    texts = [name for name, kind in plain.schema.items() if kind == pl.String]
    disarmed = plain.with_columns(
        pl.when(pl.col(name).str.contains(_STARTS_A_FORMULA))
        .then(pl.format("'{}", name))
        .otherwise(name)
        .alias(name)
        for name in texts
    )
    return disarmed.write_csv(include_bom=True, datetime_format="%Y-%m-%d %H:%M").encode()


def as_xlsx(frame: pl.DataFrame, sheet: str) -> bytes:
    """A workbook with one sheet: every text as text, real dates, no formulas and no links.

    Raises ValueError where there are more rows than a sheet holds.
    """
    if frame.height > _SHEET_HOLDS:
        raise ValueError(f"found {frame.height:,} rows, a sheet holds {_SHEET_HOLDS:,}: write CSV or Parquet")
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    page = book.add_worksheet(_sheet_name(sheet))
    bold = book.add_format({"bold": True})
    forms: dict[type, Any] = {date: book.add_format({"num_format": "yyyy-mm-dd"})}
    forms[datetime] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, name in enumerate(frame.columns):
        page.write_string(0, place, safe(name), bold)
        page.set_column(place, place, 18)
    for number, row in enumerate(flat(frame).iter_rows(), start=1):
        for place, value in enumerate(row):
            _write(page, number, place, value, forms)
    page.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _sheet_name(name: str) -> str:
    """A name that a workbook accepts: 31 characters, none of those that it keeps for itself."""
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name)[:31]


def _write(page: Any, row: int, column: int, value: Any, forms: dict[type, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            page.write_boolean(row, column, value)
        case date() if value.year < 1900:
            page.write_string(row, column, value.isoformat())
        case datetime() | date():
            page.write_datetime(row, column, value, forms[type(value)])
        case int() | float() if abs(value) < _SURE:
            page.write_number(row, column, value)
        case _:
            page.write_string(row, column, safe(str(value))[:_CELL_HOLDS])
