"""Cases added up, for many measures at once.

What differs in nothing by which it is counted is counted first: a county has hundreds of thousands of cases
and few kinds of them. Ways of counting that look at the same cases share one pass, and all are weighed
together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import polars as pl

from sightline.engine.duties.sharing import side_by_side
from sightline.engine.measures.child_days import tallied_days
from sightline.engine.measures.flags import COUNTS, EVIDENCE, flagged, placed, weighed
from sightline.engine.measures.groups import AGE, BANDS, with_groups
from sightline.engine.measures.measure import Counting
from sightline.engine.measures.periods import Period

VALUED = (Counting.MEDIAN_DAYS_LATE, Counting.WORST_GAP)
"""Ways that take a value of their cases: no share of them."""

WAYS = pl.Enum([counting.value for counting in Counting])
CELL = ("way", "duty", "period_from")
SUMS = (*COUNTS, *EVIDENCE, "late")
"""``late``: those counted that were late, of which a median is taken."""

_CASES_OF = {Counting.MEDIAN_DAYS_LATE: Counting.TIMELINESS}


def cases_of(way: Counting) -> Counting:
    """The way of counting whose cases this one looks at: what is late is among what fell due."""
    return _CASES_OF.get(way, way)


Duties = Mapping[Counting, Sequence[str]]
"""The duties that are counted in each way."""


@dataclass(frozen=True)
class Counted:
    """``links``: as ``linked`` gives them, ``duty`` and the groups but for AGE as categories. ``groups``: the
    columns by which figures are split.
    """

    links: pl.DataFrame
    people: pl.DataFrame
    as_at: date
    period: Period
    groups: tuple[str, ...]

    def owed(self, duties: Sequence[str]) -> pl.DataFrame:
        """The links of some duties."""
        return self.links.filter(pl.col("duty").is_in(duties))

    def with_age(self, cases: pl.DataFrame) -> pl.DataFrame:
        """Cases with the one group that depends on the day that places them: a child grows older."""
        if AGE not in self.groups:
            return cases
        return with_groups(cases, self.people, [AGE]).with_columns(pl.col(AGE).cast(BANDS))


def tallied(ways: Duties, asked: Counted) -> tuple[pl.DataFrame, dict[Counting, pl.DataFrame]]:
    """Sums, and values of the ways that take any. Sums: CELL, the groups and SUMS, to be added up further.
    Values: CELL, the groups and ``days``, a row for each case of which a value is taken. ``way`` is the one
    whose cases they are.
    """
    alike: dict[Counting, list[Counting]] = defaultdict(list)
    for way in ways:
        alike[cases_of(way)].append(way)
    passes = side_by_side(partial(_passed, ways, asked), list(alike.items()))
    sums = pl.concat([found for found, _ in passes])
    return sums, {way: cases for _, values in passes for way, cases in values.items()}


def _passed(
    ways: Duties, asked: Counted, alike: tuple[Counting, list[Counting]]
) -> tuple[pl.DataFrame, dict[Counting, pl.DataFrame]]:
    """Sums and values of the ways of counting that look at the same cases."""
    basis, counting = alike
    named = pl.lit(basis.value, WAYS).alias("way")
    by = ["duty", "period_from", *asked.groups]
    owed = asked.owed(sorted({duty for way in counting for duty in ways[way]}))
    if basis is Counting.CHILD_DAYS_COVERED:
        return _days(owed, asked).select(named, *by, *SUMS), {}
    cases = asked.with_age(placed(basis, owed, asked.as_at, asked.period))
    sums = _weighed(cases, by).select(named, *by, *SUMS)
    values = {way: _valued(way, ways, cases).select(named, *by, "days") for way in counting if way in VALUED}
    return sums, values


def _weighed(cases: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """What cases add to SUMS. Those that differ in nothing by which they are counted are counted first."""
    told = [name for name in ("believed", "entered_late", "latest_only") if name in cases.columns]
    late = (pl.col("counted") & pl.col("days_late").is_not_null()).alias("late")
    kinds = cases.group_by(*by, "state", "counted", "recorded", late, *told).agg(many=pl.len())
    return weighed(kinds).with_columns(pl.col("late").fill_null(value=False) * pl.col("many").cast(pl.Int64))


def _valued(way: Counting, ways: Duties, cases: pl.DataFrame) -> pl.DataFrame:
    """The cases of which a value is taken."""
    if way is Counting.MEDIAN_DAYS_LATE:
        cases = cases.filter(pl.col("days_late").is_not_null()).with_columns(days="days_late")
    return cases.filter(pl.col("counted") & pl.col("duty").is_in(ways[way]))


def _days(owed: pl.DataFrame, asked: Counted) -> pl.DataFrame:
    by = ["duty", *asked.groups]
    none = {name: pl.lit(0, pl.Int64) for name in ("excluded", "latest_only", "late")}
    if AGE not in asked.groups:
        return tallied_days(owed, by, asked.as_at, asked.period).with_columns(**none)
    cases = asked.with_age(flagged(Counting.CHILD_DAYS_COVERED, owed, asked.as_at, asked.period))
    return cases.with_columns(**none).group_by("period_from", *by).agg(pl.col(SUMS).sum())
