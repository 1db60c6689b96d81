"""A CSV file into a sheet of text, fast where it is sound and patient where it is not."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO, StringIO

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.sheet import NUMBER, Sheet
from sightline.engine.records.readers.text import to_utf8
from sightline.engine.records.reading import File

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_QUOTE = 50
"""Lines that one quoted cell may span before we hold that its closing quote is missing."""


def read_csv(file: File, place: str = "") -> tuple[Sheet | None, Findings]:
    """The cells of a CSV file as text, and what was wrong with its shape.

    None where nothing could be read (the findings say why). Row numbers count records, headings
    included: a record whose quoted cell spans several lines counts once. Blank records are left out but
    counted. Rows with more cells than headings are set aside (their cells may have shifted); shorter
    rows are read as far as they go.
    """
    findings = Findings(file.name, place)
    kind = kind_of(file.content)
    if kind.name not in ("text", "empty"):
        findings.whole("wrong_kind", kind.words, "a CSV file: text, one line for a row")
        return None, findings
    content = to_utf8(file.content, findings)
    headings, delimiter = _headings(content)
    if not headings:
        findings.whole("empty_file", kind.words, "a line of headings, then a line for each row")
        return None, findings
    cells = _fast(content, len(headings), delimiter)
    if cells is None:
        cells = _slow(content, len(headings), delimiter, findings)
    _tell_edges(file.content, content, findings)
    blank = pl.all_horizontal(pl.exclude(NUMBER).is_null())
    if cells["c0"].null_count():
        cells = cells.filter(~blank)
    if cells.is_empty():
        findings.add("no_rows", Severity.NOTE, found="headings only", expected="at least one row")
    return Sheet(file, place, "csv", headings, cells), findings


def _tell_edges(submitted: bytes, content: bytes, findings: Findings) -> None:
    """What stands before the first letter, and whether the last line has its end."""
    if submitted.startswith(BOM_UTF8):
        findings.add(
            "byte_order_mark",
            Severity.NOTE,
            found="a byte-order mark before the headings",
            expected="the first heading",
            advice="Left out; the file is read as UTF-8",
        )
    if not content.endswith((b"\n", b"\r")):
        findings.add(
            "last_line_open",
            Severity.NOTE,
            found="a last line without a line end",
            expected="a line end after the last row",
            advice="Read. Check that the file was not cut short",
        )


def first_record(content: bytes) -> tuple[str, ...]:
    """The headings alone, cheaply, for recognising a format."""
    return _first(content[:20_000])


@lru_cache(maxsize=256)
def _first(head: bytes) -> tuple[str, ...]:
    return _headings(to_utf8(head, Findings("")))[0]


def _headings(content: bytes) -> tuple[tuple[str, ...], str]:
    head = content[:100_000].decode("utf-8", errors="replace")
    first = next((line for line in _lines(head) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(head, newline=""), delimiter=delimiter)
    try:
        record = next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return (), delimiter
    while record and not record[-1].strip():
        record.pop()
    return tuple(" ".join(cell.split()) for cell in record), delimiter


def _lines(text: str) -> Iterator[str]:
    """Lines one after another, so that looking for the first costs one."""
    yield from StringIO(text, newline=None)


def _fast(content: bytes, width: int, delimiter: str) -> pl.DataFrame | None:
    """The cells by Polars' own parser, or None where the file's shape asks for patience."""
    quotes = content.count(b'"')
    if quotes % 2 or width == 1:
        return None
    try:
        frame = pl.read_csv(
            BytesIO(content),
            has_header=False,
            schema={f"c{index}": pl.String() for index in range(width)},
            separator=delimiter,
        )
    except pl.exceptions.PolarsError:
        return None
    frame = frame.with_row_index(NUMBER, offset=1)
    last = frame[f"c{width - 1}"]
    if frame["c0"].null_count() or (
        last.null_count() and _has_short_rows(content, frame.height, width, delimiter, quotes > 0)
    ):
        return None
    return frame.slice(1).select(pl.exclude(NUMBER), pl.col(NUMBER).cast(pl.Int64))


def _has_short_rows(content: bytes, height: int, width: int, delimiter: str, quoted: bool) -> bool:
    bare = b"".join(content.split(b'"')[::2]) if quoted else content
    return bare.count(delimiter.encode()) != height * (width - 1)


def _slow(content: bytes, width: int, delimiter: str, findings: Findings) -> pl.DataFrame:
    """The cells record by record, telling of each whose shape is wrong."""
    rows: list[list[str | None]] = []
    numbers: list[int] = []
    shape: dict[str, list[int]] = {"long": [], "short": [], "quote": [], "cut": []}
    text = content.decode("utf-8", errors="replace")
    seen_headings = False
    for number, (record, sound) in enumerate(_records(text, delimiter), 1):
        if not any(cell.strip() for cell in record):
            continue
        if not seen_headings:
            seen_headings = True
            continue
        if not sound:
            shape["quote"].append(number)
            continue
        if len(record) > width and any(cell.strip() for cell in record[width:]):
            shape["long"].append(number)
            continue
        if len(record) < width:
            shape["short"].append(number)
        rows.append([cell or None for cell in record[:width]] + [None] * (width - len(record)))
        numbers.append(number)
    if not content.endswith((b"\n", b"\r")) and numbers and shape["short"] == numbers[-1:]:
        rows.pop()
        shape["cut"] = [numbers.pop()]
        shape["short"] = []
    _tell_shapes(shape, width, findings)
    schema = {f"c{index}": pl.String() for index in range(width)}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.Series(NUMBER, numbers, dtype=pl.Int64))


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """The cells of each record, and whether its quotes close."""
    for record, sound in records(text):
        if sound:
            yield next(csv.reader(StringIO(record, newline=""), delimiter=delimiter), []), True
        else:
            yield [record], False


def records(text: str) -> Iterator[tuple[str, bool]]:
    """Each record as it stands, and whether its quotes close; an open quote never swallows the whole file."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    at = 0
    while at < len(lines):
        end = at + 1
        odd = lines[at].count('"') % 2
        while odd and end < len(lines) and end - at < _LONGEST_QUOTE:
            odd = (odd + lines[end].count('"')) % 2
            end += 1
        if odd:
            end = at + 1
        yield "\n".join(lines[at:end]).removesuffix("\r"), not odd
        at = end


def _tell_shapes(shape: dict[str, list[int]], width: int, findings: Findings) -> None:
    findings.add(
        "row_too_long",
        Severity.ROW,
        rows=pl.Series(shape["long"], dtype=pl.Int64),
        found="more cells than headings",
        expected=f"{width} cells",
        advice="Look for a comma inside a cell without quotes",
    )
    findings.add(
        "row_too_short",
        Severity.NOTE,
        rows=pl.Series(shape["short"], dtype=pl.Int64),
        found="fewer cells than headings",
        expected=f"{width} cells",
        advice="The missing cells are read as blank",
    )
    findings.add(
        "cut_row",
        Severity.ROW,
        rows=pl.Series(shape["cut"], dtype=pl.Int64),
        found=f"a last row that breaks off before its {width} cells",
        expected="a whole row and a line end",
        advice="Set aside, for its last value may be cut too. Send the file whole",
    )
    findings.add(
        "open_quote",
        Severity.ROW,
        rows=pl.Series(shape["quote"], dtype=pl.Int64),
        found="a quotation mark that never closes",
        expected="a closing quotation mark",
    )
