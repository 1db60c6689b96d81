"""What the loaded sources can show of a duty, and between which days."""

from datetime import date, timedelta

import polars as pl

from sightline.engine.duties.duty import Duty, Shows
from sightline.engine.records.record import Record

_ORDER = (Shows.NOTHING, Shows.CURRENCY, Shows.TIMELINESS)


def best_shown(duty: Duty, record: Record) -> Shows:
    """The most that any loaded source can show of a duty."""
    told = record.coverage.filter(pl.col("table").is_in(duty.needs))["source"].unique()
    shown = [duty.shows.get(source, Shows.NOTHING) for source in told]
    return max(shown, key=_ORDER.index, default=Shows.NOTHING)


def spans(duty: Duty, record: Record, level: Shows) -> list[tuple[date, date]]:
    """The stretches of days, merged and in order, that sources showing at least ``level`` cover."""
    able = [source for source, shown in duty.shows.items() if _ORDER.index(shown) >= _ORDER.index(level)]
    rows = record.coverage.filter(pl.col("table").is_in(duty.needs) & pl.col("source").is_in(able))
    merged: list[tuple[date, date]] = []
    for start, end in sorted(rows.select("from", "to").iter_rows()):
        if merged and start <= merged[-1][1] + timedelta(1):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(stretches: list[tuple[date, date]], start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Whether one stretch covers every day from start to end."""
    inside = [(start >= first) & (end <= last) for first, last in stretches]
    return pl.any_horizontal(inside) if inside else pl.lit(value=False)
