"""What the loaded sources can show of a duty, and between which days."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from sightline.engine.duties.duty import Duty, Shows
from sightline.engine.duties.sharing import once_a_record
from sightline.engine.records.columns import SOURCES
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA, Record

_ORDER = (Shows.NOTHING, Shows.CURRENCY, Shows.TIMELINESS)
Stretch = tuple[date, date]
Window = tuple[str, date, date]


@once_a_record
def _windows(record: Record) -> dict[str, list[Window]]:
    """What each source undertakes to tell about each table: (source, from, to)."""
    found: dict[str, list[Window]] = {}
    for table, *window in record.coverage.select(*COVERAGE_SCHEMA).iter_rows():
        found.setdefault(table, []).append(tuple(window))
    return found


@once_a_record
def _whole(record: Record) -> dict[str, Window]:
    """The first and the last day of which each source tells anything."""
    told = record.coverage.group_by("source").agg(pl.col("from").min(), pl.col("to").max())
    return {row[0]: row for row in told.iter_rows()}


@once_a_record
def _standing(record: Record) -> dict[str, list[Window]]:
    """The windows of tables that have none of their own, filled as they are asked for."""
    return {}


def _told(record: Record, table: str) -> list[Window]:
    """The windows in which a table is told.

    A table of things that simply are has no window of its own: its source tells it for as long as that source
    tells anything.
    """
    own = _windows(record).get(table)
    if own is not None or ALL_TABLES[table].starts is not None:
        return own or []
    standing = _standing(record)
    if table not in standing:
        whole = _whole(record)
        sources = record.frame(table)[SOURCES].explode().drop_nulls().unique()
        standing[table] = [whole[source] for source in sources if source in whole]
    return standing[table]


def best_shown(duty: Duty, record: Record) -> Shows:
    """The most that any loaded source can show of a duty."""
    told = {source for table in duty.needs for source, _, _ in _told(record, table)}
    shown = [duty.shows.get(source, Shows.NOTHING) for source in told]
    return max(shown, key=_ORDER.index, default=Shows.NOTHING)


def spans(duty: Duty, record: Record, level: Shows, tables: Sequence[str]) -> list[Stretch]:
    """The stretches of days, merged and in order, in which sources showing at least ``level`` tell a table
    of these."""
    able = [source for source, shown in duty.shows.items() if _ORDER.index(shown) >= _ORDER.index(level)]
    told = {window for table in tables for window in _told(record, table) if window[0] in able}
    merged: list[Stretch] = []
    for start, end in sorted((start, end) for _, start, end in told):
        if merged and start <= merged[-1][1] + timedelta(1):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
