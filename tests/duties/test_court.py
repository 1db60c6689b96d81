"""Worked examples of legal planning, pre-proceedings and court: a child, the dates, the answer."""

from datetime import date, datetime
from typing import Any

import pytest

from duties.records import only, owed, record


def planning(**more: Any) -> dict[str, Any]:
    return {"child_id": "A", "gateway_on": date(2019, 3, 1), **more}


@pytest.mark.parametrize(
    ("duty", "more", "due", "state", "substance"),
    [
        ("plo_letter", {"pre_proceedings_from": date(2019, 3, 1), "letter_on": date(2019, 3, 8)},
         date(2019, 3, 8), "met", "not visible"),
        ("plo_letter", {"pre_proceedings_from": date(2019, 3, 1)}, date(2019, 3, 8), "overdue", None),
        ("plo_letter", {"pre_proceedings_from": date(2019, 3, 1), "ended_on": date(2019, 3, 5)},
         date(2019, 3, 8), "ended before due", None),
        ("plo_first_meeting", {"letter_on": date(2019, 3, 8), "first_meeting_on": date(2019, 3, 25),
                               "family_group_conference": "offered and held"},
         date(2019, 3, 22), "met late", "content seen"),
        ("plo_duration", {"pre_proceedings_from": date(2019, 3, 1), "ended_on": date(2019, 6, 21), "end_outcome": "B"},
         date(2019, 6, 21), "met", "content seen"),
        ("plo_duration", {"pre_proceedings_from": date(2019, 3, 1), "issued_on": date(2019, 6, 22)},
         date(2019, 6, 21), "met late", "not visible"),
        ("plo_duration", {"pre_proceedings_from": date(2019, 3, 1)}, date(2019, 6, 21), "overdue", None),
        ("issue_after_decision", {"outcome": "C", "issued_on": date(2019, 3, 8)}, date(2019, 3, 8), "met", "not visible"),
        # Beginning with the day of issue: 26 weeks from Friday 1 February end on Thursday 1 August.
        ("care_proceedings_26w", {"issued_on": date(2019, 2, 1), "order_on": date(2019, 8, 1), "order": "C2"},
         date(2019, 8, 1), "met", "content seen"),
        ("care_proceedings_26w", {"issued_on": date(2019, 2, 1), "order_on": date(2019, 8, 2)},
         date(2019, 8, 1), "met late", "dates only"),
    ],
)  # fmt: skip
def test_a_stage(duty: str, more: dict[str, Any], due: date, state: str, substance: str | None) -> None:
    row = only(duty, record(legal_planning=[planning(**more)]))
    assert (row["due"], row["state"], row["substance"]) == (due, state, substance)


@pytest.mark.parametrize("duty", ["plo_letter", "plo_first_meeting", "plo_duration", "care_proceedings_26w"])
def test_a_stage_that_was_not_reached_is_not_owed(duty: str) -> None:
    assert owed(duty, record(legal_planning=[planning(outcome="A")])) == []


def test_the_dataset_and_the_register_tell_one_letter() -> None:
    national = {
        "prep_person_id": "A",
        "prep_pre_pro_decision_date": date(2019, 3, 1),
        "prep_pre_pro_letter_date": date(2019, 3, 8),
    }
    told = record(
        legal_planning=[planning(pre_proceedings_from=date(2019, 3, 1))], ssd_pre_proceedings=[national]
    )
    assert only("plo_letter", told)["state"] == "met"
    assert only("plo_letter", record(ssd_pre_proceedings=[national]))["state"] == "met"


def test_a_meeting_follows_the_decision_to_ask_for_one_and_a_review_the_first_meeting() -> None:
    asked = {"child_id": "A", "decision_on": datetime(2019, 2, 22, 10), "decision_point": "legal planning"}
    given = record(management_oversight=[asked], legal_planning=[planning(outcome="B")])
    assert (only("legal_planning_meeting", given)["due"], only("legal_planning_meeting", given)["state"]) == (
        date(2019, 3, 1),
        "met",
    )
    looked = {
        "child_id": "A",
        "due_on": date(2019, 4, 12),
        "held_on": date(2019, 4, 12),
        "decision": "continue",
    }
    given = record(
        legal_planning=[planning(first_meeting_on=date(2019, 3, 1))], legal_planning_meeting=[looked]
    )
    assert only("plo_midpoint_review", given)["state"] == "met"


def test_a_later_review_may_decide_to_issue() -> None:
    looked = {
        "child_id": "A",
        "due_on": date(2019, 4, 12),
        "held_on": date(2019, 4, 12),
        "decision": "issue proceedings",
    }
    given = record(
        legal_planning=[planning(outcome="B", issued_on=date(2019, 4, 24))], legal_planning_meeting=[looked]
    )
    row = only("issue_after_decision", given)  # five working days over Easter
    assert (row["due"], row["state"]) == (date(2019, 4, 23), "met late")


def step(kind: str, ordered: date, done: date | None = None) -> dict[str, Any]:
    return {
        "child_id": "A",
        "court_reference": "X1",
        "step": kind,
        "ordered_on": ordered,
        "held_or_filed_on": done,
    }


def test_the_case_management_hearing_has_a_first_and_a_last_day() -> None:
    given = record(
        legal_planning=[planning(issued_on=date(2019, 3, 1))],
        court_step=[step("case management hearing", date(2019, 3, 1), date(2019, 3, 18))],
    )
    row = only("pd12a_cmh", given)  # the day of issue is day 1
    assert (row["earliest"], row["due"], row["state"]) == (date(2019, 3, 12), date(2019, 3, 18), "met")


def test_an_extension_of_time_takes_over_and_runs_eight_weeks() -> None:
    issued = planning(issued_on=date(2019, 1, 4))  # 26 weeks end on 4 July
    once = [step("extension of time", date(2019, 7, 4))]
    given = record(legal_planning=[issued], court_step=once)
    assert only("care_proceedings_26w", given)["state"] == "superseded"
    row = only("care_proceedings_extension", given)
    assert (row["due"], row["state"]) == (date(2019, 8, 28), "overdue")
    twice = [*once, step("extension of time", date(2019, 8, 28))]
    given = record(legal_planning=[issued | {"order_on": date(2019, 9, 20), "order": "E1"}], court_step=twice)
    assert [row["state"] for row in owed("care_proceedings_extension", given)] == ["superseded", "met"]


def test_an_extension_after_the_time_ran_out_does_not_wipe_the_delay() -> None:
    given = record(
        legal_planning=[planning(issued_on=date(2019, 1, 4))],
        court_step=[step("extension of time", date(2019, 7, 20))],
    )
    assert only("care_proceedings_26w", given)["state"] == "overdue"


def test_a_report_under_section_37_within_eight_weeks() -> None:
    # Beginning with the date of the direction: eight weeks from Friday 1 March end on Thursday 25 April.
    for filed, state in ((date(2019, 4, 25), "met"), (date(2019, 4, 26), "met late")):
        given = record(court_step=[step("section 37 report", date(2019, 3, 1), filed),
                                   step("section 7 report", date(2019, 3, 1))])  # fmt: skip
        row = only("s37_report", given)
        assert (row["due"], row["state"]) == (date(2019, 4, 25), state)
