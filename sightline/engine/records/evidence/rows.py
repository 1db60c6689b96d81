"""The line as submitted, from the kept bytes: what the evidence page shows of a row's address."""

from collections.abc import Iterator
from csv import reader
from functools import lru_cache
from io import BytesIO, StringIO

import polars as pl
from lxml import etree

from sightline.engine.records.evidence.model import EvidenceRow
from sightline.engine.records.readers.as_told import is_nested, row_as_told
from sightline.engine.records.readers.csv_sheet import first_record, records
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.parquet_sheet import row_as_told as parquet_row
from sightline.engine.records.readers.sheet import slug
from sightline.engine.records.readers.text import to_utf8
from sightline.engine.records.readers.workbook import open_workbook
from sightline.engine.records.reading import File

_FIRST_ROWS = 15


def read_row(ref: str, file: File, submission_id: str) -> EvidenceRow:
    """The row at an address ``<first 12 of sha256>/<place>/<row>``. Raises KeyError where there is none."""
    try:
        _, place, number = ref.split("/")
        row = int(number)
    except ValueError:
        raise KeyError(f"{ref} is no address of a row") from None
    if place == "csv":
        shown, cells = "", _csv_row(file, row)
    elif place == "parquet":
        shown, cells = "", parquet_row(file, row)
    elif file.content.startswith(b"PK"):
        shown, cells = _sheet_row(file, place, row)
    elif is_nested(file):
        shown, cells = row_as_told(file, place, row)
    else:
        shown, cells = _xml_row(file, place, row)
    return EvidenceRow(file.name, shown, row, cells, submission_id)


def _records(content: bytes) -> Iterator[bytes]:
    """The records of a CSV file; quoted ones may span lines."""
    held = b""
    for line in content.split(b"\n"):
        held = held + b"\n" + line if held else line
        if b'"' not in held or held.count(b'"') % 2 == 0:
            yield held
            held = b""


def _patient_records(content: bytes) -> Iterator[bytes]:
    """The records of a file with a quotation mark that never closes, counted as the reader counts them."""
    return (record.encode() for record, _ in records(content.decode("utf-8", errors="replace")))


def _csv_row(file: File, row: int) -> dict[str, str]:
    content = to_utf8(file.content, Findings(file.name))
    headings = first_record(content)
    if b'"' not in content:
        lines = content.split(b"\n", row)
        record = lines[row - 1] if 0 < row <= len(lines) else None
    else:
        found = _records(content) if content.count(b'"') % 2 == 0 else _patient_records(content)
        record = next((each for number, each in enumerate(found, 1) if number == row), None)
    if not record or not record.strip():
        raise KeyError(f"{file.name} has no row {row}")
    first = content[:100_000].splitlines()[0]
    delimiter = max(",;\t|", key=lambda mark: first.count(mark.encode()))
    text = record.decode("utf-8", errors="replace").removesuffix("\r")
    cells = next(reader(StringIO(text, newline=""), delimiter=delimiter), [])
    return dict(zip(headings, [*cells, *[""] * len(headings)], strict=False))


@lru_cache(maxsize=4)
def _grid(file: File, place: str) -> tuple[str, pl.DataFrame]:
    book = open_workbook(file)
    name = next((name for name in book.names if slug(name) == place), None)
    if name is None:
        raise KeyError(f"{file.name} has no sheet {place}")
    return name, book.reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()


def _sheet_row(file: File, place: str, row: int) -> tuple[str, dict[str, str]]:
    name, grid = _grid(file, place)
    if not 0 < row <= grid.height:
        raise KeyError(f"{file.name}, {name}: there is no row {row}")
    heads = grid.head(min(_FIRST_ROWS, row - 1 or 1)).rows()
    headings = max(heads, key=lambda cells: sum(bool(cell) for cell in cells))
    cells = grid.row(row - 1)
    named = zip(headings, cells, strict=True)
    return name, {
        str(heading or f"column {n}"): str(cell or "") for n, (heading, cell) in enumerate(named, 1)
    }


def _xml_row(file: File, place: str, row: int) -> tuple[str, dict[str, str]]:
    seen = 0
    for path, element, identity in _elements(file.content):
        if slug(path) == place:
            seen += 1
            if seen == row:
                cells = {str(cell.tag): (cell.text or "").strip() for cell in element if not len(cell)}
                return path, {"CHILDID": identity, **cells} if identity else cells
    raise KeyError(f"{file.name} has no element {row} of {place}")


def _elements(content: bytes) -> Iterator[tuple[str, etree._Element, str]]:
    """Each element of a return with its path and its child's identifier, as the reader counts them."""
    stream = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag="{*}CHILD",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, child in stream:
            if not len(child):
                continue
            identity = child.findtext("HEADER/CHILDID") or ""
            for part in child:
                yield f"CHILD/{part.tag}", part, identity
                if part.tag == "HEADER":
                    yield from ((f"CHILD/HEADER/{inner.tag}", inner, identity) for inner in part)
            child.clear()
    except etree.XMLSyntaxError:
        return
