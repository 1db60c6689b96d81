"""One event told by several sources: which rows are one, what stands, and when they are said to disagree."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from sightline.engine.records.columns import SOURCES
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.problems import Problem
from sightline.engine.records.record import Record
from tests.records.files import File, file, workbook
from tests.records.test_annex_a_lists import WHO
from tests.records.test_cin_census import census

LIST_8 = {
    **WHO,
    "Does the Child have a Disability": "a) Yes",
    "Date Started to be Looked After": "01/02/2016",
    "Start date of current legal status": "01/03/2016",
    "Child's Legal Status": "C2: FCO",
    "Date of Latest Statutory Review": "12/03/2018",
    "What is the permanence plan for this child?": "f) Long-term fostering",
    "Start Date of Most Recent Placement": "01/05/2017",
    "Placement Type": "f) U6: Foster placement",
}


def ssd(table: str, *rows: dict[str, object]) -> File:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(names), *(",".join(str(row.get(name, "")) for name in names) for row in rows)]
    return file(f"{table}.csv", "\n".join(lines) + "\n")


def annex(**changed: object) -> File:
    row = {**LIST_8, **changed}
    return file("Annex_A.xlsx", workbook({"List 8": [list(row), list(row.values())]}))


def episodes(*rows: str) -> File:
    head = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC"
    return file("episodes.csv", "\n".join([head, *rows]) + "\n")


def loaded(tmp_path: Path, *files: File) -> tuple[Record, list[Problem]]:
    store = EvidenceStore(tmp_path, "test")
    load = store.load(list(files), received=datetime(2018, 7, 1), extract_date=date(2018, 6, 30))
    assert load.snapshot
    return store.record(load.snapshot), list(load.problems)


def one(record: Record, table: str) -> dict[str, Any]:
    (row,) = record.frame(table).to_dicts()
    return row


def disagreements(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.code == "sources_disagree"]


STAY = {
    "clap_cla_placement_id": "L7",
    "clap_person_id": "P1",
    "clap_cla_placement_start_date": "2017-05-01",
    "clap_cla_placement_type": "U6",
}


@pytest.mark.parametrize("reason", ["L", "T", "U"])
def test_a_stay_seen_from_its_middle_on_is_no_new_placement(tmp_path: Path, reason: str) -> None:
    told = episodes(f"P1,10/01/2018,{reason},C2,N1,U6,,")
    record, problems = loaded(tmp_path, ssd("ssd_cla_placement", STAY), told)
    row = one(record, "ssd_cla_placement")
    assert row["clap_cla_placement_start_date"] == date(2017, 5, 1)
    assert (row["clap_cla_placement_id"], row[SOURCES]) == ("L7", ["ssd", "ssda903"])
    assert disagreements(problems) == []


@pytest.mark.parametrize("reason", ["P", "B"])
def test_a_new_carer_is_a_new_placement(tmp_path: Path, reason: str) -> None:
    told = episodes(f"P1,10/01/2018,{reason},C2,N1,U6,,")
    record, _ = loaded(tmp_path, ssd("ssd_cla_placement", STAY), told)
    assert record.frame("ssd_cla_placement").height == 2


def test_a_legal_status_that_a_move_left_as_it_was_begins_when_it_began(tmp_path: Path) -> None:
    status = {"lega_person_id": "P1", "lega_legal_status": "C2", "lega_legal_status_start_date": "2016-03-01"}
    told = episodes("P1,10/01/2018,P,C2,N1,U6,,")
    record, _ = loaded(tmp_path, ssd("ssd_legal_status", status), told)
    assert one(record, "ssd_legal_status")["lega_legal_status_start_date"] == date(2016, 3, 1)


def test_of_the_return_and_the_workbook_the_one_that_saw_the_start_tells_it(tmp_path: Path) -> None:
    told = episodes("P1,10/01/2018,L,C2,N1,U6,,")
    record, _ = loaded(tmp_path, annex(), told)
    row = one(record, "ssd_cla_placement")
    assert row["clap_cla_placement_start_date"] == date(2017, 5, 1)
    assert row[SOURCES] == ["ssda903", "annex_a"]


def test_a_period_of_care_is_not_one_more_episode(tmp_path: Path) -> None:
    parts = [
        {"clae_cla_episode_id": n, "clae_person_id": "P1", "clae_cla_episode_start_date": start,
         "clae_cla_episode_ceased_date": end, "clae_cla_episode_ceased_reason": why, "clae_cla_id": "C9"}
        for n, start, end, why in (("1", "2016-02-01", "2017-05-01", "X1"), ("2", "2017-05-01", "2018-03-01", "E4A"))
    ]  # fmt: skip
    ended = annex(
        **{"Date Ceased to be Looked After": "01/03/2018", "Reason Ceased to be Looked After": "E4A"}
    )
    record, problems = loaded(tmp_path, ssd("ssd_cla_episodes", *parts), ended)
    frame = record.frame("ssd_cla_episodes")
    assert frame["clae_cla_episode_ceased_date"].to_list() == [date(2017, 5, 1), date(2018, 3, 1)]
    assert frame[SOURCES].to_list() == [["ssd", "annex_a"], ["ssd"]]
    assert set(record.frame("ssd_cla_placement")["clap_cla_id"]) == {"C9"}, "one key for the period"
    assert disagreements(problems) == []


def test_a_period_whose_beginning_the_return_does_not_hold_ends_where_its_episodes_begin(
    tmp_path: Path,
) -> None:
    record, _ = loaded(tmp_path, annex(), episodes("P1,10/01/2018,L,C2,N1,U6,,"))
    told = record.frame("ssd_cla_episodes").sort("clae_cla_episode_start_date").to_dicts()
    assert told[0]["clae_cla_episode_start_date"] == date(2016, 2, 1)
    assert (told[0]["clae_cla_episode_ceased_date"], told[0]["clae_cla_episode_ceased_reason"]) == (
        date(2018, 1, 10),
        "X1",
    )


def test_names_of_workers_and_teams_give_way_to_their_identifiers(tmp_path: Path) -> None:
    staff = {"prof_professional_id": "W1", "prof_professional_name": "HILL  Ada"}
    team = {"dept_team_id": "T1", "dept_team_name": "north"}
    held = {
        "invo_professional_id": "W1",
        "invo_professional_role_id": "Social worker",
        "invo_professional_team": "T1",
        "invo_person_id": "P1",
        "invo_involvement_start_date": "2017-01-01",
    }
    files = (ssd("ssd_professionals", staff), ssd("ssd_department", team), ssd("ssd_involvements", held))
    record, _ = loaded(tmp_path, *files, annex())
    assert one(record, "ssd_professionals")[SOURCES] == ["ssd", "annex_a"]
    assert one(record, "ssd_department")["dept_team_id"] == "T1"
    row = one(record, "ssd_involvements")
    assert (row["invo_professional_id"], row["invo_involvement_start_date"]) == ("W1", date(2017, 1, 1))


def test_two_workers_of_one_name_are_not_taken_for_each_other(tmp_path: Path) -> None:
    staff = [{"prof_professional_id": n, "prof_professional_name": "Ada Hill"} for n in ("W1", "W2")]
    record, _ = loaded(tmp_path, ssd("ssd_professionals", *staff), annex())
    assert set(record.frame("ssd_professionals")["prof_professional_id"]) == {"W1", "W2", "Ada Hill"}


def test_a_registration_number_joins_the_return_s_worker(tmp_path: Path) -> None:
    staff = {"prof_professional_id": "W1", "prof_social_worker_registration_no": "SWE123"}
    told = file(
        "sw_episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nP1,01/05/2010,swe123,01/04/2017,,\n"
    )
    record, _ = loaded(tmp_path, ssd("ssd_professionals", staff), told)
    assert one(record, "ssd_professionals")[SOURCES] == ["ssd", "ssda903"]
    assert one(record, "ssd_involvements")["invo_professional_id"] == "W1"


def test_a_plan_without_its_day_is_the_latest_and_a_contradiction_is_told_with_both_places(
    tmp_path: Path,
) -> None:
    plans = [
        {"lacp_person_id": "P1", "lacp_cla_care_plan_start_date": day, "lacp_cla_care_plan_json": told}
        for day, told in (
            ("2016-03-01", '"{""ADOPTION"": ""Y""}"'),
            ("2017-06-01", '"{""LTFOST18"": ""N""}"'),
        )
    ]
    record, problems = loaded(tmp_path, ssd("ssd_cla_care_plan", *plans), annex())
    assert record.frame("ssd_cla_care_plan").height == 2
    assert record.frame("ssd_cla_care_plan").sort("lacp_cla_care_plan_start_date")[SOURCES].to_list() == [
        ["ssd"],
        ["ssd", "annex_a"],
    ]
    (told,) = disagreements(problems)
    assert (told.file, told.row) == ("ssd_cla_care_plan.csv", 3)
    assert told.expected == "the same in Annex_A.xlsx, row 2"


def test_a_disability_that_is_not_named_is_the_one_that_is(tmp_path: Path) -> None:
    record, _ = loaded(
        tmp_path, ssd("ssd_disability", {"disa_person_id": "P1", "disa_disability_code": "MOB"}), annex()
    )
    assert one(record, "ssd_disability")["disa_disability_code"] == "MOB"


def test_no_disability_beside_one_is_a_disagreement_and_the_better_source_stands(tmp_path: Path) -> None:
    told = ssd("ssd_disability", {"disa_person_id": "P1", "disa_disability_code": "MOB"})
    record, problems = loaded(tmp_path, told, annex(**{"Does the Child have a Disability": "b) No"}))
    assert one(record, "ssd_disability")["disa_disability_code"] == "MOB"
    assert disagreements(problems)[0].column == "disa_disability_code"


def test_the_census_s_own_keys_give_way_to_the_system_s(tmp_path: Path) -> None:
    referral = {"cine_referral_id": "R5", "cine_person_id": "P00001", "cine_referral_date": "2018-06-01"}
    plan = {"cppl_cp_plan_id": "C5", "cppl_person_id": "P00001", "cppl_cp_plan_start_date": "2018-08-20"}
    files = (ssd("ssd_cin_episodes", referral), ssd("ssd_cp_plans", plan), file("cin.xml", census(1)))
    record, problems = loaded(tmp_path, *files)
    assert one(record, "ssd_cin_episodes")["cine_referral_id"] == "R5"
    assert one(record, "ssd_cin_assessments")["cina_referral_id"] == "R5"
    assert set(record.frame("ssd_cp_reviews")["cppr_cp_plan_id"]) == {"C5"}
    assert disagreements(problems) == []


def test_an_adoption_told_without_its_period_of_care_is_told_once(tmp_path: Path) -> None:
    known = {"perm_person_id": "P1", "perm_cla_id": "C9", "perm_adm_decision_date": "2018-01-05"}
    told = file(
        "placed_for_adoption.csv",
        "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\nP1,01/05/2016,05/01/2018,,\n",
    )
    record, _ = loaded(tmp_path, ssd("ssd_permanence", known), told)
    assert one(record, "ssd_permanence")[SOURCES] == ["ssd", "ssda903"]


def test_how_things_stood_on_another_day_is_no_disagreement(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path, "test")
    leaver = {"clea_person_id": "P1", "clea_care_leaver_in_touch": "YES"}
    store.load(
        [ssd("ssd_care_leavers", leaver)], received=datetime(2018, 7, 1), extract_date=date(2018, 6, 30)
    )
    then = file("oc3.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nP1,01/05/2000,NO,0,0\n")
    for day, told in ((date(2018, 3, 31), 0), (date(2018, 6, 29), 1)):
        content = file("oc3.csv", then.content.decode() + "\n" * told)
        load = store.load([content], received=datetime(2018, 8, 1 + told), extract_date=day)
        assert len(disagreements(list(load.problems))) == told, day
    assert load.snapshot
    assert one(store.record(load.snapshot), "ssd_care_leavers")["clea_care_leaver_in_touch"] == "YES"
