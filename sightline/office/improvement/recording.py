"""The trail's entry for an act, written in the same transaction as the act."""

from typing import Any

from django.db.models import Model

from sightline.office.access import trail
from sightline.office.access.models import User


def tell(what: str, row: Model, *, by: User, **details: Any) -> None:
    """Record that somebody did something to a row of the office. ``details`` must name no child."""
    trail.record(what, by=by, subject=f"{row._meta.label_lower}:{row.pk}", details=details)
