"""Change over time told apart from chance: XmR limits and runs on a monthly series.

Limits are the mean of the first points plus and minus 2.66 times their mean moving range, outlying ranges not
screened out (as in the NHS's own chart; other tools differ). They are held as they were set: nothing re-bases
itself. A signal is a point outside the limits, or eight in a row on one side of the mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

import polars as pl

from sightline.engine.measures.chance import differs
from sightline.engine.measures.measure import Better, Counting, Measure
from sightline.engine.measures.presentation import share

SPREAD = Fraction(266, 100)
RUN = 8
FEWEST_POINTS = 12
"""Fewer points than this make trial limits, on which no drift is reported."""

FEWEST_CASES = 5
"""A month of fewer cases is too few to be a point."""

ONE_IN = 500
"""How rare a change must be, besides the run, to be reported. Local practice."""


@dataclass(frozen=True)
class Chart:
    """An XmR chart: the points in order, the limits set by the first ``baseline`` of them, the signals.

    Values, mean and limits are percentages (0 to 100). ``outside`` and ``runs`` are places in ``values``;
    ``runs`` holds the last point of every run of eight. ``trial``: too few points to fix limits.
    """

    values: tuple[Fraction, ...]
    mean: Fraction
    low: Fraction
    high: Fraction
    baseline: int
    outside: tuple[int, ...]
    runs: tuple[int, ...]

    @property
    def trial(self) -> bool:
        """Whether the limits rest on too few points."""
        return self.baseline < FEWEST_POINTS


@dataclass(frozen=True)
class Drift:
    """A measure whose latest eight months all lie on one side of what came before, by more than chance."""

    measure: str
    since: date
    before: tuple[int, int]  # numerator and denominator of the months that set the limits
    now: tuple[int, int]  # of the latest eight
    worse: bool
    change: Fraction  # in percentage points, negative where the share fell

    def __str__(self) -> str:
        turn = "worse" if self.worse else "better"
        return f"{turn} since {self.since:%B %Y}: {share(*self.now)}, from {share(*self.before)}"


def chart(values: Sequence[Fraction | int], baseline: int | None = None) -> Chart | None:
    """The XmR chart of a series; None for fewer than two points. ``baseline``: points that set the limits
    (all).
    """
    points = tuple(Fraction(value) for value in values)
    count = len(points) if baseline is None else min(baseline, len(points))
    if count < 2:
        return None
    first = points[:count]
    mean = sum(first, Fraction(0)) / count
    moving = sum((abs(b - a) for a, b in pairwise(first)), Fraction(0)) / (count - 1)
    low, high = max(Fraction(0), mean - SPREAD * moving), min(Fraction(100), mean + SPREAD * moving)
    outside = tuple(n for n, value in enumerate(points) if not low <= value <= high)
    return Chart(points, mean, low, high, count, outside, _runs(points, mean))


def _runs(points: Sequence[Fraction], mean: Fraction) -> tuple[int, ...]:
    ends, length, side = [], 0, 0
    for n, value in enumerate(points):
        now = (value > mean) - (value < mean)
        length = length + 1 if now == side and now else abs(now)
        side = now
        if length >= RUN:
            ends.append(n)
    return tuple(ends)


def series(figures: pl.DataFrame) -> pl.DataFrame:
    """The points of one measure: period_from, recorded, denominator, in order, months of too few cases left
    out.

    ``figures``: RESULT_SCHEMA rows of one measure; those of dimension "all" count.
    """
    whole = figures.filter((pl.col("dimension") == "all") & (pl.col("denominator") >= FEWEST_CASES))
    return whole.select("period_from", "recorded", "denominator").drop_nulls().sort("period_from")


def drifts(figures: pl.DataFrame, measures: Mapping[str, Measure]) -> list[Drift]:
    """Measures that have drifted, the worst first; those that got better come last.

    ``figures``: monthly RESULT_SCHEMA rows of any measures. The latest eight months are held against limits
    set by all before them (twelve at least); they must lie on one side of that mean, and the two shares
    differ by more than chance.
    """
    found = []
    for (name,), mine in figures.group_by("measure", maintain_order=True):
        measure = measures[str(name)]
        if measure.counting is Counting.CHILD_DAYS_COVERED:
            continue  # a child's days hang together: they cannot be weighed as separate cases
        drift = _drift(measure, series(mine))
        if drift is not None:
            found.append(drift)
    return sorted(found, key=lambda each: (not each.worse, -abs(each.change), each.measure))


def _drift(measure: Measure, points: pl.DataFrame) -> Drift | None:
    if points.height < FEWEST_POINTS + RUN:
        return None
    done, of = points["recorded"].to_list(), points["denominator"].to_list()
    values = [Fraction(100 * part, whole) for part, whole in zip(done, of, strict=True)]
    drawn = chart(values, len(values) - RUN)
    if drawn is None or len(values) - 1 not in drawn.runs:
        return None
    before, now = (sum(done[:-RUN]), sum(of[:-RUN])), (sum(done[-RUN:]), sum(of[-RUN:]))
    if differs(*now, *before) * ONE_IN >= 1:
        return None
    change = Fraction(100 * now[0], now[1]) - Fraction(100 * before[0], before[1])
    worse = change < 0 if measure.better is Better.HIGHER else change > 0
    return Drift(measure.id, points["period_from"][-RUN], before, now, worse, change)
