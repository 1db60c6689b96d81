"""Facts of one snapshot as at one date, held in memory while they are asked for."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

import polars as pl
from django.conf import settings

from sightline.engine.authority import Authority
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.evaluate import results
from sightline.engine.measures.publication import protected_results
from sightline.engine.records.columns import ROWS
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.results import Results

_HELD = 6
_HANDLE_DIGITS = 20


class Sight:
    """What the engine says of one snapshot as at one date: computed once, shared by every reader.

    Nothing here is narrowed: only the lens, which knows who reads, may hand it on.
    """

    def __init__(self, store: EvidenceStore, number: int, as_at: date, authority: Authority) -> None:
        self.found = Results(store, store.snapshot(number), as_at, authority)
        self.as_at = as_at
        self._figures: dict[tuple[object, ...], pl.DataFrame] = {}
        self._lock = Lock()

    @cached_property
    def sealed(self) -> frozenset[str]:
        """Identities that no page may open."""
        return frozenset(self.found.sealed["person_id"])

    @cached_property
    def people(self) -> pl.DataFrame:
        """PEOPLE_SCHEMA, sealed identities left out."""
        return self.found.people.filter(~pl.col("person_id").is_in(list(self.sealed)))

    @cached_property
    def obligations(self) -> pl.DataFrame:
        """OBLIGATION_SCHEMA, sealed identities left out."""
        return self.found.obligations.filter(~pl.col("person_id").is_in(list(self.sealed)))

    @cached_property
    def handles(self) -> dict[str, str]:
        """Each child's handle, the only name of a child that an address or the trail may hold."""
        return {handle(self.found.authority.id, person): person for person in self.people["person_id"]}

    @cached_property
    def names(self) -> dict[str, str]:
        """Each child's name, or their identifier where the record has no name."""
        columns = self.people.select("person_id", "forename", "surname").iter_rows()
        return {person: " ".join(filter(None, (first, last))) or person for person, first, last in columns}

    def rows_of(self, person_id: str) -> dict[str, pl.DataFrame]:
        """Every row of the record that names a child, by table; tables without any are left out."""
        record = self.found.record
        found = {
            name: record.frame(name).filter(pl.col(table.person) == person_id)
            for name, table in ALL_TABLES.items()
            if table.person
        }
        return {name: frame for name, frame in found.items() if frame.height}

    def person_of_row(self, ref: str) -> str | None:
        """The child whom a row of a submitted file is about; None where it is about nobody."""
        proves = pl.col("trigger_rows").list.contains(ref) | pl.col("met_rows").list.contains(ref)
        owed = self.obligations.filter(proves)
        if owed.height:
            return str(owed["person_id"][0])
        for name, table in ALL_TABLES.items():
            if table.person is None:
                continue
            told = self.found.record.frame(name).filter(pl.col(ROWS).list.contains(ref))
            if told.height:
                return str(told[table.person][0])
        return None

    def figures(
        self,
        measure: str,
        *,
        protected: bool,
        dimensions: Sequence[str],
        period: str,
        first: date | None,
        last: date | None,
    ) -> pl.DataFrame:
        """Figures of a measure for the whole service, kept for the next reader."""
        key = (measure, protected, tuple(dimensions), period, first, last)
        with self._lock:
            if key not in self._figures:
                whole = (MEASURES[measure], self.found.obligations, self.found.people, self.as_at)
                self._figures[key] = (
                    protected_results(*whole, dimensions=dimensions, first=first, last=last)
                    if protected
                    else results(*whole, period=period, dimensions=dimensions, first=first, last=last)
                )
            return self._figures[key]


def handle(authority_id: str, person_id: str) -> str:
    """A name for a child that says nothing to whoever lacks this server's key."""
    told = f"{authority_id}\x00{person_id}".encode()
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:_HANDLE_DIGITS]


@lru_cache(maxsize=_HELD)
def sight(home: Path, number: int, as_at: date, authority: Authority) -> Sight:
    """The facts of a snapshot as at a date."""
    return Sight(EvidenceStore(home, authority.id), number, as_at, authority)
