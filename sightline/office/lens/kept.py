"""Pages that say the same to everyone who sees as far: worked out once for each snapshot, day and reach, and
where they tell of acts, once between one act and the next.

What is kept is the page between head and foot. It is kept with the Sight, so that a load, a seal or a purge
leaves it behind, and under the reader's role and reach, so that nobody gets another's. A template that names
its reader cannot be kept: that is refused when it is drawn, not noticed afterwards. The token against forged
forms is put in for each reader.
"""

import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from jinja2 import ChoiceLoader, DictLoader, Environment, Undefined, UndefinedError
from jinja2.utils import missing
from markupsafe import Markup

from sightline.office.access import trail
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may
from sightline.office.lens.holding import Holding
from sightline.office.lens.lens import Lens
from sightline.office.lens.ours import our_authority

_CUT, _TOKEN = secrets.token_hex(16), secrets.token_hex(16)
"""Marks that nobody can have typed: between the parts of a page, and where a form's token goes."""

_PARTS = ("title", "head", "back", "main")
_SHELL = _CUT.join(f"{{% block {name} %}}{{% endblock %}}" for name in _PARTS)
_OF_ONE_READER = frozenset({"reader", "request", "role", "navigation", "messages"})


class _Nobody(Undefined):
    """A missing name; one that stands for whoever reads is an error."""

    __slots__ = ()

    def __init__(
        self, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError
    ) -> None:
        if obj is missing and name in _OF_ONE_READER:
            raise UndefinedError(f"A page that is kept for several readers cannot name its {name!r}")
        super().__init__(hint, obj, name, exc)


_MOST_PUBLISHED = 4_000_000
"""Characters of published pages that are kept."""


@dataclass(frozen=True)
class Kept:
    """The parts of a page, and what its view must know of it each time it is shown (``told``)."""

    parts: tuple[str, ...]
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many characters it holds."""
        return sum(map(len, self.parts))

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page for one reader."""
        parts = {name: Markup(text) for name, text in zip(_PARTS, self.parts, strict=True)}  # noqa: S704
        answer = render(request, "lens/kept.jinja", {"parts": parts})
        if self.told.get("has_form"):
            token = _token(request).encode()
            answer.content = answer.content.replace(_TOKEN.encode(), token)
        return answer


_published: Holding[Kept] = Holding(_MOST_PUBLISHED, lambda one: one.size)


def kept(
    request: HttpRequest,
    template: str,
    key: tuple[Hashable, ...],
    make: Callable[[], Mapping[str, Any]],
    *,
    asks: tuple[str, ...] = (),
) -> Kept:
    """A page of the reader's reach. ``key``: whatever else decides what it says. ``make`` gives the
    template's context; of it ``told`` (a mapping) comes back each time. ``asks``: functions of the shell,
    each giving a mapping, that the template calls: they are asked each time, and decide what it says."""
    lens = Lens.for_request(request)
    asked = _asked(request, asks)
    answers = tuple(tuple(sorted(told.items())) for told in asked.values())
    return lens.kept(
        (template, *key, *answers),
        lambda: _drawn(
            lens, template, {**make(), **{name: partial(dict, told) for name, told in asked.items()}}
        ),
    )


def until_an_act(
    request: HttpRequest,
    template: str,
    make: Callable[[], Mapping[str, Any]],
    *,
    own: bool = False,
    asked: Mapping[str, str] | None = None,
) -> Kept:
    """A page of acts at its address, drawn once for each reach until anybody changes anything.

    ``own``: it says something of its reader, and is drawn for each one. ``asked``: what it takes from the
    address's query. What it says may hang on these, on the days that are read and on today, and on nothing
    else outside facts and acts. ``make`` reads whatever it shows: what was read before may be older than the
    last act.
    """
    lens = Lens.for_request(request)
    whose = getattr(request.user, "pk", None) if own else None
    days = (lens.today, lens.acts_day, lens.known_on)
    key = ("acts", request.path, tuple((asked or {}).items()), whose, days, trail.acts_until_now())
    return kept(request, template, key, make)


def published(
    request: HttpRequest, template: str, key: tuple[Hashable, ...], make: Callable[[], Mapping[str, Any]]
) -> Kept:
    """A page of what was published and never changes, the same for everyone. ``key``: which it is, and its
    seal. It may not name its lens."""
    whose = our_authority(settings.SIGHTLINE_AUTHORITY).id
    key = (settings.SIGHTLINE_HOME, whose, template, *key)
    return _published.get(key, lambda: _drawn(None, template, make()))


def _asked(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Mapping[str, Any]]:
    if not names:
        return {}
    around: dict[str, Any] = {}
    for processor in engines["jinja2"].template_context_processors:  # type: ignore[attr-defined]
        around |= processor(request)
    return {name: around[name]() for name in names}


def _drawn(lens: Lens | None, template: str, context: Mapping[str, Any]) -> Kept:
    around: dict[str, Any] = {"csrf_token": _TOKEN}
    if lens is not None:
        around |= {"lens": _shared(lens), "may": _may(lens.user)}
    text = _environment().get_template(template).render({**context, **around})
    parts = tuple(text.split(_CUT))
    told = {**context.get("told", {}), "has_form": _TOKEN in text}
    return Kept(parts, told)


def _shared(lens: Lens) -> SimpleNamespace:
    """Of a lens, what everyone of the same reach shares."""
    names = ("protected", "sees_children", "snapshot", "as_at", "authority")
    return SimpleNamespace(**{name: getattr(lens, name) for name in names})


def _may(user: object) -> Callable[[str], bool]:
    return lambda name: may(user, Permission[name])


def _token(request: HttpRequest) -> str:
    from django.middleware.csrf import get_token

    return get_token(request)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The site's own, but for the shell, which is left to each reader."""
    site: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    loader = ChoiceLoader([DictLoader({"page.jinja": _SHELL}), site.loader])  # type: ignore[list-item]
    return site.overlay(loader=loader, undefined=_Nobody)
