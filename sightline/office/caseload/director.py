"""What a director opens first: what changed, drifts, differs and is overdue, and how far to rely on it."""

from collections import Counter
from datetime import timedelta
from typing import Any

import polars as pl
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.drift import Drift
from sightline.engine.measures.measure import Assurance, Better
from sightline.engine.measures.presentation import share
from sightline.engine.measures.variation import RULE, Difference
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission, Scope
from sightline.office.caseload.lines import areas_of
from sightline.office.caseload.listing import needs_facts
from sightline.office.caseload.reading import latest_of_all, told_of
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

CARDS, SHOWN = 4, 12
_OVERDUE = pl.col("state") == State.OVERDUE.value


@allowed(Permission.SEE_FIGURES)
@needs_facts("The service")
def director(request: HttpRequest) -> HttpResponse:
    """The whole service on one page. Only for those whose sight reaches all of it."""
    lens = Lens.for_request(request)
    if lens.scope is not Scope.SERVICE:
        raise PermissionDenied
    asks = ("challenges_waiting",)
    return kept(request, "caseload/director.jinja", (), lambda: _service(lens), asks=asks).answer(request)


def _service(lens: Lens) -> dict[str, Any]:
    latest = latest_of_all(lens)
    drift, differences = lens.drift(), _differences(lens)
    return {
        "changed": _changed(lens),
        "overdue": _overdue(lens),
        "worse": [_drifted(one, latest) for one in drift if one.worse],
        "better": [_drifted(one, latest) for one in drift if not one.worse],
        "cards": CARDS,
        "differences": differences[:SHOWN],
        "difference_count": len(differences),
        "rule": RULE,
        "assurance": _assurance(latest),
        "measures": len(MEASURES),
    }


def _changed(lens: Lens) -> dict[str, Any]:
    """Against the end of the month before: who is looked after, and what is overdue."""
    before = lens.earlier(lens.as_at.replace(day=1) - timedelta(1))
    now, then = (set(one.people().filter("in_care")["person_id"]) for one in (lens, before))
    late, was = (_late(one) for one in (lens, before))
    moved = [
        {"duty": DUTIES[duty], "now": late.get(duty, 0), "then": was.get(duty, 0)}
        for duty in DUTIES
        if late.get(duty, 0) != was.get(duty, 0)
    ]
    return {
        "since": before.as_at,
        "now": len(now),
        "then": len(then),
        "came": len(now - then),
        "left": len(then - now),
        "late_now": sum(late.values()),
        "late_children": lens.owed().filter(_OVERDUE)["person_id"].n_unique(),
        "late_then": sum(was.values()),
        "moved": sorted(moved, key=lambda row: -abs(row["now"] - row["then"])),
    }


def _late(lens: Lens) -> dict[str, int]:
    return dict(lens.owed().filter(_OVERDUE).group_by("duty").len().iter_rows())


def _overdue(lens: Lens) -> list[dict[str, Any]]:
    """By duty: how many wait, how many children they are, and the longest wait."""
    rows = (
        lens.owed()
        .filter(_OVERDUE)
        .group_by("duty")
        .agg(
            pl.len().alias("waiting"),
            pl.col("person_id").n_unique().alias("children"),
            pl.col("days_late").max().alias("longest"),
        )
        .sort("children", "duty", descending=[True, False])
    )
    return [row | {"duty": DUTIES[row["duty"]]} for row in rows.iter_rows(named=True)]


def _drifted(drift: Drift, latest: dict[str, dict[str, Any]]) -> dict[str, Any]:
    measure, row = MEASURES[drift.measure], latest.get(drift.measure)
    return {
        "measure": measure,
        "row": row,
        "when": told_of(row, measure) if row else "",
        "said": f"{str(drift)[:1].upper()}{str(drift)[1:]}",
    }


def _differences(lens: Lens) -> list[dict[str, Any]]:
    """Areas that differ from all others by more than chance, the least likely first; places in hundredths."""
    names = areas_of(lens)
    return [
        {
            "measure": MEASURES[one.measure],
            "area": one.group,
            "name": names.get(one.group, "Area not known"),
            "here": share(one.recorded, one.denominator),
            "elsewhere": share(one.others_recorded, one.others_denominator),
            "here_at": round(100 * one.recorded / one.denominator, 1),
            "elsewhere_at": round(100 * one.others_recorded / one.others_denominator, 1),
            "verdict": "better" if _better(one) else "worse",
        }
        for one in lens.differences()
    ]


def _better(one: Difference) -> bool:
    higher = one.recorded * one.others_denominator > one.others_recorded * one.denominator
    return higher == (MEASURES[one.measure].better is Better.HIGHER)


def _assurance(latest: dict[str, dict[str, Any]]) -> list[tuple[str, int]]:
    """How many measures have each level, the least first; of those with a case in their latest month."""
    found = Counter(row["assurance"] for row in latest.values() if row["denominator"])
    return [(level.value, found[level.value]) for level in reversed(Assurance) if found[level.value]]
