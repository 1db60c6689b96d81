"""Worked examples of child protection and unborn babies: a child, the dates, the answer."""

from datetime import date, datetime
from typing import Any

import pytest

from duties.records import only, owed, person, record
from sightline.engine.duties.catalogue import DUTIES

Rows = list[dict[str, Any]]


def plan(start: date, end: date | None = None, **more: Any) -> dict[str, Any]:
    return {"cppl_person_id": "A", "cppl_cp_plan_start_date": start, "cppl_cp_plan_end_date": end, **more}


def cp_visit(on: date, seen: str | None = "Y", **more: Any) -> dict[str, Any]:
    return {"cppv_person_id": "A", "cppv_cp_visit_date": on, "cppv_cp_visit_seen": seen, **more}


def review(on: date, quorate: str | None = None) -> dict[str, Any]:
    return {"cppr_person_id": "A", "cppr_cp_review_date": on, "cppr_cp_review_quorate": quorate}


def enquiry(
    start: date, number: str | None = None, outcome: str | None = None, end: date | None = None
) -> dict[str, Any]:
    return {"s47e_person_id": "A", "s47e_s47_start_date": start, "s47e_s47_enquiry_id": number,
            "s47e_s47_outcome_json": outcome, "s47e_s47_end_date": end}  # fmt: skip


def conference(on: date | None, number: str | None = None, **more: Any) -> dict[str, Any]:
    return {"icpc_person_id": "A", "icpc_icpc_date": on, "icpc_s47_enquiry_id": number, **more}


TO_CONFERENCE = '{"OUTCOME_CP_CONFERENCE_FLAG": "Y"}'
NO_CONFERENCE = '{"OUTCOME_CP_CONFERENCE_FLAG": "N", "OUTCOME_NFA_FLAG": "Y"}'


@pytest.mark.parametrize(
    ("kind", "held", "state"),
    [
        ("first", datetime(2019, 3, 4, 12), "met"),
        (None, datetime(2019, 3, 5, 9), "met late"),
        ("pre-birth", None, "overdue"),
        ("review", None, None),
        ("allegation", None, None),
    ],
)
def test_a_strategy_discussion_by_the_next_working_day(
    kind: str | None, held: datetime | None, state: str | None
) -> None:
    row = {"child_id": "A", "concern_on": datetime(2019, 3, 1, 15), "held_on": held, "kind": kind}
    assert [found["state"] for found in owed("strategy_discussion", record(strategy_meeting=[row]))] == (
        [state] if state else []
    )


@pytest.mark.parametrize(
    ("enquiries", "held", "expected"),
    [
        # 15 working days from Monday 1 April 2019 cross Good Friday and Easter Monday.
        ([enquiry(date(2019, 4, 1))], [conference(date(2019, 4, 24))], [(date(2019, 4, 24), "met")]),
        ([enquiry(date(2019, 4, 1))], [conference(date(2019, 4, 25))], [(date(2019, 4, 24), "met late")]),
        ([enquiry(date(2019, 4, 1), outcome=TO_CONFERENCE)], [], [(date(2019, 4, 24), "overdue")]),
        ([enquiry(date(2019, 4, 1), outcome=NO_CONFERENCE)], [], []),
        ([enquiry(date(2019, 4, 1))], [], []),
        ([enquiry(date(2019, 4, 1))], [conference(date(2019, 4, 24), icpc_icpc_transfer_in="Y")], []),
        # Two discussions: the clock runs from the one whose enquiry led to the conference.
        ([enquiry(date(2019, 3, 1), "S1"), enquiry(date(2019, 4, 1), "S2")], [conference(date(2019, 4, 24), "S1")],
         [(date(2019, 3, 22), "met late")]),
        ([enquiry(date(2019, 3, 1)), enquiry(date(2019, 4, 1))], [conference(date(2019, 4, 24))],
         [(date(2019, 4, 24), "met")]),
        # Arranged and not yet held.
        ([enquiry(date(2019, 4, 1), "S1")], [conference(None, "S1")], [(date(2019, 4, 24), "overdue")]),
    ],
)  # fmt: skip
def test_an_initial_conference_within_fifteen_working_days(
    enquiries: Rows, held: Rows, expected: list[tuple[date, str]]
) -> None:
    given = record(ssd_s47_enquiry=enquiries, ssd_initial_cp_conference=held)
    assert [(row["due"], row["state"]) for row in owed("icpc_15wd", given)] == expected


def test_brothers_and_sisters_have_a_clock_each() -> None:
    given = record(
        ssd_s47_enquiry=[enquiry(date(2019, 4, 1)), enquiry(date(2019, 3, 1)) | {"s47e_person_id": "B"}],
        ssd_initial_cp_conference=[conference(date(2019, 4, 24)), conference(date(2019, 4, 24)) | {"icpc_person_id": "B"}],
    )  # fmt: skip
    assert [row["state"] for row in owed("icpc_15wd", given)] == ["met", "met late"]


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ({"pers_person_id": "A", "pers_dob": None, "pers_expected_dob": date(2019, 8, 1)}, ["met"]),
        (person(date(2019, 7, 28)), ["met"]),
        (person(date(2018, 7, 28)), []),
        (person(None), []),
    ],
)
def test_the_conference_of_an_unborn_baby_is_shown_on_its_own(
    child: dict[str, Any], expected: list[str]
) -> None:
    given = record(
        ssd_person=[child],
        ssd_s47_enquiry=[enquiry(date(2019, 4, 1))],
        ssd_initial_cp_conference=[conference(date(2019, 4, 24))],
    )
    assert [row["state"] for row in owed("prebirth_icpc", given)] == expected


def test_the_child_is_seen_and_the_enquiry_concluded() -> None:
    given = record(
        ssd_s47_enquiry=[enquiry(date(2019, 4, 1), outcome=NO_CONFERENCE, end=date(2019, 4, 16))],
        ssd_cp_visits=[cp_visit(date(2019, 4, 2))],
        ssd_cin_visits=[],
    )
    assert only("s47_child_seen", given)["state"] == "met"
    row = only("s47_complete", given)
    assert (row["due"], row["state"], row["substance"]) == (date(2019, 4, 15), "met late", "content seen")


def test_a_conference_is_asked_for_within_a_day_of_the_recommendation() -> None:
    asked = {"child_id": "A", "decision_on": datetime(2019, 4, 10), "decision_point": "conference request"}
    ended = [
        enquiry(date(2019, 4, 1), outcome=TO_CONFERENCE, end=date(2019, 4, 11)),
        enquiry(date(2018, 4, 1), outcome=NO_CONFERENCE, end=date(2018, 4, 11)),
    ]
    row = only("icpc_request", record(ssd_s47_enquiry=ended, management_oversight=[asked]))
    assert (row["state"], row["substance"]) == ("met", "dates only")


def test_a_child_who_moves_in_counts_from_the_referral_or_cannot_be_told() -> None:
    held = conference(date(2019, 4, 24), icpc_icpc_transfer_in="Y", icpc_referral_id="R1")
    referral = {"cine_person_id": "A", "cine_referral_id": "R1", "cine_referral_date": date(2019, 4, 1)}
    given = record(ssd_initial_cp_conference=[held], ssd_cin_episodes=[referral])
    assert only("transfer_in_icpc", given)["state"] == "met"
    assert only("transfer_in_icpc", record(ssd_initial_cp_conference=[held]))["state"] == "cannot tell"


@pytest.mark.parametrize(
    ("shared", "state"),
    [(date(2019, 4, 18), "met"), (date(2019, 4, 23), "met late"), (None, "overdue")],
)
def test_the_report_is_shared_three_working_days_before(shared: date | None, state: str) -> None:
    # Conference on Thursday 25 April 2019: three whole working days before it begin after Good Friday and Easter.
    row = {"child_id": "A", "meeting": "initial conference", "held_on": date(2019, 4, 25), "agency": "social care",
           "report_shared_on": shared}  # fmt: skip
    given = record(meeting_attendance=[row, {**row, "agency": "police"}])
    assert only("icpc_report_shared", given)["state"] == state


def group(on: date) -> dict[str, Any]:
    return {"child_id": "A", "due_on": on, "held_on": on, "progress": "slow"}


def test_core_groups_first_and_later() -> None:
    given = record(
        ssd_cp_plans=[plan(date(2019, 7, 1), date(2019, 9, 20))],
        core_group=[group(date(2019, 7, 15)), group(date(2019, 8, 13))],
    )
    assert (only("core_group_first", given)["due"], only("core_group_first", given)["state"]) == (
        date(2019, 7, 15),
        "met",
    )
    assert [(row["due"], row["state"]) for row in owed("core_group_repeat", given)] == [
        (date(2019, 8, 12), "met late"),
        (date(2019, 9, 10), "overdue"),
    ]
    theirs = record(ssd_cp_plans=[plan(date(2019, 7, 1), cppl_cp_plan_ola="Y")], core_group=[])
    assert owed("core_group_first", theirs) == []


def test_review_conferences_at_three_months_then_six() -> None:
    given = record(
        ssd_cp_plans=[plan(date(2018, 11, 30))],
        ssd_cp_reviews=[
            review(date(2018, 11, 30)),
            review(date(2019, 2, 20), "N"),
            review(date(2019, 2, 28), "Y"),
        ],
    )
    row = only("rcpc_first", given)  # that made the plan; without a quorum; held on the last day of February
    assert (row["due"], row["met_on"], row["state"]) == (date(2019, 2, 28), date(2019, 2, 28), "met")
    given = record(
        ssd_cp_plans=[plan(date(2018, 11, 30))],
        ssd_cp_reviews=[review(date(2019, 2, 28)), review(date(2019, 8, 29))],
    )
    found = owed("rcpc_repeat", given)
    assert [(row["due"], row["state"]) for row in found] == [
        (date(2019, 8, 28), "met late"),
        (date(2020, 2, 29), "running"),
    ]


def test_a_plan_s_list_of_latest_reviews_tells_only_what_is_open() -> None:
    given = record(
        source="annex_a", ssd_cp_plans=[plan(date(2019, 1, 1))], ssd_cp_reviews=[review(date(2019, 3, 20))]
    )
    assert only("rcpc_first", given)["state"] == "met"
    assert [row["state"] for row in owed("rcpc_repeat", given)] == ["overdue"]


@pytest.mark.parametrize(
    ("start", "groups", "state"),
    [
        (date(2019, 3, 1), [group(date(2019, 5, 15))], "met"),
        (date(2019, 3, 1), [group(date(2019, 4, 20))], "overdue"),
        (date(2019, 5, 2), [], None),  # the plan began after birth
    ],
)
def test_a_baby_born_under_a_plan_is_looked_at_again(start: date, groups: Rows, state: str | None) -> None:
    given = record(
        ssd_person=[person(date(2019, 5, 1))],
        ssd_cp_plans=[plan(start)],
        core_group=groups,
        ssd_cp_reviews=[],
    )
    assert [row["state"] for row in owed("rcpc_after_birth", given)] == ([state] if state else [])


def test_visits_every_ten_working_days_and_not_seen_is_not_a_visit() -> None:
    visits = [cp_visit(date(2019, 7, 15), cppv_cp_visit_seen_alone="Y"), cp_visit(date(2019, 7, 24), "N")]
    visits += [cp_visit(date(2019, 8, 1))]
    given = record(ssd_cp_plans=[plan(date(2019, 7, 1), date(2019, 8, 5))], ssd_cp_visits=visits)
    found = owed("cp_visit", given)
    assert [(row["due"], row["state"], row["substance"]) for row in found] == [
        (date(2019, 7, 15), "met", "content seen"),
        (date(2019, 7, 29), "met late", "dates only"),
        (date(2019, 8, 15), "ended before due", None),
    ]


def oversight(on: datetime, level: str = "team") -> dict[str, Any]:
    return {
        "child_id": "A",
        "decision_on": on,
        "decision_point": "other",
        "manager_level": level,
        "rationale": "why",
    }


def test_a_manager_decides_where_a_child_was_not_seen_for_four_weeks() -> None:
    visits = [cp_visit(date(2019, 7, 5)), cp_visit(date(2019, 8, 20)), cp_visit(date(2019, 9, 10))]
    tables: dict[str, Any] = {"ssd_cp_plans": [plan(date(2019, 7, 1))], "ssd_cp_visits": visits}
    decided = [oversight(datetime(2019, 7, 20)), oversight(datetime(2019, 8, 3))]
    row = only("cp_not_seen_escalation", record(**tables, management_oversight=decided))
    assert (row["trigger"], row["met_on"], row["state"]) == (date(2019, 8, 2), date(2019, 8, 3), "met")
    row = only("cp_not_seen_escalation", record(**tables, management_oversight=[]))
    assert (row["state"], row["ended_on"], row["days_late"]) == ("overdue", date(2019, 8, 20), 17)
    # Where visits were not loaded, nobody can be called unseen.
    unknown = record(ssd_cp_plans=[plan(date(2019, 7, 1))], management_oversight=[])
    assert owed("cp_not_seen_escalation", unknown) == []


def test_a_long_plan_is_reviewed_by_a_senior_manager_in_its_second_year() -> None:
    early = [oversight(datetime(2018, 9, 1), "head of service"), oversight(datetime(2019, 3, 1), "team")]
    # A legal gateway would do as well: without that register nobody can say that there was none.
    given = record(ssd_cp_plans=[plan(date(2018, 3, 1))], management_oversight=early)
    assert only("cp_plan_18m_review", given)["state"] == "cannot tell"
    given = record(ssd_cp_plans=[plan(date(2018, 3, 1))], management_oversight=early, legal_planning=[])
    assert (only("cp_plan_18m_review", given)["due"], only("cp_plan_18m_review", given)["state"]) == (
        date(2019, 6, 1),
        "overdue",
    )
    given = record(
        ssd_cp_plans=[plan(date(2018, 3, 1))],
        management_oversight=early,
        legal_planning=[{"child_id": "A", "gateway_on": date(2019, 5, 1), "outcome": "B"}],
    )
    assert only("cp_plan_18m_review", given)["state"] == "met"


def test_the_family_s_copy_of_the_plan() -> None:
    copy = {"child_id": "A", "plan_kind": "child protection", "version_on": date(2019, 3, 1), "actions": 4}
    given = record(
        ssd_cp_plans=[plan(date(2019, 3, 1))], plan_quality=[{**copy, "family_copy_on": date(2019, 3, 4)}]
    )
    assert (only("cpc_plan_circulated", given)["state"], only("cpc_plan_circulated", given)["substance"]) == (
        "met",
        "content seen",
    )


def status(code: str, start: date, end: date | None) -> dict[str, Any]:
    return {"lega_person_id": "A", "lega_legal_status": code, "lega_legal_status_start_date": start,
            "lega_legal_status_end_date": end}  # fmt: skip


@pytest.mark.parametrize(
    ("duty", "code", "end", "state"),
    [
        ("police_protection_72h", "L1", date(2019, 4, 22), "met"),  # over Easter: elapsed hours
        ("police_protection_72h", "L1", date(2019, 4, 23), "met late"),
        ("emergency_protection_order_ended", "L2", date(2019, 5, 4), "met"),
        ("emergency_protection_order_ended", "L2", date(2019, 5, 5), "met late"),
        ("emergency_protection_order_ended", "L2", None, "overdue"),
        ("emergency_protection_order_ended", "C1", None, None),
    ],
)
def test_emergency_powers_end_in_time(duty: str, code: str, end: date | None, state: str | None) -> None:
    given = record(ssd_legal_status=[status(code, date(2019, 4, 19), end)])
    assert [row["state"] for row in owed(duty, given)] == ([state] if state else [])


def unborn(**more: Any) -> dict[str, Any]:
    return {"child_id": "A", "referred_on": date(2019, 3, 1), "expected_birth": date(2019, 8, 30), **more}


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({}, date(2019, 3, 15)),  # 14 weeks and two days at referral: sixteen weeks come on 15 March
        ({"expected_birth": date(2019, 10, 4)}, date(2019, 4, 19)),
        ({"expected_birth": date(2019, 5, 1)}, date(2019, 3, 15)),  # booked late: 14 days from referral
        ({"expected_birth": None}, date(2019, 3, 15)),
    ],
)
def test_a_pre_birth_assessment_starts_by_sixteen_weeks(more: dict[str, Any], due: date) -> None:
    row = only("prebirth_assessment_start", record(pre_birth=[unborn(**more)]))
    assert (row["due"], row["state"]) == (due, "overdue")


def test_a_care_leaver_s_baby_without_concern_is_owed_no_assessment() -> None:
    told = record(pre_birth=[unborn(parent_care_leaver=True, concern_about_capacity=False)])
    assert owed("prebirth_assessment_start", told) == owed("prebirth_assessment_before_birth", told) == []
    assert only("unborn_allocation", told)["state"] == "overdue"


def test_a_lost_pregnancy_is_owed_nothing() -> None:
    told = record(pre_birth=[unborn(pregnancy_end="miscarriage")])
    for duty in ("unborn_allocation", "prebirth_assessment_start", "prebirth_assessment_before_birth"):
        assert owed(duty, told) == []


@pytest.mark.parametrize(
    ("more", "within", "before"),
    [
        ({"assessment_ended_on": date(2019, 5, 29), "analysis": "risk"}, "met", "met"),
        ({"assessment_ended_on": date(2019, 5, 28), "born_on": date(2019, 5, 20)}, "met", "met late"),
        ({"assessment_ended_on": date(2019, 5, 30), "born_on": date(2019, 8, 25)}, "met late", "met"),
        ({"born_on": date(2019, 5, 20)}, "overdue", "overdue"),
    ],
)
def test_a_pre_birth_assessment_in_time_and_before_birth(
    more: dict[str, Any], within: str, before: str
) -> None:
    told = record(pre_birth=[unborn(assessment_started_on=date(2019, 3, 21), **more)])
    assert only("prebirth_assessment_complete", told)["state"] == within
    assert only("prebirth_assessment_before_birth", told)["state"] == before


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"conference_on": date(2019, 6, 1), "birth_plan_shared_on": date(2019, 8, 2)}, "met"),
        ({"conference_on": date(2019, 6, 1), "birth_plan_shared_on": date(2019, 8, 3)}, "met late"),
        ({"conference_on": date(2019, 6, 1), "born_on": date(2019, 7, 20)}, "ended before due"),
        ({"conference_on": date(2019, 6, 1)}, "overdue"),
        ({}, None),
    ],
)
def test_a_birth_plan_four_weeks_before(more: dict[str, Any], state: str | None) -> None:
    assert [row["state"] for row in owed("birth_plan", record(pre_birth=[unborn(**more)]))] == (
        [state] if state else []
    )


def test_nothing_is_said_of_a_birth_plan_long_before() -> None:
    told = record(pre_birth=[unborn(expected_birth=date(2020, 3, 1), conference_on=date(2019, 9, 1))])
    assert owed("birth_plan", told) == []
    assert only("birth_plan", told, date(2019, 11, 1))["state"] == "running"


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (date(2016, 3, 1), date(2018, 3, 1), "met"),
        (date(2016, 3, 1), date(2018, 3, 2), "met late"),
        (date(2017, 3, 1), None, "overdue"),
        (date(2018, 3, 1), None, "running"),
    ],
)
def test_plans_of_two_years_are_counted_and_nobody_is_listed(
    start: date, end: date | None, state: str
) -> None:
    assert only("cp_plan_2y", record(ssd_cp_plans=[plan(start, end)]))["state"] == state
    assert owed("cp_plan_2y", record(ssd_cp_plans=[plan(start, end, cppl_cp_plan_ola="Y")])) == []
    assert not DUTIES["cp_plan_2y"].lists_children
