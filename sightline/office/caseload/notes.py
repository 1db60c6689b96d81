"""Notes as pages show them: beside their obligation, or orphaned where a later snapshot no longer has it.

A note is an act: what was read stands until somebody acts again.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import polars as pl
from django.db.models import Q

from sightline.office.access import trail
from sightline.office.caseload.models import Note
from sightline.office.lens.lens import Lens

_SHOWN = ("key", "person_id", "duty", "kind", "text", "on")
_NAMED = ("by__first_name", "by__last_name", "by__username")


@dataclass(frozen=True, slots=True)
class Said:
    """A note as it is shown and held in memory: of whoever wrote it, the name and nothing else."""

    pk: int
    key: str
    person_id: str
    duty: str
    kind: str
    text: str
    by: str
    on: date


def _told(lens: Lens, key: tuple[Hashable, ...], which: Q) -> tuple[Said, ...]:
    """The notes that had been made by the day that is read, the oldest first."""
    day = lens.acts_day

    def read() -> tuple[Said, ...]:
        found = Note.objects.filter(which, on__lte=day).select_related("by").only(*_SHOWN, *_NAMED)
        return tuple(map(_said, found))

    return lens.once(("notes", *key, day, trail.acts_until_now()), read)


def _said(note: Note) -> Said:
    told = (note.key, note.person_id, note.duty, note.get_kind_display(), note.text)
    return Said(note.pk, *told, by=str(note.by), on=note.on)


def notes_of(lens: Lens, keys: Collection[str]) -> dict[str, list[Said]]:
    """What had been said of these obligations by the day that is read, by key, the oldest first."""
    found: dict[str, list[Said]] = defaultdict(list)
    if keys:
        these = sha256("\n".join(keys).encode()).hexdigest()
        for note in _told(lens, ("of", these), Q(key__in=list(keys))):
            found[note.key].append(note)
    return found


def signature(notes: Mapping[str, Iterable[Said]]) -> tuple[tuple[str, int, str], ...]:
    """What tells these notes from any others: a note never changes, but its writer's name may."""
    return tuple((key, note.pk, note.by) for key, told in notes.items() for note in told)


def notes_about(lens: Lens, person_id: str) -> tuple[Said, ...]:
    """What had been said of a child's obligations by the day that is read, the oldest first."""
    return _told(lens, ("about", person_id), Q(person_id=person_id))


def by_key(said: Iterable[Said], keys: Iterable[str]) -> tuple[dict[str, list[Said]], list[Said]]:
    """Notes by the key of their obligation; and those whose obligation is not among ``keys``: it is gone."""
    found: dict[str, list[Said]] = defaultdict(list)
    for note in said:
        found[note.key].append(note)
    known = set(keys)
    gone = [note for key, told in found.items() if key not in known for note in told]
    return found, gone


def orphaned(lens: Lens, duty: str) -> list[tuple[Said, str | None]]:
    """Notes on a duty whose obligation the record no longer has, each with its child's handle (None: the
    child is no longer in the record either). Only of children in reach.
    """
    told = _told(lens, ("on", duty), Q(duty=duty))
    if not told:
        return []
    keys = [note.key for note in told]
    known = set(lens.obligations(duty).filter(pl.col("key").is_in(keys))["key"])
    found: list[tuple[Said, str | None]] = []
    for note in told:
        if note.key in known:
            continue
        may = lens.may_name(note.person_id)
        if may is not False:
            found.append((note, lens.handle(note.person_id) if may else None))
    return found
