"""One measure, one area of it, and one figure opened."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.groups import ALL, DIMENSIONS
from sightline.engine.measures.measure import Counting, Measure
from sightline.engine.measures.periods import Period
from sightline.engine.measures.presentation import cohort, what_is_counted
from sightline.engine.records.record import ALL_TABLES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.caseload.comparing import comparison
from sightline.office.caseload.lines import lines
from sightline.office.caseload.listing import needs_facts, page_number, page_of, saw_list
from sightline.office.caseload.reach import TEAM, groups_in_reach, must_reach
from sightline.office.caseload.reading import (
    Groups,
    added_up,
    groups_of,
    names_of,
    period_in_words,
    series_of,
    window_cases,
    window_rows,
    window_words,
)
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

VALUED = (Counting.MEDIAN_DAYS_LATE, Counting.WORST_GAP)
SHOWS = {
    "": "all cases",
    "done": "in the numerator",
    "not-done": "denominator only",
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
        "cohort": cohort(measure),
        "tables": [ALL_TABLES[name].title for name in duty.needs],
        "submissions": list(newest.values()),
        "older": len(told) - len(newest),
    }


@allowed(Permission.SEE_FIGURES)
@needs_facts("A measure")
def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure: what it asks, how it is counted, how it goes, where it differs."""
    lens, found = Lens.for_request(request), known_measure(measure_id)
    return kept(request, "caseload/measure.jinja", (measure_id,), lambda: _measure(lens, found)).answer(
        request
    )


def _measure(lens: Lens, found: Measure) -> dict[str, Any]:
    return definition_of(lens, found) | {
        "series": series_of(lens, found),
        "areas": groups_of(lens, found, "area_id"),
        "teams": None if lens.protected else _teams(lens, found),
        "comparison": comparison(lens.authority, found, lens.as_at),
    }


def _teams(lens: Lens, found: Measure) -> Groups:
    """A measure's teams in reach, told from chance around all of them together."""
    told, reach = groups_of(lens, found, TEAM), groups_in_reach(lens, TEAM)
    if reach is None:
        return told
    names = {name for team, name in names_of(lens, TEAM).items() if team in reach}
    drawn = told.chart and replace(told.chart, bars=[one for one in told.chart.bars if one.name in names])
    return replace(told, chart=drawn, rows=[one for one in told.rows if one["name"] in names])


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
    must_reach(lens, dimension, group)
    view = _view(request)

    def work_out() -> dict[str, Any]:
        rows = window_rows(lens, found, dimension)
        mine = rows.filter(pl.col("group") == group)
        context = definition_of(lens, found) | {
            "name": names[group],
            "words": window_words(rows),
            "row": None if found.counting in VALUED and mine.height != 1 else added_up(mine),
            "heading": f"{found.title}: {names[group]}",
        }
        if lens.sees_children:
            context |= _cases(lens, found, view, *window_cases(lens, found, dimension, group))
        return context

    return _shown(request, found, (found.id, "window", dimension, group, *view), work_out)


@allowed(Permission.SEE_FIGURES)
@needs_facts("A figure")
def figure(
    request: HttpRequest, measure_id: str, period: str, period_from: str, dimension: str, group: str = ""
) -> HttpResponse:
    """One figure opened: definition, denominator, numerator, sources, and its children for those entitled."""
    lens, found = Lens.for_request(request), known_measure(measure_id)
    first, view = _first_day(period, period_from, dimension), _view(request)
    must_reach(lens, dimension, group)

    def work_out() -> dict[str, Any]:
        row = _row(lens, found, period, first, dimension, group)
        name = names_of(lens, dimension).get(group, group)
        label = DIMENSION_WORDS.get(dimension, dimension.capitalize())
        context = definition_of(lens, found) | {
            "row": row,
            "words": period_in_words(row) if row else "",
            "name": "" if dimension == ALL else f"{label}: {name}",
            "heading": found.title,
        }
        if lens.sees_children:
            told = lens.cases(found.id, period=period, period_from=first, dimension=dimension, group=group)
            context |= _cases(lens, found, view, *told)
        return context

    return _shown(request, found, (found.id, period, first, dimension, group, *view), work_out)


def _row(
    lens: Lens, found: Measure, period: str, first: date, dimension: str, group: str
) -> dict[str, Any] | None:
    """The figure itself. Raises Http404 where there is none; None where it is protected."""
    rows = lens.results(found.id, dimensions=(dimension,), period=period, first=first, last=first)
    exact = rows.filter(
        (pl.col("dimension") == dimension) & (pl.col("group") == group) & (pl.col("period_from") == first)
    )
    if exact.is_empty() and not lens.protected:
        raise Http404("There is no such figure")
    return exact.row(0, named=True) if exact.height else None


def _view(request: HttpRequest) -> tuple[str, int]:
    """Which of a figure's cases are looked at, and which page of them."""
    show = request.GET.get("show", "")
    return show if show in SHOWS else "", page_number(request.GET.get("page"))


def _shown(
    request: HttpRequest, found: Measure, key: tuple[Hashable, ...], work_out: Callable[[], dict[str, Any]]
) -> HttpResponse:
    page = kept(request, "caseload/figure.jinja", key, work_out)
    if seen := page.told.get("children"):
        number = page.told["page"]
        saw_list(request, "saw the children behind a figure", seen, measure=found.id, page=number)
    return page.answer(request)


def _first_day(period: str, period_from: str, dimension: str) -> date:
    try:
        if Period(period) and dimension in DIMENSIONS:
            return date.fromisoformat(period_from)
    except ValueError:
        pass
    raise Http404("There is no such figure")


def _cases(
    lens: Lens, found: Measure, view: tuple[str, int], mine: pl.DataFrame, more: int
) -> dict[str, Any]:
    """The cases of a figure, narrowed and paged, each saying how it counts."""
    show, number = view
    told = mine.with_columns(as_=_standing(valued=found.counting in VALUED))
    counts = dict(told.group_by("as_").len().iter_rows())
    wanted = told.filter(pl.col("as_") == SHOWS[show]) if show else told
    order = "days" if "days" in wanted.columns else "days_late"
    wanted = wanted.sort(order, "key", descending=[True, False], nulls_last=True)
    page = page_of(wanted, number, show=show)
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
        "told": {"children": page.frame["person_id"].n_unique(), "page": page.number},
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
