"""Notes as pages show them: beside their obligation, or orphaned where a later snapshot no longer has it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import polars as pl

from sightline.office.caseload.models import Note
from sightline.office.lens.lens import Lens


def notes_of(lens: Lens, keys: Collection[str]) -> dict[str, list[Note]]:
    """What had been said of these obligations by the day that is read, by key, the oldest first."""
    found: dict[str, list[Note]] = defaultdict(list)
    if keys:
        told = Note.objects.filter(key__in=list(keys), on__lte=lens.acts_day).select_related("by")
        for note in told:
            found[note.key].append(note)
    return found


def signature(notes: Mapping[str, Iterable[Note]]) -> tuple[tuple[str, int, str], ...]:
    """What tells these notes from any others: a note never changes, but its writer's name may."""
    return tuple((key, note.pk, str(note.by)) for key, told in notes.items() for note in told)


def notes_about(lens: Lens, person_id: str) -> list[Note]:
    """What had been said of a child's obligations by the day that is read, the oldest first."""
    return list(Note.objects.filter(person_id=person_id, on__lte=lens.acts_day).select_related("by"))


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
    told = Note.objects.filter(duty=duty, on__lte=lens.acts_day).select_related("by")
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
