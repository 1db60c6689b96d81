"""A child's timeline: what was owed and what the record holds, the newest first; and what a page shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from sightline.office.caseload.addresses import proofs
from sightline.office.caseload.happenings import happened
from sightline.office.caseload.lines import Line
from sightline.office.caseload.notes import Said
from sightline.office.lens.lens import Lens

NEWEST, OPENED = 40, 12
"""Of a long timeline a page shows whole months until so many entries stand there, and opens until so many."""

NO_DATE = "No date"


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
    notes: tuple[Said, ...] = ()

    @property
    def day(self) -> str:
        """The day in words."""
        return f"{self.on:%-d %B}" if self.on else NO_DATE

    @property
    def month(self) -> str:
        """The heading under which it stands."""
        return f"{self.on:%B %Y}" if self.on else NO_DATE

    @property
    def proofs(self) -> list[tuple[str, str]]:
        """The rows of the submitted files that tell it."""
        return proofs(self.rows)

    @property
    def year(self) -> str:
        """The year by which it is looked for."""
        return str(self.on.year) if self.on else NO_DATE


@dataclass(frozen=True)
class Month:
    """The entries of a month; those without a date stand together. ``opened``: shown without asking."""

    name: str
    entries: list[Entry]
    opened: bool


@dataclass(frozen=True)
class Shown:
    """The part of a timeline that a page shows. ``years``: how many entries each year of the whole has;
    ``year``: the one that was asked for, else ""; ``count``: how many entries are shown."""

    months: list[Month]
    years: Mapping[str, int]
    year: str
    count: int

    @property
    def total(self) -> int:
        """How many entries the whole timeline has."""
        return sum(self.years.values())


def held(lens: Lens, person_id: str, lines: list[Line]) -> list[Entry]:
    """What the record holds of a child by the day that is read."""
    judged = {ref: line.substance for line in lines if line.substance for ref in line.rows}
    found = happened(lens.rows_of(person_id), lens.as_at, judged, lambda worker: lens.worker(worker)[0])
    return [Entry(**vars(one)) for one in found]


def timeline(lens: Lens, person_id: str, lines: list[Line], notes: Mapping[str, list[Said]]) -> list[Entry]:
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


def shown(entries: list[Entry], until: date, *, year: str = "", whole: bool = False) -> Shown:
    """A year of a timeline, or the whole; else its newest months that had begun by a day."""
    years = Counter(entry.year for entry in entries)
    year = "" if whole or year not in years else year
    if year:
        entries = [entry for entry in entries if entry.year == year]
    elif not whole:
        entries = [entry for entry in entries if not entry.on or entry.on <= until]
    months = [(name, list(found)) for name, found in groupby(entries, lambda entry: entry.month)]
    if not (year or whole):
        months = months[: _enough(months, NEWEST)]
    opened = _enough(months, NEWEST if year else OPENED)
    told = [Month(name, found, place < opened) for place, (name, found) in enumerate(months)]
    return Shown(told, years, year, sum(len(month.entries) for month in told))


def _enough(months: Sequence[tuple[str, list[Entry]]], most: int) -> int:
    """How many months hold so many entries, the last of them whole; all where there are fewer."""
    held = accumulate(len(found) for _, found in months)
    return next((place for place, count in enumerate(held, 1) if count >= most), len(months))
