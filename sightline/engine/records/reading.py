"""What a reader is, and what it gives back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from sightline.engine.records.problems import Problem


@dataclass(frozen=True)
class File:
    """One file as submitted: its name (no folder), its bytes and the SHA-256 of them in hex."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True)
class Window:
    """The dates, both included, between which a source undertakes to tell a table whole."""

    start: date
    end: date


@dataclass(frozen=True)
class Reading:
    """What a reader found in a set of files.

    ``tables`` maps a canonical name to a frame of ``reading_schema(table)``. ``windows`` says, for
    each table told, what is covered; ``extract_date`` is the day the files were drawn. A reader
    that cannot tell these from the files leaves them None/absent and the submission declares them.
    """

    source: str
    tables: Mapping[str, pl.DataFrame]
    problems: Sequence[Problem] = ()
    extract_date: date | None = None
    windows: Mapping[str, Window] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """One format. ``recognises`` is cheap (names and first bytes); ``read`` never raises on bad input.

    ``precedence``: when two sources tell one event, the lower number stands. ``history``: tables of
    which this format tells every event (the rest tell only the latest, or nothing).
    """

    source: str
    title: str
    precedence: int
    recognises: Callable[[Sequence[File]], bool]
    read: Callable[[Sequence[File]], Reading]
