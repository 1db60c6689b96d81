"""What a repeating duty asks of somebody, worked out many at a time by the county's own plain rules."""

import polars as pl

from sightline.engine.synthetic.grid import number
from sightline.engine.synthetic.story import END

_FOREVER = 1 << 24


def merged(spells: pl.DataFrame, gap: int) -> pl.DataFrame:
    """Spells (subject, start, end; days as numbers, no end: it goes on) no more than ``gap`` days apart, as
    one."""
    frame = spells.with_columns(pl.col("end").fill_null(_FOREVER)).sort("subject", "start", "end")
    reach = pl.col("end").cum_max().shift(1).over("subject")
    frame = frame.with_columns(_new=(reach.is_null() | (pl.col("start") > reach + gap)).cum_sum())
    joined = frame.group_by("_new", maintain_order=True).agg(
        pl.col("subject").first(), pl.col("start").first(), pl.col("end").max()
    )
    return joined.drop("_new")


def within(spells: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Each time that something was held (subject, held) with the spell in which it was, if in any."""
    both = held.unique().join(spells, on="subject", how="inner")
    return both.filter((pl.col("held") >= pl.col("start")) & (pl.col("held") <= pl.col("end")))


def chained(spells: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Every day from which a repeating duty counts: a spell's first and each on which something was held in
    it (subject, start, end, on), and ``next``, the day of the time after, if there was one."""
    columns = ["subject", "start", "end", "on"]
    inside = within(spells, held).with_columns(on="held").select(columns)
    counted = pl.concat([spells.with_columns(on="start").select(columns), inside])
    counted = counted.unique().sort("subject", "start", "on")
    return counted.with_columns(next=pl.col("on").shift(-1).over("subject", "start"))


def chain_late(
    spells: pl.DataFrame, held: pl.DataFrame, limit: int | str, first: int, last: int
) -> pl.DataFrame:
    """Where more than a limit passed from a spell's first day, or from the last time something was held,
    before the next time: (subject, on), for days counted from between ``first`` and ``last``.

    ``spells``: as ``merged`` gives them; ``held``: subject and the number of the day; ``limit``: days, or
    calendar months as ``3mo``.
    """
    stops = pl.coalesce("next", pl.min_horizontal("end", pl.lit(number(END))))
    on = pl.col("on")
    if isinstance(limit, str):
        due = on.cast(pl.Int32).cast(pl.Date).dt.offset_by(limit).to_physical().cast(pl.Int64)
    else:
        due = on + limit
    late = chained(spells, held).filter(stops > due)
    return late.filter(pl.col("on").is_between(first, last)).select("subject", "on")
