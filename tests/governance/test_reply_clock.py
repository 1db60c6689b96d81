"""The reply's clock: working days of England, over Easter, Christmas and the bank holidays of May."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.authority import Body
from sightline.engine.duties.clock import is_working_day
from sightline.office.governance.clock import ReplyState, reply, reply_due, working_days_after

PANEL = Body("panel", "Panel", quorum=3, reply_working_days=10)


@pytest.mark.parametrize(
    ("asked", "due", "why"),
    [
        (date(2019, 6, 12), date(2019, 6, 26), "two plain weeks"),
        (date(2019, 6, 15), date(2019, 6, 28), "asked on a Saturday: the first working day is Monday"),
        (date(2019, 4, 12), date(2019, 4, 30), "Good Friday and Easter Monday between"),
        (date(2019, 4, 30), date(2019, 5, 15), "the early May bank holiday between"),
        (date(2018, 12, 20), date(2019, 1, 8), "Christmas, Boxing Day and New Year between"),
    ],
)
def test_due_days(asked: date, due: date, why: str) -> None:
    assert reply_due(PANEL, asked) == due, why


def test_a_body_may_have_its_own_limit() -> None:
    assert reply_due(replace(PANEL, reply_working_days=5), date(2019, 6, 12)) == date(2019, 6, 19)


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    with pytest.raises(ValueError, match="bank holidays are not known"):
        reply_due(PANEL, date(2190, 1, 1))


DUE = date(2019, 4, 18)


@pytest.mark.parametrize(
    ("answered", "day", "words"),
    [
        (None, DUE, "Waiting for a reply"),
        (None, DUE + timedelta(1), "Reply overdue by 1 working day"),
        (None, date(2019, 4, 23), "Reply overdue by 1 working day"),
        (None, date(2019, 4, 24), "Reply overdue by 2 working days"),
        (DUE, DUE, "Answered on time"),
        (date(2019, 4, 24), date(2019, 9, 30), "Answered late by 2 working days"),
        (date(2019, 4, 24), date(2019, 4, 18), "Waiting for a reply"),
    ],
)
def test_states_over_easter(answered: date | None, day: date, words: str) -> None:
    assert reply(DUE, answered, day).words == words


@given(st.dates(date(2015, 1, 1), date(2020, 12, 31)), st.integers(0, 60))
def test_lateness_counts_each_working_day_once(due: date, later: int) -> None:
    day = due + timedelta(later)
    counted = [due + timedelta(n) for n in range(1, later + 1) if is_working_day(due + timedelta(n))]
    assert working_days_after(due, day) == (max(len(counted), 1) if later else 0)
    late = reply(due, None, day).state
    assert late == (ReplyState.OVERDUE if later else ReplyState.WAITING)
