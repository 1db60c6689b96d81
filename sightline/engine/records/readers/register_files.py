"""Local registers as CSV or XLSX: one register a file, or a workbook with a sheet for each."""

from collections.abc import Sequence

import polars as pl

from sightline.engine.records.columns import Table, reading_schema
from sightline.engine.records.problems import Problem
from sightline.engine.records.readers.container import RefusedError, kind_of
from sightline.engine.records.readers.csv_sheet import first_record, read_csv
from sightline.engine.records.readers.fields import from_column
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.read_fields import read_fields
from sightline.engine.records.readers.sheet import Sheet
from sightline.engine.records.readers.workbook import open_workbook, read_sheet, sheet_names
from sightline.engine.records.reading import File, Reader, Reading
from sightline.engine.records.registers import REGISTERS

_SHARE = 0.6
"""The share of a register's headings that a sheet must carry to be taken for it whatever its name."""


def _score(headings: Sequence[str], table: Table) -> int:
    known = {plain(heading) for heading in headings if heading}
    names = ((column.name, column.title, *column.aliases) for column in table)
    return sum(any(plain(name) in known for name in wanted) for wanted in names)


def _best(headings: Sequence[str]) -> Table | None:
    best = max(REGISTERS.values(), key=lambda table: _score(headings, table))
    return best if _score(headings, best) >= _SHARE * len(best.columns) else None


def _named(name: str) -> Table | None:
    for table in REGISTERS.values():
        if plain(table.name) in plain(name) or plain(table.title) in plain(name):
            return table
    return None


def _is_register(file: File) -> bool:
    if _named(file.name):
        return True
    kind = kind_of(file.content).name
    if kind == "text":
        return _best(first_record(file.content)) is not None
    return kind == "zip" and any(_named(name) for name in sheet_names(file.content))


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_register(file) for file in files)


def _any_score(row: Sequence[str]) -> int:
    return max(_score(row, table) for table in REGISTERS.values())


def _sheets(file: File) -> tuple[list[tuple[Sheet, Findings]], list[Problem]]:
    if kind_of(file.content).name == "text" or file.name.lower().endswith(".csv"):
        sheet, findings = read_csv(file, "")
        return ([(sheet, findings)], []) if sheet else ([], findings.problems)
    try:
        book = open_workbook(file)
    except RefusedError as refusal:
        findings = Findings(file.name)
        findings.whole(refusal.code, refusal.found, refusal.expected, refusal.advice)
        return [], findings.problems
    opened = [read_sheet(book, name, _any_score) for name in book.names]
    unread = [problem for sheet, findings in opened if sheet is None for problem in findings.problems]
    return [(sheet, findings) for sheet, findings in opened if sheet is not None], unread


def _read_register(
    sheet: Sheet, findings: Findings, file: File, alone: bool
) -> tuple[Table | None, pl.DataFrame | None]:
    table = _best(sheet.headings) or _named(sheet.place) or (_named(file.name) if alone else None)
    if table is None:
        return None, None
    read = read_fields(sheet, [from_column(column) for column in table], findings)
    return table, None if read is None else read.frame.select(list(reading_schema(table)))


def _read(files: Sequence[File]) -> Reading:
    frames: dict[str, list[pl.DataFrame]] = {}
    problems: list[Problem] = []
    for file in files:
        sheets, unread = _sheets(file)
        problems += unread
        for sheet, findings in sheets:
            table, frame = _read_register(sheet, findings, file, len(sheets) == 1)
            problems += findings.problems
            if table is not None and frame is not None:
                frames.setdefault(table.name, []).append(frame)
    return Reading("register", {name: pl.concat(parts) for name, parts in frames.items()}, tuple(problems))


READER = Reader("register", "Local registers (CSV or XLSX)", 5, _recognises, _read)
"""Reads the three registers of ``registers.py``."""
