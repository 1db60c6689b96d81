"""Pieces of work with a clock: allegations, audits and their actions, complaints, requests for records.

``told.Row`` is for rows about one subject, told apart by the day on which they began. A piece of work has an
identifier of its own and often its own due date, and may be told by several rows (one for each child).
"""

from dataclasses import dataclass

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Substance
from sightline.engine.records.columns import ROWS, Table, Type
from sightline.engine.records.record import ALL_TABLES, Record


def substance(table: Table, names: tuple[str, ...]) -> pl.Expr:
    """Content seen where any of the columns says something; not visible where none is named."""
    if not names:
        return pl.lit(Substance.NOT_VISIBLE.value)
    said = [
        events.filled(name) if table[name].type is Type.TEXT else pl.col(name).is_not_null() for name in names
    ]
    seen, dates_only = pl.lit(Substance.CONTENT_SEEN.value), pl.lit(Substance.DATES_ONLY.value)
    return pl.when(pl.any_horizontal(said)).then(seen).otherwise(dates_only)


def day(table: Table, column: str) -> pl.Expr:
    """The day of a date or a moment."""
    return pl.col(column).dt.date() if table[column].type is Type.DATETIME else pl.col(column)


@dataclass(frozen=True)
class Piece:
    """A table whose rows tell pieces of work: ``starts`` starts the clock (of several columns the first
    that is filled in), ``met`` in the same row stops it.

    ``who``: the columns that name the subject, the first that is filled in (an allegation whose adult is not
    named is still an allegation). ``name``: the columns that tell one piece from another. ``due``: the row's
    own due date; the duty's limit must then be in days, and a row that lacks its date cannot be told.
    ``limit``: the row's own number, where it varies otherwise. ``ends``: when it stopped being owed.
    """

    table: str
    who: tuple[str, ...]
    name: tuple[str, ...]
    starts: str | tuple[str, ...]
    met: str
    due: str | None = None
    limit: pl.Expr | None = None
    where: pl.Expr | None = None
    ends: str | None = None
    because: str = "It was closed"
    content: tuple[str, ...] = ()
    undated: pl.Expr | None = None

    def rows(self, record: Record) -> pl.DataFrame:
        """The rows that count, each with its ``person_id`` and ``occasion``."""
        frame = record.frame(self.table)
        if self.where is not None:
            frame = frame.filter(self.where.fill_null(value=False))
        parts = [pl.col(name).cast(pl.String).fill_null("") for name in self.name]
        named = frame.with_columns(
            person_id=pl.coalesce(self.who), occasion=pl.concat_str(parts, separator="|")
        )
        return named.filter(pl.col("person_id").is_not_null())

    def owed(self, record: Record, authority: Authority) -> pl.DataFrame:
        """The occasions: OCCASION_SCHEMA."""
        if not record.tells(self.table):
            return occasions.NOBODY
        table = ALL_TABLES[self.table]
        begun = (self.starts,) if isinstance(self.starts, str) else self.starts
        starts = pl.coalesce([day(table, column) for column in begun])
        limit = pl.lit(None, pl.Int32) if self.limit is None else self.limit
        if self.due:
            own = day(table, self.due)
            starts = pl.when(own.is_not_null()).then(pl.min_horizontal(starts, own))
            limit = (own - starts).dt.total_days()
        ends = day(table, self.ends) if self.ends else pl.lit(None, pl.Date)
        frame = self.rows(record).select(
            "person_id",
            "occasion",
            trigger=starts,
            limit_n=limit.cast(pl.Int32),
            ends=ends,
            ended_because=pl.when(ends.is_not_null()).then(pl.lit(self.because)),
            rows=ROWS,
        )
        return occasions.shaped(frame.sort("person_id", "occasion", "trigger", nulls_last=True))

    def done(self, record: Record, authority: Authority) -> pl.DataFrame:
        """The events, each of its own piece: EVENT_SCHEMA."""
        if not record.tells(self.table):
            return events.NOTHING
        table = ALL_TABLES[self.table]
        undated = pl.lit(value=False) if self.undated is None else self.undated.fill_null(value=False)
        frame = self.rows(record).filter(pl.col(self.met).is_not_null() | undated)
        return events.shaped(
            frame.select(
                "person_id",
                "occasion",
                on=day(table, self.met),
                outcome=pl.lit(events.MET),
                substance=substance(table, self.content),
                rows=ROWS,
            )
        )
