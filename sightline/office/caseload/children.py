"""The children in a reader's reach: found by name, narrowed, and listed with what is owed them."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.engine.duties.obligation import State
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission, Scope
from sightline.office.caseload.codes import PLACEMENT
from sightline.office.caseload.forms import FindForm
from sightline.office.caseload.lines import areas_of, teams_of
from sightline.office.caseload.listing import needs_facts, page_number, page_of, saw_list
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens
from sightline.office.lens.ours import with_below


@allowed(Permission.SEE_CHILDREN)
@needs_facts("Children")
def children(request: HttpRequest) -> HttpResponse:
    """The children in reach: those looked after first, and among them those waiting longest.

    A name is only ever posted: addresses are kept in logs and histories. Posting a search writes nothing but
    the trail.
    """
    lens = Lens.for_request(request)
    sent = request.POST if request.method == "POST" else request.GET
    form = FindForm(sent, areas=list(areas_of(lens).items()), teams=_teams(lens, sent.get("team", "")))
    wanted = form.cleaned_data if form.is_valid() else {}
    if request.method == "GET":
        wanted = wanted | {"name": "", "page": page_number(wanted.get("page"))}
        key = tuple(wanted.get(name) for name in ("area", "team", "worker", "late", "page"))
        page = kept(request, "caseload/children.jinja", key, lambda: _list(lens, form, wanted))
        told, answer = page.told, page.answer(request)
    else:
        context = _list(lens, form, wanted)
        told, answer = context["told"], render(request, "caseload/children.jinja", context)
    searched = bool(wanted.get("name"))
    saw_list(request, "saw a list of children", told["rows"], page=told["page"], searched=searched)
    return answer


def _teams(lens: Lens, asked: str) -> list[tuple[str, str]]:
    """The teams that answer for any child in reach; whoever sees the whole service may ask for any other."""
    held = lens.once(("teams",), lambda: frozenset(lens.answering()["team"].drop_nulls()))
    answer = {team for team in teams_of(lens) if not held.isdisjoint(with_below(lens.authority, team))}
    if lens.scope is Scope.SERVICE:
        answer.add(asked)
    return [(team, name) for team, name in teams_of(lens).items() if team in answer]


def _list(lens: Lens, form: FindForm, wanted: dict[str, Any]) -> dict[str, Any]:
    found = with_work(
        lens,
        narrowed(lens, wanted),
        late=bool(wanted.get("late")),
        all_known=bool(wanted.get("name")),
    )
    chosen = {name: wanted.get(name) for name in ("area", "team", "worker")}
    page = page_of(found, wanted.get("page"), late="on" if wanted.get("late") else "", **chosen)
    return {
        "form": form,
        "page": page,
        "rows": [child_row(lens, row) for row in page.frame.iter_rows(named=True)],
        "wanted": wanted,
        "worker": lens.worker(wanted.get("worker") or None)[0],
        "told": {"rows": page.frame.height, "page": page.number},
    }


def narrowed(lens: Lens, wanted: dict[str, Any]) -> pl.DataFrame:
    """People with a name or number that holds the words, of one area, team (with those below) or worker."""
    people = lens.people_of(wanted["team"]) if wanted.get("team") else lens.people()
    for column, name in (("area_id", "area"), ("worker_id", "worker")):
        if wanted.get(name):
            people = people.filter(pl.col(column) == wanted[name])
    words = str(wanted.get("name") or "").lower().split()
    told = pl.concat_str("person_id", "forename", "surname", separator=" ", ignore_nulls=True)
    for word in words:
        people = people.filter(told.str.to_lowercase().str.contains(word, literal=True))
    return people


def with_work(lens: Lens, people: pl.DataFrame, *, late: bool, all_known: bool) -> pl.DataFrame:
    """People with ``late`` (how much is overdue), ``longest`` (days) and ``next`` (the next day due).

    Without ``all_known``: only those looked after, or owed something. Those looked after come first,
    and among them the longest wait.
    """
    overdue = pl.col("state") == State.OVERDUE.value
    work = (
        lens.owed()
        .group_by("person_id")
        .agg(
            late=overdue.sum(),
            longest=pl.col("days_late").filter(overdue).max(),
            next=pl.col("due").filter(pl.col("state") == State.RUNNING.value).min(),
        )
    )
    found = people.join(work, on="person_id", how="left").with_columns(pl.col("late").fill_null(0))
    if late:
        found = found.filter(pl.col("late") > 0)
    elif not all_known:
        found = found.filter(pl.col("in_care") | pl.col("next").is_not_null() | (pl.col("late") > 0))
    return found.sort(
        *("in_care", "longest", "surname", "forename", "person_id"),
        descending=[True, True, False, False, False],
        nulls_last=True,
    )


def child_row(lens: Lens, row: dict[str, Any]) -> dict[str, Any]:
    """One child as lists show them."""
    return row | {
        "name": lens.name_of(row["person_id"]),
        "handle": lens.handle(row["person_id"]),
        "worker": lens.worker(row["worker_id"])[0],
        "team": teams_of(lens).get(row["team_id"], row["team_id"] or ""),
        "area": areas_of(lens).get(row["area_id"], ""),
        "placement": PLACEMENT.get(row["placement_type"] or "", row["placement_type"]),
    }
