"""The trail of who saw and did what: only ever added to, each entry sealed to the one before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Subquery
from django.utils import timezone

from sightline.office.access.models import Chain, Entry, User
from sightline.office.access.turns import Turns

# Asked on nearly every page: no query is built anew.
_CHAIN = "SELECT * FROM access_chain WHERE id = 1"
_ACTS = "SELECT acts FROM access_chain WHERE id = 1"
_MOVE = "UPDATE access_chain SET number = %s, digest = %s, acts = %s WHERE id = 1"


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def digest_of(entry: Entry) -> str:
    """The SHA-256 of an entry's content and of the digest before it."""
    told = [
        entry.number,
        entry.at.isoformat(),
        entry.by_id,
        entry.what,
        entry.subject,
        entry.why,
        entry.details,
        entry.before,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _end() -> Chain:
    """The end of the chain, held until the transaction ends."""
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""
    for chain in Chain.objects.raw(_CHAIN + held):
        return chain
    Chain.objects.get_or_create(pk=1)
    return Chain.objects.select_for_update().get(pk=1)


def record(
    what: str,
    *,
    by: User | None,
    subject: str = "",
    why: str = "",
    details: Mapping[str, Any] | None = None,
    changes: bool = True,
) -> Entry:
    """Add an entry. ``subject`` is what it was about, ``details`` plain values; neither may name a child.

    ``changes``: whether a page may say something else after it; not so where somebody only saw.
    """
    told = json.loads(json.dumps(dict(details or {}), default=_plain))
    entry = Entry(by=by, what=what, subject=subject, why=why, details=told)
    if connection.in_atomic_block:
        _add([(entry, changes)])
    else:
        _turns.add((entry, changes))
    return entry


@transaction.atomic
def _add(told: Sequence[tuple[Entry, bool]]) -> None:
    """Put entries at the end of the chain; of each, whether it changes what a page may say."""
    chain = _end()
    number, digest, acts = chain.number, chain.digest, chain.acts
    for entry, changes in told:
        entry.number, entry.before, entry.at = number + 1, digest, timezone.now()
        entry.digest = digest_of(entry)
        number, digest = entry.number, entry.digest
        acts = digest if changes else acts
    Entry.objects.bulk_create([entry for entry, _ in told])
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [number, digest, acts])


_turns = Turns(_add)


def acts_until_now() -> str:
    """A mark that is another one as soon as anybody has changed anything: it moves with the act itself, in
    one transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTS)
        found = cursor.fetchone()
    return str(found[0]) if found else ""


@dataclass(frozen=True)
class Check:
    """What looking along the chain found. ``broken``: the number of the first entry that does not follow from
    the one before it; None where all do. ``first`` to ``last``: the entries that were looked at."""

    broken: int | None
    first: int
    last: int


def _both_ends() -> tuple[Chain, int]:
    """The end of the chain, and the number of the last entry, at one moment: one statement, which keeps
    nobody from writing."""
    last = Entry.objects.order_by("-number").values("number")[:1]
    chain = Chain.objects.filter(pk=1).annotate(top=Subquery(last)).first()
    if chain is None:
        return Chain(), Entry.objects.values_list("number", flat=True).first() or 0
    return chain, chain.top or 0


def check(newest: int | None = None) -> Check:
    """Look along the newest entries of the chain, or along all of them."""
    chain, top = _both_ends()
    end = max(chain.number, top)
    start = max(0, end - newest) if newest else 0
    before = Entry.objects.filter(number=start).first()
    number, digest = start, before.digest if before else ""
    for entry in Entry.objects.filter(number__gt=start, number__lte=end).order_by("number").iterator():
        number += 1
        if entry.number != number or entry.before != digest or entry.digest != digest_of(entry):
            return Check(number, start + 1, end)
        digest = entry.digest
    if number != chain.number:
        return Check(min(number, chain.number) + 1, start + 1, end)
    return Check(None if digest == chain.digest else number, start + 1, end)


def first_break() -> int | None:
    """The number of the first entry that does not follow from the one before it; None where all do."""
    return check().broken
