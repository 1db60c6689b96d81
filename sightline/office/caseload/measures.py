"""All measures, one measure, one area of it, and one figure opened."""

from datetime import date
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.groups import ALL, DIMENSIONS
from sightline.engine.measures.measure import Counting, Measure
from sightline.engine.measures.periods import Period
from sightline.engine.measures.presentation import what_is_counted
from sightline.engine.records.record import ALL_TABLES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.caseload.comparing import comparison
from sightline.office.caseload.lines import lines
from sightline.office.caseload.listing import needs_facts, page_of, saw_list
from sightline.office.caseload.reading import (
    added_up,
    groups_of,
    latest_of_all,
    names_of,
    period_in_words,
    series_of,
    window_cases,
    window_rows,
    window_words,
)
from sightline.office.lens.lens import Lens

VALUED = (Counting.MEDIAN_DAYS_LATE, Counting.WORST_GAP)
SHOWS = {
    "": "all cases",
    "done": "counted in the numerator",
    "not-done": "counted in the denominator only",
    "untold": "cannot be told",
    "excluded": "left out",
}
"""Which cases of a figure a list may be narrowed to."""
DIMENSION_WORDS = {
    "area_id": "Area",
    "team_id": "Team",
    "worker_id": "Worker",
    "age_band": "Age",
    "uasc": "Unaccompanied asylum-seeking",
}


def known_measure(measure_id: str) -> Measure:
    """A measure by its id. Raises Http404."""
    if measure_id not in MEASURES:
        raise Http404("There is no such measure")
    return MEASURES[measure_id]


def definition_of(lens: Lens, measure: Measure) -> dict[str, Any]:
    """What every opened figure says of itself: definition, denominator, numerator, duty and sources."""
    duty = DUTIES[measure.duty]
    told = lens.submissions_of(duty.needs)
    newest: dict[str, Any] = {}
    for one in told:
        newest.setdefault(one.source, one)
    denominator, numerator = what_is_counted(measure)
    return {
        "measure": measure,
        "duty": duty,
        "denominator": denominator,
        "numerator": numerator,
        "tables": [ALL_TABLES[name].title for name in duty.needs],
        "submissions": list(newest.values()),
        "older": len(told) - len(newest),
    }


@allowed(Permission.SEE_FIGURES)
@needs_facts("Measures")
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure with its latest figure, by area of work and duty."""
    lens = Lens.for_request(request)
    latest = latest_of_all(lens)
    rooms: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for measure in MEASURES.values():
        duty = DUTIES[measure.duty]
        row = latest.get(measure.id)
        told = {"measure": measure, "row": row, "when": period_in_words(row) if row else ""}
        rooms.setdefault(duty.area, {}).setdefault(duty.title, []).append(told)
    return render(request, "caseload/measures.jinja", {"rooms": rooms})


@allowed(Permission.SEE_FIGURES)
@needs_facts("A measure")
def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure: what it asks, how it is counted, how it goes, where it differs."""
    lens, found = Lens.for_request(request), known_measure(measure_id)
    context = definition_of(lens, found) | {
        "series": series_of(lens, found),
        "areas": groups_of(lens, found, "area_id"),
        "teams": None if lens.protected else groups_of(lens, found, "team_id"),
        "comparison": comparison(lens.authority, found, lens.as_at),
    }
    return render(request, "caseload/measure.jinja", context)


@allowed(Permission.SEE_FIGURES)
@needs_facts("An area")
def area(request: HttpRequest, measure_id: str, area_id: str) -> HttpResponse:
    """A measure in one area: the figure and its cases."""
    return _group(request, known_measure(measure_id), "area_id", area_id)


@allowed(Permission.SEE_FIGURES)
@needs_facts("A team")
def team(request: HttpRequest, measure_id: str, team_id: str) -> HttpResponse:
    """A measure in one team: the figure and its cases."""
    return _group(request, known_measure(measure_id), "team_id", team_id)


def _group(request: HttpRequest, found: Measure, dimension: str, group: str) -> HttpResponse:
    lens = Lens.for_request(request)
    names = names_of(lens, dimension)
    if group not in names:
        raise Http404("There is no such area or team")
    rows = window_rows(lens, found, dimension)
    mine = rows.filter(pl.col("group") == group)
    row = None if found.counting in VALUED and mine.height != 1 else added_up(mine)
    context = {
        "name": names[group],
        "words": window_words(rows),
        "row": row,
        "heading": f"{found.title}: {names[group]}",
    }
    if lens.sees_children:
        context |= _cases(request, found, *window_cases(lens, found, dimension, group))
    return render(request, "caseload/figure.jinja", definition_of(lens, found) | context)


@allowed(Permission.SEE_FIGURES)
@needs_facts("A figure")
def figure(
    request: HttpRequest, measure_id: str, period: str, period_from: str, dimension: str, group: str = ""
) -> HttpResponse:
    """One figure opened: definition, denominator, numerator, sources, and its children for those entitled."""
    lens, found = Lens.for_request(request), known_measure(measure_id)
    first = _first_day(period, period_from, dimension)
    rows = lens.results(found.id, dimensions=(dimension,), period=period, first=first, last=first)
    rows = rows.filter((pl.col("dimension") == dimension) & (pl.col("group") == group))
    exact = rows.filter(pl.col("period_from") == first)
    if exact.is_empty() and not lens.protected:
        raise Http404("There is no such figure")
    row = exact.row(0, named=True) if exact.height else None
    name = names_of(lens, dimension).get(group, group)
    label = DIMENSION_WORDS.get(dimension, dimension.capitalize())
    context = {
        "row": row,
        "words": period_in_words(row) if row else "",
        "name": "" if dimension == ALL else f"{label}: {name}",
        "heading": found.title,
    }
    if lens.sees_children:
        told = lens.cases(found.id, period=period, period_from=first, dimension=dimension, group=group)
        context |= _cases(request, found, *told)
    return render(request, "caseload/figure.jinja", definition_of(lens, found) | context)


def _first_day(period: str, period_from: str, dimension: str) -> date:
    try:
        if Period(period) and dimension in DIMENSIONS:
            return date.fromisoformat(period_from)
    except ValueError:
        pass
    raise Http404("There is no such figure")


def _cases(request: HttpRequest, found: Measure, mine: pl.DataFrame, more: int) -> dict[str, Any]:
    """The cases of a figure, narrowed and paged, each saying how it counts."""
    lens = Lens.for_request(request)
    valued = found.counting in VALUED
    told = mine.with_columns(as_=_standing(valued=valued))
    counts = dict(told.group_by("as_").len().iter_rows())
    show = request.GET.get("show", "")
    wanted = told.filter(pl.col("as_") == SHOWS[show]) if SHOWS.get(show) and show else told
    order = "days" if "days" in wanted.columns else "days_late"
    wanted = wanted.sort(order, "key", descending=[True, False], nulls_last=True)
    page = page_of(wanted, request.GET.get("page"), show=show)
    if page.frame.height:
        children = page.frame["person_id"].n_unique()
        saw_list(request, "saw the children behind a figure", children, measure=found.id, page=page.number)
    choices = [
        (f"{words.capitalize()} ({counts[words] if one else told.height:,})", f"?show={one}", one == show)
        for one, words in SHOWS.items()
        if not one or words in counts
    ]
    return {
        "page": page,
        "cases": list(zip(lines(lens, page.frame), page.frame["as_"], strict=True)),
        "more": more,
        "choices": choices,
        "children": mine["person_id"].n_unique(),
    }


def _standing(*, valued: bool) -> pl.Expr:
    """How a case stands to its figure, in the words of SHOWS."""
    untold = (pl.col("counted") > 0) & (pl.col("state") == State.CANNOT_TELL.value)
    inside = pl.lit(valued) | (pl.col("recorded") > 0)
    return (
        pl.when(pl.col("counted") == 0)
        .then(pl.lit(SHOWS["excluded"]))
        .when(untold)
        .then(pl.lit(SHOWS["untold"]))
        .when(inside)
        .then(pl.lit(SHOWS["done"]))
        .otherwise(pl.lit(SHOWS["not-done"]))
    )
