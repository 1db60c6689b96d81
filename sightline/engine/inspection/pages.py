"""A PDF's pages as lines of text with their positions, in reading order."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2
from pypdfium2 import raw

from sightline.engine.inspection.lines import BULLET, BULLETS, Line

HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at a line's end; it is always a real one, and the next line follows."""

_AS_BULLET = str.maketrans(dict.fromkeys(BULLETS, BULLET))
_SIGN = re.compile("^[\ue000-\uf8ff\u25a0-\u25ff\u2700-\u27bf]\\s*")
"""A sign that opens a line: of a symbol font's own, a geometric shape or a dingbat."""
_SYMBOLS = re.compile(rb"wingdings|webdings|symbol|dingbats")
_RAISED = 0.8
"""A digit smaller than this share of its line's size is a footnote's mark."""


@dataclass
class _Glyph:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    index: int


def page_lines(page: pypdfium2.PdfPage, number: int, most: int = 100_000) -> list[Line]:
    """The lines of one page from top to bottom, each assembled from what stands at one height.

    Raises ``ValueError`` where the page holds more than ``most`` characters.
    """
    height = page.get_height()
    textpage = page.get_textpage()
    try:
        if (count := textpage.count_chars()) > most:
            raise ValueError(
                f"found {count:,} characters on page {number}, expected a report's page (at most {most:,})."
            )
        pieces = [piece for piece in _pieces(textpage, height) if any(g.text.strip() for g in piece)]
        rows = _rows(pieces)
        return [line for row in rows if (line := _line(textpage, row, number)) is not None]
    finally:
        textpage.close()


def _pieces(textpage: pypdfium2.PdfTextPage, height: float) -> Iterator[list[_Glyph]]:
    """Runs of glyphs that PDFium gives in one go, at one height."""
    run: list[_Glyph] = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        character = chr(code) if code else ""
        if character in "\r\n":
            if run:
                yield run
            run = []
            continue
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        size = raw.FPDFText_GetFontSize(textpage, index)
        glyph = _Glyph(
            character, left.value, right.value, height - top.value, height - bottom.value, size, index
        )
        if run and character.strip() and _elsewhere(run, glyph):
            yield run
            run = []
        run.append(glyph)
        if character in (HYPHEN, "\x02"):
            glyph.text = "-"
            yield run
            run = []
    if run:
        yield run


def _elsewhere(run: list[_Glyph], glyph: _Glyph) -> bool:
    last = next((one for one in reversed(run) if one.text.strip()), None)
    if last is None:
        return False
    reach = max(last.size, glyph.size, 6.0)
    return glyph.top - last.bottom > reach * 0.4 or last.top - glyph.bottom > reach * 0.4


def _span(piece: list[_Glyph]) -> tuple[float, float]:
    seen = [glyph for glyph in piece if glyph.text.strip()]
    return min(glyph.top for glyph in seen), max(glyph.bottom for glyph in seen)


def _rows(pieces: list[list[_Glyph]]) -> list[list[_Glyph]]:
    """Pieces that stand side by side, put together; rows from top to bottom."""
    rows: list[tuple[float, float, list[list[_Glyph]]]] = []
    for top, bottom, piece in sorted(((*_span(piece), piece) for piece in pieces), key=lambda one: one[:2]):
        if rows:
            above, below, held = rows[-1]
            shared = min(below, bottom) - max(above, top)
            if shared > 0.5 * min(below - above, bottom - top):
                rows[-1] = (min(above, top), max(below, bottom), [*held, piece])
                continue
        rows.append((top, bottom, [piece]))
    return [
        [glyph for piece in sorted(held, key=lambda one: min(g.left for g in one)) for glyph in piece]
        for _, _, held in rows
    ]


def _line(textpage: pypdfium2.PdfTextPage, row: list[_Glyph], number: int) -> Line | None:
    inked = [glyph for glyph in row if glyph.text.strip()]
    size = median(glyph.size for glyph in inked)
    floor = median(glyph.bottom for glyph in inked)
    kept = [glyph for glyph in row if not _mark(glyph, size, floor)] if len(inked) > 3 else row
    text, last = "", None
    for glyph in kept:
        if (
            last is not None
            and glyph.text.strip()
            and last.text.strip()
            and glyph.left - last.right > size * 0.6
        ):
            text += " "
        text += glyph.text
        last = glyph
    if len(inked) > 3 and _SYMBOLS.search(_font(textpage, inked[0].index)):
        text = f"{BULLET} {text.lstrip()[1:]}"
    text = _SIGN.sub(f"{BULLET} ", text.translate(_AS_BULLET).lstrip()).replace("\u00ad", "-")
    text = re.sub(r"[\s\u00a0\u200b]+", " ", text).strip()
    if not text:
        return None
    words = [glyph for glyph in inked if glyph.text.isalnum()] or inked
    return Line(
        text=text,
        page=number,
        left=inked[0].left,
        right=max(glyph.right for glyph in inked),
        top=min(glyph.top for glyph in inked),
        bottom=max(glyph.bottom for glyph in inked),
        size=round(size, 1),
        bold=_bold(textpage, words[0].index) and _bold(textpage, words[-1].index),
    )


def _mark(glyph: _Glyph, size: float, floor: float) -> bool:
    """Whether this is the raised, smaller digit of a footnote."""
    raised = glyph.size < size * _RAISED or glyph.bottom < floor - size * 0.2
    return glyph.text.isdigit() and raised


def _bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    return raw.FPDFText_GetFontWeight(textpage, index) >= 600 or b"bold" in _font(textpage, index)


def _font(textpage: pypdfium2.PdfTextPage, index: int) -> bytes:
    """A glyph's font's name in small letters."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, ctypes.c_int())
    return name.value.lower()
