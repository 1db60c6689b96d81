"""The SSDA903 return as XML: streamed, without entities, document types or network, into the same sheets.

Row numbers are the ordinals of elements of one kind in the file, from 1: a return may stand on one line.
"""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import polars as pl
from lxml import etree

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.container import has_doctype, kind_of
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.sheet import NUMBER, Sheet, slug
from sightline.engine.records.readers.ssda903_fields import TABLES_903, ReturnTable
from sightline.engine.records.reading import File

_PATHS = {table.xml for table in TABLES_903.values()}
_HEADER = "CHILD/HEADER"
_ID = "CHILDID"
_NEAR = 20

Rows = dict[str, list[dict[str, str | None]]]


def holds_children(content: bytes) -> bool:
    """Whether the document is a return, cheaply: by its root, or by a CHILD element near its beginning.

    The census of children in need writes its elements otherwise (Message, Children, Child).
    """
    for depth, name in enumerate(first_elements(content)):
        if name in ("EXPSSDA903", "SSDA903", "CHILD"):
            return True
        if depth > _NEAR:
            break
    return False


def first_elements(content: bytes) -> Iterator[str]:
    """The names of the first elements of a document, in order, as far as its first 20,000 bytes go."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with suppress(etree.XMLSyntaxError):
        parser.feed(content[:20_000])
    for event in parser.read_events():
        if isinstance(event[1], etree._Element) and isinstance(event[1].tag, str):
            yield etree.QName(event[1]).localname


def read_xml(file: File) -> tuple[list[tuple[ReturnTable, Sheet]], Findings]:
    """The return's tables as sheets of text, and what was wrong with the document.

    Children that stand whole before a break in the document are kept.
    """
    findings = Findings(file.name)
    if kind_of(file.content).name != "xml":
        findings.whole("wrong_kind", kind_of(file.content).words, "an XML document of the SSDA903 return")
        return [], findings
    if has_doctype(file.content):
        findings.whole(
            "document_type",
            "a document type or entity declaration",
            "an XML document without one",
            "Not opened: such declarations can make a reader fetch or repeat other files",
        )
        return [], findings
    rows: Rows = {path: [] for path in _PATHS}
    try:
        for child in _children(file.content):
            _take(child, rows)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        findings.add(
            "broken_xml",
            Severity.ROW,
            found=f"XML that breaks off or is not well formed at line {line}, column {column}",
            expected="a whole document",
            advice=f"The {len(rows[_HEADER]):,} children before that place are read; the rest is not",
        )
    if not rows[_HEADER]:
        findings.whole("no_children", "no CHILD elements with a HEADER", "MESSAGE, CHILD, HEADER, EPISODE")
        return [], findings
    return list(_sheets(file, rows)), findings


def _children(content: bytes) -> Iterator[etree._Element]:
    parser = etree.iterparse(
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
    for _, child in parser:
        if len(child):
            yield child
            child.clear()
            parent = child.getparent()
            while parent is not None and child.getprevious() is not None:
                del parent[0]


def _take(child: etree._Element, rows: Rows) -> None:
    identity: str | None = None
    for part in child:
        path = f"CHILD/{part.tag}"
        row: dict[str, str | None] = {_ID: identity}
        nested: list[tuple[str, etree._Element]] = []
        for cell in part:
            if len(cell):
                nested.append((f"{path}/{cell.tag}", cell))
            else:
                row[cell.tag] = cell.text
        if path == _HEADER:
            identity = row[_ID]
        if path in rows:
            rows[path].append(row)
        for inner, element in nested:
            if inner in rows:
                rows[inner].append({_ID: identity, **{cell.tag: cell.text for cell in element}})


def _sheets(file: File, rows: Rows) -> Iterator[tuple[ReturnTable, Sheet]]:
    for table in TABLES_903.values():
        found = rows[table.xml]
        names = {field.name: (field.name, *field.aliases[:1]) for field in table.fields}
        columns = {name: _column(found, tags) for name, tags in names.items()}
        frame = pl.DataFrame(
            {f"c{index}": columns[field.name] for index, field in enumerate(table.fields)},
            schema={f"c{index}": pl.String() for index in range(len(table.fields))},
        ).with_row_index(NUMBER, offset=1)
        if table.xml == _HEADER and table.name != "Header":
            marks = [f"c{index}" for index, field in enumerate(table.fields) if _is_own(field.name)]
            frame = frame.filter(pl.any_horizontal(pl.col(marks).str.strip_chars() != ""))
        if frame.is_empty():
            continue
        headings = tuple(field.name for field in table.fields)
        cells = frame.select(pl.exclude(NUMBER), pl.col(NUMBER).cast(pl.Int64))
        yield table, Sheet(file, table.xml, slug(table.xml), headings, cells)


def _column(rows: list[dict[str, str | None]], tags: tuple[str, ...]) -> list[str | None]:
    if len(tags) == 1:
        return [row.get(tags[0]) for row in rows]
    first, second = tags
    return [row.get(first, row.get(second)) for row in rows]


def _is_own(name: str) -> bool:
    return name not in ("CHILD", "SEX", "DOB")
