"""The evidence store: files as submitted, submissions as read, snapshots of the record."""

from sightline.engine.records.evidence.model import (
    EvidenceRow,
    Loaded,
    Snapshot,
    Submission,
    SubmittedFile,
)
from sightline.engine.records.evidence.store import Batch, EvidenceStore, MissingFileError, files_in

__all__ = [
    "Batch",
    "EvidenceRow",
    "EvidenceStore",
    "Loaded",
    "MissingFileError",
    "Snapshot",
    "Submission",
    "SubmittedFile",
    "files_in",
]
