"""What each further source would add: for an authority that has only some of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sightline.engine.duties.duty import Duty, Shows
from sightline.engine.records.record import Record

_ORDER = (Shows.NOTHING, Shows.CURRENCY, Shows.TIMELINESS)

Loaded = Mapping[str, Collection[str]]
"""The tables that each source has told, by source."""


@dataclass(frozen=True)
class Gain:
    """A duty of which a source would show more: ``now`` and ``then``, and the tables it has to tell."""

    duty: str
    now: Shows
    then: Shows
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Adding:
    """What one source would add to those that are loaded, most telling first."""

    source: str
    gains: tuple[Gain, ...]

    @property
    def new(self) -> int:
        """Duties of which nothing can be seen without it."""
        return sum(gain.now is Shows.NOTHING for gain in self.gains)


def loaded_in(record: Record) -> dict[str, frozenset[str]]:
    """What the sources of a record tell, by source: the tables that have rows of theirs or a window."""
    found: dict[str, set[str]] = {}
    for table, source in record.coverage.select("table", "source").iter_rows():
        found.setdefault(source, set()).add(table)
    for name, frame in record.tables.items():
        for source in frame["_sources"].explode().drop_nulls().unique():
            found.setdefault(source, set()).add(name)
    return {source: frozenset(tables) for source, tables in found.items()}


def shown_by(duty: Duty, loaded: Loaded) -> Shows:
    """The most that the loaded sources can show of a duty."""
    able = (level for source, level in duty.shows.items() if not _none_of(duty, loaded.get(source, ())))
    return max(able, key=_ORDER.index, default=Shows.NOTHING)


def _none_of(duty: Duty, tables: Collection[str]) -> bool:
    return not any(table in tables for table in duty.needs)


def would_add(duties: Iterable[Duty], loaded: Loaded) -> tuple[Adding, ...]:
    """For each source that would show more of some duty than the loaded ones do, what it would show.

    From the declarations alone (``Duty.shows`` and ``Duty.needs``). The source that opens most duties of
    which nothing can be seen comes first. A source of which some tables are loaded is named for the others.
    """
    gains: dict[str, list[Gain]] = {}
    for duty in duties:
        now = shown_by(duty, loaded)
        for source, then in duty.shows.items():
            if _ORDER.index(then) > _ORDER.index(now):
                tables = tuple(name for name in duty.needs if name not in loaded.get(source, ()))
                gains.setdefault(source, []).append(Gain(duty.id, now, then, tables))
    adding = [Adding(source, tuple(found)) for source, found in gains.items()]
    return tuple(sorted(adding, key=lambda one: (-one.new, -len(one.gains), one.source)))
