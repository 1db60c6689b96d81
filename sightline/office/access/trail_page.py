"""The trail as a page: who saw and did what, when and why, and whether it is whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.office.access import trail as chain
from sightline.office.access.doors import allowed
from sightline.office.access.forms import TrailForm
from sightline.office.access.models import Entry
from sightline.office.access.permissions import Permission

PAGE = 50
LOOKED_AT = 2_000
"""Entries that are checked whenever the page is opened; all of them when asked."""

REFUSED = 422
_CHILD = "child:"


@dataclass(frozen=True)
class Line:
    """One entry in words. ``subject`` is what to ask for to see all about it."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    subject: str
    why: str
    details: str


def line(entry: Entry) -> Line:
    """An entry as the page tells it."""
    subject = entry.subject
    about = f"Child {subject.removeprefix(_CHILD)}" if subject.startswith(_CHILD) else subject
    told = [f"{_words(name)}: {_plain(value)}" for name, value in entry.details.items() if value is not None]
    who = str(entry.by) if entry.by else "Nobody signed in"
    return Line(entry.number, entry.at, who, entry.what, about, subject, entry.why, "; ".join(told))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@allowed(Permission.SEE_TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    """Entries by person, day and subject, the newest first."""
    form = TrailForm(request.GET)
    page = Paginator(form.entries(), PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": [line(entry) for entry in page.object_list],
        "address": f"?{asked.urlencode()}&" if asked else "?",
        "check": chain.check(None if request.GET.get("check") == "all" else LOOKED_AT),
    }
    return render(request, "access/trail.jinja", context, status=REFUSED if form.errors else 200)
