"""Measures over obligations: one denominator, three numerators, as integers.

What counts where is in ``flags``; how far a row may be relied on is in ``reliability``. Many measures are
evaluated at once: those that count in the same way share one pass over the obligations of all their duties.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from sightline.engine.measures.flags import COUNTS, EVIDENCE, LINKS, STOCK, flagged, linked, placed, tallied
from sightline.engine.measures.groups import ALL, CHILD_GROUPS, DIMENSIONS, OBLIGATION_GROUPS, with_groups
from sightline.engine.measures.measure import RESULT_SCHEMA, Counting, Measure
from sightline.engine.measures.periods import Period, between, ends, start_of
from sightline.engine.measures.reliability import with_assurance

_VALUED = (Counting.MEDIAN_DAYS_LATE, Counting.WORST_GAP)
_FACTS = (
    *("duty", "sequence", "trigger", "due", "met_on", "ended_on", "state", "days_late", "substance"),
    *("entered_on", "entered_late"),
)
_ROW = ("duty", "period_from", "dimension", "group")


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
    ways: dict[Counting, list[Measure]] = defaultdict(list)
    for measure in measures:
        ways[measure.counting].append(measure)
    parts = [pl.DataFrame(schema=RESULT_SCHEMA)]
    slim = _slim(obligations, {measure.duty for alike in ways.values() for measure in alike}, dimensions)
    for counting, alike in ways.items():
        owed = slim.filter(pl.col("duty").is_in([measure.duty for measure in alike]))
        cases = with_groups(placed(counting, owed, as_at, Period(period)), people, dimensions)
        added = _added(counting, cases, dimensions)
        figures = _figures(counting, cases, added, dimensions)
        grid = _grid(counting, alike, added, Period(period), first, last or as_at, as_at)
        grid = grid.filter(pl.col("dimension").is_in(list(dimensions)))
        rows = grid.join(figures, on=_ROW, how="left", maintain_order="left")
        parts.append(_shaped(counting, rows, alike, Period(period), as_at))
    return pl.concat(parts).sort("measure", "period_from", "dimension", "group")


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


def _slim(obligations: pl.DataFrame, duties: set[str], dimensions: Sequence[str]) -> pl.DataFrame:
    """Only what is counted, and by what: texts are dear to carry."""
    child = ["person_id", "subject"] if any(name in CHILD_GROUPS for name in dimensions) else []
    groups = [name for name in dict.fromkeys(dimensions) if name in OBLIGATION_GROUPS]
    kept = [*(name for name in _FACTS if name in obligations.columns), *child, *groups]
    needed = dict.fromkeys((*LINKS, "reason", *kept))
    owed = obligations.filter(pl.col("duty").is_in(sorted(duties))).select(*needed)
    return linked(owed.with_columns(pl.col("duty").cast(pl.Enum(sorted(duties)))), kept)


def _added(counting: Counting, cases: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    """Sums for each duty, period and combination of groups; the larger sums are made from these."""
    columns = [name for name in dict.fromkeys(dimensions) if name != ALL]
    added = tallied(counting, cases, ("duty", "period_from", *columns))
    return added.with_columns(pl.col("duty").cast(pl.String))


def _figures(
    counting: Counting, cases: pl.DataFrame, added: pl.DataFrame, dimensions: Sequence[str]
) -> pl.DataFrame:
    """Sums for each duty, period, dimension and group; medians and maxima where that is what is counted."""
    sums = [pl.col(name).sum() for name in (*COUNTS, *EVIDENCE)]
    valued = cases.filter("counted") if counting in _VALUED else None
    parts = []
    for name in dict.fromkeys(dimensions):
        group = (pl.lit("") if name == ALL else pl.col(name)).alias("group")
        totals = added.group_by("duty", "period_from", group).agg(sums)
        if valued is not None:
            values = valued.group_by(pl.col("duty").cast(pl.String), "period_from", group).agg(
                _value(counting)
            )
            totals = totals.join(values, on=["duty", "period_from", "group"], how="left")
        parts.append(totals.with_columns(dimension=pl.lit(name)))
    return pl.concat(parts)


def _value(counting: Counting) -> pl.Expr:
    days = pl.col("days")
    value = days.median() if counting is Counting.MEDIAN_DAYS_LATE else days.max()
    return value.cast(pl.Float64).alias("value")


def _grid(
    counting: Counting,
    measures: Sequence[Measure],
    added: pl.DataFrame,
    period: Period,
    first: date | None,
    last: date,
    as_at: date,
) -> pl.DataFrame:
    """Every duty, period and group that should have a row, whether or not anything happened in it."""
    begun = dict(added.group_by("duty").agg(pl.col("period_from").min()).iter_rows())
    duties = list(dict.fromkeys(measure.duty for measure in measures))
    starts = [first or min(begun.get(duty) or last, last) for duty in duties]
    since = [start_of(start, period) for start in starts]
    days = [as_at] if counting in STOCK else between(min(starts), last, period)
    every = pl.DataFrame({"period_from": days}, schema={"period_from": pl.Date})
    grid = pl.DataFrame({"duty": duties, "since": since}).join(
        every, how="cross", maintain_order="left_right"
    )
    if counting not in STOCK:
        grid = grid.filter(pl.col("period_from") >= pl.col("since"))
    grid = grid.drop("since")
    groups = [grid.select("duty").unique().with_columns(dimension=pl.lit(ALL), group=pl.lit(""))]
    for name in DIMENSIONS:
        if name in added.columns:
            groups.append(added.select("duty", dimension=pl.lit(name), group=pl.col(name)).unique())
    return grid.join(pl.concat(groups), on="duty", how="inner", maintain_order="left")


def _shaped(
    counting: Counting, rows: pl.DataFrame, measures: Sequence[Measure], period: Period, as_at: date
) -> pl.DataFrame:
    rows = rows.with_columns(pl.col(*COUNTS, *EVIDENCE).fill_null(0).cast(pl.Int64))
    rows = with_assurance(rows.rename({"counted": "denominator"}))
    valued = counting in _VALUED
    if valued:
        rows = rows.with_columns(recorded=None, floor=None, ceiling=None)
    else:
        rows = rows.with_columns(value=None, floor=pl.when(pl.col("unseen") == 0).then("floor"))
    stock = counting in STOCK
    named = pl.DataFrame(
        [(measure.id, measure.duty) for measure in measures], schema=["measure", "duty"], orient="row"
    )
    rows = named.join(rows, on="duty", how="inner").with_columns(
        as_at=pl.lit(as_at), period_to=pl.lit(as_at) if stock else ends(pl.col("period_from"), period)
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items())
