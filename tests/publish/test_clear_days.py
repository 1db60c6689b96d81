"""The last day for a meeting's papers: five clear days, neither end counted, weekends and bank holidays out."""

from datetime import date

import pytest

from sightline.office.publish.homes import clear_days_before


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
