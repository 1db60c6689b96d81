"""The SSDA903 return as XML: streamed, without entities, document types or network, into the same sheets.

Row numbers are the ordinals of elements of one kind in the file, from 1: a return may stand on one line.
"""

from collections.abc import Iterator

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.sheet import NUMBER, Sheet, slug
from sightline.engine.records.readers.ssda903_fields import TABLES_903, ReturnTable
from sightline.engine.records.readers.xml_stream import (
    BrokenXmlError,
    Element,
    elements,
    first_elements,
    may_be_opened,
    tell_break,
    tell_strange,
)
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


def read_xml(file: File) -> tuple[list[tuple[ReturnTable, Sheet]], Findings]:
    """The return's tables as sheets of text, and what was wrong with the document.

    Children that stand whole before a break in the document are kept.
    """
    findings = Findings(file.name)
    if not may_be_opened(file, findings, "an XML document of the SSDA903 return"):
        return [], findings
    rows: Rows = {path: [] for path in _PATHS}
    seen: dict[str, set[str]] = {"CHILD": set(), **{path: set() for path in _PATHS}}
    try:
        for child in elements(file.content, "CHILD"):
            _take(child, rows, seen)
    except BrokenXmlError as error:
        tell_break(error, f"The {len(rows[_HEADER]):,} children", findings)
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


def _take(child: Element, rows: Rows, seen: dict[str, set[str]]) -> None:
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
            tell_strange(path, strange, in_words(strange, 2), findings)


def _cells(element: Element) -> dict[str, str | None]:
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
