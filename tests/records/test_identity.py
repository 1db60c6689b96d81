"""Who is the same child: what a source says itself is joined, what only looks so is told, and never across an adoption."""

from datetime import date, datetime
from pathlib import Path

from sightline.engine.records.duplicates import (
    GIVEN_UP,
    NAME,
    NHS_NUMBER,
    PUPIL_NUMBER,
    UNBORN,
    possible_duplicates,
    still_listed,
)
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.record import Record
from tests.records.files import File, file
from tests.records.test_cin_census import census
from tests.records.test_one_event import episodes, one, ssd

CENSUS = file("cin.xml", census(1))
"""One child, P00001, as the return names it."""


def record(tmp_path: Path, *files: File) -> Record:
    store = EvidenceStore(tmp_path, "test")
    load = store.load(list(files), received=datetime(2019, 7, 1), extract_date=date(2019, 6, 30))
    assert load.snapshot
    return store.record(load.snapshot)


def person(number: str, **more: str) -> dict[str, object]:
    return {"pers_person_id": number, **{f"pers_{name}": value for name, value in more.items()}}


def told(found: Record) -> list[str]:
    return [problem.found for problem in possible_duplicates(found)]


# --- what a source says itself ---


def test_a_return_made_from_the_old_system_s_key_is_about_the_same_child(tmp_path: Path) -> None:
    found = record(tmp_path, ssd("ssd_person", person("N1", legacy_id="P00001", ethnicity="WBRI")), CENSUS)
    assert one(found, "ssd_person")["pers_person_id"] == "N1"
    for table, column in (("ssd_cin_episodes", "cine_person_id"), ("ssd_cp_reviews", "cppr_person_id")):
        assert set(found.frame(table)[column]) == {"N1"}


def test_a_number_that_a_migration_changed_is_followed(tmp_path: Path) -> None:
    link = {"link_person_id": "N1", "link_identifier_type": "Case Number", "link_identifier_value": "P00001"}
    found = record(tmp_path, ssd("ssd_person", person("N1")), ssd("ssd_linked_identifiers", link), CENSUS)
    assert set(found.frame("ssd_cp_plans")["cppl_person_id"]) == {"N1"}
    assert told(found) == []


def test_a_later_load_of_the_link_joins_what_was_loaded_before(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path, "test")
    store.load([CENSUS], received=datetime(2019, 7, 1))
    link = {"link_person_id": "N1", "link_identifier_type": "Case Number", "link_identifier_value": "P00001"}
    load = store.load(
        [ssd("ssd_person", person("N1")), ssd("ssd_linked_identifiers", link)], received=datetime(2019, 8, 1)
    )
    assert load.snapshot
    assert set(store.record(load.snapshot).frame("ssd_cp_plans")["cppl_person_id"]) == {"N1"}


def test_an_old_number_that_two_children_claim_or_one_still_bears_is_not_followed(tmp_path: Path) -> None:
    both = ssd("ssd_person", person("N1", legacy_id="P00001"), person("N2", legacy_id="P00001"))
    assert set(record(tmp_path / "a", both, CENSUS).frame("ssd_cp_plans")["cppl_person_id"]) == {"P00001"}
    borne = ssd("ssd_person", person("N1", legacy_id="P00001"), person("P00001"))
    assert set(record(tmp_path / "b", borne, CENSUS).frame("ssd_cp_plans")["cppl_person_id"]) == {"P00001"}


def test_no_number_is_followed_across_an_adoption(tmp_path: Path) -> None:
    adopted = episodes("P00001,01/04/2017,S,E1,N1,A5,12/06/2018,E11")
    header = file("header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nP00001,2,01/05/2010,WBRI,UN1,0,\n")
    found = record(tmp_path, ssd("ssd_person", person("N1", legacy_id="P00001")), adopted, header)
    assert set(found.frame("ssd_person")["pers_person_id"]) == {"N1", "P00001"}
    assert set(found.frame("ssd_cla_episodes")["clae_person_id"]) == {"P00001"}


def test_leading_noughts_are_part_of_a_number(tmp_path: Path) -> None:
    found = record(tmp_path, ssd("ssd_person", person("0012"), person("12")))
    assert set(found.frame("ssd_person")["pers_person_id"]) == {"0012", "12"}


def test_a_number_given_up_under_which_a_child_is_still_listed_is_told(tmp_path: Path) -> None:
    """The two are not joined, so that somebody must know; where nobody is listed under it, nothing is said."""
    borne = ssd("ssd_person", person("N1", legacy_id="P00001"), person("P00001"))
    (said,) = still_listed(record(tmp_path / "a", borne))
    assert said.row == 3 and "also row 2" in said.found
    assert "merge them there" in said.advice and "If they are two children" in said.advice
    assert still_listed(record(tmp_path / "b", borne), sealed=["P00001"]) == [], "never across an adoption"
    followed = ssd("ssd_person", person("N1", legacy_id="P00001"))
    assert still_listed(record(tmp_path / "c", followed, CENSUS)) == []


def test_a_number_of_another_system_that_another_child_happens_to_bear_is_no_sign(tmp_path: Path) -> None:
    """Old and new numbers come of two ranges that overlap; birth date and UPN tell who is who."""

    def said(before: dict[str, str], now: dict[str, str]) -> int:
        folder = tmp_path / f"{before}{now}".replace("/", "")
        people = ssd("ssd_person", person("N1", legacy_id="700", **now), person("700", **before))
        return len(still_listed(record(folder, people)))

    born, upn = {"dob": "2010-05-01"}, {"upn": "A123456789012"}
    other, another = {"dob": "2012-05-01"}, {"upn": "B123456789012"}
    assert (said(born, other), said(upn, another)) == (0, 0)
    assert (said(born, born), said(upn, upn), said({}, other), said(born, upn)) == (1, 1, 1, 1)
    assert (said(born | upn, other | upn), said(born | upn, born | another)) == (1, 1), "one of them agrees"


def test_each_pair_is_told_with_its_own_rows(tmp_path: Path) -> None:
    people = [person("N1", legacy_id="1"), person("N2", legacy_id="2"), person("1"), person("2")]
    told = still_listed(record(tmp_path, ssd("ssd_person", *people)))
    assert [(one.row, one.found.rpartition("(")[2]) for one in told] == [
        (4, "also row 2)"),
        (5, "also row 3)"),
    ]


def test_a_number_given_up_that_only_an_earlier_file_lists_is_told_with_the_later_file(
    tmp_path: Path,
) -> None:
    store = EvidenceStore(tmp_path, "test")
    store.load([ssd("ssd_person", person("1"))], received=datetime(2019, 7, 1))
    store.load([ssd("ssd_person", person("N1", legacy_id="1"))], received=datetime(2019, 8, 1))
    (told,) = [one for one in store.problems() if one.code == GIVEN_UP]
    assert told.found.endswith("(also row 2 of another ssd_person.csv)")


# --- what only looks so ---


def test_each_sign_says_what_to_do_if_they_are_one_child_and_if_they_are_two() -> None:
    for sign in (PUPIL_NUMBER, NHS_NUMBER, NAME, UNBORN):
        assert "if they are two" in sign.advice.lower()
        assert "merge" in sign.advice and "own due dates" in sign.advice


def test_one_pupil_number_or_a_former_one_on_two_children_is_told(tmp_path: Path) -> None:
    link = {
        "link_person_id": "B",
        "link_identifier_type": "Former Unique Pupil Number",
        "link_identifier_value": "a123456789012",
    }
    people = ssd("ssd_person", person("A", upn="A123456789012"), person("B", upn="B123456789012"))
    found = record(tmp_path, people, ssd("ssd_linked_identifiers", link))
    assert told(found) == ["one pupil number on several identifiers (also row 2)"]
    assert found.frame("ssd_person").height == 2, "told, never merged"


def test_a_child_s_own_former_number_is_nobody_else_s(tmp_path: Path) -> None:
    link = {
        "link_person_id": "A",
        "link_identifier_type": "Former Unique Pupil Number",
        "link_identifier_value": "A123456789012",
    }
    people = ssd("ssd_person", person("A", upn="A123456789012"))
    assert told(record(tmp_path, people, ssd("ssd_linked_identifiers", link))) == []


def test_one_nhs_number_on_two_children_is_told(tmp_path: Path) -> None:
    people = [person(n, single_unique_id="9434765919") for n in ("A", "B")]
    assert told(record(tmp_path, ssd("ssd_person", *people)))[0].startswith("one NHS number")


def test_twins_are_two_children_and_nothing_is_said(tmp_path: Path) -> None:
    """One birth date, surname, address, worker and numbers one after another."""
    twins = [
        person(n, dob="2015-03-04", surname="Hill", forename=name)
        for n, name in (("101", "Ada"), ("102", "Bea"))
    ]
    found = record(tmp_path, ssd("ssd_person", *twins))
    assert found.frame("ssd_person").height == 2
    assert told(found) == []


def test_the_same_name_and_birth_date_is_told_and_not_joined(tmp_path: Path) -> None:
    same = [person(n, dob="2015-03-04", surname="Hill", forename="Zoë") for n in ("101", "999")]
    found = record(tmp_path, ssd("ssd_person", *same))
    assert found.frame("ssd_person").height == 2
    assert told(found)[0].startswith("one birth date and name")


def test_an_adopted_child_is_matched_with_nobody(tmp_path: Path) -> None:
    """By name, birth date, pupil number or NHS number: the child before and after is two people."""
    same = {
        "dob": "2015-03-04",
        "surname": "Hill",
        "forename": "Ada",
        "upn": "A123456789012",
        "single_unique_id": "1",
    }
    adopted = {
        "clae_person_id": "101",
        "clae_cla_episode_start_date": "2016-01-01",
        "clae_cla_episode_ceased_date": "2017-01-01",
        "clae_cla_episode_ceased_reason": "E12",
    }
    people = ssd("ssd_person", person("101", **same), person("999", **same))
    found = record(tmp_path, people, ssd("ssd_cla_episodes", adopted))
    assert told(found) == []
    assert found.frame("ssd_person").height == 2


# --- before birth ---


def test_a_child_keeps_its_number_from_before_birth(tmp_path: Path) -> None:
    """Expected in one extract, born in the next: one person, who has a birth date now and keeps the expected."""
    store = EvidenceStore(tmp_path, "test")
    before = ssd("ssd_person", person("U1", expected_dob="2019-05-01", sex="U", ethnicity="NOBT"))
    store.load([before], received=datetime(2019, 4, 1), extract_date=date(2019, 3, 31))
    after = ssd("ssd_person", person("U1", expected_dob="2019-05-01", dob="2019-05-04", sex="F"))
    load = store.load([after], received=datetime(2019, 7, 1), extract_date=date(2019, 6, 30))
    assert load.snapshot
    child = one(store.record(load.snapshot), "ssd_person")
    assert (child["pers_dob"], child["pers_expected_dob"]) == (date(2019, 5, 4), date(2019, 5, 1))


def test_an_unborn_child_has_no_birth_date_in_any_source(tmp_path: Path) -> None:
    text = census(1).replace("PersonBirthDate", "ExpectedPersonBirthDate").replace("2010-05-01", "2019-05-01")
    found = record(
        tmp_path, ssd("ssd_person", person("P00001", expected_dob="2019-05-01")), file("cin.xml", text)
    )
    child = one(found, "ssd_person")
    assert (child["pers_dob"], child["pers_expected_dob"]) == (None, date(2019, 5, 1))


def test_an_unborn_child_and_one_born_to_the_same_mother_about_that_day_are_told(tmp_path: Path) -> None:
    people = ssd(
        "ssd_person",
        person("U1", expected_dob="2019-05-01"),
        person("B1", dob="2019-04-20"),
        person("B2", dob="2016-04-20"),
    )
    mother = ssd(
        "ssd_mother", *({"moth_person_id": "M", "moth_childs_person_id": n} for n in ("U1", "B1", "B2"))
    )
    found = record(tmp_path, people, mother)
    assert told(found) == ["an unborn child and a child of the same mother (also row 2)"]
    assert found.frame("ssd_person").height == 3


def test_twins_expected_under_two_numbers_are_not_taken_for_one(tmp_path: Path) -> None:
    people = ssd("ssd_person", *(person(n, expected_dob="2019-05-01", surname="Hill") for n in ("U1", "U2")))
    mother = ssd("ssd_mother", *({"moth_person_id": "M", "moth_childs_person_id": n} for n in ("U1", "U2")))
    assert told(record(tmp_path, people, mother)) == []
