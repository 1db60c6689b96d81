"""Leaving care: worked examples of every step, the personal adviser's visits and being in touch."""

from datetime import date
from typing import Any

import pytest

from duties.records import AUTHORITY, episode, only, owed, person, placement, record
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.records.record import Record

DOB = date(2001, 5, 1)  # 16 on 1 May 2017, 18 on 1 May 2019
ENTERED = date(2015, 1, 1)


def step(name: str, done: date | None = None, asked: date = date(2017, 1, 1), **more: Any) -> dict[str, Any]:
    return {"child_id": "A", "step": name, "asked_on": asked, "done_on": done, **more}


def leaver(*steps: dict[str, Any], left: date | None = None, kind: str = "U6", **more: Any) -> Record:
    return record(
        ssd_person=[person(DOB)],
        ssd_cla_episodes=[episode(ENTERED, left)],
        ssd_cla_placement=[placement(ENTERED, left, kind)],
        leaving_care_step=list(steps),
        **more,
    )


@pytest.mark.parametrize(
    ("done", "state", "late"),
    [(date(2017, 8, 1), "met", None), (date(2017, 8, 2), "met late", 1), (None, "overdue", 638)],
)
def test_needs_are_assessed_within_three_months_of_the_sixteenth_birthday(
    done: date | None, state: str, late: int | None
) -> None:
    found = only("needs_assessment_eligible", leaver(step("needs assessment", done)))
    assert (found["trigger"], found["due"]) == (date(2017, 5, 1), date(2017, 8, 1))
    assert (found["state"], found["days_late"]) == (state, late)


def test_who_has_not_been_in_care_for_thirteen_weeks_is_not_eligible() -> None:
    short = record(
        ssd_person=[person(DOB)],
        ssd_cla_episodes=[episode(date(2017, 6, 1), date(2017, 8, 1))],
        leaving_care_step=[],
    )
    for duty in ("needs_assessment_eligible", "pa_appointed", "pathway_plan_before_leaving", "adult_move_on"):
        assert owed(duty, short) == []


def test_a_relevant_child_whose_needs_nobody_assessed_is_owed_it_from_leaving() -> None:
    left = date(2018, 2, 1)
    found = only("needs_assessment_relevant", leaver(left=left))
    assert (found["trigger"], found["due"], found["state"]) == (left, date(2018, 5, 1), "overdue")
    assert found["ended_on"] == date(2019, 5, 1)
    assert (
        owed("needs_assessment_relevant", leaver(step("needs assessment", date(2017, 9, 1)), left=left)) == []
    )
    late = only("needs_assessment_relevant", leaver(step("needs assessment", date(2018, 4, 30)), left=left))
    assert late["state"] == "met"


def test_who_stays_to_eighteen_is_never_relevant() -> None:
    assert owed("needs_assessment_relevant", leaver()) == []


@pytest.mark.parametrize(
    ("done", "state"),
    [
        (date(2019, 4, 30), "met"),
        (date(2017, 9, 1), "met"),
        (date(2019, 5, 2), "met late"),
        (None, "overdue"),
    ],
)
def test_a_plan_is_agreed_before_care_ends(done: date | None, state: str) -> None:
    found = only("pathway_plan_before_leaving", leaver(step("pathway plan", done)))
    assert (found["due"], found["state"]) == (date(2019, 5, 1), state)


def test_leaving_is_judged_once_care_has_ended() -> None:
    assert owed("pathway_plan_before_leaving", leaver(), date(2019, 4, 30)) == []


def test_an_adviser_may_be_told_by_the_register_or_by_an_involvement() -> None:
    involved = {
        "invo_person_id": "A",
        "invo_professional_id": "W9",
        "invo_professional_role_id": "Personal adviser",
        "invo_involvement_start_date": date(2017, 7, 1),
    }
    assert only("pa_appointed", leaver(ssd_involvements=[involved]))["state"] == "met"
    assert only("pa_appointed", leaver(step("personal adviser", date(2017, 8, 10))))["days_late"] == 9
    assert only("pa_appointed", leaver())["state"] == "overdue"
    named = listed() | {"clea_care_leaver_personal_advisor": "W9"}
    assert only("pa_appointed", leaver(ssd_care_leavers=[named]))["state"] == "cannot tell"


def test_staying_put_is_agreed_before_eighteen_by_who_lives_with_foster_carers() -> None:
    assert only("staying_put_plan", leaver())["state"] == "overdue"
    assert only("staying_put_plan", leaver(step("staying put", date(2019, 4, 1))))["state"] == "met"
    declined = step("staying put", declined_on=date(2019, 4, 1))
    assert only("staying_put_plan", leaver(declined))["state"] == "refused"
    assert owed("staying_put_plan", leaver(kind="K2")) == []
    assert owed("staying_put_plan", leaver(), date(2018, 10, 30)) == []
    assert only("staying_put_plan", leaver(), date(2018, 11, 1))["state"] == "running"


def test_the_housing_plan_is_due_six_months_before_eighteen() -> None:
    found = only("adult_move_on", leaver(step("housing plan", date(2018, 11, 2))))
    assert (found["due"], found["state"], found["days_late"]) == (date(2018, 11, 1), "met late", 1)


def test_an_answer_from_twenty_one_on_within_ten_working_days() -> None:
    asked = step("support from 21", date(2019, 9, 16), asked=date(2019, 9, 2), agreed="an adviser again")
    found = only("care_leaver_21_25_response", leaver(asked))
    assert (found["due"], found["state"], found["substance"]) == (date(2019, 9, 16), "met", "content seen")


def home(start: date, end: date | None = None, by: str = "authority", **more: Any) -> dict[str, Any]:
    return {"child_id": "A", "moved_in_on": start, "moved_out_on": end, "provided_by": by, **more}


def visit(
    on: date, way: str = "visit at home", reached: bool | None = True, said: str = ""
) -> dict[str, Any]:
    return {"child_id": "A", "contact_on": on, "contact_way": way, "reached": reached, "talked_about": said}


MOVED = date(2019, 3, 1)


def lives(*visits: dict[str, Any], **more: Any) -> Record:
    return record(care_leaver_home=[home(MOVED, **more)], adviser_contact=list(visits))


@pytest.mark.parametrize(
    ("made", "state", "late"),
    [
        (visit(date(2019, 3, 8)), "met", None),
        (visit(date(2019, 3, 9)), "met late", 1),
        (visit(date(2019, 3, 5), reached=False), "overdue", 206),
        (visit(date(2019, 3, 5), way="call"), "overdue", 206),
    ],
)
def test_the_adviser_visits_a_new_home_within_seven_days(
    made: dict[str, Any], state: str, late: int | None
) -> None:
    found = only("pa_visit_7d", lives(made))
    assert (found["due"], found["state"], found["days_late"]) == (date(2019, 3, 8), state, late)


def test_a_home_that_the_authority_does_not_provide_is_none_of_it() -> None:
    given = lives(by="private landlord")
    for duty in ("pa_visit_7d", "pathway_review_after_moving", "pa_visit_before_review", "pa_visit_2m"):
        assert owed(duty, given) == []


def test_the_second_visit_comes_before_the_review_and_the_first_does_not_count_twice() -> None:
    first = visit(date(2019, 3, 4))
    assert only("pa_visit_before_review", lives(first))["state"] == "overdue"
    found = only("pa_visit_before_review", lives(first, visit(date(2019, 3, 29))))
    assert (found["state"], found["met_on"]) == ("met", date(2019, 3, 29))


def test_the_review_after_a_move_comes_after_day_28_not_by_it() -> None:
    found = only("pathway_review_after_moving", lives(plan_reviewed_on=date(2019, 4, 10)))
    assert (found["earliest"], found["due"], found["state"]) == (date(2019, 3, 29), date(2019, 4, 12), "met")


def test_visits_thereafter_are_two_months_apart_until_moving_out() -> None:
    given = lives(visit(date(2019, 3, 5)), visit(date(2019, 5, 6)), end=date(2019, 6, 1))
    found = owed("pa_visit_2m", given)
    assert [row["state"] for row in found] == ["met", "met late", "ended before due"]


def listed(in_touch: str | None = "YES", latest: date | None = None) -> dict[str, Any]:
    return {
        "clea_person_id": "A",
        "clea_care_leaver_in_touch": in_touch,
        "clea_care_leaver_latest_contact": latest,
    }


def test_being_in_touch_runs_from_leaving_care_every_eight_weeks() -> None:
    contacts = [visit(date(2019, 6, 1), way="call"), visit(date(2019, 6, 20), way="message", reached=False)]
    found = owed("care_leaver_in_touch", leaver(ssd_care_leavers=[listed()], adviser_contact=contacts))
    assert [(row["due"], row["state"]) for row in found] == [
        (date(2019, 6, 26), "met"),
        (date(2019, 7, 27), "overdue"),
    ]


@pytest.mark.parametrize("code", ["DIED", "REFU", "NREQ", "RHOM"])
def test_nobody_need_be_in_touch_with_some(code: str) -> None:
    assert owed("care_leaver_in_touch", leaver(ssd_care_leavers=[listed(code)], adviser_contact=[])) == []


def test_the_list_alone_holds_only_the_latest_contact() -> None:
    found = owed("care_leaver_in_touch", leaver(ssd_care_leavers=[listed(latest=date(2019, 9, 20))]))
    assert [row["state"] for row in found] == ["cannot tell", "running"]


def test_who_is_still_looked_after_is_no_care_leaver_yet() -> None:
    given = leaver(ssd_care_leavers=[listed()], adviser_contact=[])
    assert owed("care_leaver_in_touch", given, date(2019, 4, 1)) == []


def test_law_that_was_read_says_so_and_the_rest_does_not() -> None:
    read = {"needs_assessment_eligible", "pa_visit_7d", "pa_visit_2m"}
    mine = {"needs_assessment_eligible", "needs_assessment_relevant", "pathway_plan_before_leaving",
            "pathway_review_after_moving", "pa_visit_7d", "pa_visit_before_review", "pa_visit_2m", "pa_appointed",
            "care_leaver_in_touch", "care_leaver_21_25_response", "staying_put_plan", "adult_move_on"}  # fmt: skip
    assert {duty for duty in mine if DUTIES[duty].verified} == read
    assert AUTHORITY.local_limits.keys() <= DUTIES.keys()
