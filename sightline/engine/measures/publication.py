"""Which figures of a measure can be shown to the public, and over how short a time."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from sightline.engine.measures.disclosure import HIDDEN, PROTECTED_SCHEMA, protect
from sightline.engine.measures.evaluate import cases, results
from sightline.engine.measures.flags import STOCK
from sightline.engine.measures.groups import ALL, with_groups
from sightline.engine.measures.measure import RESULT_SCHEMA, Measure
from sightline.engine.measures.periods import MONTHS, Period, start_of
from sightline.engine.measures.suppression import SMALL

LOOK_BACK = 36
"""Calendar months over which every whole period must survive. Local practice."""


def shortest_public_period(
    measure: Measure, obligations: pl.DataFrame, people: pl.DataFrame, as_at: date
) -> Period | None:
    """The shortest period, no shorter than the measure's own ``public``, whose figures can all be shown.

    Every whole period of the last LOOK_BACK months, for the authority as a whole, must survive ``protect``
    and have cases. For what stands on one day: the measure's own period if that day's figure survives. None:
    not published.
    """
    if measure.public is None:
        return None
    for period in MONTHS:
        if MONTHS[period] < MONTHS[Period(measure.public)]:
            continue
        figures = _figures(measure, obligations, people, as_at, period, (ALL,))
        shown = protect(figures).filter((pl.col("percent") != HIDDEN) & (pl.col("denominator") != "0"))
        if figures.height and shown.height == figures.height:
            return period
        if measure.counting in STOCK:
            return None
    return None


def public_figures(
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    *,
    dimensions: Sequence[str] = (ALL,),
    shown_before: pl.DataFrame | None = None,
) -> tuple[Period | None, pl.DataFrame]:
    """The period over which a measure is published, and its protected figures (PROTECTED_SCHEMA).

    Whole periods of the last LOOK_BACK months. (None, no rows) where the measure is not published.
    """
    period = shortest_public_period(measure, obligations, people, as_at)
    if period is None:
        return None, pl.DataFrame(schema=PROTECTED_SCHEMA)
    figures = _figures(measure, obligations, people, as_at, period, dimensions)
    return period, protect(figures, shown_before)


PROTECTED_REASON = "Small numbers are protected, so neither floor nor ceiling is shown."


def protected_results(
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    *,
    dimensions: Sequence[str] = (ALL,),
    first: date | None = None,
    last: date | None = None,
) -> pl.DataFrame:
    """What a reader who may see no child may see of a measure: RESULT_SCHEMA, hidden rows left out.

    The period is the shortest that can be shown, whatever period was asked for; rows that hold any day from
    ``first`` to ``last`` come back. Totals and areas are always protected together, so that asking for them
    one after the other gives nothing away; other dimensions are not shown.
    """
    _, shown = public_figures(measure, obligations, people, as_at, dimensions=(ALL, "area_id"))
    shown = shown.filter((pl.col("denominator") != HIDDEN) & pl.col("dimension").is_in(list(dimensions)))
    if first is not None:
        shown = shown.filter(pl.col("period_to") >= first)
    if last is not None:
        shown = shown.filter(pl.col("period_from") <= last)
    told = shown.with_columns(
        pl.col("denominator").cast(pl.Int64),
        recorded=pl.col("numerator").cast(pl.Int64),
        floor=pl.lit(None),
        ceiling=pl.lit(None),
        excluded=pl.lit(None),
        value=pl.lit(None),
        reason=pl.lit(PROTECTED_REASON),
    )
    return told.select(pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items())


def all_protected(
    measures: Iterable[Measure], obligations: pl.DataFrame, people: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """``protected_results`` of many measures, totals and areas: RESULT_SCHEMA in the measures' order."""
    owed = obligations.partition_by("duty", as_dict=True, maintain_order=True)
    parts = [pl.DataFrame(schema=RESULT_SCHEMA)]
    for measure in measures:
        if (mine := owed.get((measure.duty,))) is not None:
            parts.append(protected_results(measure, mine, people, as_at, dimensions=(ALL, "area_id")))
    return pl.concat(parts)


def _figures(
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    period: Period,
    dimensions: Sequence[str],
) -> pl.DataFrame:
    """Figures of the whole periods, each marked where it rests on a handful of children."""
    first = _first(as_at, period)
    figures = results(
        measure, obligations, people, as_at, period=period, dimensions=dimensions, first=first, last=as_at
    )
    if measure.counting not in STOCK:
        figures = figures.filter(pl.col("period_to") <= as_at)
    return with_few_children(figures, measure, obligations, people, as_at, period)


def _first(as_at: date, period: Period) -> date:
    """The first day of the first whole period to look at: at least one whole period, LOOK_BACK months where
    it fits.
    """
    months = max(LOOK_BACK - MONTHS[period], 0) if MONTHS[period] < LOOK_BACK else MONTHS[period]
    index = as_at.year * 12 + as_at.month - 1 - months
    return start_of(date(index // 12, index % 12 + 1, 1), period)


def with_few_children(
    figures: pl.DataFrame,
    measure: Measure,
    obligations: pl.DataFrame,
    people: pl.DataFrame,
    as_at: date,
    period: str,
) -> pl.DataFrame:
    """Figures with ``few_children`` (bool): one side of the figure is made of 1 to 5 children.

    A duty owed many times to one child can look like many children; this counts the children.
    """
    found = cases(measure, obligations, people, as_at, period=period).filter(pl.col("counted") > 0)
    dimensions = figures["dimension"].unique().to_list()
    done = pl.col("person_id").filter(pl.col("recorded") > 0).n_unique()
    rest = pl.col("person_id").filter(pl.col("recorded") < pl.col("counted")).n_unique()
    small = done.is_between(1, SMALL) | rest.is_between(1, SMALL)
    marks = []
    for name in dimensions:
        split = with_groups(found, people, [name])
        group = pl.lit("") if name == ALL else pl.col(name)
        counted = split.group_by("period_from", group.alias("group")).agg(few_children=small)
        marks.append(counted.with_columns(dimension=pl.lit(name)))
    if not marks:
        return figures.with_columns(few_children=pl.lit(value=False))
    key = ["period_from", "dimension", "group"]
    joined = figures.join(pl.concat(marks), on=key, how="left", maintain_order="left")
    return joined.with_columns(pl.col("few_children").fill_null(value=False))
