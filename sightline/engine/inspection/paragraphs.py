"""Numbered paragraphs, found by the one thing that cannot mislead for long: numbers that run on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.engine.inspection.blocks import Heading, Item, section_of
from sightline.engine.inspection.lines import Line, joined

_STRONG = re.compile(r"^(\d{1,3})\.(?!\d)\s*(.*)$")
_WEAK = re.compile(r"^(\d{1,3})(?:\s+|\.(?=\d)|$)(.*)$")
_COLUMN = 9.0
"""Points by which the place of a number may differ from the others' place."""
MOST_STARTS = 1_500


@dataclass(frozen=True)
class Start:
    """Where a paragraph may start: the item's place in the document, its number and what follows it."""

    at: int
    number: int
    rest: str
    page: int
    strong: bool
    """With its full stop, and where the others stand."""
    worth: float


@dataclass(frozen=True)
class Numbered:
    """A numbered paragraph as read; ``section`` is the code of its area, or "recommendations"."""

    number: int
    section: str | None
    text: str
    page: int
    at: int
    weak: bool = False


def numbered(told: Sequence[Item], *, placed: bool, board: bool = False) -> list[Numbered]:
    """The paragraphs whose numbers make the longest run without gaps; the run may start again at 1 once."""
    chain = _chain(_starts(told, placed=placed))
    if not chain:
        return []
    ends = [start.at for start in chain[1:]] + [len(told)]
    sections = _sections(told, "lscb" if board else None)
    return [
        Numbered(
            start.number,
            sections[start.at],
            _text(told, start, end),
            start.page,
            start.at,
            weak=start.worth < 0.5 and not placed,
        )
        for start, end in zip(chain, ends, strict=True)
    ]


def _starts(told: Sequence[Item], *, placed: bool) -> list[Start]:
    lines = [(n, item) for n, item in enumerate(told) if isinstance(item, Line)]
    strong = [(n, item, match) for n, item in lines if (match := _STRONG.match(item.text))]
    columns = Counter(round(item.left) for _, item, _ in strong) if placed else Counter()
    near = [left for left, _ in columns.most_common(1)]

    def stands(item: Line) -> bool:
        return not near or any(abs(item.left - left) <= _COLUMN for left in near)

    found = [
        Start(n, int(m[1]), m[2], item.page, stands(item), 1.0 if stands(item) else 0.6)
        for n, item, m in strong
    ]
    found += [
        Start(n, int(m[1]), m[2], item.page, False, 0.4)
        for n, item in lines
        if not _STRONG.match(item.text) and (m := _WEAK.match(item.text)) and stands(item)
    ]
    if len(found) > MOST_STARTS:
        raise ValueError(
            f"found {len(found):,} numbered lines, expected a report with at most {MOST_STARTS:,}. "
            "Cut the report out of the document and load that."
        )
    return sorted(found, key=lambda start: start.at)


def _cost(before: Start, after: Start) -> float | None:
    """What it costs to go on from one start to the next; nothing where that is impossible."""
    step = after.number - before.number
    if step == 1:
        return 0.0
    if after.number == 1:
        return 2.0 if after.strong else None
    if step < 1 or not (before.strong and after.strong):
        return None
    return min(1.0 + 0.3 * (step - 1), 6.0)


def _chain(starts: Sequence[Start]) -> list[Start]:
    """The best run of starts: each has its worth, less what its gaps cost."""
    best: list[float] = []
    back: list[int | None] = []
    for n, start in enumerate(starts):
        worth = start.worth
        score, origin = worth - min(0.3 * (start.number - 1), 3.0), None
        for m in range(n):
            cost = _cost(starts[m], start)
            if cost is not None and best[m] + worth - cost > score:
                score, origin = best[m] + worth - cost, m
        best.append(score)
        back.append(origin)
    ends = [n for n, start in enumerate(starts) if start.strong and best[n] > 1.0]
    at: int | None = max(ends, key=lambda n: (best[n], -n), default=None)
    chain: list[Start] = []
    while at is not None:
        chain.append(starts[at])
        at = back[at]
    return chain[::-1]


def _text(told: Sequence[Item], start: Start, end: int) -> str:
    lines = [start.rest]
    for item in told[start.at + 1 : end]:
        if isinstance(item, Heading) and (section_of(item.text) or whole(joined(lines[-2:]))):
            break
        lines.append(item.text)
    return joined(lines)


def whole(text: str) -> bool:
    """Whether a text ends as a sentence does, or has not begun: a bold line after it is then a heading."""
    return not text or bool(re.search(r"[.!?:;…)’”'\"\]]\s*$", text[-80:]))


_RECOMMENDED = re.compile(
    r"^(recommendations?\b|areas?\s+for\s+improvement|priority\s+(and\s+immediate\s+)?action"
    r"|what\s+(does\s+.{2,60}\s+)?needs?\s+to\s+(be\s+)?improve)",
    re.IGNORECASE,
)


def is_recommended(heading: str) -> bool:
    """Whether a heading opens what must improve."""
    return bool(_RECOMMENDED.match(heading))


def _sections(told: Sequence[Item], usual: str | None) -> list[str | None]:
    """For each item, the section it stands in; ``usual`` is that of the whole report."""
    current = usual
    size = 0.0
    found: list[str | None] = []
    for item in told:
        if isinstance(item, Heading):
            if code := section_of(item.text):
                current = code
            elif is_recommended(item.text):
                size = size if current == "recommendations" else item.size
                current = "lscb" if current == "lscb" else "recommendations"
            elif current == "recommendations" and item.size >= size - 0.5:
                current = usual
        found.append(current)
    return found
