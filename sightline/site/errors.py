"""Pages for when something is wrong: what happened and what to do, never what the request held."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

BAD, NOT_ALLOWED, NOT_FOUND, FAILED = 400, 403, 404, 500


def _page(request: HttpRequest, status: int, heading: str, what_to_do: str) -> HttpResponse:
    context = {"heading": heading, "what_to_do": what_to_do, "is_error": True}
    return render(request, "error.jinja", context, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """A request that makes no sense."""
    return _page(request, BAD, "That request could not be read", "Go back and try again.")


def not_allowed(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """A page behind a door that does not open for this role."""
    words = "Your role does not include it. If it should, ask whoever keeps accounts here."
    return _page(request, NOT_ALLOWED, "You may not open this page", words)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing there, or nothing that this person may know of."""
    words = "Check the address. If you followed a link, what it led to may be out of your reach."
    return _page(request, NOT_FOUND, "Page not found", words)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke."""
    words = "Nothing that you sent was half saved. Try again; if it happens again, tell whoever runs this."
    try:
        return _page(request, FAILED, "Something went wrong", words)
    except Exception:
        return HttpResponse(
            f"<!doctype html><title>Something went wrong</title><h1>Something went wrong</h1><p>{words}</p>",
            status=FAILED,
        )
