"""The evidence store: files as submitted, submissions as read, snapshots of the record."""

from sightline.engine.records.evidence.changes import Change, changes
from sightline.engine.records.evidence.keeping import MissingFileError, files_in
from sightline.engine.records.evidence.model import (
    EvidenceRow,
    Lift,
    Loaded,
    Seal,
    Snapshot,
    Submission,
    SubmittedFile,
    Tombstone,
    Unfinished,
)
from sightline.engine.records.evidence.seals import NotToBeLiftedError
from sightline.engine.records.evidence.store import Batch, EvidenceStore
from sightline.engine.records.evidence.wrong import looked_at_first

__all__ = [
    "Batch",
    "Change",
    "EvidenceRow",
    "EvidenceStore",
    "Lift",
    "Loaded",
    "MissingFileError",
    "NotToBeLiftedError",
    "Seal",
    "Snapshot",
    "Submission",
    "SubmittedFile",
    "Tombstone",
    "Unfinished",
    "changes",
    "files_in",
    "looked_at_first",
]
