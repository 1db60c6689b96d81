"""Figures for papers and public pages, after disclosure control: nothing here shows a small number."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.measure import Measure
from sightline.engine.measures.presentation import assurance_text
from sightline.engine.measures.publication import public_figures

PROTECTION = (
    "Small numbers are protected. A figure marked c is hidden because it is 1 to 5 children, or all or none "
    "of a group, or because it would give such a number away. Figures cover the shortest time over which "
    "they can be shown. A figure that was shown before stands until the record has changed it by more than 5."
)
NOT_SHOWN = "Not published: no period up to a year can be shown without giving small numbers away."


def period_words(first: date, last: date) -> str:
    """ "April 2018 to March 2019", "June 2019", or the days themselves where they are not whole months."""
    if first == last:
        return f"On {first:%-d %B %Y}"
    if first.day == 1 and (last + timedelta(1)).day == 1:
        one = (first.year, first.month) == (last.year, last.month)
        return f"{first:%B %Y}" if one else f"{first:%B %Y} to {last:%B %Y}"
    return f"{first:%-d %B %Y} to {last:%-d %B %Y}"


def protected_figure(
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    *,
    names: Mapping[str, str],
    whole: str,
    before: pl.DataFrame | None = None,
) -> dict[str, Any]:
    """One measure as a reader outside the service may see it. ``names``: area ids to their names. ``before``:
    what was shown already (RESULT_SCHEMA, the oldest first).
    """
    period, shown = public_figures(
        measure, obligations, people, as_at, dimensions=(ALL, "area_id"), shown_before=before
    )
    rows = [
        {
            "from": row["period_from"].isoformat(),
            "to": row["period_to"].isoformat(),
            "dimension": row["dimension"],
            "group": row["group"],
            "period": period_words(row["period_from"], row["period_to"]),
            "where": whole if row["dimension"] == ALL else names.get(row["group"], "Area not recorded"),
            "denominator": row["denominator"],
            "numerator": row["numerator"],
            "percent": row["percent"],
            "assurance": row["assurance"],
        }
        for row in shown.sort("period_from", "dimension", "group").iter_rows(named=True)
    ]
    levels = sorted({row["assurance"] for row in rows} - {""})
    note = f"How far it can be relied on: {assurance_text(*levels)}." if levels else ""
    return {
        "measure": measure.id,
        "title": measure.title,
        "question": measure.question,
        "period": str(period or ""),
        "rows": rows,
        "note": note if rows else NOT_SHOWN,
    }


def publishable(ids: Sequence[str]) -> list[Measure]:
    """Those of the measures that may be published at all, in order."""
    return [MEASURES[one] for one in ids if one in MEASURES and MEASURES[one].public]


def by_period(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure as a table: ``wheres`` across, and ``periods``, the newest first, each with its rows (None:
    there is none) in the order of ``wheres``."""
    wheres = list(dict.fromkeys(row["where"] for row in figure["rows"]))
    told: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in figure["rows"]:
        told.setdefault(row["period"], {})[row["where"]] = row
    periods = [(period, [found.get(where) for where in wheres]) for period, found in told.items()]
    return {"wheres": wheres, "periods": periods[::-1]}
