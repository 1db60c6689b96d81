"""The children in a reader's reach: found by name, narrowed, and listed with what is owed them."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.engine.duties.obligation import State
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.caseload.codes import PLACEMENT, in_words
from sightline.office.caseload.forms import FindForm
from sightline.office.caseload.lines import areas_of, teams_of
from sightline.office.caseload.listing import needs_facts, page_of, saw_list
from sightline.office.lens.lens import Lens


@allowed(Permission.SEE_CHILDREN)
@needs_facts("Children")
def children(request: HttpRequest) -> HttpResponse:
    """The children in reach, those waiting longest first. A name is only ever posted: addresses are kept in
    logs and histories. Posting a search writes nothing but the trail.
    """
    lens = Lens.for_request(request)
    teams = [(team, name) for team, name in teams_of(lens).items() if team in set(lens.people()["team_id"])]
    sent = request.POST if request.method == "POST" else request.GET
    form = FindForm(sent, areas=list(areas_of(lens).items()), teams=teams)
    wanted = form.cleaned_data if form.is_valid() else {}
    if request.method == "GET":
        wanted = wanted | {"name": ""}
    found = with_work(
        lens,
        narrowed(lens.people(), wanted),
        late=bool(wanted.get("late")),
        all_known=bool(wanted.get("name")),
    )
    kept = {name: wanted.get(name) for name in ("area", "team", "worker")}
    page = page_of(found, wanted.get("page"), late="on" if wanted.get("late") else "", **kept)
    saw_list(
        request,
        "saw a list of children",
        page.frame.height,
        page=page.number,
        searched=bool(wanted.get("name")),
    )
    context = {
        "form": form,
        "page": page,
        "rows": [child_row(lens, row) for row in page.frame.iter_rows(named=True)],
        "wanted": wanted,
        "worker": lens.worker(wanted.get("worker") or None)[0],
    }
    return render(request, "caseload/children.jinja", context)


def narrowed(people: pl.DataFrame, wanted: dict[str, Any]) -> pl.DataFrame:
    """People with a name or number that holds the words, of one area, team or worker."""
    for column, name in (("area_id", "area"), ("team_id", "team"), ("worker_id", "worker")):
        if wanted.get(name):
            people = people.filter(pl.col(column) == wanted[name])
    words = str(wanted.get("name") or "").lower().split()
    told = pl.concat_str("person_id", "forename", "surname", separator=" ", ignore_nulls=True)
    for word in words:
        people = people.filter(told.str.to_lowercase().str.contains(word, literal=True))
    return people


def with_work(lens: Lens, people: pl.DataFrame, *, late: bool, all_known: bool) -> pl.DataFrame:
    """People with ``late`` (how much is overdue), ``longest`` (days) and ``next`` (the next day due).

    Without ``all_known``: only those looked after, or owed something. Longest wait first.
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
        "longest", "surname", "forename", "person_id", descending=[True, False, False, False], nulls_last=True
    )


def child_row(lens: Lens, row: dict[str, Any]) -> dict[str, Any]:
    """One child as lists show them."""
    return row | {
        "name": lens.name_of(row["person_id"]),
        "handle": lens.handle(row["person_id"]),
        "worker": lens.worker(row["worker_id"])[0],
        "team": teams_of(lens).get(row["team_id"], row["team_id"] or ""),
        "area": areas_of(lens).get(row["area_id"], ""),
        "placement": in_words(PLACEMENT, row["placement_type"]),
    }
