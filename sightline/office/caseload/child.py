"""A child's page: what is owed now, gaps, the timeline with its proofs, and what people said of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.gaps import gaps
from sightline.engine.duties.judge import NO_SOURCE
from sightline.engine.measures.presentation import share
from sightline.office.access.confirming import confirm
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may
from sightline.office.access.user import signed_in
from sightline.office.caseload.actions import log_note
from sightline.office.caseload.children import child_row
from sightline.office.caseload.codes import LEGAL_STATUS, in_words
from sightline.office.caseload.forms import NoteForm, WhyForm
from sightline.office.caseload.lines import Line, lines
from sightline.office.caseload.listing import needs_facts
from sightline.office.caseload.notes import Said, by_key, notes_about, signature
from sightline.office.caseload.owing import owed_now
from sightline.office.caseload.timeline import NO_DATE, Shown, shown, timeline
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

REFUSED = 422
_YEAR = re.compile(rf"(?:19|20)[0-9]{{2}}|{NO_DATE}")
"""What an address may ask for of a timeline: each makes a page that is kept."""


@allowed(Permission.SEE_CHILDREN)
@needs_facts("A child's record")
def child(request: HttpRequest, handle: str) -> HttpResponse:
    """One child. Every opening is in the trail; a reason for it is kept there when it is given."""
    lens = Lens.for_request(request)
    person_id = lens.child(handle)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        lens.saw(person_id, "said why a child's record was opened", form.cleaned_data["why"])
        confirm(request, "Your reason for opening the record is in the trail.")
        return redirect("caseload:child", handle)
    lens.saw(person_id, "opened a child's record")
    notes, whole = notes_about(lens, person_id), "all" in request.GET
    year = "" if whole else _year(request)

    def work_out() -> dict[str, Any]:
        told = page_of_child(lens, person_id, notes, year=year, whole=whole)
        return told | {"form": form, "handle": handle}

    if form.is_bound:
        return render(request, "caseload/child.jinja", work_out(), status=REFUSED)
    key = (person_id, year, whole, signature({"": notes}))
    return kept(request, "caseload/child.jinja", key, work_out).answer(request)


def _year(request: HttpRequest) -> str:
    """The year that an address asks for; "" where it makes no sense."""
    asked = request.GET.get("year", "")
    return asked if _YEAR.fullmatch(asked) else ""


def page_of_child(
    lens: Lens, person_id: str, said: Sequence[Said], *, year: str = "", whole: bool = False
) -> dict[str, Any]:
    """Everything on a child's page; of the timeline a year or the whole where asked for, else the newest."""
    obligations = lens.obligations_of(person_id)
    told = lines(lens, obligations)
    notes, gone = by_key(said, obligations["key"])
    row = lens.people().filter(pl.col("person_id") == person_id).row(0, named=True)
    part = shown(timeline(lens, person_id, told, notes), lens.as_at, year=year, whole=whole)
    return {
        "child": child_row(lens, row) | {"legal": in_words(LEGAL_STATUS, row["legal_status"])},
        "owed": owed_now(told),
        "unseen": sorted({line.title for line in told if line.reason == NO_SOURCE}),
        "notes": notes,
        "orphans": gone,
        "timeline": part,
        "year_links": _year_links(part, whole=whole),
        "titles": {duty.id: duty.title for duty in DUTIES.values()},
        "may_log": may(lens.user, Permission.LOG_REASON),
        "gaps": _gaps(lens, obligations),
    }


def _year_links(part: Shown, *, whole: bool) -> list[tuple[str, str, bool]]:
    """The newest entries, then each year: its words, its address, and whether it is what the page shows."""
    newest = ("Newest", "?#timeline", not (whole or part.year))
    years = [
        (f"{year} ({count})", f"?{urlencode({'year': year})}#timeline", year == part.year)
        for year, count in part.years.items()
    ]
    return [newest, *years]


def _gaps(lens: Lens, obligations: pl.DataFrame) -> list[dict[str, Any]]:
    """Worst gap and share of days covered of each repeating duty, over all the child's care."""
    repeating = obligations.filter(pl.col("duty").is_in([one.id for one in DUTIES.values() if one.every]))
    chains = gaps(repeating, lens.as_at)
    added = chains.group_by("duty").agg(
        pl.col("worst_gap").max(), pl.col("days_owed", "days_covered", "days_unknown").sum()
    )
    told = added.filter((pl.col("days_owed") > 0) | pl.col("worst_gap").is_not_null())
    return [_gap(row) for row in told.sort("duty").iter_rows(named=True)]


def _gap(row: Mapping[str, Any]) -> dict[str, Any]:
    duty = DUTIES[row["duty"]]
    return {
        **row,
        "title": duty.title,
        "every": str(duty.every),
        "covered": share(row["days_covered"], row["days_owed"]),
    }


def _owed(lens: Lens, person_id: str, owed: str) -> Line | None:
    """What a child is owed, by the handle of its key."""
    mine = lens.obligations_of(person_id)
    mine = mine.filter(pl.Series([lens.handle(key) == owed for key in mine["key"]], dtype=pl.Boolean))
    return next(iter(lines(lens, mine)), None)


@allowed(Permission.LOG_REASON)
@needs_facts("Log a reason")
def reason(request: HttpRequest, handle: str, owed: str) -> HttpResponse:
    """Log a reason for lateness, or that the record is wrong, on one obligation of a child in reach."""
    lens = Lens.for_request(request)
    person_id = lens.child(handle)
    line = lens.once(("owed", person_id, owed), lambda: _owed(lens, person_id, owed))
    if line is None:
        raise Http404("There is no such duty on this child's record")
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        log_note(
            key=line.key,
            person_id=person_id,
            duty=line.duty,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            subject=f"child:{handle}",
            by=signed_in(request),
            on=lens.today,
        )
        confirm(request, "What you logged has been saved.")
        return redirect("caseload:child", handle)
    lens.saw(person_id, "opened a duty of a child's record")
    context = {"form": form, "line": line, "handle": handle}
    return render(request, "caseload/reason.jinja", context, status=REFUSED if form.errors else 200)
