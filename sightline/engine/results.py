"""Obligations and people of a snapshot as at a date: computed once, kept beside it, read fast after that."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from threading import get_ident

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.records.evidence import EvidenceStore, Snapshot
from sightline.engine.records.people import people
from sightline.engine.records.record import Record
from sightline.engine.tidying import prune

_ENGINE = Path(__file__).parent
DECIDES = ("records", "duties", "authority.py")
"""What of the engine decides obligations."""


def digest_of(parts: tuple[str, ...], engine: Path = _ENGINE) -> str:
    """Eight hex digits that change whenever any of some parts of the engine does, or Polars that works for
    it."""
    digest = hashlib.sha256(pl.__version__.encode())
    for part in parts:
        for path in sorted([engine / part, *(engine / part).rglob("*")]):
            if path.suffix in (".py", ".csv", ".json", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


# Taken as the code is loaded: what answers is that code, whatever an upgrade has since put in its place.
_OBLIGATIONS, _FIGURES = digest_of(DECIDES), digest_of(("measures",))


def code_digest() -> str:
    """Eight hex digits that change whenever the code that decides obligations does."""
    return _OBLIGATIONS


class Results:
    """What the engine says of one snapshot as at one date, under one authority's own rules.

    ``obligations``: OBLIGATION_SCHEMA sorted by key. ``people``: PEOPLE_SCHEMA sorted by person_id.
    Each is computed when first asked for and kept under the snapshot's ``results/``, whole or not at all, so
    that several processes may ask at once. What was computed before a purge is never kept after it, and
    only the answers written last are kept for long.
    """

    def __init__(self, store: EvidenceStore, snapshot: Snapshot, as_at: date, authority: Authority) -> None:
        self.store = store
        self.snapshot = snapshot
        self.as_at = as_at
        self.authority = authority
        self._purges = store.purges_mark()

    @cached_property
    def record(self) -> Record:
        """The record at the snapshot; read only when something must be computed."""
        return self.store.record(self.snapshot)

    @cached_property
    def obligations(self) -> pl.DataFrame:
        """Every obligation that had arisen by the date: OBLIGATION_SCHEMA sorted by key."""
        from sightline.engine.duties.obligations import evaluate

        return self._kept("obligations", lambda: evaluate(self.record, self.as_at, self.authority))

    @cached_property
    def people(self) -> pl.DataFrame:
        """Every person as at the date: PEOPLE_SCHEMA sorted by person_id."""
        return self._kept("people", lambda: people(self.record, self.as_at, self.authority))

    @cached_property
    def sealed(self) -> pl.DataFrame:
        """Identities that no page may open, whatever the date or snapshot: ``EvidenceStore.sealed``."""
        return self.store.sealed()

    @cached_property
    def protected(self) -> pl.DataFrame:
        """Every measure's figures as readers who see no child may have them, totals and areas: RESULT_SCHEMA
        in the order of MEASURES."""
        from sightline.engine.measures.catalogue import MEASURES
        from sightline.engine.measures.publication import all_protected

        return self._kept(
            self._protected,
            lambda: all_protected(MEASURES.values(), self.obligations, self.people, self.as_at),
        )

    @property
    def has_protected(self) -> bool:
        """Whether ``protected`` was worked out before."""
        return self._path(self._protected).exists()

    @property
    def _protected(self) -> str:
        return f"{_FIGURES}-protected"

    @property
    def _key(self) -> str:
        own = hashlib.sha256(repr(self.authority).encode()).hexdigest()[:8]
        return f"{self.as_at.isoformat()}-{code_digest()}-{own}-{self._purges}"

    def _kept(self, name: str, compute: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        path = self._path(name)
        with suppress(FileNotFoundError):  # a purge may take it away at any moment
            return pl.read_parquet(path)
        frame = compute()
        half = path.with_name(f".half-{os.getpid()}-{get_ident()}-{token_hex(4)}-{path.name}")
        with suppress(FileNotFoundError):  # a purge took the folder away: what was computed is not kept
            path.parent.mkdir(exist_ok=True)
            frame.write_parquet(half, compression="lz4")
            self._name(half, path)
            prune(self.store)
        return frame

    def _name(self, half: Path, path: Path) -> None:
        """Give a whole file its name, unless a purge began since these results were asked for: then it may
        hold rows that are gone."""
        if self.store.purges_mark() != self._purges:
            half.unlink()
            return
        half.replace(path)
        if self.store.purges_mark() != self._purges:
            path.unlink()

    def _path(self, name: str) -> Path:
        return self.snapshot.path / "results" / f"{self._key}-{name}.parquet"
