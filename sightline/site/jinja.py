"""The templates' environment: addresses, static files, and dates and figures in words."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.templatetags.static import static as look_up_static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from jinja2 import Environment

from sightline.engine.measures.presentation import as_text, assurance_text, ceiling_text, floor_text


def url(name: str, *args: Any) -> str:
    """The address of a page by its name."""
    return _url(get_script_prefix(), get_urlconf(), name, args)


@lru_cache(maxsize=8192)
def _url(prefix: str, urlconf: str | None, name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args)


@lru_cache(maxsize=256)
def static(path: str) -> str:
    """The address of a static file."""
    return look_up_static(path)


def day(value: date | datetime | str | None) -> str:
    """ "30 September 2019"; nothing for nothing."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%-d %B %Y}"


def moment(value: datetime | None) -> str:
    """ "30 September 2019 at 14:05"; nothing for nothing."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%-d %B %Y at %H:%M}"


def number(value: int | None) -> str:
    """ "1,234"; nothing for nothing."""
    return "" if value is None else f"{value:,}"


def environment(**options: Any) -> Environment:
    """Everything that a template may use without asking."""
    options.update(trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)  # noqa: S701 -- Django passes autoescape=True
    env.globals.update(url=url, static=static)
    env.filters.update(day=day, moment=moment, number=number)
    env.filters.update(figure=as_text, assurance=assurance_text, floor_of=floor_text, ceiling_of=ceiling_text)
    return env
