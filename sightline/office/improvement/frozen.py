"""Figures frozen as evidence: whoever signs in has seen them, so what is shown next is held against them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from sightline.engine.measures.disclosure import HIDDEN, protect
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.measure import RESULT_SCHEMA
from sightline.office.improvement.models import Evidence

_WHOLE: dict[str, Any] = dict.fromkeys(RESULT_SCHEMA) | {"dimension": ALL, "group": ""}
_KEPT = ("measure", "as_at", "period_from", "period_to", "denominator", "recorded", "assurance")


def frozen() -> list[Evidence]:
    """Evidence with a figure whose counts were kept, the oldest first."""
    found = Evidence.objects.filter(kind=Evidence.Kind.FIGURE, denominator__isnull=False)
    return list(found.order_by("on", "pk"))


def row_of(item: Evidence) -> dict[str, Any]:
    """Its figure as a row of RESULT_SCHEMA: of the whole service, without bounds."""
    return _WHOLE | {name: getattr(item, name) for name in _KEPT}


def beside_what_was_shown(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """A protected figure as it may stand beside those frozen before: today's counts, or those last shown
    where the record has moved them by a few; None where it would give a small number away.

    ``row``: RESULT_SCHEMA, of the whole service, not hidden by itself.
    """
    before = [row_of(item) for item in frozen() if item.measure == row["measure"]]
    now = pl.DataFrame([dict(row)], schema=RESULT_SCHEMA)
    (told,) = protect(now, pl.DataFrame(before, schema=RESULT_SCHEMA)).iter_rows(named=True)
    if HIDDEN in (told["denominator"], told["numerator"]):
        return None
    counts = {"denominator": int(told["denominator"]), "recorded": int(told["numerator"])}
    return dict(row) | counts | {"assurance": told["assurance"]}
