"""Figures in words: the one place where counts become percentages."""

from collections.abc import Mapping
from typing import Any

from sightline.engine.measures.measure import Assurance, Counting, Measure

NO_CASES = "no cases"
NOT_ASSESSABLE = "not assessable"


def percent(part: int, whole: int) -> str:
    """A whole percentage, halves up; never 0% where there is one, nor 100% where one is wanting."""
    if whole <= 0:
        return NO_CASES
    rounded = (200 * part + whole) // (2 * whole)
    if part > 0 and rounded == 0:
        return "under 1%"
    if part < whole and rounded == 100:
        return "over 99%"
    return f"{rounded}%"


def share(part: int | None, whole: int) -> str:
    """ "13% (4 of 31)"; "no cases" where there are none; "not assessable" where the part cannot be known."""
    if whole <= 0:
        return NO_CASES
    if part is None:
        return NOT_ASSESSABLE
    return f"{percent(part, whole)} ({part:,} of {whole:,})"


def as_text(row: Mapping[str, Any]) -> str:
    """The figure of one RESULT_SCHEMA row: a share, or days for a median or a worst gap."""
    if not row["denominator"]:
        return NO_CASES
    if row["recorded"] is not None:
        return share(row["recorded"], row["denominator"])
    if row["value"] is None:
        return NOT_ASSESSABLE
    days = float(row["value"])
    number = f"{days:,.0f}" if days.is_integer() else f"{days:,.1f}"
    return f"{number} {'day' if days == 1 else 'days'}"


def assurance_text(*levels: str) -> str:
    """How far figures may be relied on: "limited assurance", "no assurance", "limited, no assurance"."""
    words = ("no" if level == Assurance.NONE else str(level) for level in levels)
    return f"{', '.join(words)} assurance"


def floor_text(row: Mapping[str, Any]) -> str:
    """The lower bound of one row in words; a median or a worst gap has none ("")."""
    return "" if row["recorded"] is None and row["denominator"] else share(row["floor"], row["denominator"])


def ceiling_text(row: Mapping[str, Any]) -> str:
    """The upper bound of one row in words; a median or a worst gap has none ("")."""
    return "" if row["recorded"] is None and row["denominator"] else share(row["ceiling"], row["denominator"])


def what_is_counted(measure: Measure) -> tuple[str, str]:
    """What the denominator and the numerator of a measure are, in words, for the page that opens a figure."""
    return _COUNTED[measure.counting]


def cohort(measure: Measure) -> str:
    """Of whom or what a figure speaks, in words that stand after its period."""
    return _COHORTS[measure.counting]


_COHORTS = {
    Counting.TIMELINESS: "of those that fell due in this time, done by the day they were due",
    Counting.TIMELINESS_BY_ENTRY: (
        "of those owed to children who entered care in this time, done by the day they were due"
    ),
    Counting.OPEN_OVERDUE: "of those owed and not yet done on this day, past the day they were due",
    Counting.CURRENCY: "of those owed on this day, up to date",
    Counting.MEDIAN_DAYS_LATE: "the middle number of days late, of those late that fell due in this time",
    Counting.WORST_GAP: "the longest among children owed it on this day",
    Counting.CHILD_DAYS_COVERED: "of the days in this time on which it was owed, those with nothing overdue",
}

_COUNTED = {
    Counting.TIMELINESS: (
        "fell due in the period, and that day has passed",
        "were met on or before the day they were due",
    ),
    Counting.TIMELINESS_BY_ENTRY: (
        "are owed to children who entered care in the period, and the day they were due has passed",
        "were met on or before the day they were due",
    ),
    Counting.OPEN_OVERDUE: ("are owed now and not yet met", "are past the day they were due"),
    Counting.CURRENCY: (
        "are owed now, by children for whom the first has already fallen due or been met",
        "are up to date: the last was done, and the next is not yet due",
    ),
    Counting.MEDIAN_DAYS_LATE: (
        "fell due in the period and were met late or are still overdue",
        "the middle number of calendar days late",
    ),
    Counting.WORST_GAP: (
        "are stretches of time in the care of children owed it now",
        "the longest of them in calendar days",
    ),
    Counting.CHILD_DAYS_COVERED: (
        "are days in the period on which it was owed to a child",
        "days on which nothing was overdue",
    ),
}
