"""What the loaded sources can show of a duty, and between which days."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from sightline.engine.duties.duty import Duty, Shows
from sightline.engine.records.columns import SOURCES
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA, Record

_ORDER = (Shows.NOTHING, Shows.CURRENCY, Shows.TIMELINESS)
Stretch = tuple[date, date]


def _told(duty: Duty, record: Record) -> pl.DataFrame:
    """The coverage (table, source, from, to) of the tables that a duty needs.

    A table of things that simply are has no window of its own: its source tells it for as long as that source
    tells anything.
    """
    windows = record.coverage.filter(pl.col("table").is_in(duty.needs)).select(*COVERAGE_SCHEMA)
    found = [windows]
    for table in duty.needs:
        if ALL_TABLES[table].starts is None and table not in windows["table"]:
            sources = record.frame(table)[SOURCES].explode().drop_nulls().unique().implode()
            told = record.coverage.filter(pl.col("source").is_in(sources))
            whole = told.group_by("source").agg(pl.col("from").min(), pl.col("to").max())
            found.append(whole.with_columns(table=pl.lit(table)).select(*COVERAGE_SCHEMA))
    return pl.concat(found)


def best_shown(duty: Duty, record: Record) -> Shows:
    """The most that any loaded source can show of a duty."""
    told = _told(duty, record)["source"].unique()
    shown = [duty.shows.get(source, Shows.NOTHING) for source in told]
    return max(shown, key=_ORDER.index, default=Shows.NOTHING)


def spans(duty: Duty, record: Record, level: Shows) -> list[Stretch]:
    """The stretches of days, merged and in order, that sources showing at least ``level`` cover."""
    able = [source for source, shown in duty.shows.items() if _ORDER.index(shown) >= _ORDER.index(level)]
    rows = _told(duty, record).filter(pl.col("source").is_in(able))
    merged: list[Stretch] = []
    for start, end in sorted(rows.select("from", "to").iter_rows()):
        if merged and start <= merged[-1][1] + timedelta(1):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(stretches: Sequence[Stretch], start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Whether one stretch covers every day from start to end."""
    inside = [(start >= first) & (end <= last) for first, last in stretches]
    return pl.any_horizontal(inside) if inside else pl.lit(value=False)


def reached(stretches: Sequence[Stretch], day: pl.Expr) -> pl.Expr:
    """Whether a source was drawn on or after a day."""
    return day <= stretches[-1][1] if stretches else pl.lit(value=False)
