"""A nested JSON document into rows: a record at a time, twice-told keys and a break in the document told."""

from json import JSONDecoder
from typing import Any

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import Branch, Cells, Harvest, Kind
from sightline.engine.records.readers.text import to_utf8
from sightline.engine.records.reading import File

MAX_BYTES = 200_000_000
"""Bytes that a document may hold; a county's children with all their episodes hold less than 40 million."""

_BLANK = " \t\r\n"


class Told(dict[str, Any]):
    """An object of the document; ``twice`` names the keys told more than once: the first stands."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice: list[str] = []
        if len(self) == len(pairs):
            return
        self.clear()
        for key, value in pairs:
            if key in self:
                self.twice.append(key)
            else:
                self[key] = value


def _decoder() -> JSONDecoder:
    """Numbers stay the text that they are: no number is too long, and none is rounded."""
    return JSONDecoder(object_pairs_hook=Told, parse_int=str, parse_float=str, parse_constant=str)


def harvest_json(file: File, branches: tuple[Branch, ...], top: str, findings: Findings) -> Harvest:
    """The rows of a document that is one record, a list of them, or one after another.

    Records that stand whole before a break are kept, and the break is told. ``top`` is the path of the kind
    of which the document is a list; its first field tells a record from a wrapper around a list of them.
    """
    harvest = Harvest(branches)
    if len(file.content) > MAX_BYTES:
        findings.whole(
            "too_large",
            f"{len(file.content):,} bytes",
            f"at most {MAX_BYTES:,}",
            "Not opened. Send it in parts",
        )
        return harvest
    text = to_utf8(file.content, findings).decode("utf-8", errors="replace")
    decoder, at, in_list = _decoder(), 0, False
    try:
        while (at := _next(text, at)) < len(text):
            if text[at] in "[],":
                in_list = text[at] != "]" if text[at] != "," else in_list
                at += 1
                continue
            value, at = decoder.raw_decode(text, at)
            _take_top(harvest, value, top)
        if in_list:
            raise ValueError("the list is never closed")
    except RecursionError:
        _tell_break(text, at, "values nested deeper than any record", harvest, top, findings)
    except ValueError as error:
        at = getattr(error, "pos", at)
        _tell_break(text, at, "JSON that breaks off or is not well formed", harvest, top, findings)
    return harvest


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _tell_break(text: str, at: int, found: str, harvest: Harvest, top: str, findings: Findings) -> None:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    title = harvest.branches[top].title
    findings.add(
        "broken_json",
        Severity.ROW,
        found=f"{found}, line {line}, column {column}",
        expected="a whole document",
        advice=f"The {len(harvest.rows[top]):,} {title} before that place are read; the rest is not",
    )


def _take_top(harvest: Harvest, value: Any, top: str) -> None:
    key = harvest.branches[top].fields[0].name
    if not isinstance(value, Told):
        number, _ = harvest.open(top, 0)
        harvest.mark("wrong_shape", top, number)
        return
    lists = [items for items in value.values() if isinstance(items, list)]
    wrapped = [item for items in lists for item in items if isinstance(item, Told) and key in item]
    if key in value or not wrapped:
        _take(harvest, value, harvest.kinds[top], 0)
    else:
        for item in wrapped:
            _take(harvest, item, harvest.kinds[top], 0)


def _take(harvest: Harvest, told: Told, kind: Kind, above: int) -> None:
    number, row = kind.open(above)
    path, known, below = kind.path, kind.known, kind.below
    for key in told.twice:
        harvest.mark("repeated_element", path, number, key if key in known else "")
    for key, value in told.items():
        field = known.get(key)
        if key in below:
            _take_below(harvest, value, below[key], number)
        elif isinstance(value, Told | list):
            if field is not None:
                harvest.mark("wrong_shape", path, number, key)
            else:
                harvest.unknown(path, key)
        elif field is not None and field not in row:
            row[field] = _text(value)
        else:
            harvest.put(path, number, row, key, _text(value))


def _take_below(harvest: Harvest, value: Any, kind: Kind, above: int) -> None:
    items = value if isinstance(value, list) else [] if value is None else [value]
    for item in items:
        if isinstance(item, Told) and not kind.leaf:
            _take(harvest, item, kind, above)
            continue
        number, row = kind.open(above)
        if kind.leaf and not isinstance(item, Told | list):
            _put_leaf(harvest, kind.path, row, item)
        else:
            harvest.mark("wrong_shape", kind.path, number)


def _put_leaf(harvest: Harvest, path: str, row: Cells, value: Any) -> None:
    row[harvest.branches[path].fields[0].name] = _text(value)


def _text(value: Any) -> str | None:
    if value is None or (type(value) is str and value.isascii()):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
