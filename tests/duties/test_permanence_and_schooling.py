"""Adoption, adopters, permanence, schooling, and health beyond assessments, each on rows small enough to reckon."""

from datetime import date
from typing import Any

import pytest

from duties.records import episode, only, owed, person, placement, record, review
from duties.told_once import answers, day

CHILD = {"child_id": "A"}
PLAN = {**CHILD, "decision_about": "should be placed"}
AWAITING = {**CHILD, "kind": "awaiting placement", "from": day("03-04")}


@pytest.mark.parametrize(
    ("duty", "register", "row", "due", "state"),
    [
        ("adoption_plan_presented", "adoption_decision",
         {**PLAN, "plan_endorsed_on": day("03-04"), "presented_on": day("05-04")}, "05-04", "met"),
        ("child_permanence_report", "adoption_decision",
         {**PLAN, "plan_endorsed_on": day("03-04"), "permanence_report_on": day("03-25")}, "03-24", "met late"),
        ("adoption_decision", "adoption_decision",
         {**PLAN, "papers_ready_on": day("03-04"), "adoption_decided_on": day("03-13")}, "03-13", "met"),
        ("adoption_parents_told", "adoption_decision",
         {**PLAN, "adoption_decided_on": day("03-13")}, "03-15", "overdue"),
        ("adoption_parents_written_to", "adoption_decision",
         {**PLAN, "adoption_decided_on": day("03-13"), "parents_written_to_on": day("03-20")}, "03-20", "met"),
        ("placement_order_sought", "adoption_decision",
         {**PLAN, "adoption_decided_on": day("03-13"), "placement_order_sought_on": day("03-21")},
         "03-20", "met late"),
        ("adopter_stage_one", "adopter",
         {"adopter_id": "D", "registered_on": day("03-04"), "stage_one_ended_on": day("05-04")}, "05-04", "met"),
        ("adopter_stage_one", "adopter",
         {"adopter_id": "D", "registered_on": day("03-04"), "adopter_left_on": day("04-04")},
         "05-04", "ended before due"),
        ("adopter_stage_two", "adopter",
         {"adopter_id": "D", "registered_on": day("01-04"), "stage_two_asked_on": day("03-04")},
         "07-04", "overdue"),
        ("long_term_foster_match", "permanence_tracker",
         {**CHILD, "care_from": day("01-04"), "primary_plan": "long-term foster", "decided_on": day("02-04"),
          "matched_on": day("08-05")}, "08-04", "met late"),
        ("placed_after_adoption_match", "ssd_permanence",
         {"perm_person_id": "A", "perm_matched_date": day("03-04"),
          "perm_placed_for_adoption_date": day("05-04")}, "05-04", "met"),
        ("special_guardianship_notice", "special_guardianship",
         {**CHILD, "applied_on": day("06-04"), "notice_given_on": day("03-04")}, "03-04", "met"),
        ("special_guardianship_notice", "special_guardianship",
         {**CHILD, "applied_on": day("06-04"), "notice_given_on": day("03-05")}, "03-04", "met late"),
        ("missing_education_enquiries", "not_full_time_education",
         {**CHILD, "kind": "missing education", "from": day("03-04"), "referred_to_panel_on": day("03-18")},
         "03-18", "met"),
        ("fair_access_place", "not_full_time_education",
         {**AWAITING, "referred_to_panel_on": day("03-04"), "to": day("03-11")}, "04-01", "ended before due"),
        ("initial_health_report_returned", "health_assessment",
         {**CHILD, "care_from": day("02-04"), "kind": "initial", "seen_on": day("03-04"),
          "report_received_on": day("03-12")}, "03-11", "met late"),
        ("camhs_first_treatment", "sdq_use",
         {**CHILD, "scored_on": day("03-01"), "referred_to": "CAMHS", "referred_on": day("03-04"),
          "first_treatment_on": day("07-08")}, "07-08", "met"),
    ],
)  # fmt: skip
def test_one_row_and_its_answer(duty: str, register: str, row: dict[str, Any], due: str, state: str) -> None:
    assert answers(duty, register, row) == [(day(due), state)]


@pytest.mark.parametrize(
    ("duty", "register", "row"),
    [
        ("placement_order_sought", "adoption_decision",
         {**CHILD, "decision_about": "match", "adoption_decided_on": day("03-13")}),
        ("adopter_stage_two", "adopter", {"adopter_id": "D", "registered_on": day("01-04")}),
        ("long_term_foster_match", "permanence_tracker",
         {**CHILD, "care_from": day("01-04"), "primary_plan": "adoption", "decided_on": day("02-04")}),
        ("special_guardianship_notice", "special_guardianship",
         {**CHILD, "applied_on": day("06-04"), "with_leave": True}),
        ("school_place_in_care", "not_full_time_education", AWAITING),
        ("camhs_first_treatment", "sdq_use",
         {**CHILD, "scored_on": day("03-01"), "referred_to": "school", "referred_on": day("03-04")}),
    ],
)  # fmt: skip
def test_who_is_not_owed_it(duty: str, register: str, row: dict[str, Any]) -> None:
    assert answers(duty, register, row) == []


CARE = {"ssd_person": [person()], "ssd_cla_episodes": [episode(date(2018, 9, 3))]}


def permanence(**dates: Any) -> dict[str, Any]:
    return {"perm_person_id": "A", **{f"perm_{name}": value for name, value in dates.items()}}


def test_reviews_after_placement_for_adoption() -> None:
    placed = permanence(placed_for_adoption_date=day("01-07"))
    reviews = [review(date(2019, 1, 7)), review(day("02-04")), review(day("05-04"))]
    given = record(**CARE, ssd_permanence=[placed], ssd_cla_reviews=reviews)
    assert [(row["due"], row["state"]) for row in owed("adoption_review_first", given)] == [
        (day("02-04"), "met")
    ]
    assert [(row["due"], row["state"]) for row in owed("adoption_review_second", given)] == [
        (day("05-04"), "met")
    ]
    assert [(row["due"], row["state"]) for row in owed("adoption_review_later", given)] == [
        (day("11-04"), "running")
    ]


def test_reviews_while_waiting_end_with_the_placement() -> None:
    waiting = permanence(placement_order_date=day("01-07"), placed_for_adoption_date=day("05-01"))
    given = record(**CARE, ssd_permanence=[waiting], ssd_cla_reviews=[review(day("04-07"))])
    found = owed("adoption_review_waiting", given)
    assert [(row["due"], row["state"]) for row in found] == [
        (day("04-07"), "met"),
        (day("10-07"), "superseded"),
    ]


def test_a_letter_counts_from_the_celebration_and_from_the_order_where_none_is_recorded() -> None:
    adopted = permanence(permanence_order_date=day("03-04"), permanence_order_type="Adoption")
    letter = {**CHILD, "kind": "later-life letter", "given_on": day("04-15"), "quality": "good"}
    held = {**CHILD, "adoption_order_on": day("03-04"), "ceremony_on": day("04-01")}
    given = record(ssd_permanence=[adopted], life_story=[letter], adoption_ceremony=[held])
    assert (only("later_life_letter", given)["due"], only("later_life_letter", given)["state"]) == (
        day("04-15"),
        "met",
    )
    bare = record(ssd_permanence=[adopted], life_story=[letter])
    assert (only("later_life_letter", bare)["due"], only("later_life_letter", bare)["state"]) == (
        day("03-18"),
        "met late",
    )
    assert only("life_story_book", bare)["state"] == "overdue"
    assert owed("later_life_letter", record(ssd_permanence=[adopted])) == []


def test_early_permanence_is_considered_by_the_decision_and_not_after_it() -> None:
    decided = permanence(adm_decision_date=day("06-03"))
    for considered, state in ((day("03-01"), "met"), (day("06-04"), "met late")):
        row = {**CHILD, "considered_on": considered, "suitable": False, "reason_not": "family carer"}
        found = only("early_permanence_considered", record(ssd_permanence=[decided], early_permanence=[row]))
        assert (found["state"], found["substance"]) == (state, "content seen")


def test_life_story_work_begun_before_the_decision_counts() -> None:
    tracked = {**CHILD, "care_from": date(2018, 9, 3), "primary_plan": "adoption", "decided_on": day("03-04")}
    work = {**CHILD, "kind": "direct work", "started_on": date(2018, 12, 3)}
    given = record(permanence_tracker=[tracked], life_story=[work])
    assert only("life_story_work_started", given)["state"] == "met"


def test_an_adopter_who_waits_is_reviewed_each_year_until_matched() -> None:
    adopter = {"adopter_id": "D", "registered_on": date(2017, 6, 1), "stage_two_outcome": "approved",
               "stage_two_decided_on": date(2018, 2, 1)}  # fmt: skip
    assert only("adopter_review", record(adopter=[adopter], adopter_review=[]))["due"] == day("02-01")
    matched = {**adopter, "matched_with_child_on": date(2018, 9, 1)}
    assert only("adopter_review", record(adopter=[matched], adopter_review=[]))["state"] == "ended before due"


def test_school_days_stop_for_the_holidays_and_only_children_in_care_are_asked_about() -> None:
    given = record(**CARE, not_full_time_education=[{**AWAITING, "from": day("03-25")}])
    # Nine school days to 5 April, eleven from 23 April on: the holidays and two bank holidays lie between.
    assert only("school_place_in_care", given)["due"] > day("05-01")
    change = {**CHILD, "new_school_from": day("03-04")}
    plan = {**CHILD, "due_on": day("03-20"), "done_on": day("04-01"), "targets": "Reading"}
    found = only(
        "pep_after_school_change", record(**CARE, school_change=[change], personal_education_plan=[plan])
    )
    assert (found["due"], found["state"]) == (day("04-01"), "met")


def test_exclusion_is_judged_by_one_rule_in_care_and_by_the_other_out_of_it() -> None:
    out = {
        **CHILD,
        "exclusion": "permanent",
        "excluded_from": day("03-04"),
        "other_education_from": day("03-11"),
    }
    inside, outside = record(**CARE, school_exclusion=[out]), record(school_exclusion=[out])
    found = only("education_when_excluded_in_care", inside)
    assert (found["due"], found["state"]) == (day("03-05"), "met late")
    assert owed("education_from_sixth_day", inside) == []
    found = only("education_from_sixth_day", outside)
    assert (found["due"], found["state"]) == (day("03-11"), "met")
    assert owed("education_when_excluded_in_care", outside) == []


def test_a_part_time_timetable_is_looked_at_every_six_weeks() -> None:
    row = {**CHILD, "kind": "part-time timetable", "from": day("03-04"), "to": day("05-20")}
    reviews = [{**CHILD, "timetable_reviewed_on": day("04-15"), "hours_agreed": 15.0}]
    found = owed(
        "part_time_timetable_review", record(not_full_time_education=[row], timetable_review=reviews)
    )
    assert [row["state"] for row in found] == ["met", "ended before due"]


def test_a_history_without_a_copy_is_only_a_date_and_a_refusal_before_the_birthday_counts() -> None:
    care = {"ssd_person": [person(date(2001, 6, 1))], "ssd_cla_episodes": [episode(date(2016, 1, 4))]}
    for row, state, substance in (
        ({"given_on": day("05-01"), "copy_kept": True}, "met", "content seen"),
        ({"given_on": day("05-01"), "copy_kept": False}, "met", "dates only"),
        ({"given_on": day("07-01")}, "met late", "dates only"),
        ({"refused_on": day("05-01")}, "refused", None),
    ):
        found = only("health_history_given", record(**care, health_history=[{**CHILD, **row}]))
        assert (found["due"], found["state"], found["substance"]) == (day("06-01"), state, substance)


def test_checks_of_small_children_end_at_five_and_immunisations_tell_the_latest_alone() -> None:
    small = {"ssd_person": [person(date(2015, 1, 1))], "ssd_cla_episodes": [episode(date(2018, 3, 1))]}
    check = {"clah_person_id": "A", "clah_health_check_type": "Development check",
             "clah_health_check_date": day("02-01"), "clah_health_check_status": "Completed"}  # fmt: skip
    found = owed("development_check", record(**small, ssd_cla_health=[check]))
    assert [(row["due"], row["state"]) for row in found] == [
        (day("03-01"), "met"),
        (date(2020, 2, 1), "running"),
    ]
    told = {
        "clai_person_id": "A",
        "clai_immunisations_status": "Y",
        "clai_immunisations_status_date": day("02-01"),
    }
    states = [row["state"] for row in owed("immunisations", record(**small, ssd_cla_immunisations=[told]))]
    assert states == ["cannot tell", "running"]


def test_a_placement_for_adoption_has_no_placement_plan_of_this_kind() -> None:
    given = record(**CARE, ssd_cla_placement=[placement(day("03-04"), kind="A6")], placement_arrangement=[])
    assert owed("placement_plan", given) == []


@pytest.mark.parametrize(
    ("begun", "state"),
    [(day("03-18"), "met"), (day("03-19"), "met late"), (None, "cannot tell")],
)
def test_a_first_education_plan_is_begun_within_ten_working_days(begun: date | None, state: str) -> None:
    """A plan whose first day the register does not hold was begun, nobody can say when."""
    plans = [
        {**CHILD, "due_on": day("04-01"), "begun_on": begun, "done_on": day("03-28")},
        {"child_id": "B", "due_on": day("04-01"), "begun_on": day("03-05")},
    ]
    children = [person(date(2010, 1, 1))]
    given = record(
        ssd_person=children, ssd_cla_episodes=[episode(day("03-04"))], personal_education_plan=plans
    )
    assert only("pep_initiated_10wd", given)["state"] == state
    # A register that never holds it says nothing of anybody.
    never = [{name: value for name, value in row.items() if name != "begun_on"} for row in plans]
    given = record(
        ssd_person=children, ssd_cla_episodes=[episode(day("03-04"))], personal_education_plan=never
    )
    assert owed("pep_initiated_10wd", given) == []
