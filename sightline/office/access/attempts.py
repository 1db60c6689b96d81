"""How often somebody may try to sign in: after a few wrong attempts, they wait.

Wrong attempts are counted on one account from one address, from one address, and on one account. An attempt
is counted before its password is looked at, so that many at once gain nothing.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from sightline.office.access.models import Attempts

WAIT = timedelta(minutes=15)
"""How long a count stands after the last wrong attempt."""

PAIR, ADDRESS, ACCOUNT = 5, 50, 25
"""Wrong attempts before whoever tries must wait. Local practice."""


@dataclass(frozen=True)
class Turn:
    """An attempt to sign in. ``minutes``: how long to wait before the next; 0: this one may go on."""

    keys: tuple[str, str, str]
    minutes: int = 0


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the outermost proxy that we trust tells it."""
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.SIGHTLINE_PROXIES
    if trusted and len(told) >= trusted:
        return str(told[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))


def take(username: str, address: str) -> Turn:
    """Count an attempt as wrong until it proves right, or say how long to wait."""
    account = username.strip().casefold()
    keys = (_key("pair", account, address), _key("address", address), _key("account", account))
    now = timezone.now()
    with transaction.atomic():
        for key in sorted(keys):
            Attempts.objects.get_or_create(key=key, defaults={"last": now})
        held = _locked(keys)
        for one in held.values():
            one.wrong = one.wrong if one.last + WAIT > now else 0
        limits = zip(keys, (PAIR, ADDRESS, ACCOUNT), strict=True)
        until = [held[key].last + WAIT for key, most in limits if held[key].wrong >= most]
        if until:
            return Turn(keys, _minutes(max(until), now))
        for one in held.values():
            one.wrong, one.last = one.wrong + 1, now
            one.save(update_fields=["wrong", "last"])
    return Turn(keys)


def was_right(turn: Turn) -> None:
    """Take an attempt back: the password was right. What else was counted of the pair goes too."""
    pair = turn.keys[0]
    with transaction.atomic():
        for key, one in _locked(turn.keys).items():
            one.wrong = 0 if key == pair else max(0, one.wrong - 1)
            one.save(update_fields=["wrong"])
    _forget()


def _locked(keys: Iterable[str]) -> dict[str, Attempts]:
    found = Attempts.objects.select_for_update().filter(key__in=list(keys)).order_by("key")
    return {one.key: one for one in found}


def _forget() -> None:
    """Remove counts that stand no longer, but for those that somebody is changing at this moment."""
    with transaction.atomic():
        old = Attempts.objects.filter(last__lte=timezone.now() - WAIT)
        ids = [one.pk for one in old.select_for_update(skip_locked=True)]
        Attempts.objects.filter(pk__in=ids).delete()


def _minutes(until: datetime, now: datetime) -> int:
    return max(1, ceil((until - now).total_seconds() / 60))


def _key(*parts: str) -> str:
    told = "\x00".join(parts).encode()
    key: str = settings.SECRET_KEY
    return hmac.new(key.encode(), told, hashlib.sha256).hexdigest()
