"""What pages with lists share: one page of a frame, an empty state, and an entry in the trail."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.office.access import trail
from sightline.office.access.user import signed_in
from sightline.office.lens.lens import Lens

PAGE_SIZE = 50

Shown = TypeVar("Shown", bound=Callable[..., HttpResponse])


@dataclass(frozen=True)
class Page:
    """One page of a list. ``frame`` holds its rows; the rest is for the links to the others."""

    frame: pl.DataFrame
    number: int
    pages: int
    total: int
    query: str = ""

    @property
    def first(self) -> int:
        """The place of the first row shown, from 1; 0 where there is none."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return min(self.number * PAGE_SIZE, self.total)

    def address(self, number: int) -> str:
        """The query of another page of the same list."""
        return f"?{self.query}{'&' if self.query else ''}page={number}"


def page_number(wanted: object) -> int:
    """The number of a page as an address asks for it; 1 where that makes no sense."""
    text = str(wanted or "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1


def page_of(frame: pl.DataFrame, wanted: object, **query: object) -> Page:
    """The wanted page of a frame; the first or the last where that number makes no sense."""
    pages = max(1, -(-frame.height // PAGE_SIZE))
    number = min(page_number(wanted), pages)
    kept = urlencode({name: value for name, value in query.items() if value})
    return Page(frame.slice((number - 1) * PAGE_SIZE, PAGE_SIZE), number, pages, frame.height, kept)


def needs_facts(heading: str) -> Callable[[Shown], Shown]:
    """Where nothing had been loaded by the day that is read, say so in place of the page."""

    def with_facts(page: Shown) -> Shown:
        @wraps(page)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if Lens.for_request(request).snapshot is None:
                return render(request, "caseload/nothing.jinja", {"heading": heading})
            return page(request, *args, **kwargs)

        return shown  # type: ignore[return-value]

    return with_facts


def saw_list(request: HttpRequest, what: str, count: int, **details: object) -> None:
    """Record that a list of named children was seen: how many of them, never whom."""
    lens = Lens.for_request(request)
    told = {
        "children": count,
        "as_at": lens.as_at,
        "known_on": lens.known_on,
        "snapshot": lens.snapshot.number if lens.snapshot else None,
    }
    trail.record(what, by=signed_in(request), details=told | details, changes=False)
