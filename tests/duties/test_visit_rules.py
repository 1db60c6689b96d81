"""Which rule of visits a child stands under: one at a time, each with its own interval."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from duties.records import AUTHORITY, Row, episode, owed, person, placement, record, review, visit
from sightline.engine.duties.visit_rules import Rule, under

START = date(2019, 1, 7)


def order(status: str, since: date, till: date | None = None) -> Row:
    return {
        "lega_person_id": "A",
        "lega_legal_status": status,
        "lega_legal_status_start_date": since,
        "lega_legal_status_end_date": till,
    }


def given(kind: str, *, orders: tuple[Row, ...] = (), visits: tuple[date, ...] = (), ends: date | None = None,
          start: date = START, **more: Any) -> Any:  # fmt: skip
    return record(
        ssd_person=[person()],
        ssd_cla_episodes=[episode(start)],
        ssd_cla_placement=[placement(start, ends, kind=kind)],
        ssd_legal_status=list(orders),
        ssd_cla_visits=[visit(day) for day in visits],
        **{"ssd_cla_reviews": [], **more},
    )


def dues(duty: str, told: Any) -> list[date]:
    return [row["due"] for row in owed(duty, told)]


def test_interim_order_at_home_is_weekly_until_the_first_review_then_every_four_weeks() -> None:
    told = given(
        "P1",
        orders=(order("C1", START),),
        visits=(date(2019, 1, 14), date(2019, 1, 21), date(2019, 2, 4)),
        ssd_cla_reviews=[review(date(2019, 1, 25))],
    )
    found = owed("visit_interim_order_or_temporary_carer", told)
    assert [row["due"] for row in found] == [
        date(2019, 1, 14),
        date(2019, 1, 21),
        date(2019, 2, 18),  # the week would pass the review of 25 January: four weeks from the last visit
        date(2019, 3, 4),
    ]
    assert [row["state"] for row in found] == ["met", "met", "met", "overdue"]
    assert owed("visit_six_weekly", told) == owed("visit_first_week", told) == []


def test_an_urgent_placement_with_parents_is_weekly_then_every_six_weeks() -> None:
    parents = {"child_id": "A", "placed_on": START, "emergency": True}
    told = given(
        "P1",
        orders=(order("C2", date(2018, 1, 1)),),
        visits=(date(2019, 1, 14), date(2019, 1, 30)),
        ssd_cla_reviews=[review(date(2019, 1, 18))],
        placement_with_parents=[parents],
    )
    assert dues("visit_urgent_with_parents", told) == [
        date(2019, 1, 14),
        date(2019, 2, 25),
        date(2019, 3, 13),
    ]
    assert owed("visit_care_order_with_parents", told) == []


def test_a_full_order_takes_over_on_the_day_it_is_made() -> None:
    made = date(2019, 3, 4)
    told = given("P1", orders=(order("C1", START, made), order("C2", made)), visits=(date(2019, 3, 8),))
    interim = owed("visit_interim_order_or_temporary_carer", told)
    assert [(row["state"], row["ended_on"]) for row in interim] == [("overdue", made)]
    assert dues("visit_care_order_with_parents", told) == [date(2019, 3, 11), date(2019, 4, 19)]


def test_the_same_order_told_again_restarts_nothing() -> None:
    again = date(2019, 3, 4)
    told = given("P1", orders=(order("C2", START, again), order("C2", again)))
    assert dues("visit_care_order_with_parents", told) == [date(2019, 1, 14)]


def test_a_carer_approved_for_a_time_is_ordinary_from_the_panel_on() -> None:
    carer = {"child_id": "A", "carer_id": "F", "placed_on": START, "temporary_approval_on": START}
    panel = date(2019, 4, 15)
    told = given("U3", connected_carer=[{**carer, "panel_on": panel}])
    weekly = owed("visit_interim_order_or_temporary_carer", told)
    assert [(row["due"], row["ended_on"]) for row in weekly] == [(date(2019, 1, 14), panel)]
    assert dues("visit_six_weekly", told) == [date(2019, 5, 27)]
    waiting = given("U3", connected_carer=[carer])
    assert owed("visit_six_weekly", waiting) == []


def test_fewer_visits_need_the_child_s_word_and_a_year() -> None:
    start = date(2017, 9, 4)
    agreed = {"child_id": "A", "placed_on": start, "fewer_visits_agreed_on": date(2018, 1, 10)}
    told = given(
        "U4", start=start, visits=(date(2018, 8, 20), date(2018, 12, 3)), placement_arrangement=[agreed]
    )
    assert dues("visit_six_monthly_agreed", told) == [date(2019, 3, 4), date(2019, 6, 3)]
    assert owed("visit_six_weekly", told)[-1]["ended_on"] == date(2018, 9, 4)
    assert owed("visit_six_monthly_agreed", given("U4", start=start)) == []


def test_custody_under_an_order_moves_to_three_months_after_a_year() -> None:
    start = date(2018, 1, 8)
    told = given(
        "R5", start=start, orders=(order("C2", start),), visits=(date(2018, 1, 10), date(2019, 1, 2))
    )
    assert dues("visit_living_arranged_by_others", told) == [
        date(2018, 1, 15),
        date(2018, 2, 21),
        date(2019, 4, 2),
    ]
    assert dues("visit_first_week", given("R5", start=start)) == [date(2018, 1, 15)]


def test_placed_for_adoption_is_weekly_until_the_first_review() -> None:
    told = given(
        "A6",
        visits=(date(2019, 1, 11), date(2019, 1, 18)),
        ssd_cla_reviews=[review(START), review(date(2019, 1, 21))],
    )
    weekly = owed("adoption_visit_weekly", told)
    assert [(row["due"], row["state"]) for row in weekly] == [
        (date(2019, 1, 14), "met"),
        (date(2019, 1, 18), "met"),
        (date(2019, 1, 25), "superseded"),
    ]
    assert dues("adoption_visit_later", told) == [date(2019, 3, 4)]
    assert owed("visit_six_weekly", told) == []


@pytest.mark.parametrize("kind", ["P1", "U3", "U4", "R5", "A6", "K2"])
def test_no_day_of_a_placement_is_under_two_rules(kind: str) -> None:
    carer = {
        "child_id": "A", "carer_id": "F", "placed_on": START, "temporary_approval_on": START,
        "panel_on": date(2019, 4, 15),
    }  # fmt: skip
    orders = (
        order("C1", START, date(2019, 3, 1)),
        order("C2", date(2019, 3, 1), date(2019, 6, 1)),
        order("E1", date(2019, 6, 1)),
    )
    told = given(kind, orders=orders, connected_carer=[carer])
    rows = [row for rule in Rule for row in under(rule)(told, AUTHORITY).to_dicts()]
    spans = sorted((row["trigger"], row["ends"]) for row in rows)
    assert spans[0][0] == START
    assert spans[-1][1] == date(2026, 5, 1)  # the eighteenth birthday
    assert all(one[1] == following[0] for one, following in pairwise(spans))
