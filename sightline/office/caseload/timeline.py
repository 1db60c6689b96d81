"""A child's whole timeline: what was owed and what the record holds, the newest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from sightline.engine.records.columns import ROWS, SOURCES
from sightline.engine.records.record import ALL_TABLES
from sightline.office.caseload.addresses import proofs
from sightline.office.caseload.lines import Line
from sightline.office.caseload.models import Note
from sightline.office.caseload.tellings import TELLINGS, Telling
from sightline.office.lens.lens import Lens

CONTENT_SEEN, DATES_ONLY = "content seen", "dates only"


@dataclass(frozen=True)
class Entry:
    """One thing in a timeline: what the record holds, or (with ``line``) what was owed."""

    on: date | None
    title: str
    told: str = ""
    substance: str | None = None
    blank: str = ""
    sources: str = ""
    rows: tuple[str, ...] = ()
    line: Line | None = None
    notes: tuple[Note, ...] = ()

    @property
    def day(self) -> str:
        """The day in words."""
        return f"{self.on:%-d %B}" if self.on else "No date"

    @property
    def proofs(self) -> list[tuple[str, str]]:
        """The rows of the submitted files that tell it."""
        return proofs(self.rows)

    @property
    def year(self) -> str:
        """The heading under which it stands."""
        return str(self.on.year) if self.on else "No date"


def held(lens: Lens, person_id: str, lines: list[Line]) -> list[Entry]:
    """What the record holds of a child by the day that is read.

    Substance is the engine's own where the row met a duty; else whether the content columns say anything.
    """
    judged = {ref: line.substance for line in lines if line.substance for ref in line.rows}
    tables = lens.rows_of(person_id)
    found: list[Entry] = []
    for telling in TELLINGS:
        if telling.table in tables:
            found += _entries(lens, telling, tables[telling.table], judged)
    return found


def _entries(
    lens: Lens, telling: Telling, frame: pl.DataFrame, judged: Mapping[str, str | None]
) -> Iterator[Entry]:
    for row in frame.iter_rows(named=True):
        on = next((_day(row[name]) for name in telling.on if row[name]), None)
        if on is None and telling.title.endswith(("ended", "found")):
            continue
        if on is not None and on > lens.as_at:
            continue
        refs = tuple(row[ROWS] or ())
        blank = _blank(telling, row)
        substance = next((judged[ref] for ref in refs if telling.content and ref in judged), None)
        if substance is None and telling.content:
            substance = DATES_ONLY if len(blank) == len(telling.content) else CONTENT_SEEN
        yield Entry(
            on=on,
            title=telling.title,
            told=_told(lens, telling, row),
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
        (table[name].title or telling.shown.get(name, name)).lower()
        for name in telling.content
        if row[name] is None or not str(row[name]).strip()
    ]


def _told(lens: Lens, telling: Telling, row: Mapping[str, Any]) -> str:
    parts = []
    for name, label in telling.shown.items():
        value = row[name]
        if value is None or value == "":
            continue
        parts.append(f"{label}: {_words(lens, telling, name, value)}")
    return "; ".join(parts)


def _words(lens: Lens, telling: Telling, name: str, value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if name == "invo_professional_id":
        return lens.worker(str(value))[0]
    if isinstance(value, float):
        return f"{value:g}"
    return telling.codes.get(name, {}).get(str(value), str(value))


def timeline(lens: Lens, person_id: str, lines: list[Line], notes: Mapping[str, list[Note]]) -> list[Entry]:
    """What was owed and what the record holds, the newest first; what has no date comes last."""
    owed = [
        Entry(
            on=line.on,
            title=line.title,
            substance=line.substance,
            rows=line.rows,
            line=line,
            notes=tuple(notes.get(line.key, ())),
        )
        for line in lines
    ]
    everything = [*owed, *held(lens, person_id, lines)]
    return sorted(everything, key=lambda entry: entry.on or date.min, reverse=True)
