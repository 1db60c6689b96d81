"""An XLSX workbook into sheets of text, with the formulas and error cells that its values hide."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import fastexcel
import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.container import RefusedError, kind_of, unpack
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.sheet import NUMBER, Sheet, slug
from sightline.engine.records.reading import File

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?/?>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?/?>")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ODD = (b"<f", b":f", b't="e"')
_RESULT = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_FAR = re.compile(rb"""r=["'](?:[A-Za-z]{3}\d|[A-Za-z]{1,2}\d{5})""")
_FILLED = re.compile(rb"""r\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["'][^>]*[^/]>""")
_SPACED = (b" =", b"\t=", b"\n=", b"\r=")
"""How an attribute may be written that ``_FAR`` does not see."""

MAX_GRID = 20_000_000
"""Cells of the grid that a sheet may span, filled or not, before we ask how many of them are filled."""

_FILLED_SHARE = 0.02
_COLUMNS_TOLD = 40
_FIRST_ROWS = 15
_SURE = 5
"""Headings known in the first row that make looking further needless."""


@dataclass(frozen=True)
class ErrorCell:
    """A cell that could not be calculated: its row as a person counts, its column from 0, what it shows."""

    row: int
    column: int
    word: str


@dataclass(frozen=True)
class Oddities:
    """Rows of a worksheet (as a person counts) with formulas, formulas never calculated, and error cells."""

    formulas: tuple[int, ...] = ()
    uncalculated: tuple[int, ...] = ()
    errors: tuple[ErrorCell, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """An opened workbook: the names of its sheets in order, and what was odd in each."""

    file: File
    names: tuple[str, ...]
    oddities: dict[str, Oddities]
    reader: fastexcel.ExcelReader


def sheet_names(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's sheets, without opening the sheets; empty where it is no workbook."""
    try:
        for name, part in unpack(content):
            if name == "xl/workbook.xml":
                return tuple(name for name, _ in _sheets(part))
    except RefusedError:
        return ()
    return ()


def open_workbook(file: File) -> Workbook:
    """Open a workbook after looking at every part of it. Raises RefusedError with the words of a problem."""
    kind = kind_of(file.content)
    if kind.name == "encrypted":
        raise RefusedError("password", kind.words, "a workbook without a password", "Save it without one")
    if kind.name != "zip":
        raise RefusedError("wrong_kind", kind.words, "an XLSX workbook")
    parts = {name: part for name, part in unpack(file.content) if name.startswith("xl/")}
    if "xl/workbook.xml" not in parts:
        raise RefusedError("wrong_kind", "a ZIP archive that is no workbook", "an XLSX workbook")
    targets = _targets(parts.get("xl/_rels/workbook.xml.rels", b""))
    sheets = _sheets(parts["xl/workbook.xml"])
    for name, relation in sheets:
        _check_spread(name, parts.get(targets.get(relation, ""), b""))
    oddities = {name: _oddities(parts.get(targets.get(relation, ""), b"")) for name, relation in sheets}
    try:
        reader = fastexcel.read_excel(file.content)
    except fastexcel.FastExcelError as error:
        raise RefusedError(
            "damaged_workbook", "a workbook that does not open", "a whole XLSX workbook"
        ) from error
    return Workbook(file, tuple(reader.sheet_names), oddities, reader)


def _sheets(workbook: bytes) -> list[tuple[str, str]]:
    found = []
    for tag in _SHEET.findall(workbook):
        attributes = _attributes(tag)
        found.append((_unescape(attributes.get("name", "")), attributes.get("r:id", "")))
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): value.decode("utf-8", "replace") for key, value in _ATTRIBUTE.findall(tag)}


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def _targets(relations: bytes) -> dict[str, str]:
    found = {}
    for tag in _RELATION.findall(relations):
        attributes = _attributes(tag)
        target = attributes.get("Target", "").removeprefix("/").removeprefix("xl/")
        found[attributes.get("Id", "")] = f"xl/{target}"
    return found


def _check_spread(name: str, part: bytes) -> None:
    """Refuse a sheet with a cell so far from the others that the grid between would fill the memory."""
    if not _FAR.search(part) and not any(mark in part for mark in _SPACED):
        return
    places = _FILLED.findall(part)
    columns = max(
        (_column_number(letters.upper()) for letters in {letters for letters, _ in places}), default=0
    )
    rows = max((int(row) for _, row in places), default=0)
    if (columns + 1) * rows > MAX_GRID and len(places) < _FILLED_SHARE * (columns + 1) * rows:
        raise RefusedError(
            "cells_far_apart",
            f"{len(places):,} cells spread over {rows:,} rows and {columns + 1:,} columns of {name[:20]}",
            "a sheet without such gaps",
            "Not opened. Delete what stands far from the list and send the workbook again",
        )


def _oddities(part: bytes) -> Oddities:
    """Formulas and error cells; the costly look at each cell is only for sheets that hold any."""
    if not any(mark in part for mark in _ODD):
        return Oddities()
    formulas: list[int] = []
    uncalculated: list[int] = []
    errors: list[ErrorCell] = []
    for attributes, inside in _CELL.findall(part):
        place = _PLACE.search(attributes)
        if place is None:
            continue
        row, result = int(place.group(2)), _RESULT.search(inside)
        if _FORMULA.search(inside):
            formulas.append(row)
            if result is None and b't="str"' not in attributes:
                uncalculated.append(row)
        if b't="e"' in attributes:
            word = result.group(1).decode("utf-8", "replace") if result else "an error"
            errors.append(ErrorCell(row, _column_number(place.group(1)), word))
    return Oddities(tuple(formulas), tuple(uncalculated), tuple(errors))


def _column_number(letters: bytes) -> int:
    """A column's place from 0 by its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def read_sheet(
    book: Workbook, name: str, looks_right: Callable[[list[str]], int]
) -> tuple[Sheet | None, Findings]:
    """One worksheet as text. ``looks_right`` scores a row as headings: the best of the first rows is taken.

    Row numbers are those of the worksheet. None where the sheet is empty.
    """
    findings = Findings(book.file.name, name)
    try:
        grid = book.reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError:
        findings.whole("damaged_sheet", "a sheet that does not open", "a worksheet with headings and rows")
        return None, findings
    if grid.is_empty():
        findings.add("empty_sheet", Severity.NOTE, found="an empty sheet", expected="headings and rows")
        return None, findings
    grid = grid.rename({column: f"c{index}" for index, column in enumerate(grid.columns)})
    heads = [["" if cell is None else cell for cell in row] for row in grid.head(_FIRST_ROWS).iter_rows()]
    scores = [looks_right(head) for head in heads[:1]]
    if scores[0] < _SURE:
        scores += [looks_right(head) for head in heads[1:]]
    best = scores.index(max(scores))
    headings = tuple(" ".join(cell.split()) for cell in heads[best])
    numbered = grid.with_row_index(NUMBER, offset=1).slice(best + 1)
    blank = pl.all_horizontal((pl.exclude(NUMBER).is_null()) | (pl.exclude(NUMBER) == ""))
    first = numbered["c0"]
    if first.null_count() or (first == "").any():
        numbered = numbered.filter(~blank)
    cells = numbered.select(pl.exclude(NUMBER), pl.col(NUMBER).cast(pl.Int64))
    if cells.is_empty():
        findings.add("no_rows", Severity.NOTE, found="headings only", expected="at least one row")
    _tell_oddities(book.oddities.get(name, Oddities()), best + 1, headings, findings)
    return Sheet(book.file, name, slug(name), headings, cells), findings


def _tell_oddities(odd: Oddities, heading_row: int, headings: tuple[str, ...], findings: Findings) -> None:
    findings.add(
        "formula",
        Severity.NOTE,
        rows=pl.Series([row for row in odd.formulas if row > heading_row], dtype=pl.Int64),
        found="formulas",
        expected="values",
        advice="The stored results were read; paste the cells as values",
    )
    findings.add(
        "formula_without_result",
        Severity.VALUE,
        rows=pl.Series([row for row in odd.uncalculated if row > heading_row], dtype=pl.Int64),
        found="formulas that were never calculated",
        expected="values",
        advice="Open the workbook, let it calculate, and paste the cells as values",
    )
    _tell_errors(odd.errors, headings, findings)


def _tell_errors(errors: tuple[ErrorCell, ...], headings: tuple[str, ...], findings: Findings) -> None:
    """A message for each column with error cells; columns beyond the first many share one."""
    columns = sorted({cell.column for cell in errors})
    groups = [{column} for column in columns[:_COLUMNS_TOLD]] + [set(columns[_COLUMNS_TOLD:])]
    for group in groups:
        cells = [cell for cell in errors if cell.column in group]
        column = min(group, default=len(headings))
        findings.add(
            "error_cell",
            Severity.VALUE,
            rows=pl.Series([cell.row for cell in cells], dtype=pl.Int64),
            column=headings[column] if column < len(headings) and len(group) == 1 else "",
            values=pl.Series([cell.word for cell in cells], dtype=pl.String),
            expected="a value",
            advice="Read as blank: the spreadsheet could not calculate these cells",
        )
