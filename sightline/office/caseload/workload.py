"""Who carries the work: children, late and soon-due work by worker or by team."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import polars as pl
from django.urls import reverse

from sightline.office.caseload.lines import teams_of
from sightline.office.lens.lens import Lens

Rows = list[dict[str, Any]]


def children_address(**query: str) -> str:
    """The list of children, narrowed; what is empty is left out."""
    told = urlencode({name: value for name, value in query.items() if value})
    return reverse("caseload:children") + (f"?{told}" if told else "")


def by_worker(
    lens: Lens, people: pl.DataFrame, late: pl.DataFrame, soon: pl.DataFrame, team: str = ""
) -> Rows:
    """Each worker who holds any of these children now; the most late work at the head. ``team``: the one
    that was asked for, to which their lists stay narrowed."""

    def told(worker: str | None) -> tuple[str, str]:
        if worker is None:
            return "Allocated to nobody", ""
        return lens.worker(worker)[0], children_address(worker=worker, team=team)

    return _shared("worker_id", told, people, late, soon)


def by_team(lens: Lens, people: pl.DataFrame, late: pl.DataFrame, soon: pl.DataFrame) -> Rows:
    """Each team that answers for any of these children; it opens its own page."""
    names = teams_of(lens)

    def told(team: str | None) -> tuple[str, str]:
        if team is None or team not in names:
            return team or "Held by no team", ""
        return names[team], f"?{urlencode({'team': team})}"

    return _shared("team", told, people.join(lens.answering(), on="person_id", how="left"), late, soon)


def _shared(
    column: str,
    told: Callable[[str | None], tuple[str, str]],
    people: pl.DataFrame,
    late: pl.DataFrame,
    soon: pl.DataFrame,
) -> Rows:
    """Rows of ``name``, ``href``, ``children`` (looked after), ``late``, ``longest`` (days) and ``soon``."""
    held = people.filter(pl.col("in_care") | pl.col("person_id").is_in(late["person_id"].implode()))
    waits = late.group_by("person_id").agg(late=pl.len(), longest=pl.col("days_late").max())
    counted = held.select("person_id", column, "in_care").join(waits, on="person_id", how="left")
    counted = counted.join(soon.group_by("person_id").agg(soon=pl.len()), on="person_id", how="left")
    rows = counted.group_by(column).agg(
        pl.col("in_care").sum().alias("children"),
        pl.col("late").sum(),
        pl.col("longest").max(),
        pl.col("soon").sum(),
    )
    found = []
    for row in rows.iter_rows(named=True):
        name, href = told(row[column])
        found.append(row | {"name": name, "href": href})
    return sorted(found, key=lambda row: (-row["late"], -(row["longest"] or 0), row["name"]))
