"""Areas told apart from chance, by one rule wherever it is told: each group against all the others (RULE).

A difference is reported where two shares of one truth would differ so much less often than once in
``ONE_IN`` comparisons; with some sixty measures and four areas, the ordinary one in twenty would cry wolf.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log

import polars as pl

from sightline.engine.measures.chance import differs, limits
from sightline.engine.measures.groups import NOT_KNOWN
from sightline.engine.measures.measure import Counting, Measure
from sightline.engine.measures.presentation import share

ONE_IN = 500
"""How rare a difference must be: about three standard deviations. Local practice, as on control charts."""

FEWEST = 5
"""Groups of fewer cases are too few to judge."""

RULE = (
    "More than chance explains: were it like all the others together, so large a difference would come less "
    f"often than once in {ONE_IN} comparisons. The most unlikely is told first, and is then left out of the "
    f"others. Fewer than {FEWEST} cases are not judged."
)
"""The rule in words, for every page that tells of differences."""

FUNNEL_SCHEMA: dict[str, pl.DataType] = {
    "group": pl.String(),
    "denominator": pl.Int64(),
    "recorded": pl.Int64(),
    "low": pl.Int64(),  # between these it would fall by chance, were it like the others; null: not judged
    "high": pl.Int64(),
    "outside": pl.Boolean(),  # it differs from the others, as ``area_differences`` tells
    "pair": pl.String(),  # of the last two, where they differ: the other, which alone it was weighed against
}


@dataclass(frozen=True)
class Difference:
    """A group whose share differs from that of all the others together by more than chance."""

    measure: str
    dimension: str
    group: str
    recorded: int
    denominator: int
    others_recorded: int
    others_denominator: int
    chance: float  # of a difference so large, were there none

    @property
    def lower(self) -> bool:
        """Whether the group's share is below that of the others."""
        return self.recorded * self.others_denominator < self.others_recorded * self.denominator

    def __str__(self) -> str:
        here = share(self.recorded, self.denominator)
        return f"{self.group}: {here}; elsewhere {share(self.others_recorded, self.others_denominator)}"


def funnel(figures: pl.DataFrame, one_in: int = ONE_IN) -> pl.DataFrame:
    """Each group with the limits of chance beside the others: FUNNEL_SCHEMA, sorted.

    ``figures``: RESULT_SCHEMA rows of one measure and one dimension; periods are added up. Cases of which the
    group is not known have a row of their own, and are neither judged nor among the others; nor is a group
    judged that no other is left to weigh against.
    """
    groups = _added(figures)
    known = list(_weighed(groups.filter(pl.col("group") != NOT_KNOWN), one_in))
    weighed, pairs = {one.group: one for one in known}, _pairs(known)
    rows: list[tuple[str, int, int, int | None, int | None, bool, str | None]] = []
    for group, whole, part in groups.iter_rows():
        one = weighed.get(group)
        if one is None or whole < FEWEST or not one.others_whole:
            rows.append((group, whole, part, None, None, False, pairs.get(group)))
        else:
            found = limits(whole, one.others_part, one.others_whole, part, one_in)
            rows.append((group, whole, part, *found, one.apart, pairs.get(group)))
    return pl.DataFrame(rows, schema=FUNNEL_SCHEMA, orient="row")


def area_differences(
    figures: pl.DataFrame,
    measures: Mapping[str, Measure],
    *,
    dimension: str = "area_id",
    one_in: int = ONE_IN,
) -> list[Difference]:
    """Groups that differ from the rest by more than chance, the least likely first.

    ``figures``: RESULT_SCHEMA rows of any of ``measures``; those of ``dimension`` are added up over
    their periods; cases of which the group is not known are no group. Child-days are left out: a
    child's days hang together, so they cannot be weighed as separate cases.
    """
    found = []
    known = (pl.col("dimension") == dimension) & (pl.col("group") != NOT_KNOWN)
    rows = figures.filter(known & pl.col("recorded").is_not_null())
    for (name,), mine in rows.group_by("measure", maintain_order=True):
        measure = measures[str(name)]
        if measure.counting is not Counting.CHILD_DAYS_COVERED:
            found += [
                _difference(measure.id, dimension, one) for one in _weighed(_added(mine), one_in) if one.apart
            ]
    return sorted(found, key=lambda each: (each.chance, each.measure, each.group))


def _difference(measure: str, dimension: str, one: "_Weighed") -> Difference:
    told = (one.group, one.part, one.whole, one.others_part, one.others_whole, one.chance)
    return Difference(measure, dimension, *told)


@dataclass(frozen=True)
class _Weighed:
    """A group and those it was weighed against. ``chance``: of a difference so large, were there none."""

    group: str
    part: int
    whole: int
    others_part: int
    others_whole: int
    chance: float
    apart: bool


def _weighed(groups: pl.DataFrame, one_in: int) -> Iterator[_Weighed]:
    """The most unlikely group first; then the others without it, lest one bad area make the rest look good.

    Of two that are as unlikely, as the last two always are, the one of fewer cases differs from the other.
    Groups of fewer than FEWEST cases are not judged, and still count among the others.
    """
    left = {group: (part, whole) for group, whole, part in groups.iter_rows()}
    while left:
        done, of = (sum(pair[n] for pair in left.values()) for n in (0, 1))
        odds = {
            group: differs(part, whole, done - part, of - whole) if whole >= FEWEST else 1.0
            for group, (part, whole) in left.items()
        }
        group = min(odds, key=lambda name: (_digits(odds[name]), left[name][1], name))
        apart = odds[group] * one_in < 1
        for name in [group] if apart else list(left):
            part, whole = left.pop(name)
            yield _Weighed(name, part, whole, done - part, of - whole, odds[name], apart)


def _pairs(weighed: Sequence[_Weighed]) -> dict[str, str]:
    """The last two where they differ, each with the other: nothing is left that could tell which of them is
    unlike the rest."""
    alone = [one.group for one in weighed if one.whole >= FEWEST and not one.others_whole]
    beside = [one.group for one in weighed if one.apart][-1:]
    return {one: other for pair in zip(alone, beside, strict=False) for one, other in (pair, pair[::-1])}


def _digits(chance: float) -> float:
    """A chance without its last digits, which are the machine's: the same by counting stay the same."""
    return round(log(chance), 9) if chance > 0 else -inf


def _added(figures: pl.DataFrame) -> pl.DataFrame:
    groups = figures.group_by("group").agg(pl.col("denominator", "recorded").sum())
    return groups.select("group", "denominator", "recorded").sort("group")
