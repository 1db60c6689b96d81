"""What needs to improve: the list of an ILACS report, the recommendations of a single inspection."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.engine.inspection.blocks import Heading, Item, section_of
from sightline.engine.inspection.lines import BULLET, Line, joined
from sightline.engine.inspection.paragraphs import Numbered, is_recommended

_DASH = re.compile(r"^[-–—]\s+")
_SUB = re.compile(r"^(?:[-–—o]\s+|\(?[a-z]\)\s+|\(?[ivx]+\)\s+)")


@dataclass(frozen=True)
class Needs:
    """The needs as read; ``doubts``: what was found instead of, or beside, a list, with its page."""

    texts: tuple[str, ...]
    doubts: tuple[tuple[int, str], ...] = ()


def needs_of(told: Sequence[Item], paragraphs: Sequence[Numbered], *, board: bool) -> Needs:
    """The top-level needs of the local authority, or of the board in a review of the board alone."""
    spans = _spans(told, board=board)
    if not spans:
        return Needs(
            (), ((1, "No heading says what needs to improve. Check that the report has no such list."),)
        )
    by_place = {paragraph.at: paragraph for paragraph in paragraphs}
    texts: list[str] = []
    doubts: list[tuple[int, str]] = []
    for first, last in spans:
        found = _numbered(by_place, first, last) or _bulleted(told[first:last])
        texts += found
        if not found and any(isinstance(item, Line) for item in told[first:last]):
            words = joined([item.text for item in told[first:last] if isinstance(item, Line)])
            doubts.append(
                (
                    told[first].page,
                    f"What needs to improve is told in prose, without a list ({len(words.split())} words). "
                    "Read it there and enter the needs that it names, if any.",
                )
            )
    if texts:
        doubts = [doubt for first, last in spans for doubt in _inner(told[first:last])]
    elif not doubts:
        doubts.append(
            (told[spans[0][0] - 1].page, "There is a heading on what needs to improve but nothing under it.")
        )
    return Needs(tuple(texts), tuple(doubts))


def _spans(told: Sequence[Item], *, board: bool) -> list[tuple[int, int]]:
    """Where needs stand: from after a heading that opens them to before the heading that closes them."""
    spans: list[tuple[int, int]] = []
    of_board, n = False, 0
    while n < len(told):
        item = told[n]
        if isinstance(item, Heading):
            code = section_of(item.text)
            of_board = code == "lscb" or (of_board and code is None)
            if is_recommended(item.text) and (board or not of_board):
                end = _close(told, n)
                spans.append((n + 1, end))
                n = end
                continue
        n += 1
    return spans


def _close(told: Sequence[Item], opened: int) -> int:
    opening = told[opened]
    size = opening.size
    for n in range(opened + 1, len(told)):
        item = told[n]
        if not isinstance(item, Heading) or is_recommended(item.text):
            if isinstance(item, Heading) and section_of(item.text) == "lscb":
                return n
            continue
        smaller = bool(size) and item.size < size - 0.5
        if section_of(item.text) and not smaller:
            return n
        if not smaller:
            return n
    return len(told)


def _numbered(by_place: dict[int, Numbered], first: int, last: int) -> list[str]:
    return [by_place[at].text for at in range(first, last) if at in by_place and by_place[at].text]


def _bulleted(told: Sequence[Item]) -> list[str]:
    lines = [item for item in told if isinstance(item, Line)]
    mark = _mark(lines)
    if mark is None:
        return []
    edge = min(line.left for line in lines if line.text.startswith(mark))
    texts: list[list[str]] = []
    for line in lines:
        top = line.text.startswith(mark) and line.left <= edge + 6
        if top:
            texts.append([line.text[len(mark) :]])
        elif texts and _belongs(line, edge):
            texts[-1].append(_SUB.sub("– ", line.text.replace(BULLET, "–")))
        elif texts:
            break
    return [text for parts in texts if (text := joined(parts))]


def _inner(told: Sequence[Item]) -> list[tuple[int, str]]:
    """Bulleted sentences that stand further in than the needs above them though those were whole."""
    lines = [item for item in told if isinstance(item, Line)]
    bullets = [line for line in lines if line.text.startswith(BULLET)]
    edge = min((line.left for line in bullets), default=0.0)
    words = "A point stands further in than the needs above it and was taken as part of one. Check it."
    return [
        (line.page, words)
        for above, line in pairwise(lines)
        if line in bullets and line.left > edge + 6 and above.text.endswith(".") and line.text[2:3].isupper()
    ][:1]


def _mark(lines: Sequence[Line]) -> str | None:
    if any(line.text.startswith(BULLET) for line in lines):
        return BULLET
    return next((found.group().strip() for line in lines if (found := _DASH.match(line.text))), None)


def _belongs(line: Line, edge: float) -> bool:
    """Whether a line carries a need on: it stands further in than the bullets, or its place is not known."""
    return line.left > edge + 3 or not line.size
