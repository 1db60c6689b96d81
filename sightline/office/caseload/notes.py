"""Notes as pages show them: beside their obligation, or orphaned where a later snapshot no longer has it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

import polars as pl

from sightline.office.caseload.models import Note
from sightline.office.lens.lens import Lens


def reading_day(lens: Lens) -> date:
    """The last day whose notes a page shows."""
    return min(lens.as_at, lens.known_on or lens.as_at)


def notes_of(lens: Lens, keys: Collection[str]) -> dict[str, list[Note]]:
    """What had been said of these obligations by the day that is read, by key, the oldest first."""
    found: dict[str, list[Note]] = defaultdict(list)
    if keys:
        told = Note.objects.filter(key__in=list(keys), on__lte=reading_day(lens)).select_related("by")
        for note in told:
            found[note.key].append(note)
    return found


def child_notes(lens: Lens, person_id: str, keys: Iterable[str]) -> tuple[dict[str, list[Note]], list[Note]]:
    """What had been said of a child's obligations, by key; and the notes whose obligation is gone."""
    by_key: dict[str, list[Note]] = defaultdict(list)
    for note in Note.objects.filter(person_id=person_id, on__lte=reading_day(lens)).select_related("by"):
        by_key[note.key].append(note)
    known = set(keys)
    gone = [note for key, told in by_key.items() if key not in known for note in told]
    return by_key, gone


def orphaned(lens: Lens, duty: str) -> list[tuple[Note, str | None]]:
    """Notes on a duty whose obligation the record no longer has, each with its child's handle (None: the
    child is no longer in the record either). Only of children in reach.
    """
    told = Note.objects.filter(duty=duty, on__lte=reading_day(lens)).select_related("by")
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
