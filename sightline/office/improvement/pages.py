"""One page for every act: a form, what to do with it, and its errors said as GOV.UK says them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.office.access.confirming import confirm
from sightline.office.improvement.editing import ChangedMeanwhileError
from sightline.office.lens.lens import Lens


@dataclass(frozen=True)
class Line:
    """One thing to know before an act. ``href``: where the words lead; ``more``: quieter words below them;
    ``level``: how far a figure may be relied on."""

    label: str
    words: str
    href: str = ""
    more: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True)
class Told:
    """Lines under one heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Closed:
    """Why an act cannot be done (any more), and where to look instead."""

    words: str
    href: str = ""
    link: str = ""


REFUSED = 422
"""The status of a page that comes back with errors."""


def posted(request: HttpRequest) -> Any:
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def act(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    done: str | Callable[[Any], str],
    back: str,
    to: Callable[[Any], str] | None = None,
    row: Model | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is sent, do the act, say so and go back, or show what was wrong with all that
    was typed.

    ``done``: what the next page says of it, as it stands or from what ``do`` gave; it names no child. ``to``:
    where to go from what ``do`` gave, if not back. ``context``: ``button`` and whatever else the page says,
    such as ``told`` (Told, each under its heading) and ``closed`` (Closed: no form is shown); ``dated``: the
    page that comes next shows such acts of the day that is read and before, and no later ones.
    ``row``: what is being edited, whose ``version`` the form carries. Where someone else saved first, the
    page says so, shows what the row says now, and the next save is made from that.
    """
    meanwhile: list[tuple[str, object]] = []
    dated = bool(context.pop("dated", False))
    if form.is_valid():
        try:
            made = do(form.cleaned_data)
            confirm(request, (done if isinstance(done, str) else done(made)) + _not_yet(request, dated))
            return redirect(to(made) if to else back)
        except ChangedMeanwhileError as error:
            form.add_error(None, error)
            if row is not None:
                meanwhile = _caught_up(form, row)
        except ValidationError as error:
            form.add_error(None, error)
    page = {
        "form": form,
        "heading": heading,
        "back": back,
        "meanwhile": meanwhile,
    } | context
    return render(request, "improvement/act.jinja", page, status=REFUSED if form.errors else 200)


def _not_yet(request: HttpRequest, dated: bool) -> str:
    """Who reads an earlier day does not see today's act on a page that goes by days."""
    lens = Lens.for_request(request)
    if not dated or lens.acts_day >= lens.today:
        return ""
    return f" You are reading {lens.acts_day:%-d %B %Y}, so it is not shown: go back to today to see it."


def _caught_up(form: forms.Form, row: Model) -> list[tuple[str, object]]:
    """Point the form at the version that is there now; give what that version says, field by field."""
    row.refresh_from_db()
    sent: Any = form.data
    fresh = sent.copy()
    fresh["version"] = str(getattr(row, "version", ""))
    form.data = fresh
    shown = [field for field in form if not field.is_hidden and hasattr(row, field.name)]
    return [(str(field.label), getattr(row, field.name)) for field in shown]
