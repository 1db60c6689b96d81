"""A published scorecard as pages show it: a line for each measure, by area of practice, and one measure."""

from collections.abc import Mapping
from typing import Any

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.catalogue import MEASURES

OTHER = "other"

SPANS = {"month": "One month", "quarter": "Three months", "year": "One year", "three years": "Three years"}
"""How long a time a published figure speaks of, by the period that it was counted over."""


def _area(measure: str) -> str:
    """The area of practice of a measure; OTHER for one that is no longer counted."""
    return DUTIES[MEASURES[measure].duty].area if measure in MEASURES else OTHER


def at_a_glance(content: Mapping[str, Any], whole: str) -> dict[str, list[dict[str, Any]]]:
    """By area of practice: each measure with its newest row for the whole authority (None: hidden), and
    how long a time (``span``) that speaks of."""
    areas: dict[str, list[dict[str, Any]]] = {}
    for figure in sorted(content["figures"], key=lambda one: (_area(one["measure"]), one["title"])):
        rows = [row for row in figure["rows"] if row["where"] == whole]
        row = rows[-1] if rows else None
        areas.setdefault(_area(figure["measure"]), []).append(
            {"figure": figure, "row": row, "span": _span(figure)}
        )
    return areas


def _span(figure: Mapping[str, Any]) -> str:
    return SPANS.get(figure.get("period", ""), "")


def figure_of(content: Mapping[str, Any], measure: str) -> Mapping[str, Any] | None:
    """What a scorecard says of a measure; None where it says nothing."""
    return next((one for one in content["figures"] if one["measure"] == measure), None)
