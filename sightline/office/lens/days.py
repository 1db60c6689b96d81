"""The days that a page is read by."""

from datetime import date, timedelta

from django.http import HttpRequest
from django.utils import timezone

from sightline.engine.authority import Authority

AS_AT, KNOWN_ON = "as_at", "known_on"
"""Under these names a person's session holds the days that they chose to read as at and as known on."""


def today(authority: Authority) -> date:
    """The office's own day: the demonstration's clock stands still."""
    return authority.demo_as_at or timezone.localdate()


def month_end(day: date) -> date:
    """The last day of the last month that had ended by a day."""
    tomorrow = day + timedelta(1)
    return day if tomorrow.day == 1 else day.replace(day=1) - timedelta(1)


def chosen_day(request: HttpRequest, name: str) -> date | None:
    """The day that a person chose under one of these names; None where they chose none."""
    told = request.session.get(name) if hasattr(request, "session") else None
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        return None
