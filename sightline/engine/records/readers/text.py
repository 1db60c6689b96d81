"""Bytes to text: encodings as authorities really send them, one line in another encoding included."""

import codecs

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _utf16_without_mark(content: bytes) -> str | None:
    sample = content[:2000]
    if len(sample) < 4 or 0 not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def _line_by_line(content: bytes, findings: Findings) -> bytes:
    """Each line as UTF-8 where it is, else as Windows-1252; says so where a file mixes the two."""
    lines = content.split(b"\n")
    other: list[int] = []
    utf8_seen = False
    unknown: list[int] = []
    for index, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            utf8_seen = True
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            if "�" in text:
                unknown.append(index + 1)
            lines[index] = text.encode("utf-8")
            other.append(index + 1)
    if utf8_seen:
        findings.add(
            "mixed_encoding",
            Severity.NOTE,
            rows=pl.Series(other),
            found="Windows-1252 letters",
            expected="one encoding in the whole file, UTF-8 for choice",
            advice="Read line by line. Look at accented letters in these rows",
        )
    findings.add(
        "unknown_letters",
        Severity.NOTE,
        rows=pl.Series(unknown, dtype=pl.Int64),
        found="bytes that are no letter in UTF-8 or Windows-1252",
        expected="text in UTF-8",
        advice="They stand as �",
    )
    return b"\n".join(lines)


def to_utf8(content: bytes, findings: Findings) -> bytes:
    """The same text in UTF-8 without a mark, with line ends that every parser knows.

    Understands UTF-8 with and without a mark, UTF-16 with and without one, Windows-1252, and files that
    mix UTF-8 with Windows-1252. NUL bytes are taken out and reported.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            content = content[len(mark) :]
            if encoding != "utf-8":
                content = content.decode(encoding, errors="replace").encode("utf-8")
            break
    else:
        if guessed := _utf16_without_mark(content):
            content = content.decode(guessed, errors="replace").encode("utf-8")
    if b"\x00" in content:
        content = _without_nuls(content, findings)
    if not content.isascii():
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            content = _line_by_line(content, findings)
    if b"\r" in content and b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return content


def _without_nuls(content: bytes, findings: Findings) -> bytes:
    rows = [index for index, line in enumerate(content.split(b"\n"), 1) if b"\x00" in line]
    findings.add(
        "nul_bytes",
        Severity.NOTE,
        rows=pl.Series(rows),
        found="NUL bytes",
        expected="text",
        advice="They were taken out. The file may have been cut or copied badly: check these rows",
    )
    return content.replace(b"\x00", b"")
