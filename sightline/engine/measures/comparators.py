"""Published figures to set beside ours: the authority's own, its region, England and its statistical
neighbours.

They are quoted as published and never mixed with ours: the publisher counts other children over other
periods, and each comparator says how. A mark in place of a number (``c`` suppressed, ``-`` none) stays a
mark.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median

import polars as pl

PUBLISHER = "Department for Education, Children looked after in England including adoptions"
LICENCE = "Open Government Licence v3.0"

COMPARATOR_SCHEMA: dict[str, pl.DataType] = {
    "published": pl.String(),  # the publisher's code
    "year": pl.Int32(),  # ending 31 March
    "kind": pl.String(),  # "authority", "region", "country", "neighbour"
    "code": pl.String(),  # the DfE's code of the area
    "area": pl.String(),
    "value": pl.Float64(),  # null where a mark was published
    "as_published": pl.String(),  # the digits or the mark
}


@dataclass(frozen=True)
class Comparator:
    """One published measure. ``measure``: the one of ours that it is nearest to; ``differs``: how it is not
    the same.
    """

    published: str
    title: str
    duty: str
    differs: str
    unit: str = "%"
    measure: str | None = None


_TWELVE_MONTHS = "The publisher counts children looked after for at least 12 months at 31 March"

COMPARATORS = (
    Comparator(
        "LACHealth%",
        "Annual health assessment up to date",
        "review_health_assessment",
        f"{_TWELVE_MONTHS}; ours, every child who is owed one now.",
        measure="review_health_assessment_currency",
    ),
    Comparator(
        "LACDental%",
        "Teeth checked by a dentist in the year",
        "dental_check",
        f"{_TWELVE_MONTHS}; ours, every child who is owed one now.",
        measure="dental_check_currency",
    ),
    Comparator(
        "LACVaccinations%",
        "Immunisations up to date",
        "review_health_assessment",
        f"{_TWELVE_MONTHS}. We have no measure of our own.",
    ),
    Comparator(
        "Emotional_LAC",
        "Average strengths and difficulties score",
        "sdq",
        "The score itself (0 to 40, lower is better), not whether a questionnaire was done.",
        unit="score",
    ),
    Comparator(
        "Children_missing",
        "Children looked after who were missing in the year",
        "return_home_interview",
        "How many went missing, not whether they were seen on their return: no national figure says that.",
    ),
)
"""Every published measure that is quoted."""


@cache
def published() -> pl.DataFrame:
    """Every quoted figure: COMPARATOR_SCHEMA, sorted by measure, year, kind and code."""
    text = files("sightline.engine.measures").joinpath("data/comparators.csv").read_bytes()
    frame = pl.read_csv(text, comment_prefix="#", infer_schema=False)
    frame = frame.with_columns(
        pl.col("year").cast(pl.Int32),
        as_published="value",
        value=pl.col("value").cast(pl.Float64, strict=False),
    )
    return frame.select(*COMPARATOR_SCHEMA).sort("published", "year", "kind", "code")


def source() -> str:
    """The head of the data file: publisher, date and licence, in the words to be shown beside the figures."""
    text = files("sightline.engine.measures").joinpath("data/comparators.csv").read_text(encoding="utf-8")
    return " ".join(line[1:].strip() for line in text.splitlines() if line.startswith("#"))


def for_duty(duty: str) -> tuple[Comparator, ...]:
    """The published measures that bear on a duty."""
    return tuple(comparator for comparator in COMPARATORS if comparator.duty == duty)


def for_measure(measure: str) -> Comparator | None:
    """The published measure nearest to one of ours, if there is one."""
    return next((comparator for comparator in COMPARATORS if comparator.measure == measure), None)


def neighbours_middle(comparator: Comparator, year: int) -> float | None:
    """The median of the statistical neighbours' published values in a year ending 31 March; None without any.

    The values are the publisher's, the median is ours (their own dashboard does the same).
    """
    mine = published().filter(
        (pl.col("published") == comparator.published)
        & (pl.col("year") == year)
        & (pl.col("kind") == "neighbour")
    )
    values: list[float] = sorted(mine["value"].drop_nulls())
    return median(values) if values else None
