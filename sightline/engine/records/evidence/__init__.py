"""The evidence store: files as submitted, submissions as read, snapshots of the record."""

from sightline.engine.records.evidence.changes import Change, changes
from sightline.engine.records.evidence.model import (
    EvidenceRow,
    Loaded,
    Snapshot,
    Submission,
    SubmittedFile,
    Tombstone,
)
from sightline.engine.records.evidence.store import Batch, EvidenceStore, MissingFileError, files_in

__all__ = [
    "Batch",
    "Change",
    "EvidenceRow",
    "EvidenceStore",
    "Loaded",
    "MissingFileError",
    "Snapshot",
    "Submission",
    "SubmittedFile",
    "Tombstone",
    "changes",
    "files_in",
]
