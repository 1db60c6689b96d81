"""The last day for a meeting's papers: five clear days, neither end counted, weekends and bank holidays out."""

from datetime import date, timedelta

import pytest

from sightline.engine.duties.clock import calendar_span
from sightline.office.governance.clock import clear_days_before


@pytest.mark.parametrize(
    ("meeting", "by"),
    [
        (date(2019, 9, 18), date(2019, 9, 10)),
        (date(2019, 9, 16), date(2019, 9, 6)),
        (date(2019, 5, 15), date(2019, 5, 7)),
        (date(2019, 5, 8), date(2019, 4, 29)),  # the early May bank holiday lies between
        (date(2019, 4, 24), date(2019, 4, 12)),  # Easter lies between
    ],
)
def test_five_clear_days(meeting: date, by: date) -> None:
    assert clear_days_before(meeting) == by


@pytest.mark.parametrize("meeting", [date(1900, 1, 1), date(2999, 1, 1)])
def test_beyond_the_calendar_it_cannot_be_told(meeting: date) -> None:
    assert clear_days_before(meeting) is None


def test_every_day_of_the_calendar_has_its_answer() -> None:
    first, last = calendar_span()
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    told = [clear_days_before(day) for day in days]
    assert told[-1] is not None and sum(one is None for one in told) < 60
