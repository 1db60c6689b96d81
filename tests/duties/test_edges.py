"""Edges that a random history seldom meets."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.oracle import Event, Occasion, Window
from duties.test_oracle import BASE, SHAPES, by_engine, check
from sightline.engine.authority import Authority
from sightline.engine.duties.duty import Basis, Limit, Shows, days, hours, months, weeks
from sightline.engine.duties.obligations import with_local_limit

AS_AT = date(2019, 9, 30)
WHOLE = [Window("ssd_cla_visits", "ssd", date(2012, 1, 1), AS_AT)]
WEEK = replace(BASE, within=days(7))


@pytest.mark.parametrize(
    ("windows", "state"),
    [
        ([(date(2019, 1, 1), date(2019, 1, 4)), (date(2019, 1, 5), date(2019, 2, 1))], "overdue"),
        ([(date(2019, 1, 1), date(2019, 1, 4)), (date(2019, 1, 6), date(2019, 2, 1))], "cannot tell"),
        ([(date(2019, 1, 2), date(2019, 1, 9))], "overdue"),
        ([(date(2019, 1, 3), date(2019, 2, 1))], "cannot tell"),
        ([(date(2019, 1, 1), date(2019, 1, 8))], "cannot tell"),
        ([], "cannot tell"),
    ],
)
def test_late_only_where_every_day_from_trigger_to_due_date_is_told(
    windows: list[tuple[date, date]], state: str
) -> None:
    told = [Window("ssd_cla_visits", "ssd", first, last) for first, last in windows]
    (found,) = by_engine(WEEK, [Occasion("A", "o", date(2019, 1, 2))], [], told, AS_AT)
    assert (found["due"], found["state"]) == (date(2019, 1, 9), state)


@pytest.mark.parametrize(
    ("trigger", "count"),
    [(date(2016, 2, 29), 0), (date(2016, 3, 1), 1), (date(2019, 3, 1), 1), (date(2019, 3, 2), 0)],
)
def test_the_law_holds_on_its_first_and_last_day(trigger: date, count: int) -> None:
    duty = SHAPES["in force for a while"]
    assert len(by_engine(duty, [Occasion("A", "o", trigger)], [], WHOLE, AS_AT)) == count


def test_of_two_records_of_one_day_the_one_with_content_stands() -> None:
    on = date(2019, 1, 3)
    told = [Event("A", None, on, substance=text, row=text) for text in ("dates only", "content seen")]
    for events in (told, told[::-1]):
        (found,) = by_engine(WEEK, [Occasion("A", "o", date(2019, 1, 2))], events, WHOLE, AS_AT)
        assert (found["substance"], found["met_rows"]) == ("content seen", ["content seen"])


@pytest.mark.parametrize(("as_at", "state"), [(date(2019, 1, 9), "running"), (date(2019, 1, 10), "overdue")])
def test_on_the_day_it_is_due_it_still_runs(as_at: date, state: str) -> None:
    (found,) = by_engine(WEEK, [Occasion("A", "o", date(2019, 1, 2))], [], WHOLE, as_at)
    assert (found["state"], found["days_late"]) == (state, 1 if state == "overdue" else None)


def test_a_refusal_closes_one_link_and_starts_the_next() -> None:
    duty = replace(BASE, within=weeks(6), every=weeks(6))
    events = [Event("A", None, date(2019, 1, 20), outcome="refused"), Event("A", None, date(2019, 2, 20))]
    found = by_engine(duty, [Occasion("A", "o", date(2019, 1, 2))], events, WHOLE, date(2019, 3, 1))
    assert [(row["state"], row["trigger"]) for row in found] == [
        ("refused", date(2019, 1, 2)),
        ("met", date(2019, 1, 20)),
        ("running", date(2019, 2, 20)),
    ]
    assert found[0]["reason"] == "Refused on 20 January 2019"


@pytest.mark.parametrize(
    ("refusals", "state", "ended", "late"),
    [
        ([9], "refused", None, None),
        ([10], "overdue", 10, 1),
        ([25], "overdue", 25, 16),
        ([5, 25], "refused", None, None),
        ([12, 25], "overdue", 12, 3),
    ],
)
def test_a_refusal_after_the_due_date_wipes_no_lateness_out(
    refusals: list[int], state: str, ended: int | None, late: int | None
) -> None:
    """Whoever waited until the refusal had waited too long by then."""
    said_no = [Event("A", None, date(2019, 1, day), outcome="refused") for day in refusals]
    (found,) = by_engine(WEEK, [Occasion("A", "o", date(2019, 1, 2))], said_no, WHOLE, AS_AT)
    assert (found["state"], found["days_late"]) == (state, late)
    assert found["ended_on"] == (ended and date(2019, 1, ended))
    late_words = ", after it was due" if late else ""
    assert found["reason"] == f"Refused on {refusals[0]} January 2019{late_words}"


def test_a_late_refusal_closes_its_link_late_and_starts_the_next() -> None:
    duty = replace(BASE, within=days(7), every=weeks(6))
    said_no = [Event("A", None, date(2019, 1, 20), outcome="refused")]
    found = by_engine(duty, [Occasion("A", "o", date(2019, 1, 2))], said_no, WHOLE, date(2019, 2, 1))
    assert [(row["state"], row["trigger"], row["ended_on"], row["days_late"]) for row in found] == [
        ("overdue", date(2019, 1, 2), date(2019, 1, 20), 11),
        ("running", date(2019, 1, 20), None, None),
    ]


@pytest.mark.parametrize(
    ("limit", "asked", "answered", "state"),
    [
        (4, None, 2, "met"),
        (4, None, 3, "cannot tell"),
        (4, None, 4, "met late"),
        (4, 18, 3, "met late"),  # the four hours were over by that night
        (4, 22, 3, "cannot tell"),
        (30, None, 3, "met"),
        (30, None, 4, "cannot tell"),
        (30, None, 5, "met late"),
        (24, None, 3, "met"),
        (72, None, 5, "met"),
    ],
)
def test_hours_of_which_only_the_dates_are_known(
    limit: int, asked: int | None, answered: int, state: str
) -> None:
    """Four hours are not a whole day more: what happened on the next day cannot be told."""
    start = date(2019, 1, 2)
    at = None if asked is None else datetime.combine(start, time(asked))
    duty = replace(BASE, within=hours(limit))
    told = [Event("A", None, date(2019, 1, answered))]
    (found,) = by_engine(duty, [Occasion("A", "o", start, at)], told, WHOLE, AS_AT)
    assert found["state"] == state
    words = f"Only dates are known: whether it was within {limit} hours cannot be told"
    assert found["reason"] == (words if state == "cannot tell" else None)


def test_where_all_tables_are_needed_one_alone_cannot_show_that_nothing_was_done() -> None:
    """A conference or a core group would meet it: no conference alone is not late."""
    both = [*WHOLE, Window("health_assessment", "ssd", date(2012, 1, 1), AS_AT)]
    duty, owed = replace(WEEK, needs_all=True), [Occasion("A", "o", date(2019, 1, 2))]
    for on, alone, together in (
        (5, "met", "met"),
        (20, "cannot tell", "met late"),
        (None, "cannot tell", "overdue"),
    ):
        done = [Event("A", None, date(2019, 1, on))] if on else []
        for windows, state in ((WHOLE, alone), (both, together)):
            (found,) = by_engine(duty, owed, done, windows, AS_AT)
            assert found["state"] == state


def test_months_from_a_leap_day() -> None:
    duty = replace(BASE, within=months(12), every=months(12))
    found = by_engine(
        duty, [Occasion("A", "o", date(2016, 2, 29))], [Event("A", None, date(2017, 2, 28))], WHOLE, AS_AT
    )
    assert [(row["due"], row["state"]) for row in found][:2] == [
        (date(2017, 2, 28), "met"),
        (date(2018, 2, 28), "overdue"),
    ]


def test_what_had_not_happened_yet_is_not_seen() -> None:
    owed = [
        Occasion("A", "o", date(2019, 1, 2), ends=date(2019, 1, 20)),
        Occasion("A", "p", date(2019, 6, 1)),
    ]
    done = [Event("A", None, date(2019, 1, 15))]
    (then,) = by_engine(WEEK, owed, done, WHOLE, date(2019, 1, 12))
    assert (then["state"], then["met_on"], then["ended_on"], then["days_late"]) == ("overdue", None, None, 3)
    now = by_engine(WEEK, owed, done, WHOLE, AS_AT)
    assert [row["state"] for row in now] == ["met late", "overdue"]
    assert now[0]["key"] == then["key"]


def test_local_limits_set_local_standards_and_nothing_else() -> None:
    ours = Authority("x", "X", "1", "E1", local_limits={"a_duty": 5})
    assert with_local_limit(BASE, ours).within == Limit(5, BASE.within.unit)
    law = replace(BASE, basis=(Basis("regulation", "Some regulations", "reg 1"),))
    with pytest.raises(ValueError, match="not locally"):
        with_local_limit(law, ours)
    assert with_local_limit(law, replace(ours, local_limits={})) == law


@given(st.permutations([Event("A", None, date(2019, 1, day), row=f"r{day}") for day in (3, 9, 9, 20)]))
def test_events_out_of_order(events: list[Event]) -> None:
    check(SHAPES["every six weeks"], ([Occasion("A", "o", date(2019, 1, 2))], events, WHOLE, AS_AT))


def test_latest_dates_judge_only_what_is_open_and_only_until_they_were_drawn() -> None:
    drawn = [Window("ssd_cla_visits", "annex_a", date(2018, 4, 1), date(2019, 3, 31))]
    duty = replace(BASE, within=weeks(6), every=weeks(6))
    assert duty.shows["annex_a"] is Shows.CURRENCY
    for on, state in ((date(2019, 2, 1), "overdue"), (date(2019, 2, 20), "cannot tell")):
        found = by_engine(duty, [Occasion("A", "o", date(2018, 1, 2))], [Event("A", None, on)], drawn, AS_AT)
        assert [row["state"] for row in found] == ["cannot tell", state]
