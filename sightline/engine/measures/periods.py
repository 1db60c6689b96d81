"""Periods of publication. Each nests in the next, so that a longer one is the sum of shorter ones.

Years are financial years (1 April to 31 March), as in the national statistics; three years are whole blocks
of them, counted so that one begins on 1 April 2016.
"""

from datetime import date
from enum import StrEnum

import polars as pl


class Period(StrEnum):
    """How long a time one figure speaks of."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    THREE_YEARS = "three years"


MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12, Period.THREE_YEARS: 36}
"""Calendar months in each period, shortest first."""


def starts(on: pl.Expr, period: Period) -> pl.Expr:
    """The first day of the period that holds a date. A null date has none."""
    if period is Period.MONTH:
        return on.dt.month_start()
    if period is Period.QUARTER:
        return on.dt.truncate("1q")
    year = on.dt.offset_by("-3mo").dt.year()
    if period is Period.THREE_YEARS:
        year = year - year % 3
    return pl.date(year, 4, 1)


def starts_of(days: pl.Series, period: Period) -> pl.Series:
    """``starts`` of many dates, worked out once for each day of the calendar that they span."""
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date) or (last - first).days > len(days):
        return days.to_frame().select(starts(pl.col(days.name), period)).to_series()
    calendar = pl.select(starts(pl.date_range(first, last), period)).to_series()
    return calendar.gather((days - first).dt.total_days()).alias(days.name)


def ends(start: pl.Expr, period: Period) -> pl.Expr:
    """The last day of the period that starts on a date."""
    return start.dt.offset_by(f"{MONTHS[period]}mo").dt.offset_by("-1d")


def start_of(on: date, period: Period) -> date:
    """The first day of the period that holds a day."""
    if period is Period.MONTH:
        return on.replace(day=1)
    if period is Period.QUARTER:
        return date(on.year, on.month - (on.month - 1) % 3, 1)
    year = on.year if on.month >= 4 else on.year - 1
    return date(year - year % 3 if period is Period.THREE_YEARS else year, 4, 1)


def between(first: date, last: date, period: Period) -> list[date]:
    """The first days of the periods that hold any day from first to last, both included; none if last is
    before first.
    """
    if last < first:
        return []
    days = pl.date_range(start_of(first, period), last, f"{MONTHS[period]}mo", eager=True)
    return days.to_list()


def months_back(day: date, months: int) -> date:
    """The first day of the month that lies so many months before that of a day."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
