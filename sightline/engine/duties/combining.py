"""Populations and events made of others: several tables that tell one duty, what follows a first event, what
was running already."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Events, Occasions, Substance
from sightline.engine.records.record import Record


def either(*tellings: Events) -> Events:
    """Events that any of several tables may tell."""

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        return events.together(*(telling(record, authority) for telling in tellings))

    return told


def any_of(*populations: Occasions) -> Occasions:
    """Occasions that any of several tables may tell; one of the same child and name is one, as told first."""

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        return occasions.shaped(pl.concat([each(record, authority) for each in populations]))

    return told


def after_first(spell: Occasions, happening: Events) -> Occasions:
    """Occasions that begin with the first event in each spell: from then on a duty repeats."""

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        spells = spell(record, authority).drop_nulls("trigger").with_columns(entered_on="trigger")
        if spells.is_empty():
            return occasions.shaped(spells)
        begun = occasions.after_nth(spells, happening(record, authority), 1)
        owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
        return occasions.shaped(begun.filter(owed).with_columns(entered_on=pl.lit(None, pl.Date)))

    return told


def ended_by(population: Occasions, days: Callable[[Record], pl.DataFrame], because: str) -> Occasions:
    """Occasions that end, at the latest, on the first of some days (person_id, on) from the trigger on."""

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        frame = population(record, authority)
        known = days(record).select("person_id", "on").drop_nulls().unique().sort("on")
        if frame.is_empty() or known.is_empty():
            return frame
        dated = frame.with_row_index("_order").filter(pl.col("trigger").is_not_null()).sort("trigger")
        joined = dated.join_asof(
            known, left_on="trigger", right_on="on", by="person_id", strategy="forward",
            check_sortedness=False, coalesce=False,
        )  # fmt: skip
        ended = occasions.until(joined, pl.col("on"), because).drop("on")
        rest = frame.with_row_index("_order").filter(pl.col("trigger").is_null())
        return occasions.shaped(pl.concat([ended.select(rest.columns), rest]).sort("_order"))

    return told


def already_running(owed: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Events on the day of the trigger, for occasions at which something (person_id, since, until, rows) that
    meets the duty was running already."""
    pairs = owed.select("person_id", "occasion", "trigger").drop_nulls("trigger")
    pairs = pairs.join(spells.drop_nulls("since"), on="person_id", how="inner")
    running = (pl.col("since") < pl.col("trigger")) & (
        pl.col("until").is_null() | (pl.col("until") > pl.col("trigger"))
    )
    return events.shaped(
        pairs.filter(running).select(
            "person_id",
            "occasion",
            "rows",
            on="trigger",
            outcome=pl.lit(events.MET),
            substance=pl.lit(Substance.NOT_VISIBLE.value),
        )
    )


def where_told(table: str) -> Callable[[Occasions], Occasions]:
    """A population that costs nothing where no source told the table that it begins with."""

    def guarded(population: Occasions) -> Occasions:
        @wraps(population)
        def told(record: Record, authority: Authority) -> pl.DataFrame:
            if not record.tells(table):
                return occasions.NOBODY
            return population(record, authority)

        return told

    return guarded


def where_filled(table: str, column: str, population: Occasions) -> Occasions:
    """A population of whom nothing is said where no row of a table fills a column in.

    A column that the authority's register does not have is no sign that what it would tell was not done.
    """

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        if not record.tells(table) or record.frame(table)[column].is_null().all():
            return occasions.NOBODY
        return population(record, authority)

    return told


def narrowed(record: Record, table: str, frame: pl.DataFrame) -> Record:
    """The record with one table's rows chosen, or filled, beforehand."""
    return replace(record, tables={**record.tables, table: frame})
