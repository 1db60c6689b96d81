"""People as at a date, seals and possible duplicates, and results kept beside their snapshot."""

from datetime import date, datetime
from typing import Any

import polars as pl

from sightline.authorities import load_authority
from sightline.engine.records.duplicates import possible_duplicates
from sightline.engine.records.identity import sealed_people
from sightline.engine.results import Results

PEOPLE = (
    "pers_person_id,pers_upn,pers_forename,pers_surname,pers_dob\n"
    "0001,A123456789012,Ann,Lee,2008-02-29\n0002,A123456789012,Anna,Lea,2008-02-29\n"
    "0003,,Bo,Ray,2010-01-01\n0004,,bo,RAY,2010-01-01\n0005,,Jo,Ray,2010-01-01\n"
    "0006,,Cy,May,2017-01-01\n0007,,Cy,May,2017-01-01\n"
)
EPISODES = (
    "clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,"
    "clae_cla_episode_ceased_reason,clae_entered_care_date\n"
    "0001,2018-01-10,S,2018-06-01,E4A,2018-01-10\n0001,2019-03-01,S,,,2019-03-01\n"
    "0003,2019-01-01,S,,,2019-01-01\n0006,2018-01-01,S,2019-01-01,E11,2018-01-01\n"
)
LEGAL = (
    "lega_person_id,lega_legal_status,lega_legal_status_start_date\n0003,V4,2019-01-01\n0001,C2,2019-03-01\n"
)
WORKERS = (
    "invo_person_id,invo_professional_id,invo_professional_role_id,invo_professional_team,"
    "invo_involvement_start_date\n0001,W1,Social worker,CLA-COAST-1,2019-03-01\n"
)


def loaded(desk: Any) -> Any:
    desk.store.load(
        [
            desk.file("ssd_person.csv", PEOPLE),
            desk.file("ssd_cla_episodes.csv", EPISODES),
            desk.file("ssd_legal_status.csv", LEGAL),
            desk.file("ssd_involvements.csv", WORKERS),
        ],
        received=datetime(2019, 9, 1),
        extract_date=date(2019, 8, 31),
    )
    return desk.store.in_force()


def test_care_is_told_as_at_a_date(desk: Any) -> None:
    snapshot = loaded(desk)
    days = [date(2018, 2, 1), date(2018, 6, 1), date(2019, 3, 1)]
    frames = [Results(desk.store, snapshot, day, load_authority()).people for day in days]
    ann = [frame.row(by_predicate=pl.col("person_id") == "0001", named=True) for frame in frames]
    assert [row["in_care"] for row in ann] == [True, False, True]
    assert [row["age"] for row in ann] == [9, 10, 11]
    assert ann[2]["entered_on"] == date(2019, 3, 1)
    assert (ann[2]["worker_id"], ann[2]["area_id"], ann[2]["legal_status"]) == ("W1", "coast", "C2")


def test_a_short_break_is_not_being_looked_after(desk: Any) -> None:
    people = Results(desk.store, loaded(desk), date(2019, 8, 1), load_authority()).people
    assert people.filter("in_care")["person_id"].to_list() == ["0001"]


def test_adoption_seals_the_earlier_identity(desk: Any) -> None:
    record = desk.store.record(loaded(desk))
    assert sealed_people(record).rows() == [("0006", date(2019, 1, 1), "adopted")]


def test_possible_duplicates_are_told_without_names_and_never_across_an_adoption(desk: Any) -> None:
    problems = possible_duplicates(desk.store.record(loaded(desk)), lambda row: "ssd_person.csv")
    assert [(problem.row, "also row 3" in problem.found) for problem in problems] == [(2, True), (4, False)]
    said = " ".join(problem.sentence() for problem in problems)
    assert not any(name in said for name in ("Ann", "Lee", "Ray", "May", "A1234"))


def test_results_are_computed_once_and_read_after_that(desk: Any) -> None:
    snapshot = loaded(desk)
    first = Results(desk.store, snapshot, date(2019, 8, 31), load_authority())
    owed = first.obligations
    kept = sorted((snapshot.path / "results").glob("*-obligations.parquet"))
    assert len(kept) == 1
    again = Results(desk.store, snapshot, date(2019, 8, 31), load_authority())
    assert again.obligations.equals(owed) and "record" not in vars(again)
