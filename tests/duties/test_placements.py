"""Placements' plans and approvals, parents, connected carers, reviewing officers, secure stays, homes, carers."""

from datetime import date, datetime
from typing import Any

import pytest

from duties.records import episode, only, owed, person, placement, record, review
from duties.told_once import answers, day, moment

CHILD = {"child_id": "A"}
PLACED = {**CHILD, "placed_on": day("03-04")}  # a Monday
CARER = {"carer_id": "F"}


@pytest.mark.parametrize(
    ("duty", "register", "row", "due", "state"),
    [
        ("out_of_area_notice", "placement_arrangement",
         {**PLACED, "whereabouts": "at a distance", "area_authority_told_on": day("03-12")}, "03-11", "met late"),
        ("out_of_area_notice", "placement_arrangement",
         {**PLACED, "whereabouts": "adjoining area", "area_authority_told_on": day("02-20")}, "03-11", "met"),
        ("distant_placement_approval", "placement_arrangement",
         {**PLACED, "whereabouts": "at a distance", "approved_on": day("03-04"),
          "approved_by": "director of children's services"}, "03-04", "met"),
        ("distant_placement_approval", "placement_arrangement",
         {**PLACED, "whereabouts": "at a distance", "approved_on": day("03-01"),
          "approved_by": "nominated officer"}, "03-04", "overdue"),
        ("parents_approval_before_placement", "placement_with_parents",
         {**PLACED, "approved_on": day("03-06")}, "03-04", "met late"),
        ("parents_urgent_assessment", "placement_with_parents",
         {**PLACED, "emergency": True, "assessment_ended_on": day("03-18")}, "03-18", "met"),
        ("parents_urgent_decision", "placement_with_parents",
         {**PLACED, "emergency": True, "assessment_ended_on": day("03-18")}, "04-01", "overdue"),
        ("connected_carer_sixteen_weeks", "connected_carer",
         {**PLACED, **CARER, "temporary_approval_on": day("03-04"), "panel_on": day("06-24")}, "06-24", "met"),
        ("connected_carer_sixteen_weeks", "connected_carer",
         {**PLACED, **CARER, "temporary_approval_on": day("03-04"), "expires_on": day("06-24"),
          "extended_to": day("08-19"), "panel_on": day("08-20")}, "06-24", "superseded"),
        ("connected_carer_extension", "connected_carer",
         {**PLACED, **CARER, "temporary_approval_on": day("03-04"), "expires_on": day("06-24"),
          "extended_to": day("08-19"), "panel_on": day("08-20")}, "08-19", "met late"),
        ("detention_visit", "custody",
         {**CHILD, "detained_on": day("03-04"), "standing": "no longer looked after",
          "visited_on": day("03-18")}, "03-18", "met"),
        ("detention_visit", "custody",
         {**CHILD, "detained_on": day("03-04"), "standing": "no longer looked after",
          "released_on": day("03-08")}, "03-18", "ended before due"),
        ("review_decisions_sent", "review_paperwork",
         {**CHILD, "review_on": day("03-04"), "decisions_sent_on": day("03-12")}, "03-11", "met late"),
        ("review_record_sent", "review_paperwork",
         {**CHILD, "review_on": day("03-04"), "record_sent_on": day("04-01")}, "04-01", "met"),
        ("iro_alert_answered", "iro_escalation",
         {**CHILD, "raised_on": day("03-04"), "stage": "informal", "responded_on": day("03-18")}, "03-18", "met"),
        ("cp_chair_challenge_answered", "cp_chair_challenge",
         {**CHILD, "raised_on": day("03-04"), "plan_id": "P"}, "03-18", "overdue"),
        ("secure_order", "secure_stay",
         {**CHILD, "locked_from": moment("03-04T10:00"), "order_made_at": moment("03-07T10:30")},
         "03-07", "met late"),
        ("secure_order", "secure_stay",
         {**CHILD, "locked_from": moment("03-04T10:00"), "locked_until": moment("03-06T09:00")},
         "03-07", "ended before due"),
        ("fostering_decision", "fostering_decision",
         {**CARER, "panel_about": "approval", "recommended_on": day("03-04"),
          "fostering_decided_on": day("03-13")}, "03-13", "met"),
        ("short_break_seventeen_days", "ssd_legal_status",
         {"lega_person_id": "A", "lega_legal_status": "V3", "lega_legal_status_start_date": day("03-04"),
          "lega_legal_status_end_date": day("03-22")}, "03-21", "met late"),
    ],
)  # fmt: skip
def test_one_row_and_its_answer(duty: str, register: str, row: dict[str, Any], due: str, state: str) -> None:
    assert answers(duty, register, row) == [(day(due), state)]


@pytest.mark.parametrize(
    ("duty", "register", "row"),
    [
        ("out_of_area_notice", "placement_arrangement", {**PLACED, "whereabouts": "inside the area"}),
        ("distant_placement_approval", "placement_arrangement", {**PLACED, "whereabouts": "adjoining area"}),
        ("parents_approval_before_placement", "placement_with_parents", {**PLACED, "emergency": True}),
        ("parents_urgent_assessment", "placement_with_parents", {**PLACED, "emergency": False}),
        ("detention_visit", "custody",
         {**CHILD, "detained_on": day("03-04"), "standing": "relevant child"}),
        ("iro_alert_answered", "iro_escalation",
         {**CHILD, "raised_on": day("03-04"), "stage": "stage 1 team manager"}),
        ("short_break_seventeen_days", "ssd_legal_status",
         {"lega_person_id": "A", "lega_legal_status": "V4", "lega_legal_status_start_date": day("03-04")}),
    ],
)  # fmt: skip
def test_who_is_not_owed_it(duty: str, register: str, row: dict[str, Any]) -> None:
    assert answers(duty, register, row) == []


CARE = {
    "ssd_person": [person()],
    "ssd_cla_episodes": [episode(date(2019, 1, 7))],
    "ssd_cla_placement": [placement(date(2019, 1, 7), date(2019, 3, 4)), placement(date(2019, 3, 4))],
}


def test_every_placement_asks_for_its_own_plan_and_a_plan_made_beforehand_is_its_own() -> None:
    plan = {**PLACED, "plan_agreed_on": day("03-01"), "plan_signed": True}
    found = owed("placement_plan", record(**CARE, placement_arrangement=[plan]))
    assert [(row["due"], row["state"], row["substance"]) for row in found] == [
        (day("01-14"), "overdue", None),
        (day("03-11"), "met", "content seen"),
    ]
    assert owed("placement_plan", record(**CARE)) == []


def _stage(
    stage: str, raised: str, resolved: str | None = None, outcome: str | None = None
) -> dict[str, Any]:
    return {**CHILD, "theme": "drift", "stage": stage, "raised_on": day(raised), "outcome": outcome,
            "resolved_on": day(resolved) if resolved else None}  # fmt: skip


def test_going_up_a_stage_does_not_restart_a_dispute() -> None:
    stages = [
        _stage("informal", "02-01"),
        _stage("stage 1 team manager", "03-04", "03-15", "escalated"),
        _stage("stage 2 service manager", "03-15", "04-05", "agreed and done"),
        _stage("stage 1 team manager", "06-03"),
    ]
    found = owed("iro_dispute", record(iro_escalation=stages))
    assert [(row["trigger"], row["due"], row["met_on"], row["state"]) for row in found] == [
        (day("03-04"), day("04-01"), day("04-05"), "met late"),
        (day("06-03"), day("07-01"), None, "overdue"),
    ]


def test_a_dispute_taken_to_cafcass_waits_no_longer() -> None:
    stages = [_stage("stage 1 team manager", "03-04"), _stage("Cafcass", "03-20")]
    assert only("iro_dispute", record(iro_escalation=stages))["state"] == "met"


def test_checks_between_reviews_run_from_the_first_review() -> None:
    checks = [{**CHILD, "checked_between_on": day("05-01"), "progress_found": "Plan moving"}]
    given = record(**CARE, ssd_cla_reviews=[review(day("02-01"))], reviewing_officer_check=checks)
    found = owed("reviewing_officer_check", given)
    assert [(row["due"], row["state"]) for row in found] == [(day("05-01"), "met"), (day("11-01"), "running")]


def test_a_reviewing_officer_is_looked_for_only_where_involvements_name_them() -> None:
    def given(role: str) -> Any:
        row = {"invo_person_id": "A", "invo_professional_role_id": role,
               "invo_involvement_start_date": day("01-16")}  # fmt: skip
        return record(**CARE, ssd_involvements=[row])

    found = only("reviewing_officer_named", given("IRO"))
    assert (found["due"], found["state"]) == (day("01-14"), "met late")
    assert owed("reviewing_officer_named", given("Allocated social worker")) == []


def test_a_foster_carer_is_reviewed_each_year_and_agencies_review_their_own() -> None:
    def rows(kind: str) -> list[dict[str, Any]]:
        own = {**CARER, "approved_on": date(2017, 5, 1), "kind": kind}
        return [
            {**own, "review_due_on": date(2018, 5, 1), "review_done_on": date(2018, 4, 20)},
            {**own, "review_due_on": date(2019, 4, 20)},
        ]

    found = owed("foster_carer_review", record(foster_carer=rows("mainstream")))
    assert [(row["due"], row["state"]) for row in found] == [
        (date(2018, 5, 1), "met"),
        (date(2019, 4, 20), "overdue"),
    ]
    assert {row["subject"] for row in found} == {"carer"}
    assert owed("foster_carer_review", record(foster_carer=rows("agency"))) == []


def test_supervision_is_for_carers_with_children_and_a_visit_without_notice_counts_once_a_year() -> None:
    carer = {**CARER, "approved_on": day("01-07"), "kind": "connected", "review_due_on": date(2020, 1, 7)}
    visits = [{**CARER, "kind": "without notice", "visited_on": day("02-18"), "home_seen": True}]
    given = record(foster_carer=[{**carer, "places_used": 1}], foster_carer_visit=visits)
    found = owed("foster_carer_supervision", given)
    assert [(row["due"], row["state"]) for row in found] == [(day("02-18"), "met"), (day("04-01"), "overdue")]
    assert owed("foster_carer_visit_without_notice", given)[0]["state"] == "met"
    assert (
        only("foster_carer_first_review_at_panel", record(foster_carer=[carer], fostering_decision=[]))[
            "state"
        ]
        == "running"
    )
    empty = record(foster_carer=[{**carer, "places_used": 0}], foster_carer_visit=visits)
    assert owed("foster_carer_supervision", empty) == []


def test_secure_reviews_and_checks_on_a_home() -> None:
    stay = {**CHILD, "locked_from": datetime(2019, 3, 4, 10)}
    reviews = [{**CHILD, "secure_review_on": day("04-04")}]
    found = owed("secure_review", record(secure_stay=[stay], secure_review=reviews))
    assert [(row["due"], row["state"]) for row in found] == [(day("04-04"), "met"), (day("07-04"), "overdue")]
    home = {"home_urn": "H", "opened_on": day("07-01"), "beds": 4}
    given = record(childrens_home=[home], childrens_home_check=[])
    assert only("childrens_home_quality_review", given)["due"] == date(2020, 1, 1)


def monthly(*visited: date, **home: date) -> list[tuple[date, str]]:
    """Each month's last day for an independent person's visit to one home, and what became of it."""
    checks = [{"home_urn": "H", "check": "independent person's visit", "checked_on": on} for on in visited]
    given = record(childrens_home=[{"home_urn": "H", "beds": 4, **home}], childrens_home_check=checks)
    found = owed("childrens_home_independent_visit", given)
    assert {row["subject"] for row in found} <= {"children's home"}
    return [(row["due"], row["state"]) for row in found]


def test_each_calendar_month_asks_for_an_independent_visit_to_a_home() -> None:
    # Seven weeks apart and yet one in each month: nothing is late. The month that runs is not late yet.
    assert monthly(day("07-03"), day("08-28"), opened_on=day("07-01")) == [
        (day("07-31"), "met"),
        (day("08-31"), "met"),
        (day("09-30"), "running"),
    ]
    # A visit on 2 August is August's, and does not make good what July lacked.
    assert monthly(day("08-02"), opened_on=day("07-01"))[:2] == [
        (day("07-31"), "overdue"),
        (day("08-31"), "met"),
    ]


def test_the_month_in_which_a_home_opens_or_closes_is_no_whole_month() -> None:
    assert monthly(day("02-11"), opened_on=day("01-14"), closed_on=day("03-20")) == [
        (day("02-28"), "met"),
        (day("03-31"), "ended before due"),
    ]


def test_a_home_whose_opening_nobody_dated_cannot_be_told() -> None:
    assert [state for _, state in monthly(day("07-03"))] == ["cannot tell"]


def test_an_unaccompanied_child_s_status_ends_by_eighteen() -> None:
    def given(ended: date | None) -> Any:
        status = {"immi_person_id": "A", "immi_immigration_status": "UASC",
                  "immi_immigration_status_start_date": date(2017, 1, 1),
                  "immi_immigration_status_end_date": ended}  # fmt: skip
        return record(ssd_person=[person(date(2001, 6, 1))], ssd_immigration_status=[status])

    assert only("unaccompanied_status_ended", given(date(2019, 6, 1)))["state"] == "met"
    assert only("unaccompanied_status_ended", given(None))["state"] == "overdue"
    assert owed("unaccompanied_status_ended", given(date(2018, 1, 1))) == []


def test_a_review_meeting_each_year_once_settled() -> None:
    start = date(2017, 3, 1)
    care = {"ssd_person": [person()], "ssd_cla_episodes": [episode(start)],
            "ssd_cla_placement": [placement(start, kind="U4")]}  # fmt: skip
    papers = [
        {**CHILD, "review_on": date(2018, 9, 1), "met_in_person": True},
        {**CHILD, "review_on": date(2019, 2, 1), "met_in_person": False},
    ]
    found = owed("review_meeting_yearly", record(**care, review_paperwork=papers))
    assert [(row["due"], row["state"]) for row in found] == [
        (date(2019, 3, 1), "met"),
        (date(2019, 9, 1), "overdue"),
    ]
