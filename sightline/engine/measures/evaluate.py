"""Measures over obligations: one denominator, three numerators, as integers.

What counts where is in ``flags``, the sums in ``tallies``; how far a row may be relied on is in
``reliability``. Many measures are evaluated at once, all in one pass.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from sightline.engine.measures.figures import Layout, figures
from sightline.engine.measures.flags import STOCK, flagged
from sightline.engine.measures.groups import AGE, ALL, CHILD_GROUPS, OBLIGATION_GROUPS, with_groups
from sightline.engine.measures.links import LINKS, linked
from sightline.engine.measures.measure import RESULT_SCHEMA, Counting, Measure
from sightline.engine.measures.periods import Period, start_of
from sightline.engine.measures.tallies import Counted, tallied

_FACTS = (
    *("duty", "sequence", "trigger", "due", "met_on", "ended_on", "state", "days_late", "substance"),
    *("entered_on", "entered_late"),
)


def results(
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    *,
    period: str = "month",
    dimensions: Sequence[str] = (ALL,),
    first: date | None = None,
    last: date | None = None,
) -> pl.DataFrame:
    """One measure's figures: RESULT_SCHEMA, sorted by period, dimension and group.

    ``period`` is a Period; whole periods holding any day from ``first`` (default: the first case) to ``last``
    (default: ``as_at``) each have a row for every group, with denominator 0 where there was no case. A
    measure of what stands on one day has one row a group, from and to that day. ``dimensions``: see
    ``groups.DIMENSIONS``. ``obligations`` may have one more column, ``entered_late`` (bool): fulfilments
    entered long after the event.
    """
    return all_results(
        [measure],
        obligations,
        people,
        as_at,
        period=period,
        dimensions=dimensions,
        first=first,
        last=last,
    )


def all_results(
    measures: Iterable[Measure],
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    *,
    period: str = "month",
    dimensions: Sequence[str] = (ALL,),
    first: date | None = None,
    last: date | None = None,
) -> pl.DataFrame:
    """Many measures' figures: RESULT_SCHEMA sorted by measure, period, dimension, group. See ``results``."""
    wanted = sorted(measures, key=lambda measure: measure.id)
    if not wanted:
        return pl.DataFrame(schema=RESULT_SCHEMA)
    ways: dict[Counting, list[str]] = defaultdict(list)
    for measure in wanted:
        ways[measure.counting].append(measure.duty)
    duties = pl.Enum(sorted({measure.duty for measure in wanted}))
    groups = [name for name in dict.fromkeys(dimensions) if name != ALL]
    links = _links(obligations, people, duties, groups)
    asked = Counted(links, people, as_at, Period(period), tuple(groups))
    sums, values = tallied(ways, asked)
    names = {name: _values_of(name, sums) for name in sorted(set(dimensions))}
    layout = Layout(tuple(wanted), duties, names, Period(period), first, last or as_at, as_at)
    return figures(layout, sums, values)


def _values_of(dimension: str, sums: pl.DataFrame) -> tuple[str, ...]:
    kind = sums.schema.get(dimension)
    return tuple(kind.categories) if isinstance(kind, pl.Enum) else ("",)


def cases(
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    *,
    period: str = "month",
    period_from: date | None = None,
    dimension: str = ALL,
    group: str = "",
) -> pl.DataFrame:
    """The obligations behind one figure: those counted and those excluded, with what each adds to it.

    The columns of ``obligations`` and, as integers, counted (the denominator), recorded, floor, ceiling,
    excluded; their sums are the row of ``results`` with this period, dimension and group (for a median or a
    worst gap, counted is what it was taken from and ``days`` its value). ``period_from``: any day of one
    period; None: all.
    """
    owed = linked(obligations.filter(pl.col("duty") == measure.duty))
    found = flagged(measure.counting, owed, as_at, Period(period))
    found = found.filter((pl.col("counted") > 0) | (pl.col("excluded") > 0))
    if period_from is not None and measure.counting not in STOCK:
        found = found.filter(pl.col("period_from") == start_of(period_from, Period(period)))
    split = with_groups(found, people, [dimension])
    if dimension != ALL:
        found = found.filter(split[dimension] == group)
    kept = [*obligations.columns, "period_from", "counted", "recorded", "floor", "ceiling", "excluded"]
    shown = found.select(*kept, *(name for name in ("days",) if name in found.columns))
    return shown.with_columns(pl.col("state", "substance").cast(pl.String)).sort("key", "period_from")


def _links(
    obligations: pl.DataFrame, people: pl.DataFrame, duties: pl.Enum, groups: Sequence[str]
) -> pl.DataFrame:
    """Only what is counted, and by what: texts are dear to carry. Duties and groups become categories."""
    grown = [name for name in groups if name != AGE]
    child = ["person_id", "subject"] if any(name in CHILD_GROUPS for name in groups) else []
    held = [name for name in groups if name in OBLIGATION_GROUPS]
    kept = dict.fromkeys([*(name for name in _FACTS if name in obligations.columns), *child, *held])
    owed = obligations.select(*dict.fromkeys((*LINKS, "reason", *kept)))
    owed = owed.with_columns(pl.col("duty").cast(duties, strict=False))
    if owed["duty"].null_count():
        owed = owed.drop_nulls("duty")
    owed = with_groups(owed, people, grown)
    owed = owed.with_columns(pl.col(name).cast(pl.Enum(owed[name].unique().sort())) for name in grown)
    return linked(owed, list(dict.fromkeys([*kept, *grown])))
