"""Facts worked out before anybody asks, so that the first reader of a new snapshot finds them there."""

import logging
from pathlib import Path

from django.conf import settings

from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.results import Results
from sightline.office.lens.lens import our_authority, today

LOG = logging.getLogger(__name__)


def make_ready() -> bool:
    """Work out the snapshot in force as at today and keep it beside the snapshot; False where that failed."""
    authority = our_authority(settings.SIGHTLINE_AUTHORITY)
    store = EvidenceStore(Path(settings.SIGHTLINE_HOME), authority.id)
    snapshot = store.in_force()
    if snapshot is None:
        return True
    found = Results(store, snapshot, today(authority), authority)
    try:
        _ = found.obligations, found.people, found.sealed
    except Exception:
        LOG.exception("A snapshot could not be worked out")
        return False
    return True
