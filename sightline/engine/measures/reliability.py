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

_ORDER = (Assurance.SUBSTANTIAL, Assurance.REASONABLE, Assurance.LIMITED, Assurance.NONE)
_NO_CASES = "No cases, so there is nothing to rely on."
_LATEST = (
    "The files hold only the latest date of each: who is overdue now can be told, what was on time cannot."
)
_SOUND = "Almost every date is known, and almost every fulfilment has its content."
_NO_FULFILMENTS = (
    "Almost every date is known, and no fulfilment stands behind the figure that content could confirm."
)


def with_assurance(figures: pl.DataFrame) -> pl.DataFrame:
    """Add ``assurance`` and ``reason`` to rows of counts.

    Needs the integer columns denominator, cannot_tell, fulfilled, dates_only, contradicted, not_visible,
    late_entry and latest_only. While the content of any fulfilment is not visible the level is at most
    limited.
    """
    fulfilled = pl.col("fulfilled")
    weaknesses = [
        _weakness(CANNOT_TELL, "cannot_tell", pl.col("denominator"), "cannot be told"),
        _weakness(
            CONTRADICTED, "contradicted", fulfilled, "fulfilments are contradicted by a check or an audit"
        ),
        _hidden(),
        _weakness(DATES_ONLY, "dates_only", fulfilled, "fulfilments hold only a date"),
        _weakness(LATE_ENTRY, "late_entry", fulfilled, "fulfilments were entered long after the event"),
    ]
    ranks = [f"_rank_{n}" for n in range(len(weaknesses))]
    figures = figures.with_columns(
        rank.alias(name) for name, (rank, _) in zip(ranks, weaknesses, strict=True)
    ).with_columns(_rank=pl.max_horizontal(ranks))
    reason: pl.Expr = pl.when(fulfilled > 0).then(pl.lit(_SOUND)).otherwise(pl.lit(_NO_FULFILMENTS))
    for name, (_, sentence) in reversed(list(zip(ranks, weaknesses, strict=True))):
        worst = (pl.col("_rank") > 0) & (pl.col(name) == pl.col("_rank"))
        reason = pl.when(worst).then(sentence).otherwise(reason)
    level = pl.col("_rank").replace_strict(
        {n: level.value for n, level in enumerate(_ORDER)}, return_dtype=pl.String
    )
    empty = pl.col("denominator") == 0
    nothing = pl.when(pl.col("latest_only") > 0).then(pl.lit(_LATEST)).otherwise(pl.lit(_NO_CASES))
    return figures.with_columns(
        assurance=pl.when(empty).then(pl.lit(Assurance.NONE.value)).otherwise(level),
        reason=pl.when(empty).then(nothing).otherwise(reason),
    ).drop(*ranks, "_rank")


def _weakness(lids: Lids, column: str, of: pl.Expr, words: str) -> tuple[pl.Expr, pl.Expr]:
    share = pl.when(of > 0).then(pl.col(column) / of).otherwise(0.0)
    steps = [(share > lid).cast(pl.Int8) for lid in (lids.reasonable, lids.limited, lids.none)]
    return steps[0] + steps[1] + steps[2], pl.format("{} of {} {}.", pl.col(column), of, pl.lit(words))


def _hidden() -> tuple[pl.Expr, pl.Expr]:
    rank = 2 * (pl.col("not_visible") > 0).cast(pl.Int8)
    words = "Content is not visible in the source for {} of {} fulfilments."
    return rank, pl.format(words, "not_visible", "fulfilled")
