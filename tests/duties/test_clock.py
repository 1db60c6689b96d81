"""The clock: the same answer from plain functions and from expressions, and the calendar that it counts on."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from sightline.authorities import load_authority
from sightline.engine.duties import clock
from sightline.engine.duties.duty import (
    CountFrom,
    Limit,
    Unit,
    days,
    hours,
    months,
    school_days,
    weeks,
    working_days,
)

TERMS = load_authority().terms
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
LIMITS = st.one_of(
    st.builds(
        Limit,
        st.integers(0, 60),
        st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.SCHOOL_DAYS]),
    ),
    st.builds(Limit, st.sampled_from([0, 1, 24, 48, 72, 73, 96]), st.just(Unit.HOURS)),
    st.just(Limit(1, Unit.TERMS)),
)


def one(expression: pl.Expr, **values: object) -> object:
    """The value of an expression over a frame of one row."""
    return pl.DataFrame({name: [value] for name, value in values.items()}).select(expression).item()


@given(trigger=DAYS, limit=LIMITS, counts_from=st.sampled_from(CountFrom))
def test_function_and_expression_agree(trigger: date, limit: Limit, counts_from: CountFrom) -> None:
    plain = clock.due_date(trigger, limit, counts_from, TERMS)
    assert one(clock.due_expr(pl.col("t"), limit, counts_from, TERMS), t=trigger) == plain


@given(moment=st.datetimes(datetime(2015, 1, 1), datetime(2026, 12, 31)), n=st.integers(0, 200))
def test_hours_agree(moment: datetime, n: int) -> None:
    assert one(clock.due_at_expr(pl.col("t"), hours(n)), t=moment) == clock.add_hours(moment, n)


@pytest.mark.parametrize(
    ("trigger", "limit", "due"),
    [
        # Friday 21 December 2018: Christmas, Boxing and New Year's Day lie between.
        (date(2018, 12, 21), working_days(20), date(2019, 1, 23)),
        (date(2018, 12, 3), working_days(20), date(2019, 1, 3)),
        # Entering on a Saturday, or on a bank holiday: the next working day is day 1.
        (date(2019, 4, 20), working_days(1), date(2019, 4, 23)),
        (date(2019, 4, 19), working_days(10), date(2019, 5, 7)),
        (date(2019, 1, 31), months(1), date(2019, 2, 28)),
        (date(2020, 1, 31), months(1), date(2020, 2, 29)),
        (date(2016, 2, 29), months(12), date(2017, 2, 28)),
        (date(2019, 8, 31), months(6), date(2020, 2, 29)),
        (date(2019, 2, 28), months(6), date(2019, 8, 28)),
        (date(2019, 1, 1), weeks(6), date(2019, 2, 12)),
        (date(2019, 1, 1), days(0), date(2019, 1, 1)),
        (date(2019, 3, 29), hours(72), date(2019, 4, 1)),
    ],
)
def test_worked_examples(trigger: date, limit: Limit, due: date) -> None:
    assert clock.due_date(trigger, limit, CountFrom.NEXT_DAY) == due


def test_school_holidays_stop_a_clock_of_school_days() -> None:
    summer = next(term for term in TERMS if term.name == "2018-summer")
    autumn = next(term for term in TERMS if term.name == "2018-autumn")
    due = clock.due_date(summer.end, school_days(1), CountFrom.NEXT_DAY, TERMS)
    assert due == autumn.start
    assert clock.due_date(date(2018, 8, 1), school_days(1), CountFrom.NEXT_DAY, TERMS) == autumn.start
    assert clock.due_date(date(2018, 8, 1), school_days(1), CountFrom.NEXT_DAY) is None
    # Good Friday and the Easter holiday of 2018 lie between.
    assert clock.due_date(date(2018, 3, 28), school_days(2), CountFrom.NEXT_DAY, TERMS) == date(2018, 4, 16)


def test_counting_from_the_trigger_day_makes_it_day_one() -> None:
    assert clock.due_date(date(2019, 3, 4), days(7), CountFrom.TRIGGER_DAY) == date(2019, 3, 10)
    assert clock.due_date(date(2019, 3, 4), working_days(5), CountFrom.TRIGGER_DAY) == date(2019, 3, 8)


@pytest.mark.parametrize(
    ("found", "until"),
    [
        # The clocks go forward on 31 March 2019 and back on 27 October 2019: 72 hours are 72 hours.
        (datetime(2019, 3, 29, 20, 0), datetime(2019, 4, 1, 21, 0)),
        (datetime(2019, 10, 25, 20, 0), datetime(2019, 10, 28, 19, 0)),
        (datetime(2019, 6, 7, 20, 0), datetime(2019, 6, 10, 20, 0)),
    ],
)
def test_seventy_two_hours_across_a_clock_change(found: datetime, until: datetime) -> None:
    assert clock.add_hours(found, 72) == until
    assert one(clock.due_at_expr(pl.col("t"), hours(72)), t=found) == until


def test_a_term_runs_to_its_last_day_and_between_terms_nothing_can_be_told() -> None:
    assert clock.end_of_term(date(2019, 1, 7), TERMS) == date(2019, 4, 5)
    assert clock.end_of_term(date(2019, 4, 10), TERMS) is None


def test_outside_the_calendar_nothing_is_guessed() -> None:
    first, last = clock.calendar_span()
    assert clock.add_working_days(first - timedelta(1), 3) is None
    assert clock.add_working_days(last, 1) is None
    with pytest.raises(ValueError, match="bank holidays are known from"):
        clock.is_working_day(last + timedelta(1))


def test_the_calendar_is_the_publisher_s() -> None:
    published = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    first, last = clock.calendar_span()
    theirs = {day["date"] for day in published if first <= day["date"] <= last}
    since = min(theirs)
    assert theirs == {day for day in clock.bank_holidays() if since <= day <= max(theirs)}


def test_the_one_off_holidays_are_there() -> None:
    for day in (date(2012, 6, 5), date(2020, 5, 8), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)):
        assert not clock.is_working_day(day)
    assert clock.is_working_day(date(2020, 5, 4))  # the early May holiday moved that year
