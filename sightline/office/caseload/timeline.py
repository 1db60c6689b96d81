"""A child's whole timeline: what was owed and what the record holds, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.office.caseload.addresses import proofs
from sightline.office.caseload.happenings import happened
from sightline.office.caseload.lines import Line
from sightline.office.caseload.models import Note
from sightline.office.lens.lens import Lens


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
    """What the record holds of a child by the day that is read."""
    judged = {ref: line.substance for line in lines if line.substance for ref in line.rows}
    found = happened(lens.rows_of(person_id), lens.as_at, judged, lambda worker: lens.worker(worker)[0])
    return [Entry(**vars(one)) for one in found]


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
