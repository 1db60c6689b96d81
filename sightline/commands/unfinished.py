"""Loads that came to no end: what is said of them."""

from sightline.commands.shell import SPEAK
from sightline.engine.records.evidence import EvidenceStore

WAITS = "Files that were kept are loaded by the next load, before its own"


def say_unfinished(store: EvidenceStore) -> None:
    """Loads of which nothing is in force, on standard error."""
    for one in store.unfinished():
        more = f" and {len(one.files) - 1} more" if len(one.files) > 1 else ""
        reason = f" ({one.reason})" if one.reason else ""
        if one.set_aside:
            what = f"was set aside{reason}. The files are kept; load them again"
        else:
            what = f"was interrupted{reason}. {WAITS}"
        named = f"{one.files[0] if one.files else 'files'}{more}"
        SPEAK.print(f"A load of {named}, received {one.received:%d %B %Y}, {what}", markup=False)
