"""How a measure is declared, and the schema of its results."""

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl


class Counting(StrEnum):
    """What a measure counts of its duty's obligations."""

    TIMELINESS = "timeliness"  # of those falling due in a period, met on time
    TIMELINESS_BY_ENTRY = "timeliness by month of entry"  # of those who entered care in a month
    OPEN_OVERDUE = "open overdue"  # of those owed now, overdue now (lower is better)
    CURRENCY = "currency"  # of the children owed it now, those up to date
    MEDIAN_DAYS_LATE = "median days late"
    WORST_GAP = "worst gap in days"
    CHILD_DAYS_COVERED = "share of child-days covered"


class Better(StrEnum):
    """The direction in which a measure improves."""

    HIGHER = "higher"
    LOWER = "lower"


class Assurance(StrEnum):
    """How far a figure may be relied on."""

    SUBSTANTIAL = "substantial"
    REASONABLE = "reasonable"
    LIMITED = "limited"
    NONE = "none"


@dataclass(frozen=True)
class Measure:
    """One figure that leaders look at.

    ``breakdowns`` are obligation columns or child attributes by which it may be split. ``public``:
    the shortest period that survives disclosure control when it is published ("month", "quarter",
    "year"; None: never published).
    """

    id: str
    title: str
    question: str
    duty: str
    counting: Counting
    better: Better = Better.HIGHER
    unit: str = "%"
    breakdowns: tuple[str, ...] = ("area_id", "team_id")
    public: str | None = "year"
    answers: tuple[str, ...] = ()
    definition: str = ""
    words: dict[str, str] = field(default_factory=dict)


RESULT_SCHEMA: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "as_at": pl.Date(),
    "period_from": pl.Date(),
    "period_to": pl.Date(),
    "dimension": pl.String(),  # "all", "area_id", "team_id" ...
    "group": pl.String(),  # "" for all
    "denominator": pl.Int64(),
    "recorded": pl.Int64(),  # numerator: on time as recorded
    "floor": pl.Int64(),  # numerator: on time, content seen, not contradicted; null: not assessable
    "ceiling": pl.Int64(),  # numerator: recorded plus those that cannot be told
    "excluded": pl.Int64(),  # ended before due, refused, superseded: out of the denominator, still shown
    "value": pl.Float64(),  # medians and gaps only (no bounds); null otherwise
    "assurance": pl.String(),  # an Assurance
    "reason": pl.String(),  # one sentence: why that level
}
"""Integers are carried and divided once, where they are shown, so that every run gives the same digits.
No cases is a row with denominator 0: shown as "no cases", never as 0% or 100%."""
