"""Facts worked out before anybody asks, so that the first reader of a new snapshot finds them there."""

import logging
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from sightline.engine.measures.periods import months_back
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.results import Results
from sightline.office.lens.days import month_end, today
from sightline.office.lens.figures import MONTHS_OF_DRIFT
from sightline.office.lens.ours import our_authority
from sightline.office.lens.sight import sight

LOG = logging.getLogger(__name__)


def month_before(day: date) -> date:
    """The last day of the month before a day's own."""
    return day.replace(day=1) - timedelta(1)


def make_ready() -> bool:
    """Work out the snapshot in force as at today, the end of the month before (against which the director
    reads it) and the day as at which protected figures are read; keep them beside the snapshot. False where
    that failed."""
    authority = our_authority(settings.SIGHTLINE_AUTHORITY)
    store = EvidenceStore(Path(settings.SIGHTLINE_HOME), authority.id)
    snapshot = store.in_force()
    if snapshot is None:
        return True
    day = today(authority)
    found = Results(store, snapshot, day, authority)
    before = Results(store, snapshot, month_before(day), authority)
    told = Results(store, snapshot, month_end(day), authority)
    try:
        _ = found.obligations, found.people, found.sealed, told.protected
        _ = before.obligations, before.people
    except Exception:
        LOG.exception("A snapshot could not be worked out")
        return False
    return True


def hold_ready() -> None:
    """Take what the first readers will ask for into this process's memory. What fails here fails again, and
    is told, when somebody asks."""
    authority = our_authority(settings.SIGHTLINE_AUTHORITY)
    store = EvidenceStore(Path(settings.SIGHTLINE_HOME), authority.id)
    try:
        snapshot = store.in_force()
        if snapshot is None or not make_ready():
            return
        day = today(authority)
        whole = sight(store, snapshot, day, authority)
        _ = whole.handles, whole.names, whole.shows, whole.owed, whole.dates_only
        before = sight(store, snapshot, month_before(day), authority)
        _ = before.owed, before.people
        whole.figures.drift()
        whole.figures.differences("area_id")
        told = sight(store, snapshot, month_end(day), authority)
        told.figures.of_all(protected=True, dimensions=("all",), first=months_back(day, MONTHS_OF_DRIFT))
    except Exception:
        LOG.exception("A snapshot could not be held ready")
