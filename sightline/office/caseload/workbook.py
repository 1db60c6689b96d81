"""Who is waiting, as a workbook: no formulas, no links, and the day it tells written on its face."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from sightline.engine.duties.duty import Duty
from sightline.engine.spreadsheets import safe
from sightline.office.caseload.lines import Line
from sightline.office.caseload.notes import Said
from sightline.office.lens.lens import Lens

COLUMNS = (
    ("Child", 26),
    ("Number", 12),
    ("Worker", 24),
    ("Team", 34),
    ("Area", 24),
    ("Started", 12),
    ("Due", 12),
    ("Days late", 10),
    ("Said of it", 60),
)
HEAD = 6
"""The row, from 0, that names the columns."""


def workbook(lens: Lens, duty: Duty, waiting: list[Line], notes: Mapping[str, list[Said]], who: str) -> bytes:
    """The bytes of an XLSX file with one sheet. Every text cell is written as text."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": f"Waiting: {duty.title}", "comments": _label(lens)})
    sheet = book.add_worksheet("Waiting")
    bold, day = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "d mmmm yyyy", "align": "left"}),
    )
    for place, text in enumerate(_face(lens, duty, len(waiting), who)):
        sheet.write_string(place, 0, safe(text), bold if place == 0 else None)
    for place, (title, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD, place, title, bold)
    for place, line in enumerate(waiting, start=HEAD + 1):
        for column, value in enumerate(_cells(line, notes.get(line.key, []))):
            _write(sheet, place, column, value, day)
    sheet.freeze_panes(HEAD + 1, 1)
    book.close()
    return stream.getvalue()


def _label(lens: Lens) -> str:
    return (
        "Synthetic children: every child here is made up"
        if lens.authority.synthetic
        else "Official: children's records"
    )


def _face(lens: Lens, duty: Duty, count: int, who: str) -> list[str]:
    known = f", as known on {lens.known_on:%-d %B %Y}" if lens.known_on else ""
    number = lens.snapshot.number if lens.snapshot else 0
    return [
        f"Waiting: {duty.title}",
        _label(lens),
        f"{lens.authority.name}, as at {lens.as_at:%-d %B %Y}{known}, snapshot {number}",
        f"{count:,} waiting, longest first; downloaded by {who}",
    ]


def _cells(line: Line, notes: list[Said]) -> list[str | date | int | None]:
    said = "; ".join(f"{note.kind} ({note.on:%-d %B %Y}): {note.text}" for note in notes)
    return [
        line.child,
        line.person_id,
        line.worker,
        line.team,
        line.area,
        line.trigger,
        line.due,
        line.days_late,
        said,
    ]


def _write(sheet: Any, row: int, column: int, value: str | date | int | None, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, safe(value))
