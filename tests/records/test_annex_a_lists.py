"""Every list of Annex A becomes tables: what each says of a child, in the dataset's own words."""

from datetime import date
from pathlib import Path

import pytest

from sightline.engine.records.readers import annex_a
from sightline.engine.records.readers.annex_a_fields import lists
from sightline.engine.records.reading import Window
from tests.records.files import Read, file, reading, workbook

WHO = {"Child Unique ID": "P1", "Gender": "b) Female", "Ethnicity": "a) WBRI", "Date of Birth": "01/05/2010",
       "Age of Child (Years)": 8, "Allocated Team": "North", "Allocated Worker": "Ada Hill"}  # fmt: skip
TOLD: dict[int, dict[str, object]] = {
    1: {"Date of Contact": "03/09/2018", "Contact Source": "e) 2A: Schools"},
    2: {"Assessment start date": "04/06/2018", "Organisation completing assessment": "A school"},
    3: {"Date of referral": "05/09/2018", "Referral Source": "q) 6: Police", "Referral NFA?": "b) No"},
    4: {
        "Continuous Assessment Start Date": "06/09/2018",
        "Child Seen During Continuous Assessment": "a) Yes",
        "Continuous Assessment Date of Authorisation": "20/09/2018",
        "Was the child assessed as requiring LA children's social care support?": "a) Yes",
    },
    5: {
        "Strategy discussion initiating Section 47 Enquiry Start Date": "07/09/2018",
        "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
        "Date of Initial Child Protection Conference": "21/09/2018",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a) Yes",
    },
    6: {
        "CIN Start Date": "05/09/2018",
        "Primary Need Code": "N1 - Abuse or neglect",
        "Date Child Was Last Seen": "25/09/2018",
        "Case Status": "c) Child in need plan",
    },
    7: {
        "Child Protection Plan Start Date": "21/09/2018",
        "Initial Category of Abuse": "a) Neglect",
        "Latest Category of Abuse": "e) Multiple/not recommended",
        "Date of the Last Statutory Visit": "28/09/2018",
        "Was the Child Seen Alone?": "a) Yes",
        "Date of latest review conference": "29/09/2018",
    },
    11: {
        "Individual adopter identifier": "AD1",
        "Date Stage 1 started": "01/06/2018",
        "Date Stage 1 ended": "01/08/2018",
        "Date application approved": "20/09/2018",
    },
}


def book(changed: dict[str, object] | None = None, numbers: tuple[int, ...] = tuple(TOLD)) -> Read:
    sheets = {}
    for number in numbers:
        annex_list = lists()[number]
        names = [field.name for field in annex_list.fields]
        row = {**WHO, **TOLD[number], **(changed or {})}
        sheets[f"List {number}"] = [names, [row.get(name) for name in names]]
    return reading(file("Annex_A.xlsx", workbook(sheets)))


@pytest.fixture(scope="module")
def told() -> Read:
    return book()


def test_nothing_of_a_sound_workbook_is_lost(told: Read) -> None:
    assert told.costly == []
    assert told.one("absent_list").found == "no sheet of 3 lists"


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("ssd_contacts", {"cont_contact_date": date(2018, 9, 3), "cont_contact_source_code": "2A"}),
        ("ssd_early_help_episodes", {"earl_episode_start_date": date(2018, 6, 4)}),
        (
            "ssd_cin_assessments",
            {
                "cina_assessment_auth_date": date(2018, 9, 20),
                "cina_assessment_child_seen": "Y",
                "cina_assessment_outcome_nfa": "N",
            },
        ),
        ("ssd_s47_enquiry", {"s47e_s47_outcome_json": '{"CP_CONFERENCE_FLAG": "Y"}'}),
        (
            "ssd_initial_cp_conference",
            {"icpc_icpc_date": date(2018, 9, 21), "icpc_icpc_outcome_cp_flag": "Y"},
        ),
        ("ssd_cin_visits", {"cinv_cin_visit_date": date(2018, 9, 25)}),
        ("ssd_cp_plans", {"cppl_cp_plan_initial_category": "NEG", "cppl_cp_plan_latest_category": "MUL"}),
        ("ssd_cp_visits", {"cppv_cp_visit_date": date(2018, 9, 28), "cppv_cp_visit_seen_alone": "Y"}),
        ("ssd_cp_reviews", {"cppr_cp_review_date": date(2018, 9, 29)}),
        ("adopter", {"registered_on": date(2018, 6, 1), "stage_two_outcome": "approved"}),
    ],
)
def test_each_list_in_the_dataset_s_words(told: Read, table: str, wanted: dict[str, object]) -> None:
    (row,) = told.tables[table].to_dicts()
    assert {name: row[name] for name in wanted} == wanted


def test_lists_3_and_6_tell_one_referral(told: Read) -> None:
    frame = told.tables["ssd_cin_episodes"]
    assert frame.select("cine_person_id", "cine_referral_date").n_unique() == 1
    assert set(frame["cine_referral_source_code"]) == {"6", None}
    assert set(frame["cine_cin_primary_need_code"]) == {None, "N1"}


def test_the_last_visit_of_list_6_is_told_of_children_in_need_alone() -> None:
    assert book({"Case Status": "b) Child Protection plan"}, (6,)).tables["ssd_cin_visits"].is_empty()


def test_the_lists_cover_six_months() -> None:
    content = workbook({"List 1": [[*TOLD[1], "Child Unique ID"], [*TOLD[1].values(), "P1"]]})
    windows = annex_a.READER.read([file("Annex_A.xlsx", content)]).windows
    assert windows == {"ssd_contacts": Window(date(2018, 3, 3), date(2018, 9, 3))}


@pytest.mark.parametrize(("age", "born"), [(-1, "01/12/2018"), (None, "01/12/2018")])
def test_a_birth_that_has_not_come_is_expected(age: int | None, born: str) -> None:
    found = book({"Age of Child (Years)": age, "Date of Birth": born}, (1, 3))
    (child,) = found.tables["ssd_person"].to_dicts()
    assert (child["pers_dob"], child["pers_expected_dob"]) == (None, date(2018, 12, 1))


def test_the_sample_s_lists_are_all_placed(shared: Path) -> None:
    path = shared / "samples" / "annex_a" / "Annex_A.xlsx"
    found = reading(file(path.name, path.read_bytes()))
    heights = {name: frame.height for name, frame in found.tables.items()}
    assert (heights["ssd_contacts"], heights["ssd_early_help_episodes"]) == (5, 5)
    assert heights["ssd_cin_episodes"] == 6 + 5
    assert (heights["ssd_cin_assessments"], heights["ssd_s47_enquiry"], heights["ssd_cp_plans"]) == (5, 5, 7)
    assert not found.of("absent_list")
