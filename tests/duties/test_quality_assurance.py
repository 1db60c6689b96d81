"""Audits, closures, serious incidents, complaints, requests for records and adoption targets: worked examples."""

from datetime import date, datetime
from typing import Any

import pytest

from duties.records import episode, only, owed, person, record
from sightline.engine.duties.catalogue import DUTIES


def audit(**more: Any) -> dict[str, Any]:
    return {
        "audit_id": "Q1",
        "child_id": "A",
        "auditor_id": "M1",
        "allocated_on": date(2019, 6, 3),
        "due_on": date(2019, 6, 28),
    } | more


@pytest.mark.parametrize(
    ("done", "state", "late"),
    [(date(2019, 6, 28), "met", None), (date(2019, 7, 1), "met late", 3), (None, "overdue", 94)],
)
def test_an_audit_is_owed_by_the_auditor_on_its_own_due_date(
    done: date | None, state: str, late: int | None
) -> None:
    found = only(
        "audit_monthly", record(practice_audit=[audit(done_on=done, grade="good" if done else None)])
    )
    assert (found["state"], found["days_late"]) == (state, late)
    assert (found["subject"], found["worker_id"]) == ("worker", "M1")


def test_an_audit_without_a_due_date_cannot_be_told_and_one_without_auditor_is_nobody_s() -> None:
    assert only("audit_monthly", record(practice_audit=[audit(due_on=None)]))["state"] == "cannot tell"
    assert owed("audit_monthly", record(practice_audit=[audit(auditor_id=None)])) == []


def test_only_audits_chosen_for_it_are_moderated() -> None:
    done = audit(done_on=date(2019, 6, 3), to_moderate=True)
    assert only("audit_moderation", record(practice_audit=[done]))["due"] == date(2019, 6, 17)
    assert owed("audit_moderation", record(practice_audit=[done | {"to_moderate": False}])) == []
    undated = done | {"moderated_grade": "inadequate"}
    assert only("audit_moderation", record(practice_audit=[undated]))["state"] == "cannot tell"


def action(**more: Any) -> dict[str, Any]:
    return {"audit_id": "Q1", "action_no": 1, "owner_id": "W1", "due_on": date(2019, 7, 31)} | more


@pytest.mark.parametrize(
    ("more", "state", "substance"),
    [
        ({"done_on": date(2019, 7, 1)}, "overdue", None),
        ({"done_on": date(2019, 7, 1), "checked_on": date(2019, 7, 9), "checked_by": "W1"}, "overdue", None),
        (
            {"done_on": date(2019, 7, 1), "checked_on": date(2019, 7, 9), "checked_by": "M2"},
            "met",
            "dates only",
        ),
        (
            {
                "done_on": date(2019, 7, 1),
                "checked_on": date(2019, 7, 9),
                "checked_by": "M2",
                "evidence": "plan",
            },
            "met",
            "content seen",
        ),
        ({"checked_on": date(2019, 7, 9), "checked_by": "M2"}, "overdue", None),
    ],
)
def test_an_action_is_not_done_on_its_owner_s_word(
    more: dict[str, Any], state: str, substance: str | None
) -> None:
    given = record(practice_audit=[audit(done_on=date(2019, 6, 20))], audit_action=[action(**more)])
    found = only("audit_actions", given)
    assert (found["trigger"], found["due"], found["state"], found["substance"]) == (
        date(2019, 6, 20),
        date(2019, 7, 31),
        state,
        substance,
    )


def test_an_action_of_an_audit_that_is_not_in_the_register_keeps_its_due_date() -> None:
    found = only("audit_actions", record(audit_action=[action()]))
    assert (found["trigger"], found["due"]) == (date(2019, 7, 3), date(2019, 7, 31))


def oversight(on: datetime, **more: Any) -> dict[str, Any]:
    return {"child_id": "A", "decision_on": on, "decision_point": "other", "manager_level": "team"} | more


def test_an_inadequate_audit_is_answered_by_a_head_of_service_the_next_working_day() -> None:
    found_bad = audit(done_on=date(2019, 6, 21), grade="good", moderated_grade="inadequate")
    for level, state in (("team", "overdue"), ("head of service", "met")):
        answer = oversight(datetime(2019, 6, 24, 9), manager_level=level)
        given = record(practice_audit=[found_bad], management_oversight=[answer])
        assert only("audit_inadequate_response", given)["state"] == state
    fine = record(practice_audit=[audit(done_on=date(2019, 6, 21), grade="good")], management_oversight=[])
    assert owed("audit_inadequate_response", fine) == []


def test_a_case_is_checked_before_it_closes_and_nobody_waits_for_it_afterwards() -> None:
    case = {
        "cine_person_id": "A",
        "cine_referral_date": date(2019, 1, 2),
        "cine_close_date": date(2019, 6, 3),
    }
    before = oversight(datetime(2019, 5, 30), decision_point="closure", rationale="risk reduced")
    given = record(ssd_cin_episodes=[case], management_oversight=[before])
    assert only("closure_audit", given)["state"] == "met"
    without = only("closure_audit", record(ssd_cin_episodes=[case], management_oversight=[]))
    assert (without["state"], without["ended_on"]) == ("overdue", date(2019, 6, 4))


def incident(**more: Any) -> dict[str, Any]:
    return {
        "incident_id": "S1",
        "child_id": "A",
        "happened_on": date(2019, 1, 2),
        "known_on": date(2019, 3, 1),
        "incident_kind": "serious harm, abuse or neglect",
    } | more


def test_a_serious_incident_is_notified_within_five_working_days_of_awareness() -> None:
    found = only("sin_5wd", record(serious_incident=[incident(notified_on=date(2019, 3, 11))]))
    assert (found["due"], found["state"], found["days_late"]) == (date(2019, 3, 8), "met late", 3)
    assert owed("sin_5wd", record(serious_incident=[incident(incident_kind="not to be notified")])) == []


def test_the_rapid_review_counts_from_the_notification_and_the_review_from_its_decision() -> None:
    given = record(
        serious_incident=[
            incident(
                notified_on=date(2019, 3, 4),
                rapid_review_on=date(2019, 3, 25),
                review_decided_on=date(2019, 3, 28),
            )
        ]
    )
    assert (only("rapid_review_15wd", given)["due"], only("rapid_review_15wd", given)["state"]) == (
        date(2019, 3, 25),
        "met",
    )
    assert (only("lcspr_6m", given)["due"], only("lcspr_6m", given)["state"]) == (
        date(2019, 9, 28),
        "overdue",
    )
    quiet = record(serious_incident=[incident()])
    assert owed("rapid_review_15wd", quiet) == owed("lcspr_6m", quiet) == []


def test_before_working_together_2018_there_was_no_such_notification() -> None:
    assert owed("sin_5wd", record(serious_incident=[incident(known_on=date(2018, 7, 3))])) == []


def complaint(stage: str, **more: Any) -> dict[str, Any]:
    return {"complaint_id": "X1", "stage": stage, "received_on": date(2019, 6, 3), "child_id": "A"} | more


@pytest.mark.parametrize(
    ("stage", "set_for", "due"),
    [
        ("1", None, date(2019, 6, 17)),
        ("1", date(2019, 6, 17), date(2019, 6, 17)),
        ("1", date(2019, 6, 24), date(2019, 7, 1)),
        ("2", None, date(2019, 7, 8)),
        ("2", date(2019, 8, 1), date(2019, 9, 3)),
    ],
)
def test_a_complaint_is_answered_within_the_limit_of_its_stage_or_the_longer_one(
    stage: str, set_for: date | None, due: date
) -> None:
    found = only(f"complaint_stage{stage}", record(complaint=[complaint(stage, due_on=set_for)]))
    assert (found["due"], found["subject"], found["person_id"]) == (due, "complaint", "X1")


def test_the_stages_of_one_complaint_have_a_clock_each_and_a_withdrawn_one_has_none() -> None:
    rows = [complaint("1", responded_on=date(2019, 6, 10), outcome="not upheld"),
            complaint("2", received_on=date(2019, 6, 20))]  # fmt: skip
    given = record(complaint=rows)
    assert (only("complaint_stage1", given)["state"], only("complaint_stage2", given)["state"]) == (
        "met",
        "overdue",
    )
    assert owed("complaint_stage1", record(complaint=[complaint("1", outcome="withdrawn")])) == []


def test_a_review_panel_meets_reports_and_is_answered() -> None:
    row = complaint(
        "3",
        panel_met_on=date(2019, 7, 15),
        panel_reported_on=date(2019, 7, 23),
        responded_on=date(2019, 8, 13),
    )
    given = record(complaint=[row])
    told = {
        duty: (found["due"], found["state"])
        for duty in ("complaint_stage3_panel", "complaint_panel_report", "complaint_stage3_response")
        for found in owed(duty, given)
    }
    assert told == {
        "complaint_stage3_panel": (date(2019, 7, 15), "met"),
        "complaint_panel_report": (date(2019, 7, 22), "met late"),
        "complaint_stage3_response": (date(2019, 8, 13), "met"),
    }
    assert owed("complaint_panel_report", record(complaint=[complaint("3")])) == []


def asked(**more: Any) -> dict[str, Any]:
    return {"request_id": "I1", "child_id": "A", "requested_on": date(2019, 1, 31)} | more


@pytest.mark.parametrize(
    ("more", "due", "state"),
    [
        ({}, date(2019, 2, 28), "overdue"),
        ({"extended_on": date(2019, 2, 20), "answered_on": date(2019, 4, 30)}, date(2019, 4, 30), "met"),
        ({"identity_shown_on": date(2019, 2, 4), "answered_on": date(2019, 3, 4)}, date(2019, 3, 4), "met"),
        ({"withdrawn_on": date(2019, 2, 10)}, date(2019, 2, 28), "ended before due"),
        ({"records_given": "all"}, date(2019, 2, 28), "cannot tell"),
    ],
)
def test_a_request_for_records_is_answered_within_a_month_or_three(
    more: dict[str, Any], due: date, state: str
) -> None:
    found = only("sar_1m", record(information_request=[asked(**more)]))
    assert (found["due"], found["state"], found["subject"]) == (due, state, "record")


def adoption(**more: Any) -> dict[str, Any]:
    return {"perm_person_id": "A", "perm_cla_id": "C1", "perm_adm_decision_date": date(2018, 6, 1)} | more


def test_adoption_is_judged_of_all_children_with_a_plan_those_waiting_included() -> None:
    care = {"ssd_person": [person(date(2017, 1, 1))], "ssd_cla_episodes": [episode(date(2018, 1, 2))]}
    waiting = record(ssd_permanence=[adoption()], **care)
    found = only("a3_14_months", waiting)
    assert (found["trigger"], found["due"], found["state"]) == (date(2018, 1, 2), date(2019, 3, 2), "overdue")
    placed = adoption(
        perm_placed_for_adoption_date=date(2019, 5, 1),
        perm_adopted_by_carer_flag="Y",
        perm_placed_foster_carer_date=date(2018, 2, 1),
    )
    assert only("a3_14_months", record(ssd_permanence=[placed], **care))["state"] == "met"
    given_up = adoption(perm_decision_reversed_date=date(2018, 9, 1))
    assert only("a3_14_months", record(ssd_permanence=[given_up], **care))["state"] == "ended before due"


def test_a_match_within_121_days_of_the_placement_order() -> None:
    care = {"ssd_person": [person(date(2017, 1, 1))], "ssd_cla_episodes": [episode(date(2018, 1, 2))]}
    order = adoption(perm_placement_order_date=date(2018, 8, 1), perm_matched_date=date(2018, 12, 1))
    found = only("a2_po_to_match", record(ssd_permanence=[order], **care))
    assert (found["due"], found["state"], found["days_late"]) == (date(2018, 11, 30), "met late", 1)
    assert owed("a2_po_to_match", record(ssd_permanence=[adoption()], **care)) == []
    assert not DUTIES["a2_po_to_match"].lists_children
