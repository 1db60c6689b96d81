"""What kind of bytes a file holds, and whether it is safe to open: before any parser sees them."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

MAX_UNPACKED = 400_000_000
"""Bytes that a workbook may hold once unpacked; a county's Annex A holds less than 50 million."""

MAX_RATIO = 120
"""How many times larger than packed a large part may be; a worksheet of real rows stays under 40."""

RATIO_COUNTS_FROM = 5_000_000
MAX_PARTS = 2_000
_CHUNK = 1 << 20

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK", "zip", "a ZIP archive"),
    (b"%PDF", "pdf", "a PDF document"),
    (b"\x89PNG", "picture", "a PNG picture"),
    (b"\xff\xd8\xff", "picture", "a JPEG picture"),
    (b"GIF8", "picture", "a GIF picture"),
    (b"\x1f\x8b", "gzip", "a gzip archive"),
    (b"Rar!", "archive", "a RAR archive"),
    (b"7z\xbc\xaf", "archive", "a 7-Zip archive"),
    (b"SQLite format 3", "database", "a SQLite database"),
    (b"{\\rtf", "document", "a rich text document"),
    (b"PAR1", "parquet", "a Parquet file"),
)
_CONTROL = bytes([*range(1, 9), *range(14, 32)])
_MUCH_CONTROL = 40
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Kind:
    """What the first bytes say: ``name`` for programs, ``words`` for people."""

    name: str
    words: str


@dataclass(frozen=True)
class RefusedError(Exception):
    """Why a container is not opened, in the words of a reading problem."""

    code: str
    found: str
    expected: str
    advice: str = ""


def kind_of(content: bytes) -> Kind:
    """What the bytes hold, by their first bytes: never by the file's name."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return Kind("empty", "an empty file" if not content else "a file of blanks only")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return Kind("encrypted", "a workbook protected by a password")
        return Kind("old_excel", "an Excel 97-2003 workbook or other old Office document")
    for magic, name, words in _MAGIC:
        if content.startswith(magic):
            return Kind(name, words)
    return _kind_of_text(content)


def _kind_of_text(content: bytes) -> Kind:
    head = content[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return Kind("html", "a web page")
    if head.startswith(b"<"):
        return Kind("xml", "an XML document")
    looked_at = content[:4096]
    if len(looked_at) - len(looked_at.translate(None, _CONTROL)) > _MUCH_CONTROL:
        return Kind("binary", "binary data")
    return Kind("text", "text")


def unpack(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a workbook, each unpacked under a limit whatever its header declares.

    Raises RefusedError: truncated or not a ZIP, protected by a password, unreasonably large once unpacked,
    damaged, or holding a document type declaration (the way to entity attacks).
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise RefusedError(
            "damaged_workbook",
            "a ZIP archive that is cut short or damaged",
            "a whole XLSX workbook",
            "Save the workbook again and send it whole",
        ) from error
    with archive:
        entries = archive.infolist()
        _check_declared(entries, len(content))
        total = 0
        for entry in entries:
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            part = _unpack_part(archive, entry, MAX_UNPACKED - total)
            total += len(part)
            yield entry.filename, part


def _check_declared(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError(
            "password", "a workbook protected by a password", "a workbook without one", "Save it without one"
        )
    unpacked = sum(entry.file_size for entry in entries)
    steep = unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * max(packed, 1)
    if unpacked > MAX_UNPACKED or steep or len(entries) > MAX_PARTS:
        raise RefusedError(
            "zip_bomb",
            f"{packed:,} bytes that unpack to {unpacked:,} in {len(entries):,} parts",
            f"at most {MAX_UNPACKED:,} bytes and {MAX_RATIO} times the packed size",
            "Not opened. Split the workbook if its rows are real",
        )


def _unpack_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    try:
        with archive.open(entry) as stream:
            part = stream.read(room + 1)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise RefusedError(
            "damaged_workbook",
            f"part {entry.filename[:40]} is damaged",
            "a whole XLSX workbook",
            "Save the workbook again and send it whole",
        ) from error
    if len(part) > room:
        raise RefusedError(
            "zip_bomb", "a workbook larger than it declares", f"at most {MAX_UNPACKED:,} bytes"
        )
    if has_doctype(part):
        raise RefusedError(
            "document_type",
            f"a document type declaration in {entry.filename[:40]}",
            "a workbook without one",
            "Not opened: such declarations can make a reader fetch or repeat other files",
        )
    return part


def has_doctype(content: bytes) -> bool:
    """Whether the bytes declare a document type or entity, in any encoding that XML parsers guess."""
    if b"\x00" in content[:64]:
        wide = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        return any(mark.encode(name) in content for mark in ("!DOCTYPE", "!ENTITY") for name in wide)
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content
