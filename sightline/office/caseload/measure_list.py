"""All measures: the areas of practice and how their measures stand, or those that are looked for."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Duty
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Assurance, Measure
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.caseload.finding import AREAS, KINDS, LEVELS, Wanted, slug, wanted_of
from sightline.office.caseload.listing import needs_facts
from sightline.office.caseload.reading import latest_of_all, period_in_words
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

Told = tuple[Duty, Measure, dict[str, Any]]
"""A measure that has a figure, with its duty and its latest row."""

TIMELY = KINDS["on-time"][1]
ENOUGH, LOWEST = 20, 10
"""From how many cases on a share is held against others, and how many of the lowest are shown."""


@allowed(Permission.SEE_FIGURES)
@needs_facts("Measures")
def measures(request: HttpRequest) -> HttpResponse:
    """The areas of practice and how their measures stand; or those measures that are looked for."""
    lens, wanted = Lens.for_request(request), wanted_of(request)
    return kept(request, "caseload/measures.jinja", (wanted,), lambda: _measures(lens, wanted)).answer(
        request
    )


def _measures(lens: Lens, wanted: Wanted) -> dict[str, Any]:
    latest = latest_of_all(lens)
    told, untold = [], []
    for measure in MEASURES.values():
        duty, row = DUTIES[measure.duty], latest.get(measure.id)
        if wanted.counts(measure.counting) and wanted.finds(duty.area, measure.title, measure.question):
            if row is None or not row["denominator"]:
                untold.append((duty, measure))
            elif wanted.assurance in ("", row["assurance"]):
                told.append((duty, measure, row))
    found = _found(told) if wanted.anything else {}
    rest = [measure.title for _, measure in untold] if wanted.anything and not wanted.assurance else []
    return {
        "wanted": wanted,
        "choices": AREAS,
        "kinds": KINDS,
        "assurances": LEVELS,
        "rooms": found,
        "count": len(told),
        "untold": rest,
        "areas": [] if wanted.anything else _areas(told, untold),
        "lowest": [] if wanted.anything else _lowest(told),
    }


def _found(told: list[Told]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """By area of practice and duty."""
    rooms: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for duty, measure, row in told:
        one = {"measure": measure, "row": row, "when": period_in_words(row)}
        rooms.setdefault(duty.area, {}).setdefault(duty.title, []).append(one)
    return rooms


def _areas(told: list[Told], untold: list[tuple[Duty, Measure]]) -> list[dict[str, Any]]:
    """Each area of practice: measures with a figure, how far they are to be relied on, and those without."""
    levels: dict[str, Counter[str]] = {area: Counter() for area in AREAS.values()}
    for duty, _, row in told:
        levels[duty.area][row["assurance"]] += 1
    without = Counter(duty.area for duty, _ in untold)
    return [
        {"slug": slug(area), "name": area, "count": found.total(), "levels": found, "without": without[area]}
        for area, found in levels.items()
    ]


def _lowest(told: list[Told]) -> list[dict[str, Any]]:
    """The smallest shares done on time, of those with cases enough, and assurance enough, to say so."""
    enough = [
        (duty, measure, row)
        for duty, measure, row in told
        if measure.counting in TIMELY and row["denominator"] >= ENOUGH and row["assurance"] != Assurance.NONE
    ]
    enough.sort(key=lambda one: (one[2]["recorded"] / one[2]["denominator"], one[1].title))
    return [
        {"measure": measure, "row": row, "when": period_in_words(row)} for _, measure, row in enough[:LOWEST]
    ]
