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
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.sheet import NUMBER, Sheet, slug
from sightline.engine.records.readers.ssda903_fields import TABLES_903, ReturnTable
from sightline.engine.records.reading import File

_PATHS = {table.xml for table in TABLES_903.values()}
_NESTED = {path.rpartition("/")[2]: path for path in _PATHS if path.startswith("CHILD/HEADER/")}
_SHARED = ("CHILD", "SEX", "DOB")
"""Header elements that several tables repeat: they alone do not put a child into a table."""
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
            yield _local(event[1].tag)


def _local(tag: str) -> str:
    """A name without its namespace; an undeclared prefix stays, as lxml leaves it."""
    return tag.rpartition("}")[2]


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
    seen: dict[str, set[str]] = {"CHILD": set(), **{path: set() for path in _PATHS}}
    try:
        for child in _children(file.content):
            _take(child, rows, seen)
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
    sheets = list(_sheets(file, rows))
    _tell_absent({table.name for table, _ in sheets}, findings)
    _tell_unknown(seen, findings)
    return sheets, findings


def _tell_absent(found: set[str], findings: Findings) -> None:
    absent = [table for table in TABLES_903.values() if table.name not in found]
    if absent:
        findings.add(
            "absent_elements",
            Severity.NOTE,
            found="no elements of " + ", ".join(table.name for table in absent),
            expected="elements for each table of the return",
            advice="What those tables would say is not known",
        )


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
            if child.tag != "CHILD":
                _without_namespace(child)
            yield child
            child.clear()
            parent = child.getparent()
            while parent is not None and child.getprevious() is not None:
                del parent[0]


def _without_namespace(child: etree._Element) -> None:
    for element in child.iter(tag=etree.Element):
        name = _local(str(element.tag))
        if ":" not in name:
            element.tag = name


def _take(child: etree._Element, rows: Rows, seen: dict[str, set[str]]) -> None:
    identity: str | None = None
    for part in child:
        row = {cell.tag: cell.text for cell in part}
        if part.tag == "HEADER":
            identity = row.get(_ID)
            rows[_HEADER].append(row)
            seen[_HEADER].update(row)
            for tag, path in _NESTED.items():
                if tag in row:
                    inner = [_cells(element) for element in part.iterchildren(tag)]
                    seen[path].update(*inner)
                    rows[path] += ({_ID: identity, **cells} for cells in inner)
        elif (path := f"CHILD/{part.tag}") in rows:
            seen[path].update(row)
            row[_ID] = identity
            rows[path].append(row)
        else:
            seen["CHILD"].add(part.tag)


def _tell_unknown(seen: dict[str, set[str]], findings: Findings) -> None:
    for path, tags in seen.items():
        known = {*_tags(path), *_NESTED, _ID, "UASC"} if path == _HEADER else set(_tags(path))
        if strange := sorted(tags - known):
            findings.add(
                "unknown_element",
                Severity.NOTE,
                column=path,
                found=in_words(strange, 2),
                expected="elements of the return",
                advice=f"Not read: {len(strange)} kinds of element",
            )


def _cells(element: etree._Element) -> dict[str, str | None]:
    return {cell.tag: cell.text for cell in element}


def _sheets(file: File, rows: Rows) -> Iterator[tuple[ReturnTable, Sheet]]:
    frames = {path: _frame(path, found) for path, found in rows.items() if found}
    for table in TABLES_903.values():
        if table.xml not in frames:
            continue
        frame = frames[table.xml]
        if table.xml == _HEADER and table.name != "Header":
            marks = [field.name for field in table.fields if field.name not in _SHARED]
            frame = frame.filter(pl.any_horizontal(pl.col(marks).str.strip_chars() != ""))
        if frame.is_empty():
            continue
        named = {f"c{index}": pl.col(field.name) for index, field in enumerate(table.fields)}
        headings = tuple(field.name for field in table.fields)
        yield table, Sheet(file, table.xml, slug(table.xml), headings, frame.select(NUMBER, **named))


def _tags(path: str) -> dict[str, str]:
    """The elements that a kind of row may hold, each with the field that it fills."""
    return {
        tag: field.name
        for table in TABLES_903.values()
        if table.xml == path
        for field in table.fields
        for tag in (field.name, *field.aliases)
        if " " not in tag
    }


def _frame(path: str, rows: list[dict[str, str | None]]) -> pl.DataFrame:
    """All rows of one kind of element, a column for each field of the tables that it fills."""
    tags = _tags(path)
    frame = pl.from_dicts(rows, schema=dict.fromkeys(tags, pl.String()))
    merged = {
        name: pl.coalesce([tag for tag, of in tags.items() if of == name])
        for name in dict.fromkeys(tags.values())
    }
    return frame.select(**merged).with_row_index(NUMBER, offset=1).with_columns(pl.col(NUMBER).cast(pl.Int64))
