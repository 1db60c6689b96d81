"""The clock: limits added to dates, as plain functions and as Polars expressions.

Conventions (from the regulations and guidance; see docs/duties.md):

- Working days are Monday to Friday less the bank holidays of England. Council closure days count.
- The day of the trigger is day 0, unless a duty counts from the trigger's own day.
- A month runs to the corresponding date, or to the last day of a shorter month.
- School days are the working days inside the authority's terms (half terms too, unless its file splits them).
- Weeks are seven days. Units are never converted into one another.
- Hours are elapsed hours, nights, weekends and clock changes included. Where only a date is known,
  72 hours means the end of the third day after it.

The calendar holds a span of years; a working-day limit that would leave it gives None, never a guess.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import polars as pl

from sightline.engine.authority import Term
from sightline.engine.duties.duty import CountFrom, Limit, Unit

LONDON = "Europe/London"
HOURS_IN_A_DAY = 24


@cache
def bank_holidays() -> tuple[date, ...]:
    """The bank holidays of England in order (GOV.UK, Open Government Licence v3.0)."""
    text = files("sightline.engine.duties").joinpath("data/bank_holidays_england.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "date,"))]
    return tuple(date.fromisoformat(line.split(",", 1)[0]) for line in lines)


@cache
def calendar_span() -> tuple[date, date]:
    """The first and last day on which working days can be counted."""
    known = bank_holidays()
    return date(known[0].year, 1, 1), date(known[-1].year, 12, 31)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday. Raises ValueError outside the calendar's years."""
    first, last = calendar_span()
    if not first <= day <= last:
        raise ValueError(f"bank holidays are known from {first} to {last}, not for {day}")
    known = bank_holidays()
    at = bisect_left(known, day)
    return day.weekday() < 5 and not (at < len(known) and known[at] == day)


def add_working_days(day: date, n: int) -> date | None:
    """The nth working day after a day (n = 0: the day itself); None outside the calendar's years."""
    first, last = calendar_span()
    while n and first <= day < last:
        day += timedelta(1)
        n -= is_working_day(day)
    return None if n or not first <= day <= last else day


@cache
def closed_days(terms: tuple[Term, ...]) -> tuple[date, ...]:
    """Every day between the first term and the last on which schools are closed, weekends left out."""
    if not terms:
        return ()
    days = (terms[0].start + timedelta(n) for n in range((terms[-1].end - terms[0].start).days + 1))
    return tuple(
        day
        for day in days
        if day.weekday() < 5
        and (day in bank_holidays() or not any(term.start <= day <= term.end for term in terms))
    )


def add_school_days(day: date, n: int, terms: Sequence[Term]) -> date | None:
    """The nth school day after a day (n = 0: the day itself); None outside the years of the known terms."""
    ordered = in_order(terms)
    if not ordered or not ordered[0].start <= day <= ordered[-1].end:
        return None
    closed = set(closed_days(ordered))
    while n and day < ordered[-1].end:
        day += timedelta(1)
        n -= day.weekday() < 5 and day not in closed
    return None if n else day


def in_order(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Terms by the day on which they start."""
    return tuple(sorted(terms, key=lambda term: term.start))


def add_months(day: date, n: int) -> date:
    """The corresponding date n months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(day.day - 1), following - timedelta(1))


def add_hours(moment: datetime, n: int) -> datetime:
    """A naive London time n elapsed hours later: over a clock change the clock shows one more or less."""
    zone = ZoneInfo(LONDON)
    utc = moment.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")) + timedelta(hours=n)
    return utc.astimezone(zone).replace(tzinfo=None)


def end_of_term(day: date, terms: Sequence[Term]) -> date | None:
    """The last day of the school term that holds a day; None outside every known term."""
    return next((term.end for term in terms if term.start <= day <= term.end), None)


def due_date(trigger: date, limit: Limit, counts_from: CountFrom, terms: Sequence[Term] = ()) -> date | None:
    """The last day on which a limit is kept; None where the calendar does not reach."""
    start = trigger - timedelta(1) if counts_from is CountFrom.TRIGGER_DAY else trigger
    match limit.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(start, limit.n)
        case Unit.DAYS:
            return start + timedelta(limit.n)
        case Unit.WEEKS:
            return start + timedelta(weeks=limit.n)
        case Unit.MONTHS:
            return add_months(start, limit.n)
        case Unit.HOURS:
            return start + timedelta(-(-limit.n // HOURS_IN_A_DAY))
        case Unit.TERMS:
            return end_of_term(start, terms)
        case Unit.SCHOOL_DAYS:
            return add_school_days(start, limit.n, terms)


@cache
def _open_days(first: date, last: date, closed: tuple[date, ...]) -> tuple[pl.Series, pl.Series]:
    """The weekdays between two days that are not closed, in order; and of each day between the two, how many
    of them had come by then.
    """
    days = pl.date_range(first, last, eager=True)
    is_open = (days.dt.weekday() <= 5) & ~days.is_in(pl.Series(closed, dtype=pl.Date).implode())
    return days.filter(is_open), is_open.cast(pl.Int64).cum_sum()


def _open_days_expr(start: pl.Expr, n: pl.Expr, first: date, last: date, closed: tuple[date, ...]) -> pl.Expr:
    """The nth open day after a day (n = 0: the day itself); null where one of the two is outside the days
    between ``first`` and ``last``, so that no limit is counted over days of which nothing is known.

    From a closed day the next open day is day 1.
    """
    days, come = _open_days(first, last, closed)
    inside = pl.when(start.is_between(first, last))
    nth = pl.lit(come).gather(inside.then((start - first).dt.total_days())) + n
    due = pl.lit(days).gather(pl.when(nth.is_between(1, len(days))).then(nth - 1))
    return inside.then(pl.when(n > 0).then(due).otherwise(start))


def _working_days_expr(start: pl.Expr, n: pl.Expr) -> pl.Expr:
    return _open_days_expr(start, n, *calendar_span(), bank_holidays())


def _school_days_expr(start: pl.Expr, n: pl.Expr, terms: Sequence[Term]) -> pl.Expr:
    ordered = in_order(terms)
    if not ordered:
        return pl.lit(None, pl.Date)
    return _open_days_expr(start, n, ordered[0].start, ordered[-1].end, closed_days(ordered))


def due_before_expr(trigger: pl.Expr, limit: Limit) -> pl.Expr:
    """The last day on which something must have been done that is due so long before a day.

    Working days are whole ones before the day; hours are by the day that holds them. Raises ValueError for
    school terms. Null where the calendar does not reach.
    """
    match limit.unit:
        case Unit.WORKING_DAYS:
            first, last = calendar_span()
            due = trigger.dt.add_business_days(-limit.n, holidays=list(bank_holidays()), roll="forward")
            return pl.when(trigger.is_between(first, last) & (due >= first)).then(due if limit.n else trigger)
        case Unit.DAYS:
            return trigger - pl.duration(days=limit.n)
        case Unit.WEEKS:
            return trigger - pl.duration(weeks=limit.n)
        case Unit.MONTHS:
            return trigger.dt.offset_by(f"-{limit.n}mo")
        case Unit.HOURS:
            return trigger - pl.duration(days=-(-limit.n // HOURS_IN_A_DAY))
        case Unit.TERMS | Unit.SCHOOL_DAYS:
            raise ValueError(f"a duty is not due {limit.unit} before a day")


def _terms_expr(start: pl.Expr, terms: Sequence[Term]) -> pl.Expr:
    due = pl.lit(None, pl.Date)
    for term in terms:
        due = pl.when(start.is_between(term.start, term.end)).then(pl.lit(term.end)).otherwise(due)
    return due


def due_expr(
    trigger: pl.Expr,
    limit: Limit,
    counts_from: CountFrom,
    terms: Sequence[Term] = (),
    n: pl.Expr | None = None,
) -> pl.Expr:
    """``due_date`` as an expression. ``n`` overrides the limit's number row by row, where it is not null."""
    start = trigger - pl.duration(days=1) if counts_from is CountFrom.TRIGGER_DAY else trigger
    count = pl.lit(limit.n, pl.Int32) if n is None else n.fill_null(limit.n).cast(pl.Int32)
    match limit.unit:
        case Unit.WORKING_DAYS:
            return _working_days_expr(start, count)
        case Unit.DAYS:
            return start + pl.duration(days=count)
        case Unit.WEEKS:
            return start + pl.duration(weeks=count)
        case Unit.MONTHS:
            return start.dt.offset_by(f"{limit.n}mo" if n is None else pl.format("{}mo", count))
        case Unit.HOURS:
            return start + pl.duration(days=(count + HOURS_IN_A_DAY - 1) // HOURS_IN_A_DAY)
        case Unit.TERMS:
            return _terms_expr(start, terms)
        case Unit.SCHOOL_DAYS:
            return _school_days_expr(start, count, terms)


def due_at_expr(trigger_at: pl.Expr, limit: Limit) -> pl.Expr:
    """The moment at which a limit in hours runs out, where the hour of the trigger is known; else null."""
    if limit.unit is not Unit.HOURS:
        return pl.lit(None, pl.Datetime("us"))
    # An hour that the clocks skip is read as the hour after it, one that comes twice as the first.
    local = trigger_at.dt.replace_time_zone(LONDON, ambiguous="earliest", non_existent="null")
    skipped = (trigger_at + pl.duration(hours=1)).dt.replace_time_zone(
        LONDON, ambiguous="earliest", non_existent="null"
    )
    late = pl.coalesce(local, skipped) + pl.duration(hours=limit.n)
    return late.dt.convert_time_zone(LONDON).dt.replace_time_zone(None).cast(pl.Datetime("us"))
