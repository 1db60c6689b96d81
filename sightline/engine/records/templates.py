"""Blank workbooks, one a register: filled in by people, read back by the reader of registers.

Three sheets: the register (one frozen row of headings, cells that take only what the column may hold),
guidance on each column, and the hidden lists from which cells choose.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from sightline.engine.records.codes import MEANINGS
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.readers.register_names import GUIDANCE, LISTS, SHEET

MADE = datetime(2019, 1, 1)  # noqa: DTZ001 - a workbook's own stamp, which has no zone
"""Stamped into workbooks, so that the same declaration gives the same bytes."""

_LAST_ROW = 1_048_575
_EARLIEST, _LATEST = date(1900, 1, 1), date(2064, 12, 31)
_YES_NO = ("Yes", "No")
_MESSAGE = 250
"""The most letters that a spreadsheet shows beside a cell."""

_WIDTHS = {Type.TEXT: 22, Type.DATE: 13, Type.DATETIME: 18, Type.INTEGER: 12, Type.NUMBER: 12, Type.FLAG: 10}
_FORMATS = {Type.DATE: "dd/mm/yyyy", Type.DATETIME: "dd/mm/yyyy hh:mm", Type.TEXT: "@"}
_ASKED = {
    Type.TEXT: "Words",
    Type.DATE: "A date, such as 31/03/2019",
    Type.DATETIME: "A date and time, such as 31/03/2019 17:30",
    Type.INTEGER: "A whole number",
    Type.NUMBER: "A number",
    Type.FLAG: "Yes or No",
}
_KINDS = {
    Kind.IDENTITY: "Who or which",
    Kind.DATE: "Date",
    Kind.CONTENT: "Content: what was done, found or decided",
}

_GUIDANCE_HEADINGS = ("Heading", "Needed or not", "What it tells", "What goes in", "Note", "List")


@dataclass(frozen=True)
class Book:
    """A workbook being written, with the formats that its sheets share."""

    file: Any

    @property
    def heading(self) -> Any:
        return self.file.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})

    @property
    def wrapped(self) -> Any:
        return self.file.add_format({"text_wrap": True, "valign": "top"})


def heading(column: Column) -> str:
    """The heading under which a template has a column, in plain words."""
    return column.title


def need(column: Column) -> str:
    """How far a row can do without a column, in words."""
    if column.required:
        return "Needed: a row without it is set aside"
    return "Expected" if column.expected else "Where it applies"


def asks(column: Column) -> str:
    """What a column's cells may hold, in words."""
    if not column.codes:
        return _ASKED[column.type]
    return "One or more of the list, with ; between them" if column.several else "One of the list"


def choices(column: Column) -> tuple[str, ...]:
    """What a cell of a column may be chosen from; empty where it is written freely."""
    return _YES_NO if column.type is Type.FLAG else column.codes


def listed(column: Column) -> str:
    """A column's codes, one a line, each with what it means where the list is a national one."""
    meanings = next((known for codes, known in MEANINGS.items() if set(codes) <= set(column.codes)), {})
    return "\n".join(f"{code} = {meanings[code]}" if code in meanings else code for code in column.codes)


def write_template(register: Table, path: Path) -> None:
    """Write a register's blank workbook. Raises OSError where the file cannot be written."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as file:
        file.set_properties({"title": register.title, "created": MADE, "comments": register.source})
        book = Book(file)
        sheet = file.add_worksheet(register.title[:SHEET])
        _write_guidance(book, register)
        ranges = _write_lists(book, register)
        _write_headings(book, sheet, register)
        for index, column in enumerate(register):
            style = {"num_format": _FORMATS[column.type]} if column.type in _FORMATS else {}
            sheet.set_column(index, index, _WIDTHS[column.type], file.add_format(style))
            _validate(sheet, index, column, ranges)


def _write_headings(book: Book, sheet: Any, register: Table) -> None:
    needed = book.file.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#D9E8F5"}
    )
    plain = book.heading
    for index, column in enumerate(register):
        sheet.write_string(0, index, heading(column), needed if column.required else plain)
    sheet.freeze_panes(1, 0)


def _write_lists(book: Book, register: Table) -> dict[str, str]:
    """The hidden sheet of lists; gives the range of each column that chooses from one."""
    sheet = book.file.add_worksheet(LISTS)
    sheet.hide()
    ranges = {}
    chosen = [column for column in register if choices(column) and not column.several]
    for index, column in enumerate(chosen):
        codes = choices(column)
        sheet.write_string(0, index, heading(column))
        for row, code in enumerate(codes, 1):
            sheet.write_string(row, index, code)
        letter = xl_col_to_name(index, col_abs=True)
        ranges[column.name] = f"={LISTS}!{letter}$2:{letter}${len(codes) + 1}"
    return ranges


def _validate(sheet: Any, index: int, column: Column, ranges: dict[str, str]) -> None:
    """Let the cells of a column take only what it may hold, and say so beside them."""
    rule = _rule(column, ranges)
    told = ". ".join(filter(None, (need(column), asks(column), column.note[:1].upper() + column.note[1:])))
    rule |= {
        "input_title": heading(column)[:32],
        "input_message": told[:_MESSAGE],
        "error_title": "Not taken",
        "error_message": f"{heading(column)}: {asks(column).lower()}"[:_MESSAGE],
        "ignore_blank": True,
    }
    sheet.data_validation(1, index, _LAST_ROW, index, rule)


def _rule(column: Column, ranges: dict[str, str]) -> dict[str, Any]:
    if column.name in ranges:
        return {"validate": "list", "source": ranges[column.name]}
    if column.type in (Type.DATE, Type.DATETIME):
        return {"validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": _LATEST}
    if column.type is Type.INTEGER:
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if column.type is Type.NUMBER:
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    return {"validate": "any"}


def _write_guidance(book: Book, register: Table) -> None:
    sheet = book.file.add_worksheet(GUIDANCE)
    bold, wrapped = book.heading, book.wrapped
    sheet.set_column(0, 0, 34, wrapped)
    sheet.set_column(1, 3, 26, wrapped)
    sheet.set_column(4, 5, 52, wrapped)
    lines = (
        (register.title, bold),
        (register.source, wrapped),
        ("One row for each: fill in the first sheet, keep its first row, and load the workbook.", wrapped),
        ("Names of children are not asked for: use the authority's own identifier.", wrapped),
    )
    for row, (text, style) in enumerate(lines):
        sheet.merge_range(row, 0, row, 5, text, style)
    top = len(lines) + 1
    for index, title in enumerate(
        ("Heading", "Needed or not", "What it tells", "What goes in", "Note", "List")
    ):
        sheet.write_string(top, index, title, bold)
    for row, column in enumerate(register, top + 1):
        cells = (
            heading(column),
            need(column),
            _KINDS[column.kind],
            asks(column),
            column.note,
            listed(column),
        )
        for index, text in enumerate(cells):
            sheet.write_string(row, index, text, wrapped)
    sheet.freeze_panes(top + 1, 0)
