"""Areas told apart from chance: a funnel, and each group against all the others.

A difference is reported where two shares of one truth would differ so much less often than once in
``ONE_IN`` comparisons; with some sixty measures and four areas, the ordinary one in twenty would cry wolf.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sightline.engine.measures.chance import binomial_limits, differs
from sightline.engine.measures.groups import NOT_KNOWN
from sightline.engine.measures.measure import Counting, Measure
from sightline.engine.measures.presentation import share

ONE_IN = 500
"""How rare a difference must be: about three standard deviations. Local practice, as on control charts."""

FEWEST = 5
"""Groups of fewer cases are too few to judge."""

FUNNEL_SCHEMA: dict[str, pl.DataType] = {
    "group": pl.String(),
    "denominator": pl.Int64(),
    "recorded": pl.Int64(),
    "low": pl.Int64(),  # counts between which this group would fall by chance, were it like all together
    "high": pl.Int64(),
    "outside": pl.Boolean(),
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
    """Each group with its exact binomial limits around the share of all groups together: FUNNEL_SCHEMA,
    sorted.

    ``figures``: RESULT_SCHEMA rows of one measure and one dimension; periods are added up.
    """
    groups = _added(figures)
    done, of = sum(groups["recorded"]), sum(groups["denominator"])
    rows = []
    for group, whole, part in groups.iter_rows():
        low, high = binomial_limits(whole, done / of if of else 0.0, 1 / one_in)
        rows.append((group, whole, part, low, high, not low <= part <= high))
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
            found += _one_by_one(measure.id, dimension, _added(mine), one_in)
    return sorted(found, key=lambda each: (each.chance, each.measure, each.group))


def _one_by_one(measure: str, dimension: str, groups: pl.DataFrame, one_in: int) -> list[Difference]:
    """The most unlikely group first; then the others without it, lest one bad area make the rest look good.

    Groups of fewer than FEWEST cases are not judged, and still count among the others.
    """
    left = {group: (part, whole) for group, whole, part in groups.iter_rows()}
    found: list[Difference] = []
    while True:
        done, of = (sum(pair[n] for pair in left.values()) for n in (0, 1))
        odds = [
            (differs(part, whole, done - part, of - whole), group)
            for group, (part, whole) in left.items()
            if whole >= FEWEST
        ]
        chance, group = min(odds, default=(1.0, ""))
        if chance * one_in >= 1:
            return found
        part, whole = left.pop(group)
        found.append(Difference(measure, dimension, group, part, whole, done - part, of - whole, chance))


def _added(figures: pl.DataFrame) -> pl.DataFrame:
    groups = figures.group_by("group").agg(pl.col("denominator", "recorded").sum())
    return groups.select("group", "denominator", "recorded").sort("group")
