"""Annex A: the workbook of child-level lists that Ofsted asks for, eleven sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers.annex_a_fields import CHILD, AnnexList, list_of, lists, named
from sightline.engine.records.readers.annex_a_need import windows
from sightline.engine.records.readers.annex_a_tables import canonical
from sightline.engine.records.readers.container import RefusedError, kind_of
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.read_fields import read_fields
from sightline.engine.records.readers.sheet import NUMBER, Sheet
from sightline.engine.records.readers.workbook import open_workbook, read_sheet, sheet_names
from sightline.engine.records.reading import File, Reader, Reading


@dataclass(frozen=True)
class ReadList:
    """One list of one workbook, read: ``frame`` has the template's headings as columns."""

    number: int
    frame: pl.DataFrame
    findings: Findings


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_annex_a(file) for file in files)


def _is_annex_a(file: File) -> bool:
    if "annexa" in plain(file.name) and file.name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb")):
        return True
    if kind_of(file.content).name != "zip":
        return False
    return sum(named(name) is not None for name in sheet_names(file.content)) >= 1


def _score(row: Sequence[str]) -> int:
    known = {plain(heading) for heading in _identified(row) if heading}
    return max(item.score(known) for item in lists().values())


def _identified(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings with whatever names the child's identifier under the template's own heading."""
    wanted = plain(CHILD)
    if any(plain(heading) == wanted for heading in headings):
        return tuple(headings)
    for index, heading in enumerate(headings):
        words = set(heading.lower().replace("'s", "").replace("_", " ").split())
        if "child" in words and words & {"id", "identifier", "reference", "number"}:
            return (*headings[:index], CHILD, *headings[index + 1 :])
    return tuple(headings)


def _read_workbook(file: File) -> tuple[list[ReadList], list[Problem]]:
    try:
        book = open_workbook(file)
    except RefusedError as refusal:
        findings = Findings(file.name)
        findings.whole(refusal.code, refusal.found, refusal.expected, refusal.advice)
        return [], findings.problems
    read: list[ReadList] = []
    problems: list[Problem] = []
    for name in book.names:
        sheet, findings = read_sheet(book, name, _score)
        if sheet is None:
            problems += findings.problems
            continue
        found = _read_list(sheet, findings)
        if found is None:
            problems += findings.problems
        else:
            read.append(found)
    _tell_absent({item.number for item in read}, file, problems)
    return read, problems


def _read_list(sheet: Sheet, findings: Findings) -> ReadList | None:
    sheet = replace(sheet, headings=_identified(sheet.headings))
    annex_list = list_of(sheet.place, sheet.headings)
    if annex_list is None:
        findings.problems.clear()
        findings.add(
            "sheet_not_read",
            Severity.NOTE,
            found="a sheet whose headings fit none of the lists",
            expected="one of the eleven lists of Annex A",
        )
        return None
    table = read_fields(sheet, annex_list.fields, findings, tell_aliases=True)
    if table is None:
        return None
    _tell_blank_births(annex_list, table.frame, table.present, findings)
    return ReadList(annex_list.number, table.frame, findings)


def _tell_blank_births(
    annex_list: AnnexList, frame: pl.DataFrame, present: frozenset[str], findings: Findings
) -> None:
    if "Date of Birth" in present:
        blank = frame.filter(pl.col("Date of Birth").is_null())
        findings.add(
            "blank_birth_date",
            Severity.NOTE,
            rows=blank[NUMBER],
            column="Date of Birth",
            found="blank",
            expected="a date, or the expected date of an unborn child",
        )


def _tell_absent(found: set[int], file: File, problems: list[Problem]) -> None:
    absent = [f"List {number} {item.name}" for number, item in lists().items() if number not in found]
    if absent:
        findings = Findings(file.name)
        findings.add(
            "absent_list", Severity.NOTE, found=f"no sheet of {len(absent)} lists", expected=in_words(absent)
        )
        problems += findings.problems


def _read(files: Sequence[File]) -> Reading:
    read: list[ReadList] = []
    problems: list[Problem] = []
    for file in files:
        found, told = _read_workbook(file)
        read += found
        problems += told
    by_number = {
        number: pl.concat([item.frame for item in read if item.number == number])
        for number in sorted({item.number for item in read})
    }
    frames = canonical(by_number)
    for item in read:
        problems += item.findings.problems
    return Reading("annex_a", frames, tuple(problems), windows=windows(by_number))


READER = Reader("annex_a", "Annex A workbook (XLSX)", 30, _recognises, _read)
"""Reads the eleven lists."""
