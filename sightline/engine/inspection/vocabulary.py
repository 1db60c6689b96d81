"""The words of the frameworks: areas that are judged, grades that are given, and how each is printed."""

import re
from datetime import date

GRADE = (
    r"outstanding|requires?\s+improve\w*(?:\s+to\s+be\s+good)?|inadequate|adequate"
    r"|(?<!to be )good|not\s+(?:yet\s+)?judged|not\s+inspected"
)
"""A grade in any of its printed forms, as a pattern."""

_GRADE = re.compile(rf"\b(?:{GRADE})\b", re.IGNORECASE)
_ONLY_GRADE = re.compile(rf"^\W*(?:{GRADE})\W*$", re.IGNORECASE)

_AREAS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        ("overall", r"\boverall\s+(effectiveness|judge?ment)\b|\bchildren.s\s+services\s+in\b"),
        (
            "lscb",
            r"\blocal\s+safeguarding\s+children.?s?\s+board\b|\bLSCB\b|\bsafeguarding\s+children\s+board\b",
        ),
        ("adoption", r"\badoption\b"),
        ("care_and_care_leavers", r"\b(in\s+care|looked\s+after(\s+children)?)\s*(,|and)\s+care\s+leavers\b"),
        ("care_leavers", r"\bcare\s+leavers\b"),
        ("leaders", r"\bimpact\s+of\s+leaders\b|\bleadership\b"),
        ("help_protection", r"\bhelp\s+and\s+protection\b|\bhelped\s+and\s+protected\b"),
        ("care", r"\bchildren\s+in\s+care\b|\blooked\s+after\b|\bachieving\s+permanence\b"),
    )
)
"""In the order in which they are tried: the narrower before the wider."""

NAMES = {
    "overall": "overall effectiveness",
    "lscb": "the Local Safeguarding Children Board",
    "adoption": "adoption performance",
    "care_and_care_leavers": "children in care and care leavers",
    "care_leavers": "care leavers",
    "leaders": "leaders",
    "help_protection": "children who need help and protection",
    "care": "children in care",
}

LEAVERS_APART = date(2023, 1, 1)
"""Care leavers are judged apart in inspections that start on or after this day."""
NO_OVERALL = date(2026, 4, 1)
"""Inspections that start on or after this day give no judgement of overall effectiveness."""


def area_of(text: str) -> str | None:
    """The code of the area that a heading or a table's cell names, or nothing."""
    return next((code for code, pattern in _AREAS if pattern.search(text)), None)


def grades_in(text: str) -> list[str]:
    """The codes of all grades named in a text, in order."""
    return [_code(match.group()) for match in _GRADE.finditer(text)]


def grade_in(text: str) -> str | None:
    """The code of the one grade that a text names; nothing where it names none, or two that differ."""
    named = set(grades_in(text))
    return named.pop() if len(named) == 1 else None


def spread_grade(text: str) -> str | None:
    """A grade whose words may stand apart with an area's words between them, as wrapped cells are read."""
    low = text.lower()
    if re.search(r"\brequires?\b.*\bimprove\w*", low, re.DOTALL):
        return "requires_improvement"
    if re.search(r"\b(requires?|improve\w*)\b", low):
        return None
    return grade_in(re.sub(r"\bto be good\b", " ", low))


def grade_alone(text: str) -> str | None:
    """The grade's code where a text is a grade and nothing else."""
    return grade_in(text) if _ONLY_GRADE.match(text) else None


_OF_GRADES = re.compile(
    r"\b(?:requires?|improve\w*|to|be|outstanding|good|inadequate|adequate|not|judged)\b", re.IGNORECASE
)


def without_grade(text: str) -> str:
    """A text without any word of a grade: no area's name holds one of them."""
    return " ".join(_OF_GRADES.sub(" ", text).split())


def _code(words: str) -> str:
    first = words.lower().split()[0]
    return {"require": "requires_improvement", "requires": "requires_improvement", "not": "not_judged"}.get(
        first, first
    )


def expected_areas(framework: str, start: date | None) -> tuple[str, ...]:
    """The areas that a framework judges in an inspection that starts on a day."""
    if framework == "LSCB review":
        return ("lscb",)
    if framework.startswith("SIF"):
        board = ("lscb",) if framework == "SIF" else ()
        return ("overall", "help_protection", "care", "adoption", "care_leavers", "leaders", *board)
    if framework == "ILACS":
        apart = start is not None and start >= LEAVERS_APART
        care = ("care", "care_leavers") if apart else ("care_and_care_leavers",)
        overall = () if start is not None and start >= NO_OVERALL else ("overall",)
        return ("leaders", "help_protection", *care, *overall)
    return ("overall",)
