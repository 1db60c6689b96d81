"""Child-days: the days of an obligation laid into the periods that they fall in.

An obligation is owed from its ``trigger`` until it ``stopped``, and up to ``safe`` nothing was late. A figure
opens into ``pieces``, one for each period that an obligation's days fall in. For the figures themselves
nothing is cut: the days between two days are all the days from the first one on, less all those from the
second one on, and such days can be added up for many obligations at once.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sightline.engine.duties.duty import Substance
from sightline.engine.duties.obligation import State
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
    """``intervals`` of a day or more; ``believed`` is the substance of the fulfilment that began each."""
    lasted = intervals(links, as_at).filter(pl.col("stopped") > pl.col("trigger"))
    return lasted.with_columns(believed="previous")


def pieces(links: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """Each interval cut into periods: a row for each that its days fall in, with ``placed`` and
    ``period_from`` (its first day), ``counted`` and ``recorded`` (days in it).
    """
    cut = _cut(lasting(links, as_at), period)
    begin, over = pl.max_horizontal("trigger", "period_from"), pl.col("over")

    def days_until(end: str) -> pl.Expr:
        return (pl.min_horizontal(end, over) - begin).dt.total_days().clip(0)

    return cut.with_columns(
        placed="period_from",
        counted=days_until("stopped"),
        recorded=pl.when("told").then(days_until("safe")).otherwise(0),
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


class _Calendar:
    """What falls in which of some periods, for days and cells of groups: everything as whole numbers."""

    def __init__(self, spans: pl.DataFrame, groups: int) -> None:
        starts, over = (_numbers(spans[name]) for name in ("period_from", "over"))
        self.lengths: Numbers = over - starts
        self.over = over
        self.shape = (groups, len(starts))
        self._first = starts[:1].sum()
        self._of_day: Numbers = np.repeat(np.arange(len(starts)), self.lengths)

    def of(self, days: Numbers) -> Numbers:
        """The place of the period that holds each day."""
        found: Numbers = self._of_day[days - self._first]
        return found

    def summed(self, group: Numbers, period: Numbers, weights: Numbers | None = None) -> Numbers:
        """How many there are in each group (row) and period (column), or the sum of their weights."""
        cells = group * self.shape[1] + period
        many = np.bincount(cells, weights, minlength=self.shape[0] * self.shape[1])
        return many.astype(np.int64).reshape(self.shape)

    def days_from(self, group: Numbers, days: Numbers) -> Numbers:
        """In each group and period, the days from each of some days on."""
        period = self.of(days)
        begun = self.summed(group, period)
        before = np.cumsum(begun, axis=1) - begun
        return before * self.lengths + self.summed(group, period, self.over[period] - days)

    def days(self, group: Numbers, since: Numbers, until: Numbers) -> Numbers:
        """In each group and period, the days from some days on until others."""
        return self.days_from(group, since) - self.days_from(group, until)

    def touched(self, group: Numbers, since: Numbers, until: Numbers) -> Numbers:
        """In each group and period, how many intervals have a day in it."""
        begun = self.summed(group, self.of(since))
        final = self.summed(group, self.of(until - 1))
        return np.cumsum(begun, axis=1) - np.cumsum(final, axis=1) + final


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
    calendar = _Calendar(spans, groups.height)
    told = _told(lasted, group.cast(pl.Int64).to_numpy(), calendar)
    owed = told.pop("owed")
    some = owed.ravel() > 0
    cells = pl.DataFrame({name: cells.ravel()[some] for name, cells in told.items()})
    row, column = np.nonzero(owed)
    return cells.with_columns(
        spans["period_from"].gather(column),
        *(groups[name].gather(row) for name in by),
    )


def _told(lasted: pl.DataFrame, group: Numbers, calendar: _Calendar) -> dict[str, Numbers]:
    since, until, safe = (_numbers(lasted[name]) for name in ("trigger", "stopped", "safe"))
    told, first = (lasted[name].to_numpy() for name in ("told", "first"))
    believed = lasted["believed"]
    fulfilled = believed.is_not_null().to_numpy()
    kinds = {kind: (believed == kind.value).fill_null(value=False).to_numpy() for kind in Substance}
    late = np.zeros_like(fulfilled)
    if "entered_late" in lasted.columns:
        late = lasted["entered_late"].fill_null(value=False).to_numpy()

    def days(which: Marks, end: Numbers) -> Numbers:
        return calendar.days(group[which], since[which], end[which])

    def touched(which: Marks, end: Numbers) -> Numbers:
        return calendar.touched(group[which], since[which], end[which])

    never_doubted = first | kinds[Substance.CONTENT_SEEN]
    not_visible = ~fulfilled | kinds[Substance.NOT_VISIBLE]
    recorded, untold = days(told, safe), days(~told, until)
    return {
        "owed": touched(np.ones_like(told), until),
        "counted": days(told, until) + untold,
        "recorded": recorded,
        "floor": days(told & never_doubted, safe),
        "ceiling": recorded + untold,
        "cannot_tell": untold,
        "fulfilled": touched(fulfilled, until),
        "seen": touched(kinds[Substance.CONTENT_SEEN], until),
        "dates_only": touched(kinds[Substance.DATES_ONLY], until),
        "contradicted": touched(kinds[Substance.CONTRADICTED], until),
        "not_visible": touched(kinds[Substance.NOT_VISIBLE], until),
        "late_entry": touched(fulfilled & late, until),
        "unseen": touched(told & ~first & not_visible & (safe > since), safe),
    }
