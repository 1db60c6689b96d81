"""Every page of the site, found by walking its addresses."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Page(NamedTuple):
    """A page by its name, the view behind it, and the names of its arguments with their converters."""

    name: str
    view: Callable[..., Any]
    converters: dict[str, Any]


def pages() -> list[Page]:
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list[Any], rooms: tuple[str, ...]) -> Iterator[Page]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, (*rooms, one.namespace) if one.namespace else rooms)
        elif isinstance(one, URLPattern):
            yield Page(":".join((*rooms, one.name or "")), one.callback, one.pattern.converters)
