"""Reading a PDF into lines and table rows, with limits that keep a hostile file from holding anyone up."""

import re
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from sightline.engine.inspection.furniture import page_breaks, without_furniture
from sightline.engine.inspection.lines import Line, Row, Source
from sightline.engine.inspection.pages import page_lines
from sightline.engine.inspection.vocabulary import area_of, grade_in

MOST_PAGES = 400
"""The longest report seen has fewer than 80 pages; a committee's pack around one has a few hundred."""
MOST_CHARACTERS = 60_000
"""On one page: a dense page of a report has 4,000."""
MOST_OBJECTS = 4_000
"""On one page whose table is to be read by its ruled lines."""


def read_pdf(path: Path) -> Source:
    """Every page's lines without running headers and footers, and the rows of tables that hold grades.

    Raises ``ValueError`` on what cannot be opened or holds no text, saying what was found.
    """
    document = _opened(path)
    try:
        count = len(document)
        if not 1 <= count <= MOST_PAGES:
            raise ValueError(
                f"found a PDF with {count:,} pages, expected an inspection report with at most {MOST_PAGES}. "
                "Cut the report out of the document and load that."
            )
        pages, heights = [], []
        for number in range(1, count + 1):
            printed, height = _page(document, number)
            pages.append(printed)
            heights.append(height)
    finally:
        document.close()
    silent = tuple(number for number, lines in enumerate(pages, start=1) if not lines)
    if len(silent) == count:
        raise ValueError(
            f"found {count} pages without any text (pictures of pages, it seems), expected a PDF with words. "
            "Scan it with text recognition, or get the report from Ofsted's site."
        )
    lines = tuple(without_furniture(pages, heights))
    return Source(
        lines=lines,
        rows=_rows(path, lines),
        pages=count,
        placed=True,
        silent=silent,
        breaks=page_breaks(pages, heights),
    )


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        told = str(error).lower()
        if "password" in told or "security" in told:
            raise ValueError(
                "found a PDF that is locked with a password, expected one that opens. "
                "Save a copy without the password and load that."
            ) from error
        raise ValueError(
            "found a PDF that is cut short or damaged and cannot be opened, expected a whole one. "
            "Download the report again."
        ) from error


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[Line], float]:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return [], 0.0
    try:
        return page_lines(page, number, most=MOST_CHARACTERS), page.get_height()
    finally:
        page.close()


def _rows(path: Path, lines: tuple[Line, ...]) -> tuple[Row, ...]:
    """Rows of ruled tables on the first page that names areas with grades, and on the page after it."""
    first = _first_table_page(lines)
    if first is None:
        return ()
    try:
        return _ruled_rows(path, (first, first + 1))
    except Exception:  # a damaged page breaks pdfminer in many ways; the lines are still there to read
        return ()


def _first_table_page(lines: tuple[Line, ...]) -> int | None:
    return next(
        (
            line.page
            for line in lines
            if re.match(r"(re-?)?inspection dates?\b|review dates?\b|judge?ment\b.*\bgrade$", line.text, re.I)
            or (area_of(line.text) and grade_in(line.text) and len(line.text) < 120)
        ),
        None,
    )


def _ruled_rows(path: Path, numbers: tuple[int, ...]) -> tuple[Row, ...]:
    import pdfplumber

    found: list[Row] = []
    with pypdfium2.PdfDocument(path) as document:
        light = [
            number
            for number in numbers
            if number <= len(document) and raw.FPDFPage_CountObjects(document[number - 1]) <= MOST_OBJECTS
        ]
    with pdfplumber.open(path, pages=light) as told:
        for page in told.pages if light else ():
            for table in page.find_tables():
                for row, cells in zip(table.rows, table.extract(), strict=True):
                    words = tuple(" ".join(cell.split()) for cell in cells if cell and cell.strip())
                    if words:
                        found.append(Row(words, page.page_number, row.bbox[1], row.bbox[3]))
    return tuple(found)
