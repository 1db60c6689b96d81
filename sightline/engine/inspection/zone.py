"""Where the title page's table ends and the report's text begins."""

import re
from collections.abc import Sequence

from sightline.engine.inspection.grades import opens_area
from sightline.engine.inspection.lines import Line, Row, joined
from sightline.engine.inspection.title import Title
from sightline.engine.inspection.vocabulary import area_of, grade_alone, grade_in

_LONGEST = 60
"""Lines after the dates within which the table of grades must end."""
_WRAPPED = 6
"""Lines of one row's cells between two that show that they belong to the table."""


def table_end(lines: Sequence[Line], rows: Sequence[Row], title: Title) -> int:
    """The place of the first line after the title's dates, grades and statements."""
    end = title.at + 1
    told = [" ".join(row.cells).replace(" ", "") for row in rows]
    for n in range(title.at + 1, min(title.at + _LONGEST, len(lines))):
        line = lines[n]
        if line.page > title.page + 1 or (end > title.at + 1 and n - end > _WRAPPED):
            break
        if _in_rows(line, rows, told) or _of_table(line):
            end = n + 1
    if title.framework.startswith("SIF") or title.framework == "LSCB review":
        return _page_end(lines, end)
    return end


def _in_rows(line: Line, rows: Sequence[Row], told: Sequence[str]) -> bool:
    """Whether a line stands inside a table's row that gives a grade."""
    if not line.size:
        return line.text.replace(" ", "") in told
    middle = (line.top + line.bottom) / 2
    return any(
        row.page == line.page
        and row.top - 1 <= middle <= row.bottom + 1
        and (grade_in(" ".join(row.cells)) or area_of(" ".join(row.cells)))
        and len(" ".join(row.cells)) < 250
        for row in rows
    )


def _of_table(line: Line) -> bool:
    text = line.text
    if len(text) > 110 or line.heading:
        return bool(re.match(r"^judge?ments?\s+grade$", text, re.IGNORECASE))
    return bool(
        grade_alone(text)
        or re.match(r"^requires?\s+improvement\s+to(\s+be)?$", text, re.IGNORECASE)
        or (opens_area(text) and grade_in(text))
        or re.match(r"^judge?ments?\s+grade$", text, re.IGNORECASE)
    )


def _page_end(lines: Sequence[Line], end: int) -> int:
    """These frameworks fill the whole first page with their title, statements and grades."""
    while end < len(lines) and lines[end].page == lines[end - 1].page:
        line = lines[end]
        if not line.size and (line.heading or len(line.text) > 400):
            break
        if re.match(
            r"^(executive summary|summary|contents|recommendations|section 1|the local authority$)",
            line.text,
            re.I,
        ):
            break
        end += 1
    return end


def statements(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Lines put together into the statements that they make, each with its page."""
    if lines and not lines[0].size:
        following = [line.text for line in lines[1:]] + [""]
        return [(joined([line.text, more]), line.page) for line, more in zip(lines, following, strict=True)]
    found: list[tuple[list[str], int]] = []
    above: Line | None = None
    for line in lines:
        apart = (
            above is None
            or not line.size
            or line.page != above.page
            or line.top - above.bottom > line.size * 0.75
            or abs(line.size - above.size) > 0.6
        )
        if apart:
            found.append(([], line.page))
        found[-1][0].append(line.text)
        above = line
    return [(joined(texts), page) for texts, page in found]
