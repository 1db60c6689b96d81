"""How far a figure may be relied on: a level, and the reason for it in one sentence.

Each weakness alone puts a lid on the level; the lowest lid is the level, and its sentence is the reason.
"""

from dataclasses import dataclass

import polars as pl

from sightline.engine.measures.measure import Assurance


@dataclass(frozen=True)
class Lids:
    """Shares above which a weakness lowers the level to reasonable, limited and none."""

    reasonable: float
    limited: float
    none: float = 2.0  # above any share: this weakness alone never takes all assurance away


CANNOT_TELL = Lids(0.02, 0.10, 0.25)
"""Share of the denominator that cannot be told. Local practice: no national threshold exists."""

DATES_ONLY = Lids(0.05, 0.25)
"""Share of fulfilments that hold a date and no content. Local practice."""

CONTRADICTED = Lids(0.0, 0.05, 0.25)
"""Share of fulfilments that a check or an audit found untrue. Local practice: one is enough to lower the
level."""

LATE_ENTRY = Lids(0.10, 0.25)
"""Share of fulfilments entered long after the event. Local practice."""

HIDDEN = Lids(0.0, 0.0)
"""Share of fulfilments whose content the source does not show: while there is any, the level is limited at
most."""

_ORDER = (Assurance.SUBSTANTIAL, Assurance.REASONABLE, Assurance.LIMITED, Assurance.NONE)
_NO_CASES = "No cases, so there is nothing to rely on."
_LATEST = (
    "The files hold only the latest date for each: who is overdue now can be told; "
    "how many were on time cannot."
)
_SOUND = "Almost every date is known, and almost all that was done has a record of what was done."
_NO_FULFILMENTS = (
    "Almost every date is known. Nothing counted here was done, so no record of it could be looked at."
)


@dataclass(frozen=True)
class _Weakness:
    """How many (``column``) of how many (``of``) are weak, and the words after the two numbers, which fit one
    as well as several."""

    column: str
    of: str
    lids: Lids
    words: str

    def rank(self) -> pl.Expr:
        """0 (none) to 3: how far the level falls."""
        of = pl.col(self.of)
        share = pl.when(of > 0).then(pl.col(self.column) / of).otherwise(0.0)
        steps = (self.lids.reasonable, self.lids.limited, self.lids.none)
        return pl.sum_horizontal((share > lid).cast(pl.Int8) for lid in steps)


_DONE = "that were done (late ones included)"
_WEAKNESSES = (
    _Weakness("cannot_tell", "denominator", CANNOT_TELL, "counted left too little in the record to be told."),
    _Weakness(
        "contradicted", "fulfilled", CONTRADICTED, f"{_DONE} turned out otherwise in a check or an audit."
    ),
    _Weakness(
        "not_visible", "fulfilled", HIDDEN, f"{_DONE} came from a source that does not show what was done."
    ),
    _Weakness(
        "dates_only", "fulfilled", DATES_ONLY, f"{_DONE} came with a date and nothing of what was done."
    ),
    _Weakness("late_entry", "fulfilled", LATE_ENTRY, f"{_DONE} were entered long after the day."),
)
"""Of several that weigh alike, the first is the reason."""

_SENTENCES = (_SOUND, _NO_FULFILMENTS, _NO_CASES, _LATEST)


def with_assurance(figures: pl.DataFrame) -> pl.DataFrame:
    """Add ``assurance`` and ``reason`` to rows of counts.

    Needs the integer columns denominator, cannot_tell, fulfilled, dates_only, contradicted, not_visible,
    late_entry and latest_only. While the content of any fulfilment is not visible the level is at most
    limited.
    """
    ranks = [f"_rank_{n}" for n in range(len(_WEAKNESSES))]
    weighed = figures.select(
        weakness.rank().alias(name) for name, weakness in zip(ranks, _WEAKNESSES, strict=True)
    )
    worst = pl.max_horizontal(ranks)
    first = pl.coalesce(pl.when(pl.col(name) == worst).then(n) for n, name in enumerate(ranks))
    figures = figures.hstack(weighed.select(_rank=worst, _worst=first))
    levels = pl.Series([level.value for level in _ORDER])
    level = pl.when(pl.col("denominator") == 0).then(len(_ORDER) - 1).otherwise("_rank")
    rows = figures.with_columns(_reasons(figures), assurance=pl.lit(levels).gather(level))
    return rows.drop("_rank", "_worst")


def _reasons(figures: pl.DataFrame) -> pl.Series:
    """One sentence for each row. Those with numbers in them are made only for the rows that are weak."""
    weak = (pl.col("denominator") > 0) & (pl.col("_rank") > 0)
    numbers = dict.fromkeys(name for weakness in _WEAKNESSES for name in (weakness.column, weakness.of))
    said = figures.lazy().filter(weak).select("_worst", *numbers).select(_sentence()).collect()
    sentences = pl.concat([pl.Series(_SENTENCES), said.to_series()])
    other = (
        pl.when(pl.col("denominator") > 0)
        .then((pl.col("fulfilled") == 0).cast(pl.Int64))
        .otherwise(_SENTENCES.index(_NO_CASES) + (pl.col("latest_only") > 0).cast(pl.Int64))
    )
    place = pl.when(weak).then(len(_SENTENCES) - 1 + weak.cum_sum()).otherwise(other)
    return sentences.gather(figures.select(place).to_series()).alias("reason")


def _sentence() -> pl.Expr:
    """What is worst of a row, in words."""
    place = pl.col("_worst")
    words = pl.lit(pl.Series([weakness.words for weakness in _WEAKNESSES])).gather(place)
    many, of = (
        pl.coalesce(
            pl.when(place == n).then(getattr(weakness, name)) for n, weakness in enumerate(_WEAKNESSES)
        )
        for name in ("column", "of")
    )
    return pl.format("{} of the {} {}", many, of, words)
