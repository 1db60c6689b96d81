"""The census of children in need: what it tells becomes the dataset's tables, and what it cannot mean is told."""

from datetime import date, datetime
from pathlib import Path

import pytest

from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers import cin_census
from sightline.engine.records.reading import Window
from tests.records.files import Read, file, reading

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def census(children: int = 3, inner: str = "", details: str = "", year: int = 2019) -> str:
    """A census, a line for each child: a referral with everything that it may hold."""
    told = "\n".join(
        f"<Child><ChildIdentifiers><LAchildID>P{n:05}</LAchildID><PersonBirthDate>2010-05-01</PersonBirthDate>"
        f"<GenderCurrent>2</GenderCurrent>{inner}</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI"
        f"</Ethnicity><Disabilities><Disability>MOB</Disability><Disability>LD</Disability></Disabilities>"
        f"</ChildCharacteristics><CINdetails><CINreferralDate>2018-06-01</CINreferralDate><ReferralSource>2A"
        f"</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><Assessments><AssessmentActualStartDate>"
        f"2018-06-02</AssessmentActualStartDate><AssessmentAuthorisationDate>2018-07-20"
        f"</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>3B"
        f"</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors></FactorsIdentifiedAtAssessment>"
        f"</Assessments><Section47><S47ActualStartDate>2018-08-01</S47ActualStartDate><InitialCPCtarget>"
        f"2018-08-22</InitialCPCtarget><DateOfInitialCPC>2018-08-20</DateOfInitialCPC><ICPCnotRequired>0"
        f"</ICPCnotRequired></Section47><ReferralNFA>0</ReferralNFA><ChildProtectionPlans><CPPstartDate>"
        f"2018-08-20</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>"
        f"EMO</LatestCategoryOfAbuse><Reviews><CPPreviewDate>2018-11-15</CPPreviewDate><CPPreviewDate>"
        f"2019-03-01</CPPreviewDate></Reviews></ChildProtectionPlans>{details}</CINdetails></Child>"
        for n in range(1, children + 1)
    )
    return (
        "<?xml version='1.0'?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection>"
        f"<Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails><Source>"
        "<SourceLevel>L</SourceLevel><LEA>938</LEA></Source></Header><Children>\n"
        f"{told}\n</Children></Message>\n"
    )


def test_everything_that_a_referral_holds_becomes_rows_that_point_at_one_another() -> None:
    found = reading(file("cin.xml", census(1)))
    assert found.costly == []
    tables = {name: frame.to_dicts() for name, frame in found.tables.items()}
    referral = tables["ssd_cin_episodes"][0]
    assert referral["cine_referral_date"] == date(2018, 6, 1)
    assert (referral["cine_referral_nfa"], referral["cine_cin_primary_need_code"]) == ("N", "N1")
    assessment = tables["ssd_cin_assessments"][0]
    assert assessment["cina_referral_id"] == referral["cine_referral_id"]
    assert assessment["cina_assessment_auth_date"] == date(2018, 7, 20)
    factors = tables["ssd_assessment_factors"][0]
    assert factors["cinf_assessment_id"] == assessment["cina_assessment_id"]
    assert factors["cinf_assessment_factors_json"] == '["3B", "16A"]'
    enquiry = tables["ssd_s47_enquiry"][0]
    assert '"CP_CONFERENCE_FLAG": "Y"' in enquiry["s47e_s47_outcome_json"], "the sense is turned round"
    conference = tables["ssd_initial_cp_conference"][0]
    assert conference["icpc_s47_enquiry_id"] == enquiry["s47e_s47_enquiry_id"]
    assert conference["icpc_icpc_target_date"] == date(2018, 8, 22)
    plan = tables["ssd_cp_plans"][0]
    assert plan["cppl_cp_plan_latest_category"] == "EMO"
    reviews = tables["ssd_cp_reviews"]
    assert [row["cppr_cp_review_date"] for row in reviews] == [date(2018, 11, 15), date(2019, 3, 1)]
    assert {row["cppr_cp_plan_id"] for row in reviews} == {plan["cppl_cp_plan_id"]}
    assert {row["disa_disability_code"] for row in tables["ssd_disability"]} == {"MOB", "LD"}
    assert (tables["ssd_person"][0]["pers_sex"], tables["ssd_person"][0]["pers_gender"]) == ("F", "F")


def test_the_year_is_what_the_census_covers() -> None:
    told = cin_census.READER.read([file("cin.xml", census(1))])
    assert told.extract_date == date(2019, 3, 31)
    assert set(told.windows.values()) == {Window(date(2018, 4, 1), date(2019, 3, 31))}


def test_of_two_years_in_one_load_the_newer_stands() -> None:
    older = census(1).replace("WBRI", "WIRI").replace("2019", "2018").replace("<Year>2019", "<Year>2018")
    told = cin_census.READER.read([file("a.xml", older), file("b.xml", census(1))])
    assert told.tables["ssd_person"]["pers_ethnicity"].to_list() == ["WBRI"]
    assert told.tables["ssd_cin_episodes"].height == 1


def test_pre_proceedings_stand_in_the_dataset_and_in_the_register() -> None:
    group = (
        "<PreProceedingsandFGDM><PPStartDate>2019-01-09</PPStartDate><LBPSentDate>2019-01-20</LBPSentDate>"
        "<FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac><InitialPPMeetingDate>"
        "2019-01-28</InitialPPMeetingDate><ReviewMeetingsCount>3</ReviewMeetingsCount><StepDecisionDate>"
        "2019-03-01</StepDecisionDate><PPOutcome>A</PPOutcome><CourtAppDate>2019-03-05</CourtAppDate>"
        "</PreProceedingsandFGDM>"
    )
    found = reading(file("cin.xml", census(1, details=group)))
    dataset = found.tables["ssd_pre_proceedings"].to_dicts()[0]
    assert dataset["prep_pre_pro_decision_date"] == date(2019, 1, 9)
    assert dataset["prep_pre_pro_meetings_num"] == 4, "the dataset counts the first meeting too"
    register = found.tables["legal_planning"].to_dicts()[0]
    assert register["family_group_conference"] == "offered and declined"
    assert (register["end_outcome"], register["issued_on"]) == ("A", date(2019, 3, 5))


def test_a_transfer_in_conference_is_told_apart() -> None:
    found = reading(
        file("cin.xml", census(1, details="<DateOfInitialCPC>2018-06-10</DateOfInitialCPC>"))
    ).tables["ssd_initial_cp_conference"]
    told = dict(found.select("icpc_icpc_date", "icpc_icpc_transfer_in").iter_rows())
    assert told == {date(2018, 8, 20): "N", date(2018, 6, 10): "Y"}


def test_a_former_number_is_a_linked_identifier() -> None:
    found = reading(file("cin.xml", census(1, inner="<FormerUPN>x98765432123b</FormerUPN>")))
    told = found.tables["ssd_linked_identifiers"].to_dicts()[0]
    assert told["link_identifier_type"] == "Former Unique Pupil Number"
    assert told["link_identifier_value"] == "X98765432123B"


def test_an_unborn_child_has_an_expected_date_alone() -> None:
    text = census(1).replace("PersonBirthDate", "ExpectedPersonBirthDate").replace("2010-05-01", "2019-05-01")
    found = reading(file("cin.xml", text))
    child = found.tables["ssd_person"].to_dicts()[0]
    assert (child["pers_dob"], child["pers_expected_dob"]) == (None, date(2019, 5, 1))
    assert not found.of("after_year"), "an expected date lies ahead"


def test_a_child_without_an_identifier_is_set_aside_with_all_that_is_its() -> None:
    found = reading(file("cin.xml", census(3).replace("<LAchildID>P00002</LAchildID>", "")))
    assert found.one("row_without_identity").row == 2
    for name, person in (("ssd_cp_reviews", "cppr_person_id"), ("ssd_cin_episodes", "cine_person_id")):
        assert set(found.tables[name][person]) == {"P00001", "P00003"}


def test_a_referral_without_a_date_takes_what_stands_in_it_along() -> None:
    text = census(2).replace("2018-06-01", "31 June", 1)
    found = reading(file("cin.xml", text))
    assert found.one("not_understood", column="CINreferralDate").severity is Severity.ROW
    assert set(found.tables["ssd_cp_reviews"]["cppr_person_id"]) == {"P00002"}
    assert found.tables["ssd_person"].height == 2


def test_stray_text_and_strange_elements_are_told_with_their_place() -> None:
    found = reading(file("cin.xml", census(2, inner="oops<ShoeSize>4</ShoeSize><Pets><Cat/></Pets>")))
    told = found.one("stray_text")
    assert (told.place, told.row, told.count) == ("Child", 1, 2)
    assert "oops" not in told.sentence(), "what stands there may be a name"
    assert found.one("unknown_element").found == '"Pets", "ShoeSize"'
    assert found.tables["ssd_person"].height == 2


def test_two_values_where_one_belongs() -> None:
    found = reading(file("cin.xml", census(1, inner="<GenderCurrent>1</GenderCurrent>")))
    assert found.one("repeated_element", column="GenderCurrent").severity is Severity.VALUE
    assert found.tables["ssd_person"]["pers_sex"].to_list() == ["F"]


def test_ten_thousand_errors_are_a_few_messages() -> None:
    found = reading(file("cin.xml", census(2_000).replace("WBRI", "XXXX").replace("NEG", "YYY")))
    assert found.one("not_understood", column="Ethnicity").count == 2_000
    assert len(found.problems) < 12


def test_children_before_a_break_are_read() -> None:
    text = census(200)
    found = reading(file("cin.xml", text[: len(text) // 2]))
    assert "children before" in found.one("broken_xml").advice
    assert 95 <= found.tables["ssd_person"].height <= 100


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY l0 "ha">' + LAUGHS],
    ids=["file", "laughs"],
)
def test_document_types_are_refused(declared: str) -> None:
    text = census(3).replace("<Message>", f"<!DOCTYPE Message [{declared}]>\n<Message>", 1)
    found = reading(file("cin.xml", text))
    assert found.one("document_type").severity is Severity.FILE
    assert not any(frame.height for frame in found.tables.values())


def test_a_namespace_changes_nothing() -> None:
    text = census(3).replace("<Message>", '<Message xmlns="urn:census">')
    assert reading(file("cin.xml", text)).tables["ssd_cp_plans"].height == 3


def test_a_row_s_address_leads_back_to_what_was_submitted(tmp_path: Path) -> None:
    path = tmp_path / "cin.xml"
    path.write_text(census(3), encoding="utf-8")
    store = EvidenceStore(tmp_path / "home", "test")
    loaded = store.load([path], received=datetime(2019, 7, 1))
    assert loaded.snapshot
    reviews = (
        store.record(loaded.snapshot).frame("ssd_cp_reviews").sort("cppr_person_id", "cppr_cp_review_date")
    )
    told = store.row(reviews["_rows"][3][0])
    assert told.cells == {"LAchildID": "P00002", "CPPreviewDate": "2019-03-01"}


# --- the samples of the sector's own tools ---


def _sample(shared: Path, name: str) -> Read:
    path = shared / "samples" / "cin" / name
    return reading(file(path.name, path.read_bytes()))


def test_the_made_up_county_is_read_whole_and_its_defects_told(shared: Path) -> None:
    found = _sample(shared, "fake_CIN_data.xml")
    assert found.tables["ssd_person"].height == 332
    assert found.tables["ssd_cin_episodes"].height == 402
    assert found.costly == []
    assert found.one("unknown_authority").found == '"975"'
    assert found.one("wrong_reference_date").found.startswith("21/07/2022")
    assert found.one("upn_check_letter").count == 320
    assert found.one("nfa_with_activity").count == 350
    assert {told.column for told in found.of("after_year")} >= {"CINreferralDate", "CINclosureDate"}
    assert "assessments" in found.one("absent_elements").found


@pytest.mark.parametrize("name", ["CIN_Census_2021.xml", "CIN_header_issues_100.xml"])
def test_the_one_child_census(shared: Path, name: str) -> None:
    found = _sample(shared, name)
    assert {frame.height for frame in found.tables.values()} == {1, 2}
    assert found.one("stray_text").place == "Child"
    assert found.one("upn_and_reason").row == 1
    assert found.one("not_understood").found == '"1066-04-13"'
    assert {told.place for told in found.of("long_ago")} >= {"Child", "Child/CINdetails/Section47"}
    assert found.of("wrong_year" if "2021" in name else "wrong_reference_date")


def test_a_plan_told_twice(shared: Path) -> None:
    found = _sample(shared, "CIN2rows.xml")
    assert found.one("repeated_row").row == 2
    assert found.one("wrong_reference_date").found == "31/03/2024 in a collection of 2023"


def test_the_shape_of_2026(shared: Path) -> None:
    found = _sample(shared, "CIN_Census_2026.xml")
    assert found.tables["ssd_person"].height == 2
    assert found.tables["ssd_pre_proceedings"].height == 1
    assert found.one("not_understood", column="AssessmentFactors").found.startswith('"RB"')
    assert found.one("wrong_year").found.startswith("2023")
    assert found.one("ends_before_start").column == "AssessmentAuthorisationDate"


@pytest.mark.parametrize("name", ["liia_cin-2022.xml", "pipeline_BAR_cin_2022.xml"])
def test_dates_of_1970(shared: Path, name: str) -> None:
    found = _sample(shared, name)
    assert found.costly == []
    assert len(found.of("long_ago")) > 10
    assert found.one("birth_dates").row == 1


def test_a_later_census_does_not_withdraw_enquiries_of_an_earlier_year(tmp_path: Path) -> None:
    """The census never tells when an enquiry ended: each belongs to the year in which it began."""
    store = EvidenceStore(tmp_path, "test")
    store.load([file("a.xml", census(2))], received=datetime(2019, 7, 1))
    later = census(1, year=2020).replace("2018-", "2019-").replace("P00001", "P00003")
    loaded = store.load([file("b.xml", later)], received=datetime(2020, 7, 1))
    assert loaded.snapshot
    frame = store.record(loaded.snapshot).frame("ssd_s47_enquiry")
    assert sorted(frame["s47e_person_id"]) == ["P00001", "P00002", "P00003"]
