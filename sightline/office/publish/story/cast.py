"""Who does what in the story."""

from dataclasses import dataclass

from sightline.office.access.models import User


@dataclass(frozen=True)
class Cast:
    """Who does what in the story: one account of each role."""

    lead: User
    clerk: User
    councillor: User
    director: User
    performance: User
    manager: User
