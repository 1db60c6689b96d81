"""Which snapshot stands, found by one look at a folder rather than by a walk through it."""

import time
from datetime import date
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore, Snapshot
from sightline.office.lens.holding import Holding

_FRESH_NS = 1_000_000_000
"""A folder touched within the last second is walked again: its clock may not tell two changes apart."""

_held: Holding[Snapshot | None] = Holding(60)


def last_touched(folder: Path) -> int | None:
    """When a name in a folder last changed, in nanoseconds; None where that was only just, so that another
    change could bear the same time, or where there is no folder."""
    try:
        touched = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return None if time.time_ns() - touched < _FRESH_NS else touched


def standing(store: EvidenceStore, known_on: date | None = None) -> Snapshot | None:
    """As ``EvidenceStore.in_force``. A new snapshot takes its name in its folder in one step, so the folder
    says whether anything has changed."""
    folder = Path(store.home) / "snapshots"
    touched = last_touched(folder)
    if touched is None:
        return store.in_force(known_on)
    return _held.get((str(folder), touched, known_on), lambda: store.in_force(known_on))
