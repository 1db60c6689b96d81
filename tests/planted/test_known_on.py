"""What was put right later: as known on a day, the record says what it then said, and nothing else changed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.duplicates import possible_duplicates
from sightline.engine.records.identity import sealed_people
from sightline.engine.records.record import Record
from tests.planted.conftest import END, Read

Days = set[tuple[str, str]]


def _days(record: Record, table: str, person: str, day: str) -> Days:
    frame = record.frame(table).drop_nulls(day)
    return set(frame.select(person, pl.col(day).dt.date().cast(pl.String)).rows())


def _reviews(record: Record) -> Days:
    return _days(record, "ssd_cla_reviews", "clar_cla_person_id", "clar_cla_review_date")


def _visits(record: Record) -> Days:
    return _days(record, "ssd_cla_visits", "clav_person_id", "clav_cla_visit_date")


def _missing(record: Record) -> Days:
    return _days(record, "ssd_missing", "miss_person_id", "miss_missing_episode_start_date")


def _register(record: Record) -> Days:
    return _days(record, "return_home_interview", "child_id", "missing_from")


def _stands(planted: dict[str, Any], first: str, last: str) -> Iterator[tuple[str, bool]]:
    """Whether a thing stood on the day of each submission: from the day it was entered until it was taken out."""
    for month in range(12):
        day = (date(2018, 11, 1) + timedelta(31 * month)).replace(day=1) - timedelta(1)
        yield day.isoformat(), planted[first] <= day.isoformat() < planted[last]


def _other_numbers(read: Read) -> set[str]:
    """Numbers that a child no longer has."""
    changed = {row["earlier_id"] for row in read.planted["id_changed"]}
    return changed | {row["other_id"] for row in read.planted["duplicates_merged"]}


def _withdrawn(read: Read, told: Any) -> Days:
    """What one month's record held and the next month's no longer did; given-up numbers left out."""
    gone: Days = set()
    for (_, before), (_, after) in pairwise(read.records):
        gone |= told(before) - told(after)
    return {(person, day) for person, day in gone if person not in _other_numbers(read)}


def test_wrong_review_dates_stood_until_they_were_put_right(read: Read) -> None:
    for row in read.planted["reviews_corrected"]:
        for day, record in read.records:
            held = {on for person, on in _reviews(record) if person == row["person_id"]}
            told, right = row["right"] <= day.isoformat(), row["corrected_on"] <= day.isoformat()
            assert (row["wrong"] in held, row["right"] in held) == (told and not right, right), (row, day)


def test_no_other_review_was_ever_taken_back(read: Read) -> None:
    seen = {
        (row["person_id"], row["wrong"])
        for row in read.planted["reviews_corrected"]
        if any(row["right"] <= day.isoformat() < row["corrected_on"] for day, _ in read.records)
    }
    assert _withdrawn(read, _reviews) == seen
    assert seen


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("visits_withdrawn", "visit", (_visits,)),
        ("missing_withdrawn", "missing_from", (_missing, _register)),
    ],
)
def test_what_never_happened_was_taken_out_and_nothing_else(
    read: Read, name: str, day: str, told: tuple[Any, ...]
) -> None:
    planted = [{**row, day: row[day][:10]} for row in read.planted[name]]
    for tell in told:
        for row in planted:
            stood = [((row["person_id"], row[day]) in tell(record)) for _, record in read.records]
            assert stood == [found for _, found in _stands(row, day, "withdrawn_on")]
        assert _withdrawn(read, tell) == {(row["person_id"], row[day]) for row in planted}


def test_visits_entered_months_later_appear_when_they_were_entered(read: Read) -> None:
    """All others were in the very next submission."""
    first: dict[tuple[str, str], date] = {}
    for drawn, record in read.records:
        for visit in _visits(record):
            first.setdefault(visit, drawn)
    late = {
        (row["person_id"], row["visit"]): row["entered_on"] for row in read.planted["visits_entered_late"]
    }
    months = [drawn for drawn, _ in read.records]
    moved = {row["person_id"] for name in ("id_changed", "duplicates_merged") for row in read.planted[name]}
    for visit, drawn in first.items():
        if visit in late:
            entered = date.fromisoformat(late[visit])
            assert drawn == next(month for month in months if month >= entered), visit
        elif visit[0] not in moved:
            entered = min(date.fromisoformat(visit[1]) + timedelta(9), END)
            assert drawn <= next(month for month in months if month >= entered), visit
    assert set(late) <= set(first)
    assert len(late) == 20


def test_an_assessment_put_right_turns_from_met_to_met_late(read: Read) -> None:
    duty = [DUTIES["initial_health_assessment"]]
    states: dict[str, list[tuple[date, str]]] = {}
    for drawn, record in read.records:
        owed = evaluate(record, drawn, read.authority, duty)
        for row in read.planted["assessments_corrected"]:
            mine = owed.filter(
                (pl.col("person_id") == row["person_id"]) & (pl.col("occasion") == row["entered"])
            )
            states.setdefault(row["person_id"], []).append((drawn, "".join(mine["state"])))
    for row in read.planted["assessments_corrected"]:
        for drawn, state in states[row["person_id"]]:
            if row["corrected_on"] <= drawn.isoformat():
                assert state == "met late"
            elif row["wrong"] <= drawn.isoformat():
                assert state == "met"
            else:
                assert state != "met late"
        assert {"met", "met late"} <= {state for _, state in states[row["person_id"]]}


def test_a_number_that_was_changed_takes_every_row_with_it(read: Read) -> None:
    (row,) = read.planted["id_changed"]
    for drawn, record in read.records:
        numbers = {person for person, _ in _visits(record)}
        changed = row["changed_on"] <= drawn.isoformat()
        assert (row["earlier_id"] in numbers) <= (not changed)
        assert (row["person_id"] in numbers) == changed or not changed
    owed = set(read.results.obligations["person_id"])
    assert row["earlier_id"] not in owed
    assert row["person_id"] in owed


def _pairs(record: Record) -> list[set[str]]:
    """The numbers of those told to be one child perhaps, found by the lines that each problem names: the first
    in the file that it names too, the other in whichever file has one of the same pupil number there."""
    people = record.frame("ssd_person").explode("_rows")
    told = people.select("_rows", "pers_person_id", "pers_upn").rows()
    found = []
    for problem in possible_duplicates(record, lambda row: row):
        file, place, line = problem.file.split("/")
        first, upn = next((person, upn) for row, person, upn in told if row == f"{file}/{place}/{line}")
        others = problem.found.partition("also row ")[2].rstrip(")").split(", ")
        same = {person for row, person, number in told if number == upn and row.split("/")[2] in others}
        found.append({first, *same})
    return found


def test_children_on_two_numbers_are_told_until_they_are_merged(read: Read) -> None:
    (merged,) = read.planted["duplicates_merged"]
    (still,) = read.planted["duplicates_open"]
    pair, other = ({row["person_id"], row["other_id"]} for row in (merged, still))
    for drawn, record in read.records:
        told = set(record.frame("ssd_person")["pers_person_id"])
        waiting = [pair] if pair <= told and drawn.isoformat() < merged["merged_on"] else []
        waiting += [other] if other <= told else []
        assert sorted(map(sorted, _pairs(record))) == sorted(map(sorted, waiting)), drawn
    assert _pairs(read.records[-1][1]) == [other]


def test_merged_numbers_are_owed_nothing(read: Read) -> None:
    assert not _other_numbers(read) & set(read.results.obligations["person_id"])


def test_adopted_children_are_sealed_and_no_others(read: Read) -> None:
    sealed = sealed_people(read.results.record).filter(pl.col("sealed_from") <= END)
    found = set(sealed.select("person_id", pl.col("sealed_from").cast(pl.String)).rows())
    assert found == {(row["person_id"], row["sealed_from"]) for row in read.planted["sealed"]}
    assert found


def test_a_child_adopted_and_back_in_care_is_never_joined_to_the_earlier_identity(read: Read) -> None:
    twice = read.planted["adopted"]
    people = read.results.people
    born = [
        people.row(by_predicate=pl.col("person_id") == twice[which], named=True)["dob"]
        for which in ("earlier_id", "later_id")
    ]
    assert born[0] == born[1]
    sealed = set(read.results.sealed["person_id"])
    assert twice["earlier_id"] in sealed
    assert twice["later_id"] not in sealed
    entered = read.owed("initial_health_assessment").filter(pl.col("person_id") == twice["later_id"])
    assert entered["occasion"].to_list() == [twice["back_in_care"]]


def test_the_readers_found_nothing_else_to_settle(read: Read) -> None:
    """Every file of the county is read without a problem; only the open duplicate is told, and the numbers given
    up that the earliest files had listed."""
    told = Counter(problem.code for problem in read.store.problems())
    assert told == {"possible_duplicate": 1, "identifier_given_up": len(_other_numbers(read))}
