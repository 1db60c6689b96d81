"""What the record holds of a child, entry by entry: pure, for the child's page and for the command line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from sightline.engine.records.columns import ROWS, SOURCES
from sightline.engine.records.record import ALL_TABLES
from sightline.office.caseload.tellings import TELLINGS, Telling, told_by_declaration

CONTENT_SEEN, DATES_ONLY = "content seen", "dates only"
_AN_END = ("ended", "found")

WorkerName = Callable[[str], str]


@dataclass(frozen=True)
class Happened:
    """One thing that the record holds. ``blank``: what of its content is empty, where not all of it is."""

    on: date | None
    title: str
    told: str
    substance: str | None
    blank: str
    sources: str
    rows: tuple[str, ...]


def happened(
    tables: Mapping[str, pl.DataFrame],
    as_at: date,
    judged: Mapping[str, str | None],
    worker: WorkerName = str,
) -> Iterator[Happened]:
    """What rows of one child say had happened by a day, table by table.

    ``judged``: the engine's own substance by row, where the row met a duty; else whether the content
    columns say anything. Tables without a telling of their own are told as they declare themselves.
    """
    known = {telling.table for telling in TELLINGS}
    others = [telling for name in tables if name not in known if (telling := told_by_declaration(name))]
    for telling in (*TELLINGS, *others):
        if telling.table in tables:
            yield from _entries(telling, tables[telling.table], as_at, judged, worker)


def _entries(
    telling: Telling,
    frame: pl.DataFrame,
    as_at: date,
    judged: Mapping[str, str | None],
    worker: WorkerName,
) -> Iterator[Happened]:
    for row in frame.iter_rows(named=True):
        on = next((_day(row[name]) for name in telling.on if row[name]), None)
        if on is None and telling.title.endswith(_AN_END):
            continue
        if on is not None and on > as_at:
            continue
        refs = tuple(row[ROWS] or ())
        blank = _blank(telling, row)
        substance = next((judged[ref] for ref in refs if telling.content and ref in judged), None)
        if substance is None and telling.content:
            substance = DATES_ONLY if len(blank) == len(telling.content) else CONTENT_SEEN
        yield Happened(
            on=on,
            title=telling.title,
            told=_told(telling, row, worker),
            substance=substance,
            blank=", ".join(blank) if substance != DATES_ONLY else "",
            sources=", ".join(row[SOURCES] or ()),
            rows=refs,
        )


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _blank(telling: Telling, row: Mapping[str, Any]) -> list[str]:
    table = ALL_TABLES[telling.table]
    return [
        (table[name].title if table.register else telling.shown.get(name, table[name].title)).lower()
        for name in telling.content
        if row[name] is None or not str(row[name]).strip()
    ]


def _told(telling: Telling, row: Mapping[str, Any], worker: WorkerName) -> str:
    parts = []
    for name, label in telling.shown.items():
        value = row[name]
        if value is None or value == "":
            continue
        parts.append(f"{label}: {_words(telling, name, value, worker)}")
    return "; ".join(parts)


def _words(telling: Telling, name: str, value: Any, worker: WorkerName) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if name == "invo_professional_id":
        return worker(str(value))
    if isinstance(value, float):
        return f"{value:g}"
    return telling.codes.get(name, {}).get(str(value), str(value))
