"""When a duty stops being owed: what was late by then stays late, and nobody waits for it any more."""

from datetime import date
from typing import Any

import pytest

from duties.records import episode, only, person, placement, record
from duties.told_once import day

Given = dict[str, Any]
CHILD = {"child_id": "A"}


def case(closed: date | None) -> Given:
    """A referral of Friday 1 March 2019, open until a day."""
    return {
        "ssd_cin_episodes": [
            {"cine_person_id": "A", "cine_referral_date": day("03-01"), "cine_close_date": closed}
        ]
    }


def care(ended: date | None) -> Given:
    return {"ssd_person": [person()], "ssd_cla_episodes": [episode(day("01-07"), ended)]}


def assessed() -> Given:
    begun = {"cina_person_id": "A", "cina_assessment_start_date": day("03-04")}
    return {"ssd_cin_assessments": [begun], "ssd_cin_visits": [], "visit": []}


def enquiry() -> Given:
    return {
        "ssd_s47_enquiry": [{"s47e_person_id": "A", "s47e_s47_start_date": day("03-04")}],
        "ssd_cin_visits": [],
        "management_oversight": [],
    }


def changed() -> Given:
    first = {**CHILD, "worker_id": "W1", "from": day("01-07"), "to": day("03-29")}
    second = {**CHILD, "worker_id": "W2", "from": day("04-01"), "to": None}
    return {"allocation": [first, second]}


def passed() -> Given:
    accepted = {"requested_on": day("03-20"), "accepted_on": day("04-01")}
    return {"transfer_point": [{**CHILD, "from_team": "a", "to_team": "b", **accepted}], "allocation": []}


def tracked(plan: str, decided: date) -> Given:
    row = {**CHILD, "care_from": day("01-07"), "primary_plan": plan, "decided_on": decided}
    return {"permanence_tracker": [row], "life_story": []}


NOT_SEEN, NOT_ASKED = "cfa_child_seen", "s47_child_seen"
NO_DECISION: Given = {"management_oversight": []}


@pytest.mark.parametrize(
    ("duty", "given", "ended", "due", "state", "days_late"),
    [
        # Five working days from Monday 4 March.
        (NOT_SEEN, assessed() | case(None), None, "03-11", "overdue", 203),
        (NOT_SEEN, assessed() | case(day("03-25")), "03-25", "03-11", "overdue", 14),
        (NOT_SEEN, assessed() | case(day("03-08")), "03-08", "03-11", "ended before due", None),
        (NOT_ASKED, enquiry() | case(None), None, "03-05", "overdue", 209),
        (NOT_ASKED, enquiry() | case(day("03-25")), "03-25", "03-05", "overdue", 20),
        # The child was expected in May: the case was closed before the birth.
        (NOT_ASKED, enquiry() | case(day("04-01")) | {"ssd_person": [
            {"pers_person_id": "A", "pers_expected_dob": day("05-20")}]}, "04-01", "03-05", "overdue", 27),
        # Looked after from January on: the case stays open when the referral is closed.
        (NOT_ASKED, enquiry() | case(day("03-25")) | care(None), None, "03-05", "overdue", 209),
        # A decision by Monday 4 March.
        ("referral_decision", NO_DECISION | case(None), None, "03-04", "overdue", 210),
        ("referral_decision", NO_DECISION | case(day("03-08")), "03-08", "03-04", "overdue", 4),
        ("referral_decision", NO_DECISION | case(day("03-01")), "03-01", "03-04", "ended before due", None),
        ("management_oversight", NO_DECISION | case(None), None, "03-05", "overdue", 209),
        ("management_oversight", NO_DECISION | case(day("03-08")), "03-08", "03-05", "overdue", 3),
        # Ten working days from Friday 29 March and from Monday 1 April.
        ("sw_change_goodbye", changed() | case(None), None, "04-12", "overdue", 171),
        ("sw_change_goodbye", changed() | case(day("05-03")), "05-03", "04-12", "overdue", 21),
        ("sw_change_goodbye", changed() | case(day("04-05")), "04-05", "04-12", "ended before due", None),
        ("case_transfer_handover", passed() | case(None), None, "04-15", "overdue", 168),
        ("case_transfer_handover", passed() | case(day("04-24")), "04-24", "04-15", "overdue", 9),
        ("case_transfer_handover", passed() | case(day("04-05")), "04-05", "04-15", "ended before due", None),
        # Three months from the decision, and six.
        ("life_story_work_started", tracked("adoption", day("03-04")) | care(None), None, "06-04", "overdue", 118),
        ("life_story_work_started", tracked("adoption", day("03-04")) | care(day("07-01")), "07-01", "06-04",
         "overdue", 27),
        ("life_story_work_started", tracked("adoption", day("03-04")) | care(day("06-04")), "06-04", "06-04",
         "ended before due", None),
        ("long_term_foster_match", tracked("long-term foster", day("02-04")) | care(None), None, "08-04",
         "overdue", 57),
        ("long_term_foster_match", tracked("long-term foster", day("02-04")) | care(day("08-14")), "08-14",
         "08-04", "overdue", 10),
        ("long_term_foster_match", tracked("long-term foster", day("02-04")) | care(day("06-14")), "06-14",
         "08-04", "ended before due", None),
    ],
)  # fmt: skip
def test_it_ends_with_the_case_or_with_care(
    duty: str, given: Given, ended: str | None, due: str, state: str, days_late: int | None
) -> None:
    found = only(duty, record(**given))
    assert (found["due"], found["state"], found["ended_on"], found["days_late"]) == (
        day(due),
        state,
        ended and day(ended),
        days_late,
    )


@pytest.mark.parametrize(
    ("home_again", "days_late", "ended"),
    [(None, 210, None), (day("04-01"), 28, day("04-01"))],
)
def test_approval_of_a_placement_with_parents_is_waited_for_until_it_ends(
    home_again: date | None, days_late: int, ended: date | None
) -> None:
    # Moved on Monday 4 March: the foster placement ended that day, and it is not the one that counts.
    placed = [placement(day("01-07"), day("03-04")), placement(day("03-04"), home_again, "P1")]
    told = {**CHILD, "placed_on": day("03-04")}
    given = record(**care(None), ssd_cla_placement=placed, placement_with_parents=[told])
    found = only("parents_approval_before_placement", given)
    assert (found["state"], found["days_late"], found["ended_on"]) == ("overdue", days_late, ended)


def test_what_is_done_once_the_case_is_closed_comes_too_late_to_count() -> None:
    seen = {"cinv_person_id": "A", "cinv_cin_visit_date": day("03-27"), "cinv_cin_visit_seen": "Y"}
    given = assessed() | case(day("03-25")) | {"ssd_cin_visits": [seen]}
    found = only("cfa_child_seen", record(**given))
    assert (found["state"], found["met_on"], found["days_late"]) == ("overdue", None, 14)
