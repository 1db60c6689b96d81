"""Files from a browser: limits that hold before they are read, bytes kept before anything looks inside."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from sightline.engine.records.evidence import EvidenceStore, SubmittedFile
from sightline.engine.records.reading import File

if TYPE_CHECKING:
    Sent = UploadedFile[bytes]
else:
    Sent = UploadedFile

MEGABYTE = 1024 * 1024
LARGEST_FILE = 200 * MEGABYTE
LARGEST_UPLOAD = 500 * MEGABYTE
"""A county's largest yearly files are a tenth of these."""

MOST_FILES = 100
_LONGEST_NAME = 120
_NOT_DATA = frozenset({"submission.json", "Thumbs.db", "desktop.ini"})
_LONGEST_FIELDS = MEGABYTE


class TooLargeError(ValueError):
    """More was sent than is taken at once. Says what was found, the limit, and what to do."""


class Quota(FileUploadHandler):
    """Ends an upload that is larger than the limit, before its files are read."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.sent = int(request.META.get("CONTENT_LENGTH") or 0)

    @property
    def exceeded(self) -> bool:
        """Whether more was sent than is taken at once."""
        return self.sent > LARGEST_UPLOAD + _LONGEST_FIELDS

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse the first file of an upload that is too large."""
        if self.exceeded:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand every chunk on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
        return


def wanted(uploads: Iterable[Sent]) -> list[Sent]:
    """The files that may hold data: what file managers leave in folders is passed over."""
    return [one for one in uploads if shown_name(one)[0] != "." and shown_name(one) not in _NOT_DATA]


def shown_name(upload: Sent) -> str:
    """A file's name as it is shown: no folder, nothing unprintable. Never used as a path."""
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    printable = "".join(mark for mark in name if mark.isprintable()).strip()
    return printable[-_LONGEST_NAME:] or "a file without a name"


def check_sizes(uploads: Iterable[Sent]) -> None:
    """Raises TooLargeError where a file, or all together, are larger than is taken at once."""
    total = 0
    for one in uploads:
        size = one.size or 0
        total += size
        if size > LARGEST_FILE:
            raise TooLargeError(
                f"{shown_name(one)} has {size / MEGABYTE:,.0f} MB. A file may have "
                f"{LARGEST_FILE // MEGABYTE:,} MB: split it, or load it with the command line on the server."
            )
    if total > LARGEST_UPLOAD:
        raise TooLargeError(too_much(total))


def too_much(size: int) -> str:
    """What is said of an upload that is too large as a whole."""
    return (
        f"The files have {size / MEGABYTE:,.0f} MB together. At once {LARGEST_UPLOAD // MEGABYTE:,} MB are "
        "taken: send them in several loads, or load them with the command line on the server."
    )


def keep(store: EvidenceStore, uploads: Iterable[Sent]) -> list[SubmittedFile]:
    """Keep the bytes of each file, one in memory at a time; they last once this returns.

    The same bytes twice under one name are one file.
    """
    kept: dict[tuple[str, str], SubmittedFile] = {}
    for one in uploads:
        content = one.read()
        file = File(shown_name(one), content, hashlib.sha256(content).hexdigest())
        store.keep([file])
        kept[file.name, file.sha256] = SubmittedFile(file.name, file.sha256, len(content))
    return list(kept.values())
