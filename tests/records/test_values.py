"""Cells to values: what is understood exactly, and what is left to be told as a problem."""

from datetime import date, datetime

import polars as pl
import pytest

from sightline.engine.records.readers.values import dates, moments, numbers, whole_numbers


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2019-06-30T23:30:00Z", datetime(2019, 7, 1, 0, 30)),
        ("2019-06-30 23:30:00 UTC", datetime(2019, 7, 1, 0, 30)),
        ("2019-12-31T23:30:00Z", datetime(2019, 12, 31, 23, 30)),
        ("2019-06-30T23:30:00+01:00", datetime(2019, 6, 30, 23, 30)),
        ("2019-06-30T23:30:00-0500", datetime(2019, 7, 1, 5, 30)),
        ("30/06/2019 23:30", datetime(2019, 6, 30, 23, 30)),
    ],
)
def test_a_moment_with_its_distance_from_greenwich_is_what_clocks_in_england_showed(
    told: str, shown: datetime
) -> None:
    text = pl.Series([told])
    assert moments(text).values.item() == shown
    assert dates(text).values.item() == shown.date()


def test_midnight_in_greenwich_stays_on_its_day() -> None:
    assert dates(pl.Series(["2019-06-30T00:00:00Z"])).values.item() == date(2019, 6, 30)


@pytest.mark.parametrize(
    ("told", "value"), [("1,500", 1500), ("1,234,567", 1234567), ("1.0", 1), ("-12", -12)]
)
def test_whole_numbers_that_are_understood(told: str, value: int) -> None:
    assert whole_numbers(pl.Series([told])).values.item() == value


@pytest.mark.parametrize("told", ["1,5", "15,00", "1e3", "1.5", "1,2345", ",500"])
def test_whole_numbers_that_may_mean_something_else_are_not_guessed(told: str) -> None:
    parsed = whole_numbers(pl.Series([told]))
    assert parsed.values.item() is None and not parsed.sound


def test_a_comma_before_decimals_is_not_taken_for_thousands() -> None:
    parsed = numbers(pl.Series(["1,5", "1,500.25", "37.5"]))
    assert parsed.values.to_list() == [None, 1500.25, 37.5]


@pytest.mark.parametrize("told", ["9/8/2091", "2091-08-09", "09/08/0209", "1889-08-09"])
def test_a_year_in_which_nothing_told_can_have_happened_is_no_date(told: str) -> None:
    found = dates(pl.Series([told, "2019-08-09"]))
    assert found.values.to_list() == [None, date(2019, 8, 9)]
