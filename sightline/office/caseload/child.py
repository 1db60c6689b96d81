"""A child's page: what is owed now, the whole timeline with its proofs, gaps, and what people said of it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.gaps import gaps
from sightline.engine.duties.judge import NO_SOURCE
from sightline.engine.duties.obligation import State
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
from sightline.office.caseload.models import Note
from sightline.office.caseload.notes import by_key, notes_about, signature
from sightline.office.caseload.timeline import Entry, timeline
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

REFUSED = 422
MOST_ENTRIES = 250
"""A longer timeline shows its newest years; the whole of it is one link away."""

_STILL = (State.OVERDUE.value, State.RUNNING.value, State.CANNOT_TELL.value)


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

    def work_out() -> dict[str, Any]:
        return page_of_child(lens, person_id, notes, whole=whole) | {"form": form, "handle": handle}

    if form.is_bound:
        return render(request, "caseload/child.jinja", work_out(), status=REFUSED)
    key = (person_id, whole, signature({"": notes}))
    return kept(request, "caseload/child.jinja", key, work_out).answer(request)


def page_of_child(lens: Lens, person_id: str, said: list[Note], *, whole: bool = True) -> dict[str, Any]:
    """Everything on a child's page. Of a long timeline the newest years, unless the whole is asked for."""
    obligations = lens.obligations_of(person_id)
    told = lines(lens, obligations)
    notes, gone = by_key(said, obligations["key"])
    row = lens.people().filter(pl.col("person_id") == person_id).row(0, named=True)
    entries = timeline(lens, person_id, told, notes)
    years = _years(entries, len(entries) if whole else MOST_ENTRIES)
    return {
        "child": child_row(lens, row) | {"legal": in_words(LEGAL_STATUS, row["legal_status"])},
        "owed": _owed_now(told),
        "unseen": sorted({line.title for line in told if line.reason == NO_SOURCE}),
        "notes": notes,
        "orphans": gone,
        "years": years,
        "earlier": len(entries) - sum(len(found) for _, found in years),
        "titles": {duty.id: duty.title for duty in DUTIES.values()},
        "may_log": may(lens.user, Permission.LOG_REASON),
        "gaps": _gaps(lens, obligations),
    }


def _years(entries: list[Entry], most: int) -> list[tuple[str, list[Entry]]]:
    """Whole years, the newest first, until so many entries are shown; at least one year."""
    years: list[tuple[str, list[Entry]]] = []
    for year, found in groupby(entries, lambda entry: entry.year):
        these = list(found)
        if years and sum(len(shown) for _, shown in years) + len(these) > most:
            break
        years.append((year, these))
    return years


def _owed_now(told: list[Line]) -> list[Line]:
    """Still owed: overdue first, the longest at the head; then what is due next; then what cannot be told."""
    mine = [line for line in told if line.state in _STILL and line.reason != NO_SOURCE]
    still = [line for line in mine if line.met_on is None and line.ended_on is None]
    return sorted(
        still,
        key=lambda line: (_STILL.index(line.state), -(line.days_late or 0), str(line.due or ""), line.title),
    )


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
