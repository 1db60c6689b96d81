"""Building a snapshot's tables from every submission."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import polars as pl

from sightline.engine.records.columns import as_declared, reading_schema
from sightline.engine.records.evidence.model import Submission
from sightline.engine.records.evidence.windows import joined, superseded, without
from sightline.engine.records.identity import ADOPTION_TABLES, adopted_ids, given_way
from sightline.engine.records.linking import KNOWN, aliases, linked, needed_by, of_kept_children
from sightline.engine.records.merge import merge
from sightline.engine.records.problems import Problem
from sightline.engine.records.reading import Window
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA

Standing = dict[tuple[str, str], tuple[tuple[str, ...], pl.DataFrame]]
"""(source, table) to the submissions stacked, in order, and what stands of them: kept between loads."""


_WHO = ("ssd_person", "ssd_linked_identifiers", *ADOPTION_TABLES)
"""Tables that say under which identifier a child is kept."""


def in_order(submissions: Iterable[Submission]) -> list[Submission]:
    """Oldest telling first: by the day the files were drawn, then by when they came."""
    return sorted(submissions, key=lambda told: (told.extract_date, told.received, told.id))


class Building:
    """The tables of one snapshot, each made when asked for."""

    def __init__(
        self,
        folder: Path,
        submissions: Sequence[Submission],
        precedence: Mapping[str, int],
        standing: Standing,
        sealed: frozenset[str] = frozenset(),
    ) -> None:
        self.folder = folder
        self.submissions = in_order(submissions)
        self.precedence = precedence
        self.standing = standing
        self.sealed = sealed

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that any submission told."""
        return tuple(sorted({name for told in self.submissions for name in told.rows}))

    @cached_property
    def names(self) -> dict[str, str]:
        """First twelve characters of a file's SHA-256 to its name."""
        return {file.sha256[:12]: file.name for told in self.submissions for file in told.files}

    def table(self, name: str) -> tuple[pl.DataFrame, list[Problem]]:
        """A table's record frame, and where its sources disagree."""
        known = {table: self._aliases[table] for table in {*needed_by(name), name} if table in self._aliases}
        frames = [(source, linked(name, source, frame, known)) for source, frame in self._of_kept(name)]
        drawn = {told.source: told.extract_date for told in self.submissions if name in told.rows}
        return merge(ALL_TABLES[name], frames, lambda row: self.names.get(row[:12], row[:12]), drawn)

    def touched(self, changed: Iterable[str]) -> frozenset[str]:
        """The tables to be made again when some were told anew: they, and those that use their keys."""
        names = frozenset(changed)
        told = [(name, told.source) for told in self.submissions for name in told.rows]
        if not names.isdisjoint(_WHO) and self._given_way:
            return frozenset(self.tables)
        several = {known.table for known in KNOWN if len({s for name, s in told if name == known.table}) > 1}
        return names | {name for name in self.tables if not needed_by(name).isdisjoint(names & several)}

    @cached_property
    def _aliases(self) -> dict[str, dict[str, dict[str, str]]]:
        """For each table whose things several sources know, which identifiers give way to which."""
        found = {known.table: aliases(known, self._of_kept(known.table)) for known in KNOWN}
        return {table: pairs for table, pairs in found.items() if pairs}

    def _told(self, name: str) -> list[tuple[str, pl.DataFrame]]:
        """What stands of each source that told a table, in order of precedence."""
        told: dict[str, list[Submission]] = defaultdict(list)
        for submission in self.submissions:
            if name in submission.rows:
                told[submission.source].append(submission)
        by_precedence = sorted(told, key=lambda source: (self.precedence.get(source, 99), source))
        return [(source, self._standing(name, told[source])) for source in by_precedence]

    @cached_property
    def _given_way(self) -> dict[str, dict[str, str]]:
        """By source, which of its identifiers of children give way to which."""
        people = self._told("ssd_person")
        if len(people) < 2:
            return {}
        adopted = adopted_ids({name: self._told(name) for name in ADOPTION_TABLES})
        return given_way(people, self._told("ssd_linked_identifiers"), adopted | self.sealed)

    def _of_kept(self, name: str) -> list[tuple[str, pl.DataFrame]]:
        """``_told`` with each child under one identifier."""
        pairs = self._given_way
        return [
            (source, of_kept_children(name, frame, pairs.get(source, {})))
            for source, frame in self._told(name)
        ]

    def _standing(self, name: str, tellings: Sequence[Submission]) -> pl.DataFrame:
        source = tellings[0].source
        ids = tuple(told.id for told in tellings)
        done, frame = self.standing.get((source, name), ((), pl.DataFrame()))
        if ids[: len(done)] != done or not done:
            done, frame = (), pl.DataFrame(schema=reading_schema(ALL_TABLES[name]))
        for told in tellings[len(done) :]:
            kept = pl.read_parquet(self.folder / told.id / f"{name}.parquet")
            new = as_declared(kept, reading_schema(ALL_TABLES[name]))
            frame = superseded(frame, new, ALL_TABLES[name], told.windows.get(name))
        self.standing[(source, name)] = (ids, frame)
        return frame

    def coverage(self) -> pl.DataFrame:
        """What each source covers of each table: COVERAGE_SCHEMA, sorted, windows that touch joined.

        A telling that lost rows to a purge had withdrawn those before it: of its days nothing is known, until
        a later telling covers them.
        """
        spans: dict[tuple[str, str], list[Window]] = defaultdict(list)
        for told in self.submissions:
            for name, window in told.windows.items():
                key = (name, told.source)
                if name in told.purged_tables:
                    spans[key] = without(spans[key], window)
                else:
                    spans[key].append(window)
        rows = [
            (name, source, window.start, window.end)
            for (name, source), found in sorted(spans.items())
            for window in joined(found)
        ]
        return pl.DataFrame(rows, schema=COVERAGE_SCHEMA, orient="row")
