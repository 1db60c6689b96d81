"""Later submissions over earlier ones: each supersedes only its own source, inside its own windows."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import polars as pl

from sightline.engine.records.columns import Table, Type
from sightline.engine.records.reading import Reading, Window
from sightline.engine.records.record import ALL_TABLES

BROKEN_OFF = frozenset({"broken_xml"})
"""Problems after which a file's silence means nothing: it was cut before its end."""


def _day(table: Table, name: str) -> pl.Expr:
    return pl.col(name).dt.date() if table[name].type is Type.DATETIME else pl.col(name)


def inside(table: Table, window: Window, *, points: bool = False) -> pl.Expr:
    """Whether a row's interval overlaps a window. A row without a start belongs to every window.

    ``points``: the source never tells an end, so that a row is the day on which it starts.
    """
    if table.starts is None:
        return pl.lit(value=False)
    start = _day(table, table.starts)
    within = start <= window.end
    if table.ends is None or points:
        within &= start >= window.start
    else:
        within &= (_day(table, table.ends) >= window.start).fill_null(value=True)
    return start.is_null() | within


def superseded(old: pl.DataFrame, new: pl.DataFrame, table: Table, window: Window | None) -> pl.DataFrame:
    """What stands of one source's table after a newer telling of it: frames of ``reading_schema(table)``.

    Rows of ``old`` inside the window fall (untold again, they are withdrawn), and so do rows whose key
    ``new`` tells; outside the window absence means nothing.
    """
    endless = table.ends is not None and all(
        frame.height and frame[table.ends].null_count() == frame.height for frame in (old, new)
    )
    standing = old if window is None else old.filter(~inside(table, window, points=endless))
    return pl.concat([standing.join(new, on=table.key, how="anti", nulls_equal=True), new])


def windows_of(
    reading: Reading, declared: Mapping[str, Window] | None, extract_date: date
) -> dict[str, Window]:
    """The windows of a reading's tables: as declared, else as the files say, else the dates that they tell.

    A table that no file told has none, so that a forgotten file withdraws nothing; nor has any table of
    a file that broke off.
    """
    if any(problem.code in BROKEN_OFF for problem in reading.problems):
        return {}
    found: dict[str, Window] = {}
    for name, frame in reading.tables.items():
        table = ALL_TABLES[name]
        if table.starts is None:
            continue
        window = (declared or {}).get(name) or reading.windows.get(name)
        if window is None and frame.height:
            first = frame.select(_day(table, table.starts).min()).item()
            window = Window(first, extract_date) if first and first <= extract_date else None
        if window is not None:
            found[name] = window
    return found


def last_day(reading: Reading, received: date) -> date:
    """The day on which undated files were drawn: the latest start that they tell, if not in the future."""
    days = []
    for name, frame in reading.tables.items():
        table = ALL_TABLES[name]
        if table.starts is not None:
            day = _day(table, table.starts)
            days.append(frame.filter(day <= received).select(day.max()).item())
    return max((day for day in days if day is not None), default=received)


def without(windows: Iterable[Window], gone: Window) -> list[Window]:
    """Windows less the days of one."""
    left = []
    for window in windows:
        if window.start < gone.start:
            left.append(Window(window.start, min(window.end, gone.start - timedelta(1))))
        if window.end > gone.end:
            left.append(Window(max(window.start, gone.end + timedelta(1)), window.end))
    return left


def joined(windows: Iterable[Window]) -> list[Window]:
    """Windows merged where they touch or overlap, in order."""
    merged: list[Window] = []
    for window in sorted(windows, key=lambda w: (w.start, w.end)):
        if merged and window.start.toordinal() <= merged[-1].end.toordinal() + 1:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return merged
