"""Every duty: by area of practice, or those that are looked for."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Duty
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.caseload.finding import AREAS, Wanted, slug, wanted_of
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens


@allowed(Permission.SEE_FIGURES)
def duties(request: HttpRequest) -> HttpResponse:
    """Every duty by area of practice; of those that are looked for, also the law and what files can show."""
    lens, wanted = Lens.for_request(request), wanted_of(request)
    page = kept(request, "caseload/duties.jinja", (wanted,), lambda: _duties(lens, wanted))
    return page.answer(request)


def _duties(lens: Lens, wanted: Wanted) -> dict[str, Any]:
    overdue: dict[str, int] = {}
    if lens.sees_children:
        late = lens.owed().filter(pl.col("state") == State.OVERDUE.value)
        overdue = dict(late.group_by("duty").len().iter_rows())
    told = _told(lens)
    rooms: dict[str, list[Duty]] = {}
    untold: dict[str, list[str]] = {}
    for duty in sorted(DUTIES.values(), key=lambda one: one.area):
        if not wanted.finds(duty.area, duty.title, *map(str, duty.basis)):
            continue
        if duty.id in told:
            rooms.setdefault(duty.area, []).append(duty)
        else:
            untold.setdefault(duty.area, []).append(duty.title)
    return {
        "wanted": wanted,
        "choices": AREAS,
        "slug": slug,
        "count": sum(map(len, rooms.values())),
        "rooms": rooms,
        "untold": untold,
        "overdue": overdue,
        "waiting": {area: sum(overdue.get(one.id, 0) for one in found) for area, found in rooms.items()},
        "shown": {one.id: lens.shown(one.id) for found in rooms.values() for one in found}
        if wanted.anything
        else {},
    }


def _told(lens: Lens) -> frozenset[str]:
    """The duties of which there is something to tell this reader.

    Whether there is any case at all tells none from some: where small numbers are hidden, a duty is told of
    when a figure of it came through.
    """
    if lens.snapshot is None:
        return frozenset(DUTIES)
    if not lens.protected:
        return lens.told_duties()
    shown = lens.all_results().filter(pl.col("denominator") > 0)["measure"].unique()
    return frozenset(MEASURES[one].duty for one in shown if one in MEASURES)
