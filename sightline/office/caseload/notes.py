"""Notes as pages show them: beside their obligation, or orphaned where a later snapshot no longer has it.

A note is an act: what was read stands until somebody acts again.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping

import polars as pl
from django.db.models import Q

from sightline.office.access import trail
from sightline.office.caseload.models import Note
from sightline.office.lens.lens import Lens


def _told(lens: Lens, key: tuple[Hashable, ...], which: Q) -> list[Note]:
    """The notes that had been made by the day that is read, the oldest first."""
    day = lens.acts_day

    def read() -> list[Note]:
        return list(Note.objects.filter(which, on__lte=day).select_related("by"))

    return lens.once(("notes", *key, day, trail.acts_until_now()), read)


def notes_of(lens: Lens, keys: Collection[str]) -> dict[str, list[Note]]:
    """What had been said of these obligations by the day that is read, by key, the oldest first."""
    found: dict[str, list[Note]] = defaultdict(list)
    if keys:
        for note in _told(lens, ("of", *keys), Q(key__in=list(keys))):
            found[note.key].append(note)
    return found


def signature(notes: Mapping[str, Iterable[Note]]) -> tuple[tuple[str, int, str], ...]:
    """What tells these notes from any others: a note never changes, but its writer's name may."""
    return tuple((key, note.pk, str(note.by)) for key, told in notes.items() for note in told)


def notes_about(lens: Lens, person_id: str) -> list[Note]:
    """What had been said of a child's obligations by the day that is read, the oldest first."""
    return _told(lens, ("about", person_id), Q(person_id=person_id))


def by_key(said: Iterable[Note], keys: Iterable[str]) -> tuple[dict[str, list[Note]], list[Note]]:
    """Notes by the key of their obligation; and those whose obligation is not among ``keys``: it is gone."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in said:
        found[note.key].append(note)
    known = set(keys)
    gone = [note for key, told in found.items() if key not in known for note in told]
    return found, gone


def orphaned(lens: Lens, duty: str) -> list[tuple[Note, str | None]]:
    """Notes on a duty whose obligation the record no longer has, each with its child's handle (None: the
    child is no longer in the record either). Only of children in reach.
    """
    told = _told(lens, ("on", duty), Q(duty=duty))
    if not told:
        return []
    keys = [note.key for note in told]
    known = set(lens.obligations(duty).filter(pl.col("key").is_in(keys))["key"])
    found: list[tuple[Note, str | None]] = []
    for note in told:
        if note.key in known:
            continue
        may = lens.may_name(note.person_id)
        if may is not False:
            found.append((note, lens.handle(note.person_id) if may else None))
    return found
