"""Allegations against adults and carers: clocks, what ends them, and targets that list nobody."""

from datetime import date, datetime
from typing import Any

import pytest

from duties.records import only, owed, record
from sightline.engine.duties.catalogue import DUTIES, TARGETS
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import Record

TOLD = datetime(2019, 3, 1, 10)  # a Friday


def allegation(**more: Any) -> dict[str, Any]:
    return {
        "allegation_id": "L1",
        "referred_on": TOLD,
        "subject_key": "K7",
        "child_id": "A",
        "threshold_met": "yes",
    } | more


def meeting(held: date, kind: str = "strategy meeting", **more: Any) -> dict[str, Any]:
    return {"allegation_id": "L1", "kind": kind, "due_on": held, "held_on": held} | more


def register(*allegations: dict[str, Any], meetings: tuple[dict[str, Any], ...] = ()) -> Record:
    return record(designated_officer=list(allegations), allegation_meeting=list(meetings))


@pytest.mark.parametrize(
    ("employer", "state", "late"),
    [
        (date(2019, 2, 28), "met", None),
        (date(2019, 2, 27), "met late", 1),
        (date(2019, 2, 22), "met late", 4),
        (None, "cannot tell", None),
    ],
)
def test_the_officer_is_told_within_a_working_day_of_the_employer_learning_of_it(
    employer: date | None, state: str, late: int | None
) -> None:
    found = only("lado_referral_1wd", register(allegation(employer_told_on=employer)))
    assert (found["state"], found["days_late"], found["subject"], found["person_id"]) == (
        state,
        late,
        "adult",
        "K7",
    )


def test_one_allegation_about_three_children_is_one_piece_of_work() -> None:
    rows = [allegation(child_id=child, employer_told_on=date(2019, 2, 28)) for child in "ABC"]
    assert only("lado_referral_1wd", register(*rows))["occasion"] == "L1"
    assert only("lado_resolved_1m", register(*rows))["state"] == "overdue"


def test_an_adult_without_a_key_is_still_an_allegation() -> None:
    found = only("lado_resolved_1m", register(allegation(subject_key=None)))
    assert (found["person_id"], found["worker_id"], found["team_id"]) == ("L1", None, None)


def test_the_first_decision_is_an_evaluation_with_its_date() -> None:
    held = meeting(date(2019, 3, 4), "initial evaluation", decision="threshold met")
    found = only("lado_initial_decision", register(allegation(), meetings=(held,)))
    assert (found["due"], found["state"], found["substance"]) == (date(2019, 3, 4), "met", "content seen")
    undated = only("lado_initial_decision", register(allegation()))
    assert undated["state"] == "cannot tell"
    assert only("lado_initial_decision", register(allegation(threshold_met=None)))["state"] == "overdue"


def test_a_meeting_within_five_working_days_only_above_the_threshold() -> None:
    late = register(allegation(), meetings=(meeting(date(2019, 3, 11)),))
    assert (only("lado_asv_meeting", late)["state"], only("lado_asv_meeting", late)["days_late"]) == (
        "met late",
        3,
    )
    assert owed("lado_asv_meeting", register(allegation(threshold_met="no, advice only"))) == []


def test_each_action_has_its_own_due_date() -> None:
    done = allegation(
        action_due=date(2019, 4, 1), action_done=date(2019, 4, 3), action_text="tell the regulator"
    )
    found = only("lado_actions", register(done))
    assert (found["due"], found["state"], found["days_late"]) == (date(2019, 4, 1), "met late", 2)
    assert only("lado_actions", register(allegation(action_text="tell")))["state"] == "cannot tell"
    assert owed("lado_actions", register(allegation())) == []


def test_an_open_allegation_is_reviewed_every_month_until_it_is_closed() -> None:
    held = (meeting(date(2019, 3, 20)), meeting(date(2019, 5, 2), "review"))
    given = register(allegation(closed_on=date(2019, 5, 20)), meetings=held)
    found = owed("lado_monthly_review", given)
    assert [row["state"] for row in found] == ["met", "met late", "ended before due"]


@pytest.mark.parametrize(
    ("closed", "states"),
    [
        (date(2019, 4, 1), ("met", "met", "met")),
        (date(2019, 5, 1), ("met late", "met", "met")),
        (None, ("overdue", "overdue", "running")),
    ],
)
def test_resolved_in_one_three_and_twelve_months(closed: date | None, states: tuple[str, ...]) -> None:
    given = register(allegation(closed_on=closed, outcome="unfounded" if closed else None))
    steps = ("lado_resolved_1m", "lado_resolved_3m", "lado_resolved_12m")
    assert tuple(only(step, given)["state"] for step in steps) == states


def test_the_old_national_shares_are_targets_and_list_nobody() -> None:
    assert {"lado_resolved_1m", "lado_resolved_3m", "lado_resolved_12m"} <= TARGETS
    assert (DUTIES["lado_resolved_1m"].target, DUTIES["lado_resolved_3m"].target) == (80, 90)
    assert not any(DUTIES[duty].lists_children for duty in TARGETS)


def test_who_was_dismissed_is_referred_to_the_barring_service() -> None:
    gone = allegation(closed_on=date(2019, 5, 1), outcome="substantiated", employer_outcome="dismissed")
    assert only("dbs_referral", register(gone))["state"] == "overdue"
    assert only("dbs_referral", register(gone | {"dbs_referral_on": date(2019, 4, 20)}))["state"] == "met"
    for other in ({"outcome": "unfounded"}, {"employer_outcome": "returned"}, {"closed_on": None}):
        assert owed("dbs_referral", register(gone | other)) == []


def concern(kind: str = "allegation", **more: Any) -> dict[str, Any]:
    return {"carer_id": "F3", "child_id": "A", "raised_on": date(2019, 3, 1), "kind": kind} | more


def test_an_allegation_against_a_carer_is_over_when_it_is_concluded_and_reviewed() -> None:
    concluded = concern(concluded_on=date(2019, 4, 1))
    assert only("foster_allegation", record(standards_of_care=[concluded]))["state"] == "overdue"
    both = concluded | {"review_to_panel_on": date(2019, 6, 2), "outcome": "unsubstantiated"}
    found = only("foster_allegation", record(standards_of_care=[both]))
    assert (found["state"], found["days_late"], found["subject"]) == ("met late", 1, Subject.CARER.value)


def test_a_concern_about_standards_of_care_within_four_weeks() -> None:
    given = record(standards_of_care=[concern("standard of care", concluded_on=date(2019, 3, 29))])
    assert only("standards_of_care", given)["state"] == "met"
    assert owed("foster_allegation", given) == []
