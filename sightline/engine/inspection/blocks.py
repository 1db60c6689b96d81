"""Lines grouped as a reader sees them: headings, and the text under them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.engine.inspection.lines import BULLET, Line, Source, body_size, joined
from sightline.engine.inspection.vocabulary import area_of, spread_grade, without_grade

_NUMBERED = re.compile(r"^\d{1,3}\.(?!\d)")
_OPENING = re.compile(
    r"^(?:\d(?:\.\d)?\.?\s+)?(the\s+)?(experiences?\s+and|impact\s+of\s+leaders|leadership,?\s+(and\s+)?management"
    r"|overall\s+effectiveness|adoption\s+performance|children\s+(who\s+need|looked\s+after)"
    r"|(effectiveness\s+of\s+the\s+)?(local\s+safeguarding|LSCB))",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:\d(?: \d)? ?)?(?:the )?(?:experiences? and progress of )?(?:"
    r"impact of leaders on social work practice(?: with children and families)?|leadership,?"
    r" (?:and )?management(?:,? and governance)?|overall effectiveness|adoption performance|care leavers"
    r"|(?:effectiveness of the )?(?:local safeguarding children.?s? board(?: \(LSCB\))?|LSCB)"
    r"|children (?:in need of|who need) help and protection|children in care(?:(?: and|,) care leavers)?"
    r"|(?:children looked after|looked after children)"
    r"(?:(?: and achieving permanence)?|(?:,? and) care leavers))",
    re.IGNORECASE,
)
_VERBS = re.compile(r"\b(?:is|are)\b|[:.–-]")
_KNOWN = re.compile(
    r"^(what\s+(does\s+.{2,60}\s+)?needs?\s+to\s+(be\s+)?improve|recommendations|areas?\s+for\s+improvement"
    r"|executive\s+summary|summary(\s+of\s+(key\s+)?findings)?|inspection\s+(findings|judge?ments?\s+about\s.{3,40})|summary\s+for\s+children.{0,30}"
    r"|information\s+about\s+this\s.{3,40}|the\s+local\s+authority.s\s+strengths|progress\s+since\s+the\s+last\s+inspection"
    r"|the\s+local\s+safeguarding\s+children\s+board(\s+\(LSCB\))?|section\s+\d\s*:.{3,80}|key\s+strengths.{0,50}|priority\s+(and\s+immediate\s+)?actions?)\s*[?:]?$",
    re.IGNORECASE,
)
"""Headings that a source without sizes of type does not mark as such."""
_END = re.compile(
    r"^(the office for standards in education, children.s services and skills \(ofsted\) (regulates|inspects)"
    r"|any complaints about the inspection|if you are not happy with the inspection|©\s*crown copyright)",
    re.IGNORECASE,
)
_TO_A_PAGE = re.compile(r"[\s.…]\d{1,3}$")


@dataclass(frozen=True)
class Heading:
    """A heading, its lines put together. ``size`` is 0 where sizes are not known."""

    text: str
    page: int
    size: float = 0.0


Item = Heading | Line


def items(source: Source) -> list[Item]:
    """The document as headings and lines, without tables of contents."""
    size = body_size(source.lines)
    found: list[Item] = []
    run: list[Line] = []
    lines = _with_judged_headings(_without_contents(source.lines))
    for n, line in enumerate(lines):
        bare = source.placed and _is_bare(lines[n - 1 : n + 2])
        if bare or _is_heading(line, size, placed=source.placed):
            if run and not _goes_on(run[-1], line):
                found.append(_heading(run))
                run = []
            run.append(line)
            continue
        if run:
            found.append(_heading(run))
            run = []
        found.append(line)
    return [*found, _heading(run)] if run else found


def _with_judged_headings(lines: Sequence[Line]) -> list[Line]:
    """A section's name with its grade, alone on up to three lines or in a row's cells, as one heading."""
    found: list[Line] = []
    n = 0
    while n < len(lines):
        taken = 0
        if _OPENING.match(lines[n].text) and not lines[n].bold:
            taken = next((more for more in (1, 2, 3) if _names_and_grades(lines[n : n + more])), 0)
        if taken:
            words = joined([line.text for line in lines[n : n + taken]])
            found.append(replace(lines[n], text=_name_first(words), heading=True))
        else:
            found.append(lines[n])
        n += taken or 1
    return found


def _names_and_grades(lines: Sequence[Line]) -> bool:
    """Whether lines hold the name of a judged area and a grade, and not a word more."""
    words = joined([line.text for line in lines])
    if len(words) > 150:
        return False
    return bool(_NAME.fullmatch(_name(words))) and spread_grade(words) is not None


def _name(words: str) -> str:
    return " ".join(_VERBS.sub(" ", without_grade(words)).split())


def _name_first(words: str) -> str:
    """The area's name and then the grade, where a row's cells were read across."""
    grade = spread_grade(words) or ""
    return f"{_name(words)}: {grade.replace('_', ' ')}"


def up_to_the_end(told: Sequence[Item]) -> list[Item]:
    """The items before the words about Ofsted that close a report."""
    for n, item in enumerate(told):
        if _END.match(item.text) or (
            _END.match(item.text + " " + told[n + 1].text) if n + 1 < len(told) else False
        ):
            return list(told[:n])
    return list(told)


def _is_heading(line: Line, size: float, *, placed: bool) -> bool:
    if line.heading:
        return True
    if line.text.startswith(BULLET) or _NUMBERED.match(line.text) or len(line.text) > 160:
        return False
    if not placed:
        return bool(_KNOWN.match(line.text))
    return (line.bold and line.size >= size * 0.95) or line.size >= size * 1.12


def _is_bare(three: Sequence[Line]) -> bool:
    """Whether the middle one of three lines is a heading in plain type: apart, at the edge, no sentence."""
    if len(three) < 3:
        return False
    above, line, below = three
    opens = below.text.startswith(BULLET) or _NUMBERED.match(below.text)
    apart = above.page != line.page or line.top - above.bottom > line.size * 0.5
    return bool(
        opens
        and apart
        and line.left <= below.left + 4
        and len(line.text) < 90
        and re.match(r"^[A-Z]", line.text)
        and re.search(r"[.)?!’”]$", above.text)
        and not re.search(r"[.:;,?!)]$", line.text)
    )


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a heading's line carries on the one above it."""
    if above.heading or line.heading or not line.size:
        return False
    near = line.page == above.page and line.top - above.bottom < line.size * 0.9
    return near and abs(line.size - above.size) < 0.6 and line.bold == above.bold


def _heading(run: Sequence[Line]) -> Heading:
    return Heading(joined([line.text for line in run]), run[0].page, max(line.size for line in run))


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    kept = list(lines)
    start = next(
        (n for n, line in enumerate(kept) if re.match(r"^(table of )?contents\W*$", line.text, re.I)), None
    )
    if start is None:
        return kept
    last = start
    for n in range(start + 1, min(start + 90, len(kept))):
        if kept[n].page != kept[start].page or (
            _NUMBERED.match(kept[n].text) and not _TO_A_PAGE.search(kept[n].text)
        ):
            break
        if _TO_A_PAGE.search(kept[n].text):
            last = n
        elif n - last > 3:
            break
    return kept[:start] + kept[last + 1 :]


_SECTION = re.compile(
    r"experiences?\s+and\s+progress|impact\s+of\s+leaders|leadership,?\s+(and\s+)?management|leadership\s+and\s+governance"
    r"|graded\s+judge?ment|adoption\s+performance|safeguarding\s+children.?s?\s+board|\bLSCB\b"
    r"|^children\s+(who\s+need\s+help|looked\s+after\s+and\s+achieving)|^\d(\.\d)?\.?\s",
    re.IGNORECASE,
)


def section_of(heading: str) -> str | None:
    """The code of the judged area whose section a heading opens, or nothing."""
    return area_of(heading) if _SECTION.search(heading) else None
