"""Local registers as CSV or XLSX: one register a file, or a workbook with a sheet for each."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import polars as pl

from sightline.engine.records.columns import Table, reading_schema
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers.container import RefusedError, kind_of
from sightline.engine.records.readers.csv_sheet import first_record, read_csv
from sightline.engine.records.readers.fields import from_column
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.read_fields import read_fields
from sightline.engine.records.readers.register_names import BESIDE, named_register
from sightline.engine.records.readers.sheet import Sheet
from sightline.engine.records.readers.workbook import open_workbook, read_sheet, sheet_names
from sightline.engine.records.reading import File, Reader, Reading
from sightline.engine.records.registers import REGISTERS

_SHARE = 0.6
"""The share of a register's headings that a sheet must carry to be taken for it."""

_OWN, _OWN_SHARE = 5, 0.8
"""How many of a sheet's own headings, and which share of them, do as well: an extract of a long register.

Fewer than so many, and less than half of what the sheet has, are headings that any list may have."""

_SOME = 2
"""Headings that a text file must share with the register that its name holds among other words."""

_ENDING = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
_FEW_SHEETS = 3
"""The most sheets of a workbook that is opened to see whether it holds a register."""


def _columns_by_heading() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table in REGISTERS.values():
        for column in table:
            for heading in from_column(column, template=True).plain_names:
                found.setdefault(heading, []).append((table.name, column.name))
    return found


_HEADINGS = _columns_by_heading()
"""For each heading, plain, the registers and their columns that answer to it."""


def _scores(headings: Collection[str]) -> Counter[str]:
    """How many of each register's columns stand among the headings, which are plain."""
    told = {place for heading in headings for place in _HEADINGS.get(heading, ())}
    return Counter(register for register, _ in told)


def _plain(headings: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(heading) for heading in headings if heading)


def _best(headings: Sequence[str], named: Table | None = None) -> Table | None:
    """The register whose columns and the headings have most in common; its name decides between equals."""
    known = _plain(headings)
    best: tuple[tuple[float, bool], Table] | None = None
    scores = _scores(known)
    for name, table in REGISTERS.items():
        shared = scores[name]
        alike = (shared / (len(table.columns) + len(known) - shared), table is named)
        enough = shared >= _OWN or 2 * shared >= len(known)
        most = shared >= _SHARE * len(table.columns)
        fits = (most and enough) or shared >= max(_OWN, _OWN_SHARE * len(known))
        if fits and (best is None or alike > best[0]):
            best = alike, table
    return best[1] if best else None


def _is_register(file: File) -> bool:
    named, kind = named_register(file.name), kind_of(file.content).name
    if kind == "text":
        headings = first_record(file.content)
        told = named is not None and (
            _exactly(named, file.name) or _scores(_plain(headings))[named.name] >= _SOME
        )
        return told or _best(headings) is not None
    if named is not None or kind != "zip":
        return named is not None
    names = sheet_names(file.content)
    if any(named_register(name) for name in names):
        return True
    return "annexa" not in plain(file.name) and len(names) <= _FEW_SHEETS and _holds_register(file)


def _exactly(table: Table, name: str) -> bool:
    return plain(_ENDING.sub("", name)) in (plain(table.name), plain(table.title))


def _holds_register(file: File) -> bool:
    """Whether a workbook of few sheets, none of them named for a register, has a register's headings."""
    try:
        book = open_workbook(file)
    except RefusedError:
        return False
    sheets = (read_sheet(book, name, _any_score)[0] for name in book.names)
    return any(sheet is not None and _best(sheet.headings) is not None for sheet in sheets)


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_register(file) for file in files)


def _any_score(row: Sequence[str]) -> int:
    return max(_scores(_plain(row)).values(), default=0)


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
    opened = [read_sheet(book, name, _any_score) for name in book.names if name not in BESIDE]
    unread = [problem for sheet, findings in opened if sheet is None for problem in findings.problems]
    return [(sheet, findings) for sheet, findings in opened if sheet is not None], unread


def _read_register(
    sheet: Sheet, findings: Findings, file: File, alone: bool
) -> tuple[Table | None, pl.DataFrame | None]:
    named = named_register(sheet.place) or (named_register(file.name) if alone else None)
    table = _best(sheet.headings, named) or named
    if table is None:
        findings.problems.clear()
        findings.add(
            "sheet_not_read",
            Severity.FILE if alone else Severity.NOTE,
            found=f"headings of no register: {in_words(filter(None, sheet.headings), 2)}",
            expected=f"the headings of one of {len(REGISTERS)} registers",
            advice="Check the first line; sightline template writes a blank workbook for each register",
        )
        return None, None
    read = read_fields(sheet, [from_column(column, template=True) for column in table], findings)
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
"""Reads every register of ``registers/``."""
