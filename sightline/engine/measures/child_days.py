"""Child-days: the days of an obligation laid into the periods that they fall in.

An obligation is owed from its ``trigger`` until it ``stopped``, and up to ``safe`` nothing was late. A figure
opens into ``pieces``, one for each period that an obligation's days fall in. For the figures themselves
nothing is cut: the days between two days are all the days from the first one on, less all those from the
second one on, and such days can be added up for many obligations at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sightline.engine.duties.obligation import State
from sightline.engine.measures.marks import MARKS, NO_CONTENT, marked
from sightline.engine.measures.periods import MONTHS, Period, between, ends

_UNTOLD = (State.CANNOT_TELL, State.NOT_DUE, State.SUPERSEDED)
_DAY = pl.duration(days=1)

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]


def intervals(links: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Links with ``stopped``: when what was owed was done, ended, or the day asked about came; ``safe``:
    until when nothing was late; ``told``: whether it can be told.
    """
    stopped = pl.min_horizontal(pl.coalesce("met_on", "ended_on", pl.lit(as_at)), pl.lit(as_at))
    safe = pl.min_horizontal(pl.max_horizontal("due", "trigger"), "stopped")
    known = links.filter(pl.col("trigger").is_not_null())
    return known.with_columns(stopped=stopped, told=~pl.col("state").is_in(_UNTOLD)).with_columns(safe=safe)


def lasting(links: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """``intervals`` of a day or more, MARKS of the fulfilment that began each, and what its days that were
    not late count for, whether they are cut or added up.

    ``sure``: they are of the floor; ``unseen``: no content could be seen behind them.
    """
    lasted = intervals(links, as_at).filter(pl.col("stopped") > pl.col("trigger"))
    return marked(lasted.with_columns(believed="previous")).with_columns(
        sure=pl.col("told") & (pl.col("first") | pl.col("seen")),
        unseen=pl.col("told") & ~pl.col("first") & NO_CONTENT,
    )


def pieces(links: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """Each interval cut into periods: a row for each that its days fall in, with ``placed`` and
    ``period_from`` (its first day), and COUNTS (days in it) and EVIDENCE (true or false) of ``flags``.
    """
    cut = _cut(lasting(links, as_at), period)
    begin, over = pl.max_horizontal("trigger", "period_from"), pl.col("over")

    def days_until(end: str) -> pl.Expr:
        return (pl.min_horizontal(end, over) - begin).dt.total_days().clip(0)

    counted, safe, none = days_until("stopped"), days_until("safe"), pl.lit(0)
    untold = pl.when("told").then(none).otherwise(counted)
    recorded = pl.when("told").then(safe).otherwise(none)
    return cut.with_columns(
        placed="period_from",
        counted=counted,
        recorded=recorded,
        floor=pl.when("sure").then(safe).otherwise(none),
        ceiling=recorded + untold,
        cannot_tell=untold,
        excluded=none,
        unseen=pl.col("unseen") & (safe > 0),
        latest_only=pl.lit(value=False),
    )


def _spans(lasted: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The periods in which any of some intervals has days: ``period_from``, and ``over``, the first day after
    it.
    """
    first, last = lasted["trigger"].min(), lasted["stopped"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        return pl.DataFrame(schema={"period_from": pl.Date, "over": pl.Date})
    known = pl.DataFrame({"period_from": between(first, last, period)})
    return known.with_columns(over=ends(pl.col("period_from"), period) + _DAY)


def _cut(lasted: pl.DataFrame, period: Period) -> pl.DataFrame:
    spans = _spans(lasted, period)
    if spans.is_empty():
        return lasted.with_columns(period_from=pl.lit(None, pl.Date), over=pl.lit(None, pl.Date))
    start: date = spans["period_from"][0]

    def place(day: pl.Expr) -> pl.Expr:
        month = day.dt.year().cast(pl.Int64) * 12 + day.dt.month()
        return (month - (start.year * 12 + start.month)) // MONTHS[period]

    numbers = pl.int_ranges(place(pl.col("trigger")), place(pl.col("stopped") - _DAY) + 1)
    cut = lasted.with_columns(_n=numbers).explode("_n", empty_as_null=False)
    return cut.with_columns(spans[name].gather(cut["_n"]) for name in spans.columns)


@dataclass(frozen=True)
class _Days:
    """A day of each interval: ``cells``, the places of its group and period together, and ``rest``, how many
    days of the period there are from it on."""

    cells: Numbers
    rest: Numbers


class _Calendar:
    """Days laid into cells, of groups (rows) and periods (columns)."""

    def __init__(self, spans: pl.DataFrame, group: Numbers, groups: int) -> None:
        starts, self._over = (_numbers(spans[name]) for name in ("period_from", "over"))
        self._lengths: Numbers = self._over - starts
        self._first = starts[:1].sum()
        self._of_day: Numbers = np.repeat(np.arange(len(starts)), self._lengths)
        self._shape = (groups, len(starts))
        self._group = group * len(starts)

    def laid(self, days: Numbers) -> _Days:
        """Where a day of each interval lies."""
        period = self._of_day[days - self._first]
        return _Days(self._group + period, self._over[period] - days)

    def days(self, which: Marks, since: _Days, until: _Days) -> Numbers:
        """In each cell, the days from some days on until others."""
        return self._days_from(which, since) - self._days_from(which, until)

    def touched(self, which: Marks, since: _Days, final: _Days) -> Numbers:
        """In each cell, how many intervals have a day in it, from their first days to their final ones."""
        begun, over = (self._summed(each.cells[which]) for each in (since, final))
        return np.cumsum(begun, axis=1) - np.cumsum(over, axis=1) + over

    def _days_from(self, which: Marks, since: _Days) -> Numbers:
        cells = since.cells[which]
        begun = self._summed(cells)
        before = np.cumsum(begun, axis=1) - begun
        return before * self._lengths + self._summed(cells, since.rest[which])

    def _summed(self, cells: Numbers, weights: Numbers | None = None) -> Numbers:
        many = np.bincount(cells, weights, minlength=self._shape[0] * self._shape[1])
        return many.astype(np.int64).reshape(self._shape)


def _numbers(days: pl.Series) -> Numbers:
    return days.to_physical().cast(pl.Int64).to_numpy()


def tallied_days(links: pl.DataFrame, by: Sequence[str], as_at: date, period: Period) -> pl.DataFrame:
    """What ``pieces`` add up to for each group of the columns ``by`` and each period: ``period_from``, *by*,
    and as whole numbers the days that were counted, recorded, floor and cannot_tell, and how many pieces are
    fulfilled, of each kind of substance, late_entry and unseen. Groups and periods without any are left out.
    """
    lasted = lasting(links, as_at)
    groups = lasted.select(by).unique(maintain_order=True).with_row_index("_group")
    spans = _spans(lasted, period)
    group = lasted.select(by).join(groups, on=by, how="left", maintain_order="left")["_group"]
    told = _told(lasted, _Calendar(spans, _numbers(group), groups.height))
    owed = told.pop("owed")
    some = owed.ravel() > 0
    cells = pl.DataFrame({name: cells.ravel()[some] for name, cells in told.items()})
    row, column = np.nonzero(owed)
    return cells.with_columns(
        spans["period_from"].gather(column),
        *(groups[name].gather(row) for name in by),
    )


def _told(lasted: pl.DataFrame, calendar: _Calendar) -> dict[str, Numbers]:
    begun, over, late_from = (_numbers(lasted[name]) for name in ("trigger", "stopped", "safe"))
    since, until, final, safe = (calendar.laid(days) for days in (begun, over, over - 1, late_from))
    final_safe = calendar.laid(np.maximum(late_from - 1, begun))
    told, sure, unseen = (lasted[name].to_numpy() for name in ("told", "sure", "unseen"))

    def touched(which: Marks) -> Numbers:
        return calendar.touched(which, since, final)

    recorded, untold = calendar.days(told, since, safe), calendar.days(~told, since, until)
    return {
        "owed": touched(np.ones_like(told)),
        "counted": calendar.days(told, since, until) + untold,
        "recorded": recorded,
        "floor": calendar.days(sure, since, safe),
        "ceiling": recorded + untold,
        "cannot_tell": untold,
        "unseen": calendar.touched(unseen & (late_from > begun), since, final_safe),
        **{name: touched(lasted[name].to_numpy()) for name in MARKS},
    }
