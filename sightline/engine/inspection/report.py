"""An inspection report read into judgements, needs and paragraphs, and what must be left for a person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sightline.engine.inspection import checks
from sightline.engine.inspection.blocks import items, up_to_the_end
from sightline.engine.inspection.grades import Graded, from_headings, from_lines, from_rows, from_sentences
from sightline.engine.inspection.judging import judged, missing_areas
from sightline.engine.inspection.lines import Line, Source
from sightline.engine.inspection.needs import needs_of
from sightline.engine.inspection.opening import open_source
from sightline.engine.inspection.paragraphs import numbered
from sightline.engine.inspection.title import leads_of, short_name, title_of
from sightline.engine.inspection.unsettled import Unsettled
from sightline.engine.inspection.zone import statements, table_end


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph; ``section`` is the code of the judged area that it stands under."""

    number: int
    section: str
    text: str
    page: int


@dataclass(frozen=True)
class Report:
    """A report as read.

    ``judgements``: a grade's code by area's code; ``None`` where the area is judged and its grade could not
    be read with confidence. ``needs``: top-level items for the local authority. ``unsettled``: what a person
    must settle.
    """

    authority: str
    authority_as_printed: str
    framework: str
    inspection_start: date | None
    inspection_end: date | None
    lead_inspectors: tuple[str, ...]
    judgements: dict[str, str | None]
    needs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    unsettled: tuple[Unsettled, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same, ready for JSON: dates as ISO text, sequences as lists."""
        told = asdict(self)
        for name in ("inspection_start", "inspection_end"):
            told[name] = told[name].isoformat() if told[name] else None
        for name in ("lead_inspectors", "needs", "paragraphs", "unsettled"):
            told[name] = list(told[name])
        return told


def read_report(path: Path) -> Report:
    """Read an Ofsted report of children's services from a PDF, an HTML page or a text.

    Raises ``ValueError``, saying what was found and what was expected, on what cannot be read or is no such
    report.
    """
    return report_of(open_source(path))


def _table(source: Source, framework: str, start: date | None, zone: Sequence[Line]) -> list[Graded]:
    """The table's grades: from its cells, and from its lines for the areas that the cells do not give."""
    in_cells = from_rows(source.rows)
    wanted = missing_areas(framework, start, {one.area for one in in_cells})
    return in_cells + [one for one in from_lines(zone) if one.area in wanted or not in_cells]


def report_of(source: Source) -> Report:
    """The report that a document holds. Raises ``ValueError`` where it holds none."""
    title = title_of(source.lines)
    start, end = title.period or (None, None)
    body_from = table_end(source.lines, source.rows, title) if title.at >= 0 else 0
    zone = source.lines[title.at + 1 : body_from] if title.at >= 0 else ()
    told = up_to_the_end(items(Source(source.lines[body_from:], placed=source.placed)))
    headings = from_headings(told)
    framework = title.framework or ("ILACS" if len({one.area for one in headings}) > 1 else "")
    in_table = _table(source, framework, start, zone)
    board = framework == "LSCB review"
    judgements, doubts = judged(
        framework, start, [*in_table, *from_sentences(statements(zone))], headings, page=title.page
    )
    found = numbered(told, placed=source.placed, board=board)
    checks.is_report(source, title, [*in_table, *headings], found)
    needs = needs_of(told, found, board=board)
    unsettled = [
        *checks.title_doubts(title),
        *doubts,
        *(Unsettled("need", page, words) for page, words in needs.doubts),
        *checks.paragraph_doubts(found, told, framework),
        *checks.page_doubts(source),
    ]
    return Report(
        authority=short_name(title.printed),
        authority_as_printed=title.printed,
        framework=framework or "unknown",
        inspection_start=start,
        inspection_end=end,
        lead_inspectors=leads_of(source.lines[max(title.at, 0) :]),
        judgements=judgements,
        needs=needs.texts,
        paragraphs=tuple(Paragraph(one.number, one.section or "", one.text, one.page) for one in found),
        unsettled=tuple(unsettled),
    )
