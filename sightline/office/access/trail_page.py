"""The trail as a page: who saw and did what, when and why, and whether it is whole."""

import re
from dataclasses import dataclass
from datetime import date, datetime
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
LOOKED_AT = PAGE
"""So many of the newest entries are checked whenever the page is opened; all of them when asked, and by
``sightline doctor``."""

REFUSED = 422
_KINDS = {"agendaitem": "agenda item", "user": "account", "paragraphneed": "link", "duemove": "move"}
_NAMES = {"sha256": "seal", "asked_of": "asked of account", "owner": "owner's account"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile(r"[0-9a-f]{64}")


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
    told = [f"{_words(name)}: {_plain(value)}" for name, value in entry.details.items() if value is not None]
    who = str(entry.by) if entry.by else "Nobody signed in"
    about = _about(entry.subject)
    return Line(entry.number, entry.at, who, entry.what, about, entry.subject, entry.why, "; ".join(told))


def _about(subject: str) -> str:
    """ "Child 3f0a...", "Paragraph 20" or "Initial health assessment" instead of a name of the database's."""
    kind, _, key = subject.partition(":")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.rpartition(".")[2]).replace("_", " ")
    words = _KINDS.get(words, words)
    return f"{words[:1].upper()}{words[1:]} {key.replace('_', ' ')}".strip()


def _words(name: str) -> str:
    return _NAMES.get(name, name.replace("_", " "))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _DAY.fullmatch(value):
        return f"{date.fromisoformat(value):%-d %B %Y}"
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return f"{value[:12]}…"
    return str(value)


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
