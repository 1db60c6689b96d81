"""The title page: whose services, under which framework, when, and led by whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.engine.inspection.dates import period
from sightline.engine.inspection.lines import Line, joined

_ANCHOR = re.compile(
    r"^(?:(?:re-?)?(?:inspection|review)\s+dates?|dates?\s+of\s+(?:the\s+)?(?:re-?)?(?:inspection|review))\s*:?\s*(.*)$",
    re.IGNORECASE,
)
_AFTER_DATES = re.compile(
    r"^(?:re-?)?(lead\s+inspector|report\s+published|published|judge?ment|inspection\s+team|the\s|children|\d\.\s|date\s)",
    re.IGNORECASE,
)
_OF = re.compile(r"^(re-?inspection|inspection|review)\s+of\b", re.IGNORECASE)
_NAMED = re.compile(
    r"inspection\s+of\s+(.{3,80}?)(?:.s)?\s+(?:local\s+authority\s+)?children.s\s+(?:social\s+care\s+)?services",
    re.IGNORECASE,
)
_BOARD = re.compile(r"^(.{3,60}?)\s+(?:local\s+)?safeguarding\s+children.?s?\s+board", re.IGNORECASE)
_LEAD = re.compile(r"^(?:deputy\s+)?lead\s+inspectors?\s*:?\s*(.*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """What the title page says; ``at`` is the place of its dates among the lines, -1 without any."""

    at: int
    page: int
    words: str
    printed: str
    framework: str
    printed_dates: str
    period: tuple[date, date] | None


def title_of(lines: Sequence[Line]) -> Title:
    """The title of a report, found by the line with its dates; it may stand inside a longer document."""
    at = _anchor(lines)
    if at < 0:
        return Title(-1, 1, "", "", "", "", None)
    above = _above(lines, at)
    words = joined([line.text for line in above])
    told = _dates(lines, at)
    return Title(at, lines[at].page, words, _printed(above, words), _framework(words), told, period(told))


def _anchor(lines: Sequence[Line]) -> int:
    found = [n for n, line in enumerate(lines) if _ANCHOR.match(line.text) and len(line.text) < 140]
    dated = [n for n in found if period(_dates(lines, n)) and _OF.search(_near(lines, n))]
    return (dated or [n for n in found if period(_dates(lines, n))] or found or [-1])[0]


def _near(lines: Sequence[Line], at: int) -> str:
    return next((line.text for line in _above(lines, at) if _OF.match(line.text)), "")


def _above(lines: Sequence[Line], at: int) -> list[Line]:
    """The title's lines: those over the dates on the same page, or a few where there are no pages."""
    first = max(0, at - 8)
    above = [line for line in lines[first:at] if line.page == lines[at].page and len(line.text) < 120]
    if not lines[at].size:
        marked = [
            n
            for n, line in enumerate(above)
            if re.search(r"intentionally left blank|^appendix\b", line.text, re.I)
        ]
        above = above[marked[-1] + 1 :] if marked else above
        opened = [n for n, line in enumerate(above) if _OF.match(line.text)]
        if opened:
            wrapped = re.match(r"^(\w+ )?council$", above[max(0, opened[0] - 1)].text, re.IGNORECASE)
            above = above[max(0, opened[0] - (2 if wrapped else 1)) :]
    return above


def _dates(lines: Sequence[Line], at: int) -> str:
    match = _ANCHOR.match(lines[at].text)
    told = [match[1] if match else ""]
    for line in lines[at + 1 : at + 4]:
        open_ended = (
            not told[-1]
            or re.search(r"(\bto|\band|[–—-]|,)$", told[-1])
            or re.match(r"^\D{0,4}\d", line.text)
        )
        if _AFTER_DATES.match(line.text) or not open_ended or len(line.text) > 90:
            break
        told.append(line.text)
    return re.sub(r"\(.*?\)", " ", " ".join(told)).strip()


def _printed(above: Sequence[Line], words: str) -> str:
    """The authority's name as it is printed."""
    if (named := _NAMED.search(words)) and not re.match(
        r"^(the\s+)?(local\s+authority|services)", named[1], re.I
    ):
        return named[1].strip()
    before = []
    for line in above:
        if _OF.match(line.text):
            break
        before.append(line)
    if before:
        largest = max(line.size for line in before)
        return joined([line.text for line in before if line.size >= largest - 0.5][:3])
    board = re.search(
        r"effectiveness\s+of\s+(?:the\s+)?(.{3,60}?)\s+(?:local\s+)?safeguarding\s+children", words, re.I
    )
    if board and not re.match(r"^(the|local)$", board[1], re.I):
        return f"{board[1]} Safeguarding Children Board"
    after = re.split(r"services?\b|board\b|leavers\b", words)[-1].strip()
    return after if 2 < len(after) < 80 else ""


def _framework(words: str) -> str:
    low = words.lower()
    if re.search(r"children in need of help and protection", low):
        return "SIF re-inspection" if re.search(r"re-?inspection", low) else "SIF"
    if "children’s services" in low or re.search(r"children.s (social care )?services", low):
        return "ILACS"
    if re.search(r"safeguarding children.?s? board", low):
        return "LSCB review"
    if "protection of children" in low:
        return "child protection"
    if "looked after" in low:
        return "LAC 2013"
    return ""


_STYLES = re.compile(
    r"^(?:the\s+)?(?:(?:royal|london|metropolitan)\s+)*(?:borough|county|city|district)?\s*(?:council)?\s*of\s+(?:the\s+)?"
    r"(?!wight|scilly|ely)",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"\s+(?:(?:metropolitan|county|city|borough|district|unitary|royal|london|authority|council|mbc|cc)\b\.?\s*)+$",
    re.IGNORECASE,
)


def short_name(printed: str) -> str:
    """An authority's name without its style: "City of Bradford Metropolitan District Council": "Bradford"."""
    board = _BOARD.match(printed)
    name = re.sub(r"\s+", " ", board[1] if board else printed).strip(" ,.’'")
    name = re.sub(r"^Council of (the )?", "", name)
    if re.match(r"^(the )?city of london\b", name, re.IGNORECASE):
        return "City of London"
    shorter = _STYLES.sub("", _KINDS.sub("", name)) if re.search(r"\w\s", name) else name
    return shorter.strip() or name


def leads_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names of the lead inspectors."""
    for n, line in enumerate(lines):
        match = _LEAD.match(line.text)
        if not match or line.text.lower().startswith("deputy"):
            continue
        told = match[1] or (lines[n + 1].text if n + 1 < len(lines) else "")
        told = re.split(r"\b(?:deputy|team)\b", told, flags=re.IGNORECASE)[0]
        told = re.sub(
            r"\((.*?)\)|\b(?:senior\s+)?h(?:er|is)\s+majesty.s\s+inspectors?\b|\bS?HMIs?\b",
            ",",
            told,
            flags=re.I,
        )
        names = [name.strip(" .;:") for name in re.split(r",|;|&|\s+and\s+|/", told)]
        return tuple(name for name in names if re.match(r"^[A-Z][\w’'.-]+(?:\s+[\w’'.-]+){1,4}$", name))
    return ()
