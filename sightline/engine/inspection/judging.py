"""From the grades that were read in several places to one for each area, or to a doubt."""

from collections.abc import Sequence
from datetime import date

from sightline.engine.inspection.grades import Graded
from sightline.engine.inspection.unsettled import Unsettled
from sightline.engine.inspection.vocabulary import NAMES, expected_areas


def judged(
    framework: str, start: date | None, first: Sequence[Graded], headings: Sequence[Graded], *, page: int
) -> tuple[dict[str, str | None], list[Unsettled]]:
    """A grade for each area, ``None`` where the places differ or an expected area has none, with the doubts.

    ``first``: from the title page's table and sentences; ``headings``: from the sections' headings.
    """
    grades: dict[str, str | None] = {}
    doubts: list[Unsettled] = []
    areas = dict.fromkeys(
        one.area
        for one in (*first, *headings)
        if one.area and (framework == "SIF" or one.area != "lscb" or one in first)
    )
    for area in areas:
        ours = [one for one in first if one.area == area]
        theirs = [one for one in headings if one.area == area]
        named = {one.grade for one in (*ours, *theirs)}
        grades[area] = named.pop() if len(named) == 1 else None
        if grades[area] is None:
            doubts.append(_two_ways(area, [*ours, *theirs]))
        elif not ours and area != "lscb":
            words = f"The grade for {NAMES[area]} was read only in a section's heading. "
            doubts.append(_doubt(theirs[0].page, words + "Check it against the table of grades."))
    for one in first:
        if not one.area:
            words = f"A row of the table gives {_words(one.grade)} for an area that is not known here. "
            doubts.append(_doubt(one.page, words + "Read it there."))
    for area in missing_areas(framework, start, set(grades)):
        grades[area] = None
        words = f"No grade was found for {NAMES[area]}. "
        doubts.append(_doubt(page, words + "Look for it in the table of grades and choose it."))
    return grades, doubts


def _two_ways(area: str, told: Sequence[Graded]) -> Unsettled:
    places = dict.fromkeys(f"{_words(one.grade)} in the {one.where} on page {one.page}" for one in told)
    words = f"The grade for {NAMES[area]} is told in two ways: {'; '.join(places)}. Choose the right one."
    return _doubt(told[0].page, words)


def _doubt(page: int, words: str) -> Unsettled:
    return Unsettled("judgement", page, words)


def missing_areas(framework: str, start: date | None, found: set[str]) -> list[str]:
    """The areas that a framework judges and that are not among those found."""
    found = set(found)
    if "care" in found and "care_leavers" in found:
        found.add("care_and_care_leavers")
    if "care_and_care_leavers" in found:
        found |= {"care", "care_leavers"}
    return [area for area in expected_areas(framework, start) if area not in found]


def _words(grade: str) -> str:
    return grade.replace("_", " ")
