"""Supervision, allocation, oversight, recording, induction and training: worked examples."""

from datetime import date, datetime
from typing import Any

import pytest

from duties.records import AS_AT, episode, only, owed, person, record
from sightline.engine.duties.workforce import merged
from sightline.engine.records.record import Record


def held(start: date, end: date | None = None, worker: str = "W1", child: str = "A") -> dict[str, Any]:
    return {
        "invo_person_id": child,
        "invo_professional_id": worker,
        "invo_professional_role_id": "Allocated social worker",
        "invo_professional_team": "CLA-COAST-1",
        "invo_involvement_start_date": start,
        "invo_involvement_end_date": end,
    }


def session(on: date | None, kind: str = "personal", child: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "worker_id": "W1",
        "held_on": on,
        "due_on": on or date(2019, 7, 1),
        "kind": kind,
        "child_id": child,
    } | more


SINCE = date(2019, 6, 3)


def supervised(*sessions: dict[str, Any], until: date | None = None) -> Record:
    return record(ssd_involvements=[held(SINCE, until)], supervision=list(sessions))


def test_a_worker_is_supervised_every_four_weeks_while_holding_cases() -> None:
    given = supervised(
        session(date(2019, 6, 28)), session(date(2019, 8, 1), "case", "A"), until=date(2019, 8, 20)
    )
    found = owed("supervision_monthly", given)
    assert [(row["state"], row["due"]) for row in found] == [
        ("met", date(2019, 7, 1)),
        ("met late", date(2019, 7, 26)),
        ("ended before due", date(2019, 8, 29)),
    ]
    assert {(row["subject"], row["person_id"], row["worker_id"]) for row in found} == {("worker", "W1", "W1")}


@pytest.mark.parametrize("kind", ["group", "informal"])
def test_group_and_informal_talks_are_no_supervision(kind: str) -> None:
    assert only("supervision_monthly", supervised(session(date(2019, 6, 20), kind)))["state"] == "overdue"


def test_one_session_about_three_children_is_one_session_of_the_worker_and_one_of_each_child() -> None:
    rows = [session(date(2019, 6, 20), "case", child, discussion="risk at home") for child in "ABC"]
    given = record(
        ssd_involvements=[held(SINCE)],
        supervision=rows,
        ssd_cin_episodes=[
            {"cine_person_id": "A", "cine_referral_date": SINCE, "cine_close_date": date(2019, 7, 1)}
        ],
    )
    assert [row["state"] for row in owed("supervision_monthly", given)] == ["met", "overdue"]
    found = owed("case_supervision", given)
    assert [(row["person_id"], row["state"], row["substance"]) for row in found] == [
        ("A", "met", "content seen"),
        ("A", "ended before due", None),
    ]


def test_a_break_without_cases_begins_anew() -> None:
    rows = [held(date(2018, 1, 1), date(2018, 6, 1)), held(date(2018, 6, 20), date(2018, 9, 1), child="B"),
            held(date(2019, 3, 1), child="C")]  # fmt: skip
    found = owed("supervision_monthly", record(ssd_involvements=rows, supervision=[]))
    assert [row["occasion"] for row in found] == ["2018-01-01", "2019-03-01"]


def test_the_newly_qualified_are_supervised_every_two_weeks_for_six_months() -> None:
    months = [date(2019, 1, 31), date(2019, 2, 28), date(2019, 8, 31)]
    loads = [{"worker_id": "W1", "month_end": month, "newly_qualified": True} for month in months]
    days = (date(2019, 1, 10), date(2019, 1, 25), date(2019, 6, 28))
    found = owed("supervision_nqsw", record(caseload=loads, supervision=[session(day) for day in days]))
    assert [row["due"] for row in found] == [
        date(2019, 1, 15),
        date(2019, 1, 24),
        date(2019, 2, 8),
        date(2019, 7, 26),  # four weeks: two would reach the first of July
    ]


def test_case_supervision_is_on_the_record_within_five_working_days() -> None:
    rows = [session(date(2019, 9, 2), "case", "A", signed_on=date(2019, 9, 10)),
            session(date(2019, 9, 3), "case", None), session(None, "case", "A")]  # fmt: skip
    found = only("supervision_recorded", record(supervision=rows))
    assert (found["person_id"], found["due"], found["days_late"]) == ("A", date(2019, 9, 9), 1)


def decision(point: str, on: datetime, why: str = "seen and agreed") -> dict[str, Any]:
    return {"child_id": "A", "decision_point": point, "decision_on": on, "rationale": why}


def test_a_manager_decides_at_each_key_event_and_only_on_that() -> None:
    given = record(
        ssd_cin_episodes=[{"cine_person_id": "A", "cine_referral_date": date(2019, 9, 2)}],
        ssd_s47_enquiry=[{"s47e_person_id": "A", "s47e_s47_start_date": date(2019, 9, 3)}],
        management_oversight=[
            decision("strategy", datetime(2019, 9, 4, 9)),
            decision("other", datetime(2019, 9, 3)),
        ],
    )
    found = {row["occasion"]: row["state"] for row in owed("management_oversight", given)}
    assert found == {"referral|2019-09-02": "overdue", "strategy|2019-09-03": "met"}


def test_a_visit_is_judged_by_when_it_was_entered_and_blank_text_is_dates_only() -> None:
    seen = {"record_kind": "Statutory visit", "record_id": "R1", "child_id": "A", "event_on": date(2019, 9, 2),
            "recorded_on": datetime(2019, 9, 9, 17), "free_text_blank": True}  # fmt: skip
    other = seen | {"record_kind": "case note", "record_id": "R2"}
    found = only("visit_recorded", record(record_quality=[seen, other]))
    assert (found["subject"], found["person_id"], found["state"], found["substance"]) == (
        "record",
        "R1",
        "met",
        "dates only",
    )


def test_a_child_left_without_a_worker_has_a_new_one_within_five_working_days() -> None:
    care = {"ssd_person": [person()], "ssd_cla_episodes": [episode(date(2019, 1, 1))]}
    first = held(date(2019, 1, 1), date(2019, 6, 3))
    found = only("unallocated_zero", record(ssd_involvements=[first], **care))
    assert (found["trigger"], found["due"], found["state"]) == (
        date(2019, 6, 3),
        date(2019, 6, 10),
        "overdue",
    )
    late = record(ssd_involvements=[first, held(date(2019, 6, 12), worker="W2")], **care)
    assert only("unallocated_zero", late)["days_late"] == 2
    at_once = record(ssd_involvements=[first, held(date(2019, 6, 3), worker="W2")], **care)
    assert owed("unallocated_zero", at_once) == []


def test_no_new_worker_is_owed_once_the_case_is_closed() -> None:
    care = {"ssd_person": [person()], "ssd_cla_episodes": [episode(date(2019, 1, 1), date(2019, 6, 3))]}
    assert (
        owed("unallocated_zero", record(ssd_involvements=[held(date(2019, 1, 1), date(2019, 6, 3))], **care))
        == []
    )


def test_a_goodbye_when_the_worker_changes_and_none_when_the_case_ends() -> None:
    rows = [{"child_id": "A", "worker_id": "W1", "from": date(2019, 1, 1), "to": date(2019, 6, 3),
             "goodbye_visit_on": date(2019, 5, 30), "handed_over": "chronology"},
            {"child_id": "A", "worker_id": "W2", "from": date(2019, 6, 4), "to": date(2019, 8, 1)}]  # fmt: skip
    found = only("sw_change_goodbye", record(allocation=rows))
    assert (found["state"], found["substance"]) == ("met", "content seen")
    rows[0]["goodbye_visit_on"] = None
    assert only("sw_change_goodbye", record(allocation=rows))["state"] == "overdue"


def post(start: date, end: date | None = None, worker: str | None = "W1") -> dict[str, Any]:
    return {"post_id": f"P{start}", "team": "CLA-COAST-1", "from": start, "to": end, "worker_id": worker}


def course(name: str, due: date | None, done: date | None, kind: str = "mandatory") -> dict[str, Any]:
    return {"worker_id": "W1", "course": name, "due_on": due, "done_on": done, "kind": kind}


def test_a_new_worker_is_inducted_within_three_months_and_held_in_their_own_team() -> None:
    posts = [post(date(2019, 1, 7)), post(date(2019, 3, 1)), post(date(2019, 2, 1), worker=None)]
    done = record(workforce_post=posts, workforce_training=[course("induction", None, date(2019, 4, 8))])
    found = only("induction_complete", done)
    assert (found["due"], found["state"], found["days_late"]) == (date(2019, 4, 7), "met late", 1)
    assert (found["worker_id"], found["team_id"], found["area_id"]) == ("W1", "CLA-COAST-1", "coast")


def test_training_is_judged_on_the_day_it_is_due() -> None:
    rows = [course("Prevent", date(2019, 6, 1), date(2019, 5, 1)), course("recording", date(2019, 6, 1), None),
            course("other", date(2019, 6, 1), None, "optional")]  # fmt: skip
    given = record(workforce_training=rows)
    assert only("training_prevent", given)["state"] == "met"
    assert [row["state"] for row in owed("training_mandatory", given)] == ["met", "overdue"]


def test_a_worker_whose_number_is_a_child_s_is_not_held_by_the_child_s_worker() -> None:
    given = record(
        ssd_involvements=[held(date(2019, 1, 1), child="W1", worker="W5")],
        workforce_training=[course("Prevent", date(2019, 6, 1), None)],
    )
    found = only("training_prevent", given)
    assert (found["worker_id"], found["team_id"]) == ("W1", None)


def test_spells_that_touch_are_one() -> None:
    import polars as pl

    frame = pl.DataFrame(
        {
            "person_id": ["A", "A", "A", "B"],
            "since": [date(2019, 1, 1), date(2019, 1, 5), date(2019, 3, 1), date(2019, 1, 1)],
            "until": [date(2019, 2, 1), date(2019, 1, 9), date(2019, 4, 1), None],
            "rows": [["1"], ["2"], ["3"], ["4"]],
        }
    )
    assert merged(frame).select("person_id", "since", "until").rows() == [
        ("A", date(2019, 1, 1), date(2019, 2, 1)),
        ("A", date(2019, 3, 1), date(2019, 4, 1)),
        ("B", date(2019, 1, 1), None),
    ]
    assert merged(frame, 28)["until"].to_list() == [date(2019, 4, 1), None]


def test_a_chronology_is_brought_up_to_date_every_three_months_while_the_case_is_open() -> None:
    case = {
        "cine_person_id": "A",
        "cine_referral_date": date(2019, 1, 10),
        "cine_close_date": date(2019, 8, 1),
    }
    updates = [
        {"child_id": "A", "updated_on": date(2019, 3, 1), "summary": "Moved to his grandmother."},
        {"child_id": "A", "updated_on": date(2019, 6, 20)},
    ]
    found = owed("chronology_updated", record(ssd_cin_episodes=[case], chronology=updates))
    assert [(row["state"], row["due"], row["substance"]) for row in found] == [
        ("met", date(2019, 4, 10), "content seen"),
        ("met late", date(2019, 6, 1), "dates only"),
        ("ended before due", date(2019, 9, 20), None),
    ]


@pytest.mark.parametrize(
    ("done", "state"),
    [
        (date(2018, 9, 3), "met"),
        (date(2018, 12, 1), "met late"),
        (date(2018, 8, 31), "overdue"),  # before renewal opens: that was for the year before
        (None, "overdue"),
    ],
)
def test_registration_is_renewed_in_the_three_months_before_it_runs_out(
    done: date | None, state: str
) -> None:
    """Years before the regulator began are judged by no rule of its own."""
    row = {"worker_id": "W1", "course": "registration", "kind": "mandatory"}
    given = record(workforce_training=[row | {"due_on": date(2018, 11, 30), "done_on": done}])
    assert owed("swe_registration", given) == []
    later = AS_AT.replace(year=2021)
    shift = done.replace(year=done.year + 2) if done else None
    given = record(until=later, workforce_training=[row | {"due_on": date(2020, 11, 30), "done_on": shift}])
    (found,) = owed("swe_registration", given, later)
    assert (found["state"], found["subject"]) == (state, "worker")
