"""A document as lines of text, each with its place: what every kind of source becomes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

BULLET = "•"
"""Every kind of bullet, once read."""
BULLETS = (
    "\u25fc\u25aa\u25a0\u25cf\u2022\u00b7\u2023\u2043\u25e6\u25cb\uf06e\uf0a7\uf0b7\uf0a8\uf0d8\uf0fc\uf02d"
)
"""The kinds, among them those of Word's symbol fonts, which have no meaning elsewhere."""


@dataclass(frozen=True)
class Line:
    """One line as printed. Positions are in points from the top left of the page; 0 where there are none."""

    text: str
    page: int
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    heading: bool = False
    """Said to be a heading by the source itself (HTML, Markdown)."""


@dataclass(frozen=True)
class Row:
    """A row of a table, as its cells."""

    cells: tuple[str, ...]
    page: int
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True)
class Source:
    """A document, read but not yet understood.

    ``pages``: how many; 1 for text without pages. ``placed``: whether lines carry positions.
    ``silent``: pages on which no word could be read. ``breaks``: where printed page numbers jump, as the page
    in the file, the number before and the number after.
    """

    lines: tuple[Line, ...]
    rows: tuple[Row, ...] = ()
    pages: int = 1
    placed: bool = False
    silent: tuple[int, ...] = ()
    breaks: tuple[tuple[int, int, int], ...] = ()


def body_size(lines: Iterable[Line]) -> float:
    """The size in which most of the text is printed; 0 where sizes are not known."""
    sizes = [line.size for line in lines for _ in range(len(line.text) // 20 + 1) if line.size]
    return median(sizes) if sizes else 0.0


_HANGING = re.compile(r"\b\w+-$")
_SERIES = re.compile(r"^(and|or|to)\b")


def joined(lines: Sequence[str]) -> str:
    """Lines as one run of text: a hyphen at a line's end is a real one, and its word goes on at once."""
    text = ""
    for line in (one.strip() for one in lines):
        if not line:
            continue
        glued = bool(text) and (
            (_HANGING.search(text[-40:]) and not _SERIES.match(line))
            or (text[-1] == "–" and line[0].isdigit())
        )
        text += line if glued or not text else " " + line
    return re.sub(r"\s+", " ", text).strip()
