"""Sums laid out as figures: a row for every measure, period and group, whether or not anything happened.

Every group of every dimension has a place, and one whole number stands for way of counting, duty, place and
day: by it rows are added up, found again and put in order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from sightline.engine.measures.flags import STOCK
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.measure import RESULT_SCHEMA, Counting, Measure
from sightline.engine.measures.periods import Period, between, ends, start_of
from sightline.engine.measures.reliability import with_assurance
from sightline.engine.measures.tallies import SUMS, VALUED, cases_of

_CELL, _LINE, _PAIR = "_cell", "_line", "_pair"
_DAYS = 1 << 22
_EPOCH = _DAYS // 2


@dataclass(frozen=True)
class Layout:
    """What a table of figures holds: ``measures`` in the order of their ids, ``duties`` (theirs), and the
    ``groups`` of each dimension, both in the order in which they are given. ``first`` and ``last``: see
    ``evaluate.results``.
    """

    measures: tuple[Measure, ...]
    duties: pl.Enum
    groups: Mapping[str, tuple[str, ...]]
    period: Period
    first: date | None
    last: date
    as_at: date

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Dimension and group of each place."""
        return [(name, group) for name, groups in self.groups.items() for group in groups]

    def cell(self, dimension: str) -> pl.Expr:
        """The number of a row of sums or values, by one of its dimensions."""
        place = pl.lit(self.places.index((dimension, self.groups[dimension][0])), pl.Int64)
        if dimension != ALL:
            place += pl.col(dimension).to_physical().cast(pl.Int64)
        way, duty = (pl.col(name).to_physical().cast(pl.Int64) for name in ("way", "duty"))
        line = (way * len(self.duties.categories) + duty) * len(self.places) + place
        return (line * _DAYS + pl.col("period_from").to_physical() + _EPOCH).alias(_CELL)

    def pair(self, measure: Measure) -> int:
        """The number of a way of counting and a duty."""
        way = list(Counting).index(cases_of(measure.counting))
        return way * len(self.duties.categories) + self._place_of_duty[measure.duty]

    @cached_property
    def _place_of_duty(self) -> dict[str, int]:
        return {duty: n for n, duty in enumerate(self.duties.categories)}


def figures(layout: Layout, sums: pl.DataFrame, values: Mapping[Counting, pl.DataFrame]) -> pl.DataFrame:
    """RESULT_SCHEMA sorted by measure, period, dimension and group. ``sums`` and ``values`` are those of
    ``tallies``.
    """
    if not layout.places:
        return pl.DataFrame(schema=RESULT_SCHEMA)
    added = _by_cell(layout, sums).group_by(_CELL).agg(pl.col(SUMS).sum())
    grid = _grid(layout, added[_CELL])
    rows = grid.join(added, on=_CELL, how="left", maintain_order="left")
    rows = rows.join(_values(layout, values), on=_CELL, how="left", maintain_order="left")
    return _shaped(layout, rows)


def _by_cell(layout: Layout, frame: pl.DataFrame) -> pl.DataFrame:
    rest = pl.all().exclude("way", "duty", "period_from", *layout.groups)
    return pl.concat([frame.select(layout.cell(name), rest) for name in layout.groups if layout.groups[name]])


def _values(layout: Layout, values: Mapping[Counting, pl.DataFrame]) -> pl.DataFrame:
    """The median or the greatest of the days of each cell."""
    days = pl.col("days")
    taken = {Counting.MEDIAN_DAYS_LATE: days.median(), Counting.WORST_GAP: days.max()}
    parts = [pl.DataFrame(schema={_CELL: pl.Int64, "value": pl.Float64})]
    for way, cases in values.items():
        value = taken[way].cast(pl.Float64).alias("value")
        parts.append(_by_cell(layout, cases).group_by(_CELL).agg(value))
    return pl.concat(parts)


def _grid(layout: Layout, cells: pl.Series) -> pl.DataFrame:
    """Every measure, period and line that should have a row, in order: ``_measure`` (its place),
    ``period_from``, ``period_to``, ``_line`` and ``_cell``.
    """
    many = len(layout.places)
    line = pl.col(_CELL) // _DAYS
    known = cells.to_frame().with_columns(_line=line, _pair=line // many)
    begun = known.group_by(_PAIR).agg((pl.col(_CELL) % _DAYS - _EPOCH).min().cast(pl.Int32).cast(pl.Date))
    pairs = [layout.pair(measure) for measure in layout.measures]
    spans = _spans(layout, pairs, dict(begun.iter_rows()))
    lines = known.select(_LINE)
    if ALL in layout.groups:
        whole = pl.Series(pairs, dtype=pl.Int64) * many + layout.places.index((ALL, ""))
        lines = pl.concat([lines, whole.alias(_LINE).to_frame()])
    lines = lines.unique().sort(_LINE).with_columns(_pair=pl.col(_LINE) // many)
    grid = spans.join(lines, on=_PAIR, how="inner", maintain_order="left_right")
    return grid.with_columns(_cell=pl.col(_LINE) * _DAYS + pl.col("period_from").to_physical() + _EPOCH)


def _spans(layout: Layout, pairs: list[int], begun: Mapping[int, date]) -> pl.DataFrame:
    """The periods of each measure: ``_measure``, ``_pair``, ``period_from`` and ``period_to``."""
    since = [layout.first or min(begun.get(pair) or layout.last, layout.last) for pair in pairs]
    days = between(min(since, default=layout.last), layout.last, layout.period)
    place, many = {day: n for n, day in enumerate(days)}, len(days)
    known = pl.DataFrame({"period_from": days}, schema={"period_from": pl.Date})
    known = known.with_columns(period_to=ends(pl.col("period_from"), layout.period))
    today = pl.DataFrame({"period_from": [layout.as_at], "period_to": [layout.as_at]})
    stock = [measure.counting in STOCK for measure in layout.measures]
    starts = [place.get(start_of(day, layout.period), many) for day in since]
    frame = pl.DataFrame(
        {
            _PAIR: pairs,
            "start": [many if one else start for one, start in zip(stock, starts, strict=True)],
            "stop": [many + one for one in stock],
        },
        schema={_PAIR: pl.Int64, "start": pl.Int64, "stop": pl.Int64},
    ).with_row_index("_measure")
    frame = frame.select("_measure", _PAIR, _period=pl.int_ranges("start", "stop"))
    frame = frame.explode("_period", empty_as_null=False)
    return frame.select("_measure", _PAIR).hstack(pl.concat([known, today])[frame["_period"]])


def _shaped(layout: Layout, rows: pl.DataFrame) -> pl.DataFrame:
    ids = pl.Series([measure.id for measure in layout.measures], dtype=pl.String)
    dimensions, groups = (pl.Series(names, dtype=pl.String) for names in zip(*layout.places, strict=True))
    place = pl.col(_LINE) % len(layout.places)
    median, valued = (
        pl.lit(pl.Series([measure.counting in ways for measure in layout.measures], dtype=pl.Boolean))
        for ways in ((Counting.MEDIAN_DAYS_LATE,), VALUED)
    )
    rows = rows.with_columns(
        pl.col(SUMS).fill_null(0), _median=median.gather("_measure"), _counts=~valued.gather("_measure")
    ).with_columns(
        denominator=pl.when("_median").then("late").otherwise("counted"),
        cannot_tell=pl.when("_median").then(0).otherwise("cannot_tell"),
    )
    rows = with_assurance(rows).with_columns(
        measure=pl.lit(ids).gather("_measure"),
        as_at=pl.lit(layout.as_at),
        dimension=pl.lit(dimensions).gather(place),
        group=pl.lit(groups).gather(place),
        recorded=pl.when("_counts").then("recorded"),
        floor=pl.when(pl.col("_counts") & (pl.col("unseen") == 0)).then("floor"),
        ceiling=pl.when("_counts").then("ceiling"),
        value=pl.when(~pl.col("_counts")).then("value"),
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items())
