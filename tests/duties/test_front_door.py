"""Worked examples of the front door, early help and assessments: a child, the dates, the answer."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from duties.records import AUTHORITY, only, owed, record
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import months, weeks
from sightline.engine.duties.obligations import with_local_limit

FRIDAY, MONDAY = datetime(2019, 3, 1, 17, 30), datetime(2019, 3, 4, 16)


def contact(received: datetime, decided: datetime | None, **more: Any) -> dict[str, Any]:
    return {"contact_id": "C1", "child_id": "A", "received_at": received, "decided_at": decided, **more}


@pytest.mark.parametrize(
    ("received", "decided", "outcome", "state", "substance"),
    [
        (FRIDAY, MONDAY, "early help", "met", "content seen"),
        (FRIDAY, MONDAY, None, "met", "dates only"),
        (datetime(2019, 3, 2, 3), MONDAY, "advice", "met", "content seen"),  # Saturday night
        (FRIDAY, datetime(2019, 3, 5, 9), "advice", "met late", "content seen"),
        (datetime(2019, 4, 18, 10), datetime(2019, 4, 23, 9), "advice", "met", "content seen"),  # over Easter
        (FRIDAY, None, None, "overdue", None),
    ],
)
def test_a_contact_is_decided_by_the_next_working_day(
    received: datetime, decided: datetime | None, outcome: str | None, state: str, substance: str | None
) -> None:
    given = record(front_door=[contact(received, decided, outcome=outcome)])
    row = only("contact_decision", given)
    assert (row["state"], row["substance"]) == (state, substance)


def test_only_notifications_of_domestic_abuse_are_triaged() -> None:
    told = record(front_door=[contact(FRIDAY, MONDAY), contact(FRIDAY, None, domestic_abuse=False)])
    assert owed("da_notification_triage", told) == []
    told = record(front_door=[contact(FRIDAY, MONDAY, domestic_abuse=True, outcome="advice")])
    assert only("da_notification_triage", told)["state"] == "met"


def test_checks_are_owed_in_hours_by_the_contact_s_priority() -> None:
    contacts = [contact(FRIDAY, None, rag="red"), contact(FRIDAY, None, rag="red") | {"child_id": "B"}]
    asked = datetime(2019, 3, 1, 18)
    checks = [
        {"contact_id": "C1", "child_id": "A", "agency": "police", "asked_at": asked,
         "answered_at": datetime(2019, 3, 1, 22), "answer": "known"},
        {"contact_id": "C1", "agency": "health", "asked_at": asked, "answered_at": datetime(2019, 3, 1, 22, 1)},
    ]  # fmt: skip
    given = record(front_door=contacts, agency_check=checks)
    found = {
        (row["person_id"], row["occasion"].split("|")[2]): row
        for row in owed("mash_agency_checks_red", given)
    }
    assert {which: row["state"] for which, row in found.items()} == {
        ("A", "police"): "met",
        ("A", "health"): "met late",  # asked about the contact: about both of its children
        ("B", "health"): "met late",
    }
    assert found["A", "police"]["due_at"] == datetime(2019, 3, 1, 22)
    assert owed("mash_agency_checks_amber", given) == []


def referral(on: date | None, **more: Any) -> dict[str, Any]:
    return {"cine_person_id": "A", "cine_referral_date": on, "cine_referral_id": "R1", **more}


def oversight(on: datetime, point: str, **more: Any) -> dict[str, Any]:
    return {"child_id": "A", "decision_on": on, "decision_point": point, "rationale": "because", **more}


def test_a_manager_decides_on_a_referral_within_a_working_day() -> None:
    decided = [oversight(datetime(2019, 3, 4, 9), "closure"), oversight(datetime(2019, 3, 5, 9), "referral")]
    row = only(
        "referral_decision",
        record(ssd_cin_episodes=[referral(date(2019, 3, 1))], management_oversight=decided),
    )
    assert (row["due"], row["met_on"], row["state"]) == (date(2019, 3, 4), date(2019, 3, 5), "met late")


WORKERS = [
    {"prof_professional_id": "W", "prof_professional_job_title": "Social Worker"},
    {"prof_professional_id": "M", "prof_professional_job_title": "Team Manager"},
]


def holding(
    worker: str, since: date, until: date | None = None, role: str = "Allocated Social Worker"
) -> dict[str, Any]:
    return {"invo_person_id": "A", "invo_professional_id": worker, "invo_professional_role_id": role,
            "invo_involvement_start_date": since, "invo_involvement_end_date": until}  # fmt: skip


@pytest.mark.parametrize(
    ("held", "state"),
    [
        ([holding("W", date(2019, 3, 4))], "met"),
        ([holding("M", date(2019, 3, 4))], "overdue"),  # in a manager's name: not allocated
        ([holding("M", date(2019, 3, 4)), holding("W", date(2019, 3, 20))], "met late"),
        ([holding("W", date(2019, 3, 4), role="IRO")], "overdue"),
        ([holding("W", date(2018, 1, 1))], "met"),  # had the case already
        ([holding("W", date(2018, 1, 1), date(2018, 6, 1))], "overdue"),
    ],
)
def test_a_referral_is_allocated_to_a_named_social_worker(held: list[dict[str, Any]], state: str) -> None:
    given = record(
        ssd_cin_episodes=[referral(date(2019, 3, 1))], ssd_involvements=held, ssd_professionals=WORKERS
    )
    assert only("referral_allocation", given)["state"] == state


def test_a_referral_that_came_to_nothing_is_not_allocated() -> None:
    given = record(ssd_cin_episodes=[referral(date(2019, 3, 1), cine_referral_nfa="Y")], ssd_involvements=[])
    assert owed("referral_allocation", given) == []


def flow(**days: Any) -> dict[str, Any]:
    return {"child_id": "A", "contact_on": date(2019, 3, 1), **days}


@pytest.mark.parametrize(
    ("duty", "days", "due", "state"),
    [
        ("eh_allocation", {"allocated_on": date(2019, 3, 8)}, date(2019, 3, 8), "met"),
        ("eh_allocation", {}, date(2019, 3, 8), "overdue"),
        ("eh_allocation", {"closed_on": date(2019, 3, 5)}, date(2019, 3, 8), "ended before due"),
        ("eh_first_visit", {"allocated_on": date(2019, 3, 8), "first_visit_on": date(2019, 3, 25)}, date(2019, 3, 22), "met late"),
        ("eh_first_visit", {"first_visit_on": date(2019, 3, 25)}, None, "cannot tell"),
        ("eh_assessment", {"first_visit_on": date(2019, 3, 8), "assessment_on": date(2019, 3, 22)}, date(2019, 3, 22), "met"),
    ],
)  # fmt: skip
def test_early_help_step_by_step(duty: str, days: dict[str, Any], due: date | None, state: str) -> None:
    row = only(duty, record(early_help_flow=[flow(**days)]))
    assert (row["due"], row["state"]) == (due, state)


def test_no_visit_is_owed_before_early_help_is_allocated() -> None:
    assert owed("eh_first_visit", record(early_help_flow=[flow()])) == []


def test_early_help_is_screened_within_two_days_and_its_plan_reviewed() -> None:
    screened = [{"child_id": "A", "contact_on": date(2019, 3, 1), "screened_on": date(2019, 3, 4)}]
    given = record(early_help_flow=[flow()], early_help_screening=screened)
    assert (only("eh_screen", given)["due"], only("eh_screen", given)["state"]) == (
        date(2019, 3, 3),
        "met late",
    )
    versions = [
        {"child_id": "A", "plan_kind": "early help", "version_on": day, "actions": 3}
        for day in (date(2019, 4, 1), date(2019, 5, 13))
    ]
    given = record(early_help_flow=[flow(plan_on=date(2019, 4, 1))], plan_quality=versions)
    found = owed("eh_plan_review", given)
    assert [(row["due"], row["state"]) for row in found] == [
        (date(2019, 5, 13), "met"),
        (date(2019, 8, 13), "overdue"),
    ]


def test_a_local_limit_is_the_first_one_s_and_an_interval_of_its_own_stays() -> None:
    ours = replace(AUTHORITY, local_limits={"eh_plan_review": 8, "cin_visit": 6})
    review = with_local_limit(DUTIES["eh_plan_review"], ours)
    assert (review.within, review.every) == (weeks(8), months(3))
    visit = with_local_limit(DUTIES["cin_visit"], ours)
    assert (visit.within, visit.every) == (weeks(6), weeks(6))


def assessment(began: date | None, done: date | None = None, **more: Any) -> dict[str, Any]:
    return {
        "cina_person_id": "A",
        "cina_assessment_start_date": began,
        "cina_assessment_auth_date": done,
        **more,
    }


def test_an_assessment_counts_from_the_referral_and_a_later_one_from_its_start() -> None:
    given = record(
        ssd_cin_episodes=[referral(date(2019, 1, 7))],
        ssd_cin_assessments=[
            assessment(date(2019, 1, 14), date(2019, 3, 12), cina_referral_id="R1"),
            assessment(date(2019, 4, 1), date(2019, 6, 6), cina_referral_id="R1"),
        ],
    )
    found = owed("cfa_45wd", given)
    # 45 working days from Monday 7 January are Monday 11 March; from 1 April, over Easter and two May holidays.
    assert [(row["trigger"], row["due"], row["state"]) for row in found] == [
        (date(2019, 1, 7), date(2019, 3, 11), "met late"),
        (date(2019, 4, 1), date(2019, 6, 7), "met"),
    ]
    assert [row["state"] for row in owed("cfa_45wd_from_start", given)] == ["met", "met"]


@pytest.mark.parametrize(
    ("closed", "trigger"),
    [(None, date(2019, 1, 7)), (date(2019, 1, 10), date(2019, 1, 14))],
)
def test_without_the_referral_s_number_the_last_open_one_starts_the_clock(
    closed: date | None, trigger: date
) -> None:
    given = record(
        ssd_cin_episodes=[referral(date(2018, 1, 1), cine_close_date=date(2018, 2, 1)), referral(date(2019, 1, 7), cine_close_date=closed)],
        ssd_cin_assessments=[assessment(date(2019, 1, 14), date(2019, 3, 1))],
    )  # fmt: skip
    assert only("cfa_45wd", given)["trigger"] == trigger


@pytest.mark.parametrize(
    ("closed", "done", "state"),
    [
        (date(2019, 2, 1), None, "ended before due"),
        (date(2019, 4, 1), None, "overdue"),
        (date(2019, 2, 1), date(2019, 3, 1), "met"),  # authorised after the case was closed
    ],
)
def test_an_assessment_given_up_ends_with_its_referral(closed: date, done: date | None, state: str) -> None:
    given = record(
        ssd_cin_episodes=[referral(date(2019, 1, 7), cine_close_date=closed)],
        ssd_cin_assessments=[assessment(date(2019, 1, 14), done, cina_referral_id="R1")],
    )
    row = only("cfa_45wd", given)
    assert row["state"] == state
    assert row["ended_on"] == (None if done else closed)


def test_an_assessment_without_its_start_cannot_be_told() -> None:
    given = record(ssd_cin_assessments=[assessment(None, date(2019, 3, 1))])
    assert only("cfa_45wd", given)["state"] == "cannot tell"


def test_a_manager_looks_in_at_ten_days_and_the_sign_off_is_not_that() -> None:
    given = record(
        ssd_cin_assessments=[assessment(date(2019, 1, 7), date(2019, 2, 20))],
        management_oversight=[oversight(datetime(2019, 1, 18, 9), "assessment sign-off")],
    )
    assert only("cfa_checkpoint", given)["state"] == "overdue"
    given = record(
        ssd_cin_assessments=[assessment(date(2019, 1, 7), date(2019, 2, 20))],
        management_oversight=[oversight(datetime(2019, 1, 18, 9), "other")],
    )
    assert only("cfa_checkpoint", given)["state"] == "met"


def cin_visit(on: date, seen: str | None = "Y") -> dict[str, Any]:
    return {"cinv_person_id": "A", "cinv_cin_visit_date": on, "cinv_cin_visit_seen": seen}


@pytest.mark.parametrize(
    ("visits", "state"),
    [
        ([cin_visit(date(2019, 1, 14))], "met"),
        ([cin_visit(date(2019, 1, 10), "N")], "overdue"),
        ([cin_visit(date(2019, 1, 15))], "met late"),
    ],
)
def test_a_child_is_seen_within_five_days_of_an_assessment(visits: list[dict[str, Any]], state: str) -> None:
    # Authorised on the third day without seeing the child: still owed.
    given = record(
        ssd_cin_assessments=[assessment(date(2019, 1, 7), date(2019, 1, 9))], ssd_cin_visits=visits
    )
    assert only("cfa_child_seen", given)["state"] == state


SERVICES = (
    '{"OUTCOME_NFA_FLAG": "N", "OUTCOME_PROV_OF_SERVICES_FLAG": "Y", "OUTCOME_STRATEGY_DISCUSSION_FLAG": "N"}'
)
DONE = assessment(date(2019, 1, 7), date(2019, 3, 1), cina_assessment_outcome_json=SERVICES)


def plan(start: date, end: date | None = None) -> dict[str, Any]:
    return {"cinp_person_id": "A", "cinp_cin_plan_start_date": start, "cinp_cin_plan_end_date": end}


def protection(start: date, end: date | None = None) -> dict[str, Any]:
    return {"cppl_person_id": "A", "cppl_cp_plan_start_date": start, "cppl_cp_plan_end_date": end}


def test_a_plan_follows_an_assessment_that_found_need() -> None:
    given = record(ssd_cin_assessments=[DONE], ssd_cin_plans=[plan(date(2019, 3, 18))])
    row = only("cin_plan_start", given)
    assert (row["due"], row["state"]) == (date(2019, 3, 15), "met late")
    given = record(ssd_cin_assessments=[DONE], ssd_cin_plans=[plan(date(2018, 6, 1))])
    assert only("cin_plan_start", given)["met_on"] == date(2019, 3, 1)  # running already
    nothing = assessment(date(2019, 1, 7), date(2019, 3, 1), cina_assessment_outcome_json='{"NFA_FLAG": "Y"}')
    assert owed("cin_plan_start", record(ssd_cin_assessments=[nothing], ssd_cin_plans=[])) == []


def test_a_child_protection_plan_takes_the_place_of_one_for_a_child_in_need() -> None:
    running = record(
        ssd_cin_assessments=[DONE], ssd_cin_plans=[], ssd_cp_plans=[protection(date(2019, 2, 1))]
    )
    assert owed("cin_plan_start", running) == []
    follows = record(
        ssd_cin_assessments=[DONE], ssd_cin_plans=[], ssd_cp_plans=[protection(date(2019, 3, 8))]
    )
    assert only("cin_plan_start", follows)["state"] == "superseded"


def test_visits_to_a_child_in_need_every_28_days() -> None:
    visits = [cin_visit(date(2019, 1, 29)), cin_visit(date(2019, 2, 20), "N"), cin_visit(date(2019, 2, 27))]
    given = record(ssd_cin_plans=[plan(date(2019, 1, 1), date(2019, 3, 10))], ssd_cin_visits=visits,
                   ssd_disability=[{"disa_person_id": "A", "disa_disability_code": "LD"}])  # fmt: skip
    assert [row["state"] for row in owed("cin_visit", given)] == ["met", "met late", "ended before due"]
    assert owed("cin_visit_disabled", given)[0]["due"] == date(2019, 3, 26)
    able = record(ssd_cin_plans=[plan(date(2019, 1, 1))], ssd_cin_visits=visits,
                  ssd_disability=[{"disa_person_id": "A", "disa_disability_code": "NONE"}])  # fmt: skip
    assert owed("cin_visit_disabled", able) == []


def test_reviews_of_a_plan_and_a_handover() -> None:
    meetings = [
        {
            "child_id": "A",
            "meeting": "child in need meeting",
            "held_on": day,
            "agency": "school",
            "attended": True,
        }
        for day in (date(2019, 1, 1), date(2019, 2, 12))
    ]
    given = record(ssd_cin_plans=[plan(date(2019, 1, 1))], meeting_attendance=meetings)
    assert [(row["due"], row["state"]) for row in owed("cin_review", given)] == [
        (date(2019, 2, 12), "met"),
        (date(2019, 5, 12), "overdue"),
    ]
    passed = {"child_id": "A", "from_team": "a", "to_team": "b", "requested_on": date(2019, 3, 1)}
    handed = {
        "child_id": "A",
        "from": date(2019, 3, 20),
        "handover_on": date(2019, 3, 8),
        "handed_over": "all",
    }
    given = record(transfer_point=[{**passed, "accepted_on": date(2019, 3, 11)}], allocation=[handed])
    assert only("case_transfer_handover", given)["state"] == "met"
    assert owed("case_transfer_handover", record(transfer_point=[passed], allocation=[])) == []
