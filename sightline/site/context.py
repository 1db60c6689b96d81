"""What the page shell knows of whoever reads it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest

from sightline.engine.authority import Body
from sightline.office.access import trail
from sightline.office.access.confirming import confirmed
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may, role_of
from sightline.office.governance import records
from sightline.office.governance.clock import ReplyState
from sightline.office.improvement.days import reading_day
from sightline.office.lens.lens import Lens
from sightline.site.navigation import links


def _waiting(bodies: Iterable[Body], day: date) -> dict[str, int]:
    states = [reply.state for _, reply in records.waiting(bodies, day)]
    return {"waiting": len(states), "overdue": states.count(ReplyState.OVERDUE)}


def shell(request: HttpRequest) -> dict[str, Any]:
    """The reader's lens, role, links, and what they may do."""
    user = getattr(request, "user", None)

    def allowed(name: str) -> bool:
        return may(user, Permission[name])

    def challenges_waiting() -> dict[str, int]:
        """How many challenges wait for an answer, for the pages of rooms that know nothing of bodies."""
        lens, day = Lens.for_request(request), reading_day(request)
        key = ("challenges waiting", day, trail.acts_until_now())
        return dict(lens.once(key, lambda: _waiting(lens.authority.bodies, day)))

    return {
        "challenges_waiting": challenges_waiting,
        "lens": Lens.for_request(request) if user is not None else None,
        "reader": user,
        "role": role_of(user),
        "may": allowed,
        "messages": lambda: confirmed(request),
        "navigation": links(user, request.path),
    }
