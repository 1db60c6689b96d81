"""The grades: from the table's cells, checked against the grades in section headings and sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.engine.inspection.blocks import Heading, Item, section_of
from sightline.engine.inspection.lines import Line, Row
from sightline.engine.inspection.vocabulary import (
    GRADE,
    area_of,
    grade_alone,
    grade_in,
    spread_grade,
    without_grade,
)

_STARTS = re.compile(
    r"(?:\d(?:\.\d)?\.?\s+)?(?:the\s+)?(?:impact\s+of\s+leaders|experiences?\s+and\b|overall\s+effectiveness"
    r"|adoption\s+performance|leadership,?\s+(?:and\s+)?management|leadership\s+and\s+governance)"
    r"|\d(?:\.\d)?\.?\s+(?:children\s+who\s+need\s+help|children\s+looked\s+after|looked\s+after\s+children)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Graded:
    """A grade for an area and where it was read."""

    area: str
    grade: str
    page: int
    where: str


def opens_area(text: str) -> bool:
    """Whether a text begins as the name of a judged area does."""
    return bool(_STARTS.match(text))


def from_rows(rows: Sequence[Row]) -> list[Graded]:
    """Grades from table rows, whatever their order, also where a row is cut in two by the end of a page."""
    found: list[Graded] = []
    words, grade, page = "", "", 0
    for row in rows:
        text, given = _cells(row)
        if given and text and area_of(text):
            words, grade = "", ""
            found.append(Graded(str(area_of(text)), given, row.page, "table"))
            continue
        words, grade, page = f"{words} {text}", grade or given or "", row.page
        if grade and (area := area_of(words)):
            found.append(Graded(area, grade, page, "table"))
            words, grade = "", ""
    return found


def _cells(row: Row) -> tuple[str, str | None]:
    """A row as the words that name the area and the grade given."""
    if len(row.cells) == 1:
        alone = grade_alone(row.cells[0])
        return ("" if alone else row.cells[0], alone)
    given = next((grade for cell in reversed(row.cells) if (grade := grade_alone(cell))), None)
    return " ".join(cell for cell in row.cells if not grade_alone(cell)), given


def from_lines(lines: Sequence[Line]) -> list[Graded]:
    """Grades from a table's lines where no cells could be read: each area's words up to the next area's."""
    text, places = "", []
    for line in lines:
        places.append((len(text), line.page))
        text += line.text + " "
    starts = [match.start() for match in _STARTS.finditer(text)]
    found = []
    for first, last in zip(starts, [*starts[1:], len(text)], strict=False):
        chunk = text[first : min(last, first + 170)]
        area, grade = area_of(without_grade(chunk)), spread_grade(chunk)
        if area and grade:
            page = max((page for at, page in places if at <= first), default=1)
            found.append(Graded(area, grade, page, "table"))
    return found


_SENTENCES = (
    (
        "overall",
        re.compile(
            rf"\b(?:overall\s+judge?ment\s+is|children.s\s+(?:social\s+care\s+)?services\s+in)\b[^.]{{0,110}}?\b({GRADE})",
            re.I,
        ),
    ),
    (
        "lscb",
        re.compile(
            rf"(?:safeguarding\s+children.?s?\s+board|\bLSCB)\b[^.]{{0,50}}?(?:\bis\b|\bare\b|\bas\b|:)?\s*\b({GRADE})",
            re.I,
        ),
    ),
)


def from_sentences(texts: Sequence[tuple[str, int]]) -> list[Graded]:
    """Grades that are given in a sentence: of the whole, and of the safeguarding board."""
    found = []
    for text, page in texts:
        for area, pattern in _SENTENCES:
            for match in pattern.finditer(text):
                grade = grade_in(match[1])
                if grade:
                    found.append(Graded(area, grade, page, "sentence"))
    return found


def from_headings(told: Sequence[Item]) -> list[Graded]:
    """Grades that stand in the headings of the sections."""
    found = []
    for item in told:
        if isinstance(item, Heading) and (area := section_of(item.text)) and (grade := grade_in(item.text)):
            found.append(Graded(area, grade, item.page, "heading"))
    return found
