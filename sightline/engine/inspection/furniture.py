"""Running headers and footers: known because they come back on many pages in one place, and left out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sightline.engine.inspection.lines import Line, body_size

_MARGIN = 0.13
"""The share of a page's height, at its top and its foot, in which page numbers stand."""
_PAGE_NUMBER = re.compile(r"^(page\s*)?[-–|\s]*\d{1,3}[-–|\s]*(of\s*\d{1,3})?$", re.IGNORECASE)


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[Line]:
    """The lines of all pages that are the report's own words."""
    running = _running(pages)
    size = body_size(line for lines in pages for line in lines)
    kept: list[Line] = []
    for lines, height in zip(pages, heights, strict=True):
        own = [line for line in lines if _plain(line.text) not in running and not _is_number(line, height)]
        kept += _without_notes(own, size)
    return kept


def page_breaks(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[tuple[int, int, int], ...]:
    """Where the printed page numbers jump: the page in the file, the number before it, its own number."""
    running = _running(pages)
    printed: list[tuple[int, int]] = []
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True), start=1):
        for line in lines:
            told = re.search(r"(\d{1,3})\D{0,3}$", line.text)
            if told and (
                _is_number(line, height) or (_plain(line.text) in running and line.text != _dated(line.text))
            ):
                printed.append((number, int(told[1])))
                break
    return tuple(
        (page, before, own)
        for (earlier, before), (page, own) in pairwise(printed)
        if page == earlier + 1 and own > before + 1 and own - before < 100
    )


def _dated(text: str) -> str:
    """A footer's line that ends in a year and not in a page number."""
    return text if re.search(r"\b(19|20)\d\d$", text) else ""


def _plain(text: str) -> str:
    """A line without what differs from page to page."""
    return re.sub(r"[\d\W_]+", " ", text).strip().lower() or re.sub(r"\d+", "#", text)


def _running(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Lines that stand at one height on many pages."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if len(line.text) <= 160:
                places[_plain(line.text)].append((line.page, line.top))
    enough = max(3, len(pages) // 4)
    return {
        text
        for text, found in places.items()
        if len({page for page, _ in found}) >= min(enough, max(2, len(pages) - 1)) and _one_height(found)
    } - {"#"}


def _one_height(found: Iterable[tuple[int, float]]) -> bool:
    tops = sorted(top for _, top in found)
    middle = tops[len(tops) // 2]
    return sum(abs(top - middle) < 16 for top in tops) >= 0.7 * len(tops)


def _is_number(line: Line, height: float) -> bool:
    edge = line.top < height * _MARGIN or line.bottom > height * (1 - _MARGIN)
    return edge and bool(_PAGE_NUMBER.match(line.text))


def _without_notes(lines: list[Line], size: float) -> list[Line]:
    """A page's lines without the footnotes at its foot, which are set smaller than the text."""
    last = max((n for n, line in enumerate(lines) if line.size > size * 0.9), default=-1)
    return lines[: last + 1] if last >= 0 else lines
