"""Gaps: how long children went without, kept for every interval and not only the latest.

A late visit does not wipe the slate, nor does one open overdue hide ten missed: each obligation of a chain is
an interval from its trigger to what ended it, and every interval counts.
"""

from datetime import date

import polars as pl

from sightline.engine.duties.obligation import State

CHAIN = ("duty", "person_id", "occasion")

GAP_SCHEMA: dict[str, pl.DataType] = {
    "duty": pl.String(),
    "person_id": pl.String(),
    "occasion": pl.String(),
    "intervals": pl.Int64(),  # obligations of the chain that had begun
    "worst_gap": pl.Int64(),  # the longest interval in calendar days; null: none can be told
    "days_owed": pl.Int64(),  # calendar days on which the chain ran and can be told
    "days_covered": pl.Int64(),  # of these, the days on which nothing was overdue
    "days_unknown": pl.Int64(),  # calendar days of intervals that cannot be told, in neither of the two above
}

_UNTOLD = (State.CANNOT_TELL.value, State.NOT_DUE.value, State.SUPERSEDED.value)


def _intervals(obligations: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Each obligation's length in days, and how many of them lay past its due date."""
    following = pl.col("trigger").shift(-1).over(CHAIN)
    stopped = pl.min_horizontal(pl.coalesce("met_on", following, "ended_on", pl.lit(as_at)), pl.lit(as_at))
    told = ~pl.col("state").is_in(_UNTOLD)
    long = (stopped - pl.col("trigger")).dt.total_days().clip(0)
    late = (stopped - pl.max_horizontal("due", "trigger")).dt.total_days().clip(0)
    return obligations.sort(*CHAIN, "sequence").with_columns(long=long, late=late, told=told)


def gaps(obligations: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """One row for each chain (duty, child, occasion), with the columns of GAP_SCHEMA, sorted by them.

    ``obligations``: OBLIGATION_SCHEMA. A duty that is owed once is a chain of one interval.
    The share of child-days covered is days_covered over days_owed, divided where it is shown.
    """
    told = pl.col("told")
    chains = (
        _intervals(obligations, as_at)
        .group_by(CHAIN)
        .agg(
            intervals=pl.len(),
            worst_gap=pl.col("long").filter(told).max(),
            days_owed=pl.col("long").filter(told).sum(),
            days_covered=(pl.col("long") - pl.col("late").fill_null(0)).filter(told).sum(),
            days_unknown=pl.col("long").filter(~told).sum(),
        )
    )
    return chains.select(pl.col(name).cast(kind) for name, kind in GAP_SCHEMA.items()).sort(CHAIN)


def summed(chains: pl.DataFrame) -> pl.DataFrame:
    """The chains of each duty together: duty, how many chains, and GAP_SCHEMA from intervals on."""
    totals = ("intervals", "days_owed", "days_covered", "days_unknown")
    return (
        chains.group_by("duty")
        .agg(
            pl.len().cast(pl.Int64).alias("chains"),
            pl.col("worst_gap").max(),
            *(pl.col(name).sum() for name in totals),
        )
        .select("duty", "chains", "intervals", "worst_gap", "days_owed", "days_covered", "days_unknown")
        .sort("duty")
    )
