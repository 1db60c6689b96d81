"""The return of children looked after as one XML document, from the tables that its CSV files hold."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

_IN_HEADER = ("header", "uasc", "oc3", "ad1")
"""Tables whose cells stand in a child's header itself; the others have an element for each row."""

_NESTED = {
    "reviews": "AREVIEW",
    "oc2": "OC2",
    "placed_for_adoption": "AD_PLACED",
    "missing": "AMISSING",
}
_WHO = frozenset({"CHILD", "DOB", "SEX"})


def _cell(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    text = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
    return f"<{name}>{escape(text)}</{name}>"


def _row(row: dict[str, Any], leave_out: frozenset[str]) -> str:
    return "".join(_cell(name, value) for name, value in row.items() if name not in leave_out)


def _by_child(frame: pl.DataFrame, element: str, leave_out: frozenset[str]) -> dict[str, str]:
    """Each child's rows as text; ``element`` blank: their cells alone."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        cells = _row(row, leave_out)
        found[row["CHILD"]].append(f"<{element}>{cells}</{element}>" if element else cells)
    return {child: "".join(parts) for child, parts in found.items()}


def write_xml(path: Path, tables: Mapping[str, pl.DataFrame]) -> Path:
    """Write the return's tables, named as its CSV files are, as one document: a CHILD for each child."""
    header = {
        row["CHILD"]: _cell("CHILDID", row["CHILD"]) + _row(row, frozenset({"CHILD"}))
        for row in tables["header"].iter_rows(named=True)
    }
    inside = [_by_child(tables[name], "", _WHO) for name in _IN_HEADER[1:]]
    inside += [_by_child(tables[name], element, _WHO) for name, element in _NESTED.items()]
    episodes = _by_child(tables["episodes"], "EPISODE", frozenset({"CHILD"}))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<EXPSSDA903>\n')
        for child, own in header.items():
            parts = "".join(part.get(child, "") for part in inside)
            file.write(f"<CHILD><HEADER>{own}{parts}</HEADER>{episodes.get(child, '')}</CHILD>\n")
        file.write("</EXPSSDA903>\n")
    return path
