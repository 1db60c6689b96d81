"""The lens: the only way from a page to facts."""

from datetime import date
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from sightline.office.lens.children import OfChildren
from sightline.office.lens.days import AS_AT, KNOWN_ON, chosen_day
from sightline.office.lens.ours import our_authority
from sightline.office.lens.told import OfFigures


class Lens(OfChildren, OfFigures):
    """Facts as one person may see them. Made by ``for_request``, or by ``of`` where no page is asked for."""

    @classmethod
    def for_request(cls, request: HttpRequest) -> "Lens":
        """The lens of whoever asks for a page, made once for each request."""
        held = cast(Any, request)
        if not hasattr(held, "sightline_lens"):
            days = {name: chosen_day(request, name) for name in (AS_AT, KNOWN_ON)}
            authority = our_authority(settings.SIGHTLINE_AUTHORITY)
            held.sightline_lens = cls(request.user, authority, days[AS_AT], days[KNOWN_ON])
        return cast(Lens, held.sightline_lens)

    @classmethod
    def of(cls, user: object, as_at: date | None = None, known_on: date | None = None) -> "Lens":
        """The lens of a person outside any page."""
        return cls(user, our_authority(settings.SIGHTLINE_AUTHORITY), as_at, known_on)

    def earlier(self, day: date) -> "Lens":
        """The same records, as known on the same day, as at an earlier day."""
        return Lens(self.user, self.authority, min(day, self.as_at), self.known_on)
