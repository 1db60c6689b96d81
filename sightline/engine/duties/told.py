"""Duties whose clock the rows of a table tell: what starts it, what stops it, and how far it can be believed.

Most standards need no code of their own. ``Row`` is for a table whose every row tells one occasion whole (a
referral and its decision); ``Spell`` for something that goes on (a plan, an arrangement) and ``Happening``
for what is done meanwhile (visits, reviews). A catalogue names columns; nothing else is written twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Substance
from sightline.engine.duties.events import MET, REFUSED
from sightline.engine.records.about import PERSON, with_subject
from sightline.engine.records.columns import ROWS, Kind, Subject, Table, Type
from sightline.engine.records.record import ALL_TABLES, Record


def _told(record: Record, table: str, where: pl.Expr | None, about: Subject | None) -> pl.LazyFrame:
    """The rows of a table that count, each with the id of its subject; rows without one are left out."""
    frame = with_subject(record, table, about).lazy()
    frame = frame.filter(pl.col(PERSON).is_not_null())
    return frame if where is None else frame.filter(where.fill_null(value=False))


def _day(table: Table, column: str) -> pl.Expr:
    """The day of a date or a moment."""
    return pl.col(column).dt.date() if table[column].type is Type.DATETIME else pl.col(column)


def _moment(table: Table, column: str, beside: Sequence[str]) -> pl.Expr:
    """The moment, where the hour is known; else null."""
    if table[column].type is not Type.DATETIME:
        return pl.lit(None, pl.Datetime("us"))
    timed = [name for name in beside if table[name].type is Type.DATETIME and name != column]
    return occasions.timed(column, *timed)


def _name(table: Table, starts: str, by: Sequence[str]) -> pl.Expr:
    """What tells one occasion of a subject from another: the day (or minute) it began, and ``by``."""
    timed = table[starts].type is Type.DATETIME
    form = "%Y-%m-%dT%H:%M" if timed else "%Y-%m-%d"
    began = pl.col(starts).dt.to_string(form).fill_null("no start date")
    return pl.concat_str([began, *(pl.col(name).cast(pl.String).fill_null("") for name in by)], separator="|")


def _substance(table: Table, content: Sequence[str] | None) -> pl.Expr:
    """Content seen where any content column says something; not visible where the table has none."""
    names = table.of_kind(Kind.CONTENT) if content is None else tuple(content)
    if not names:
        return pl.lit(Substance.NOT_VISIBLE.value)
    texts = [name for name in names if table[name].type is Type.TEXT]
    others = [pl.col(name).is_not_null() for name in names if name not in texts]
    said = pl.any_horizontal([events.filled(name) for name in texts] + others)
    seen, dates_only = Substance.CONTENT_SEEN.value, Substance.DATES_ONLY.value
    return pl.when(said).then(pl.lit(seen)).otherwise(pl.lit(dates_only))


@dataclass(frozen=True)
class Spell:
    """Something that starts and goes on: each row of ``table`` that fits ``where`` is an occasion.

    ``starts`` and ``ends`` are columns of dates or moments. ``by``: columns that, with the start, tell one
    occasion of a subject from another; they must not change when the row is filled in further.
    ``because``: why it ended, in words. ``about``: the subject, where the table names two.
    """

    table: str
    starts: str
    ends: str | None = None
    where: pl.Expr | None = None
    by: tuple[str, ...] = ()
    because: str = "It ended"
    about: Subject | None = None

    def __call__(self, record: Record, authority: Authority) -> pl.DataFrame:
        """The occasions: OCCASION_SCHEMA."""
        if not record.tells(self.table):
            return occasions.NOBODY
        table = ALL_TABLES[self.table]
        frame = _told(record, self.table, self.where, self.about)
        ends = _day(table, self.ends) if self.ends else pl.lit(None, pl.Date)
        return occasions.shaped(
            frame.select(
                PERSON,
                occasion=_name(table, self.starts, self.by),
                trigger=_day(table, self.starts),
                trigger_at=_moment(table, self.starts, ()),
                ends=ends,
                ended_because=pl.when(ends.is_not_null()).then(pl.lit(self.because)),
                rows=ROWS,
            )
            .sort(PERSON, "trigger", "occasion", "ends", nulls_last=True)
            .collect()
        )


@dataclass(frozen=True)
class Happening:
    """What is done: each row of ``table`` that fits ``where`` is an event on the day in ``on``.

    ``content``: the columns that show it was more than a date (None: the table's content columns; (): the
    table shows none). ``refused``: rows that tell a refusal. ``undated``: rows that tell it was done, though
    not when.
    """

    table: str
    on: str
    where: pl.Expr | None = None
    content: tuple[str, ...] | None = None
    refused: pl.Expr | None = None
    undated: pl.Expr | None = None
    about: Subject | None = None

    def __call__(self, record: Record, authority: Authority) -> pl.DataFrame:
        """The events: EVENT_SCHEMA."""
        if not record.tells(self.table):
            return events.NOTHING
        return self.events(
            _told(record, self.table, self.where, self.about), pl.lit(None, pl.String), (), self.on
        )

    def events(
        self, frame: pl.LazyFrame, occasion: pl.Expr, beside: Sequence[str], otherwise: str
    ) -> pl.DataFrame:
        """The events of rows that have a ``person_id``; a refusal without a day counts from ``otherwise``."""
        table = ALL_TABLES[self.table]
        done = pl.col(self.on).is_not_null()
        if self.undated is not None:
            done |= self.undated.fill_null(value=False)
        if self.refused is not None:
            done &= ~self.refused.fill_null(value=False)
        held = frame.filter(done).select(
            PERSON,
            occasion=occasion,
            on=_day(table, self.on),
            at=_moment(table, self.on, beside),
            outcome=pl.lit(MET),
            substance=_substance(table, self.content),
            rows=ROWS,
        )
        if self.refused is None:
            return events.shaped(held.collect())
        day = pl.coalesce(_day(table, self.on), _day(table, otherwise))
        said_no = frame.filter(self.refused.fill_null(value=False)).select(
            PERSON, occasion=occasion, on=day, outcome=pl.lit(REFUSED), rows=ROWS
        )
        return events.together(*pl.collect_all([held, said_no]))


@dataclass(frozen=True)
class Row:
    """A table whose rows each tell one occasion whole: ``starts`` starts the clock, ``met`` in the same row
    stops it, ``ends`` (where there is one) is the day on which it stopped being owed."""

    table: str
    starts: str
    met: str
    ends: str | None = None
    where: pl.Expr | None = None
    by: tuple[str, ...] = ()
    because: str = "It ended"
    content: tuple[str, ...] | None = None
    refused: pl.Expr | None = None
    undated: pl.Expr | None = None
    about: Subject | None = None

    def owed(self, record: Record, authority: Authority) -> pl.DataFrame:
        """The occasions: OCCASION_SCHEMA."""
        spell = Spell(self.table, self.starts, self.ends, self.where, self.by, self.because, self.about)
        return spell(record, authority)

    def done(self, record: Record, authority: Authority) -> pl.DataFrame:
        """The events, each of its own row's occasion: EVENT_SCHEMA."""
        if not record.tells(self.table):
            return events.NOTHING
        table = ALL_TABLES[self.table]
        frame = _told(record, self.table, self.where, self.about)
        happening = Happening(
            self.table, self.met, content=self.content, refused=self.refused, undated=self.undated
        )
        name = _name(table, self.starts, self.by)
        return happening.events(frame, name, (self.starts,), self.starts)
