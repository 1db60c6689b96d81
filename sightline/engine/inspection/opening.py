"""Telling a file's kind by its bytes, whatever its name says, and reading it as lines."""

from pathlib import Path

from sightline.engine.inspection.lines import Source
from sightline.engine.inspection.pdf_source import read_pdf
from sightline.engine.inspection.text_source import read_html, read_text

LARGEST = 60 * 1024 * 1024
LARGEST_TEXT = 2 * 1024 * 1024
_OTHERS = (
    (b"PK\x03\x04", "an Office document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich text file"),
)
_EXPECTED = "expected an inspection report as PDF, HTML or text."


def open_source(path: Path) -> Source:
    """A report's file as lines. Raises ``ValueError`` saying what was found and what was expected."""
    size = path.stat().st_size
    if size == 0:
        raise ValueError("found an empty file, expected an inspection report. Download it again.")
    if size > LARGEST:
        raise ValueError(f"found a file of {size:,} bytes, expected a report of at most {LARGEST:,}.")
    with path.open("rb") as file:
        head = file.read(2048)
    if b"%PDF-" in head[:1024]:
        return read_pdf(path)
    for mark, kind in _OTHERS:
        if head.startswith(mark):
            raise ValueError(f"found {kind}, {_EXPECTED} Save it as PDF and load that.")
    if size > LARGEST_TEXT:
        raise ValueError(
            f"found a text of {size:,} bytes, {_EXPECTED} A report's text has less than {LARGEST_TEXT:,}."
        )
    data = path.read_bytes()
    low = head.lower().lstrip(b"\xef\xbb\xbf \t\r\n")
    if low.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in low or b"<body" in low:
        return read_html(data)
    return read_text(_decoded(data))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise ValueError(f"found a file that is neither text nor PDF, {_EXPECTED}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
