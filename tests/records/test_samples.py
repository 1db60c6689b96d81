"""The sample submissions load all that is sound, and each defect that their README names is told with its place."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sightline.engine.records.problems import Severity
from tests.records.files import Read, file, reading


def _read(shared: Path, folder: str) -> Read:
    paths = sorted((shared / "samples" / folder).iterdir())
    return reading(*(file(path.name, path.read_bytes()) for path in paths))


@pytest.fixture(scope="module")
def annex_a(shared: Path) -> Read:
    return _read(shared, "annex_a")


@pytest.fixture(scope="module")
def d2i(shared: Path) -> Read:
    return _read(shared, "ssda903_d2i")


@pytest.fixture(scope="module")
def demand(shared: Path) -> Read:
    return _read(shared, "ssda903_demand")


@pytest.fixture(scope="module")
def liia(shared: Path) -> Read:
    return _read(shared, "ssda903_liia")


# --- each set in a home of its own, from the command line ---


@pytest.mark.parametrize(
    "folder", ["annex_a", "ssda903_d2i", "ssda903_demand", "ssda903_liia", "cin", "csc_api", "workforce"]
)
def test_the_command_line_loads_each_set_into_a_home_of_its_own(
    shared: Path, tmp_path: Path, folder: str
) -> None:
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("sightline")),
            "load",
            str(shared / "samples" / folder),
            "--json",
        ],
        env={**os.environ, "SIGHTLINE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout)
    assert told["snapshot"]["number"] == 1
    assert {"file", "place", "found", "expected"} <= set(told["problems"][0])


# --- Annex A ---


def test_annex_a_rows_are_all_read(annex_a: Read) -> None:
    """Lists 8, 9 and 10 hold 5, 6 and 5 rows; every list but the adopters' tells children."""
    heights = {name: frame.height for name, frame in annex_a.tables.items()}
    assert heights["ssd_cla_episodes"] == 5
    assert heights["ssd_care_leavers"] == 6
    assert heights["ssd_permanence"] == 5
    assert heights["ssd_person"] == 48
    assert not [problem for problem in annex_a.problems if problem.severity in (Severity.FILE, Severity.ROW)]


def test_annex_a_age_under_its_short_heading(annex_a: Read) -> None:
    told = annex_a.of("other_heading", column="Age of Child (Years)")
    assert {problem.place for problem in told} == {f"List {number}" for number in range(1, 10)}
    assert {problem.found for problem in told} == {'heading "Age"'}


def test_annex_a_list_9_with_the_old_thirteen_columns(annex_a: Read) -> None:
    told = annex_a.one("absent_heading")
    assert (told.place, told.found) == ("List 9", "13 of 17 columns")
    assert "Unaccompanied" in told.expected
    assert "Latest Pathway Plan" in told.expected


def test_annex_a_two_ways_of_writing_female(annex_a: Read) -> None:
    told = annex_a.one("mixed_spelling")
    assert (told.place, told.row, told.column, told.found) == ("List 1", 2, "Gender", '"Female"')
    assert set(annex_a.tables["ssd_person"]["pers_gender"].drop_nulls()) <= {"M", "F", "U", "I"}


def test_annex_a_blank_birth_date(annex_a: Read) -> None:
    told = annex_a.one("blank_birth_date")
    assert (told.place, told.row, told.column) == ("List 1", 3, "Date of Birth")


def test_annex_a_text_in_a_column_of_yes_and_no(annex_a: Read) -> None:
    told = annex_a.one("not_understood", place="List 4")
    assert (told.row, told.count) == (2, 5)
    assert "CS Assessment Updated" in told.found
    assert told.expected == "a) Yes or b) No"


def test_annex_a_cells_that_show_an_error(annex_a: Read) -> None:
    told = annex_a.of("error_cell")
    assert {problem.column for problem in told} == {"Allocated Team", "Allocated Worker"}
    assert {(problem.place, problem.row, problem.count) for problem in told} == {("List 6", 2, 5)}
    assert all('"#N/A"' in problem.found for problem in told)


def test_annex_a_postcode_that_is_none(annex_a: Read) -> None:
    told = annex_a.one("not_understood", column="Placement postcode")
    assert (told.place, told.row, told.found) == ("List 8", 3, '"nope"')
    kept = annex_a.tables["ssd_cla_placement"]["clap_cla_placement_postcode"]
    assert kept.to_list() == ["T28 2WB", None, "C25 1YT", None, "P13 2TR"], (
        "the other blank is blank in the file"
    )


def test_annex_a_formulas(annex_a: Read) -> None:
    """72 formulas. The README says that none has a stored result; the file as kept has one for each, so
    they are read and told as formulas. A formula that truly has none is in ``test_bad_workbooks``.
    """
    told = annex_a.of("formula")
    assert [(problem.place, problem.count) for problem in told] == [("List 10", 26), ("List 11", 46)]
    assert not annex_a.of("formula_without_result")
    assert annex_a.tables["ssd_permanence"]["perm_placement_order_date"].null_count() == 0


# --- SSDA903 of Data to Insight ---


def test_d2i_rows_are_all_read(d2i: Read) -> None:
    """2,675 children as CSV and 253 more as XML, their episodes likewise (5,050 and 459)."""
    heights = {name: frame.height for name, frame in d2i.tables.items()}
    assert heights["ssd_person"] == 2675 + 253
    assert heights["ssd_cla_episodes"] == 5050 + 459
    assert heights["ssd_cla_reviews"] == 12582 - 14 + 1206
    assert heights["ssd_missing"] == 43 + 6
    assert not [
        problem for problem in d2i.problems if problem.code == "not_understood" and problem.column == "URN"
    ]


def test_d2i_sex_and_mother_in_old_spellings(d2i: Read) -> None:
    assert d2i.one("other_spelling", file="header.csv", column="SEX").count == 2675
    mother = d2i.one("other_spelling", file="header.csv", column="MOTHER")
    assert (mother.found, mother.advice) == ('"1.0"', "Read 1.0 as 1")
    people = d2i.tables["ssd_person"]
    assert set(people["pers_sex"]) == {"F", "M"}
    assert people["pers_is_mother"].to_list().count("Y") >= 1


def test_d2i_check_letters_of_pupil_numbers(d2i: Read) -> None:
    told = d2i.one("upn_check_letter", file="header.csv")
    assert (told.count, told.column, told.row) == (2568, "UPN", 2)
    assert told.found.startswith("UPNs"), "a pupil number itself never stands in a message"


def test_d2i_children_without_episodes(d2i: Read) -> None:
    assert d2i.one("child_without_episodes", file="header.csv").count == 552


def test_d2i_dates_in_the_future_and_duplicate_reviews(d2i: Read) -> None:
    late = d2i.one("after_year", file="reviews.csv", column="REVIEW")
    assert (late.count, late.expected) == (5042, "a date up to 31/03/2018")
    assert d2i.one("repeated_row", file="reviews.csv").count == 2
    assert d2i.one("repeated_key", file="reviews.csv").count == 12
    assert d2i.one("after_year", file="uasc.csv", column="DUC").count == 132


def test_d2i_outcomes_of_children_not_twelve_months_in_care(d2i: Read) -> None:
    told = d2i.one("not_twelve_months", file="oc2.csv")
    assert told.place == "OC2"
    assert 552 <= told.count < 2675, "at least those without an episode"


def test_d2i_the_same_previous_permanence_throughout(d2i: Read) -> None:
    told = d2i.one("same_answer", file="previous_permanence.csv")
    assert (told.column, told.found) == ("PREV_PERM", '"Z1" in each of 2,675 rows')


def test_d2i_codes_that_are_none_and_codes_that_ended(d2i: Read) -> None:
    accommodation = d2i.one("not_understood", file="oc3.csv", column="ACCOM")
    assert accommodation.count == 2
    assert '"01", "02"' in accommodation.found
    ended = d2i.one("past_code", file="oc3.csv", column="ACTIV")
    assert ended.advice == "Kept: F3 ended in 2021, P3 ended in 2021"
    for name, count in (("placed_for_adoption.csv", 29), ("placed_for_adoption_errors.csv", 30)):
        told = d2i.one("not_understood", file=name, column="REASON_PLACED_CEASED")
        assert told.count == count
        assert '"XXX"' in told.found


def test_d2i_adopters_whose_sex_and_legal_status_disagree(d2i: Read) -> None:
    told = d2i.one("adopters_disagree", file="ad1.csv")
    assert (told.row, told.count) == (2, 25)


def test_d2i_file_made_to_break_rules(d2i: Read) -> None:
    """Of the rules it breaks, a reader sees the row that both adoption files tell."""
    assert d2i.one("repeated_row", file="placed_for_adoption.csv").row == 2


def test_d2i_social_workers(d2i: Read) -> None:
    """``SW999`` has the form of a registration number: whether it exists only the register could say."""
    assert d2i.one("byte_order_mark").file == "sw_episodes.csv"
    assert d2i.one("not_understood", file="sw_episodes.csv").found == '"SWLAZY"'
    assert d2i.tables["ssd_involvements"]["invo_professional_id"].to_list() == ["SW999"]


def test_d2i_deprivation_of_liberty(d2i: Read) -> None:
    assert d2i.one("child_not_in_header", file="DoLo.csv").row == 2
    assert d2i.one("order_of_adult", file="DoLo.csv").row == 2
    assert d2i.one("last_line_open").file == "DoLo.csv"
    assert d2i.one("after_year", file="DoLo.csv", column="DOLO_START").row == 2


def test_d2i_xml(d2i: Read) -> None:
    """``PL`` is the return's own name in XML for PLACE (the standard says so): it is read, and no defect."""
    name = "fake_903.xml"
    placements = d2i.tables["ssd_cla_placement"]
    from_xml = placements.filter(pl.col("_row").str.contains("/child-episode/"))
    assert from_xml["clap_cla_placement_type"].null_count() == 0
    told = d2i.one("not_understood", file=name, column="ACCOM")
    assert (told.found, told.row, told.place) == ('"01"', 252, "CHILD/HEADER")
    assert d2i.one("absent_elements", file=name).found == "no elements of SWEpisodes, DoLo"


def test_d2i_provider_list_is_no_return(d2i: Read) -> None:
    told = d2i.one("unknown_format")
    assert told.file == "scp_ch_2025_fake.xlsx"
    assert "Providers" in told.found


def test_d2i_random_codes_are_a_matter_for_the_rules(d2i: Read) -> None:
    """Codes that are valid one by one and do not agree are for the return's validation rules, not a reader;
    seven-digit URNs and invented postcodes have the right form. What order of dates shows is told.
    """
    assert not [p for p in d2i.costly if p.file == "episodes.csv"]
    assert d2i.one("overlap", file="episodes.csv").count == 62
    assert not [p for p in d2i.problems if p.file == "missing.csv"], "the README found none either"


# --- five years of SSDA903 ---


def test_demand_years_are_told_by_their_dates(demand: Read) -> None:
    """The name's 2017 is the year to 31 March 2018: reviews after it are future, by each year's own end."""
    ends = {problem.file[:4]: problem.expected for problem in demand.of("after_year", column="REVIEW")}
    assert ends == {str(year): f"a date up to 31/03/{year + 1}" for year in range(2017, 2022)}


def test_demand_each_year_holds_only_children_of_the_year_before(demand: Read) -> None:
    told = demand.of("no_new_children")
    assert [problem.file for problem in told] == [f"{year}-header.csv" for year in range(2018, 2022)]
    assert told[1].found == "0 of 362 children new since the year before"


def test_demand_defects_of_the_headers(demand: Read) -> None:
    assert demand.one("child_without_episodes", file="2017-header.csv").count == 132
    assert demand.one("upn_check_letter", file="2017-header.csv").count == 791
    assert demand.one("other_spelling", file="2017-header.csv", column="MOTHER").found == '"1.0"'
    assert demand.one("other_spelling", file="2017-header.csv", column="SEX").count == 819


def test_demand_accommodation_codes(demand: Read) -> None:
    told = demand.of("not_understood", column="ACCOM")
    assert [problem.count for problem in told] == [9, 11, 2, 1, 1]


def test_demand_episodes_of_five_years_are_one_history(demand: Read) -> None:
    """An episode that five years tell is one; "missing" has one to three rows a year and nothing says that
    this is wrong, so nothing is told.
    """
    episodes = demand.tables["ssd_cla_episodes"]
    assert episodes.height == episodes.select("clae_person_id", "clae_cla_episode_start_date").n_unique()
    assert not [problem for problem in demand.problems if problem.file.endswith("missing.csv")]


# --- SSDA903 of LIIA ---


def test_liia_repeated_children_and_an_unknown_code(liia: Read) -> None:
    repeated = liia.one("repeated_key", file="SSDA903_2020_header.csv")
    assert (repeated.count, repeated.row, repeated.severity) == (3, 2, Severity.ROW)
    assert liia.one("not_understood", column="ETHNIC").found == '"UNKN"'
    assert liia.tables["ssd_person"].height == 2


def test_liia_missing_ends_overlaps_and_extra_columns(liia: Read) -> None:
    name = "SSDA903_episodes_for_testing_fixes_INPUT.csv"
    assert liia.one("missing_end", file=name).count == 3
    overlaps = liia.one("overlap", file=name)
    assert (overlaps.row, overlaps.count) == (14, 4), "RULE3_BAD tells one episode twice, four days apart"
    assert liia.one("unknown_heading", file=name).found == '"LA", "YEAR"'
    assert liia.one("not_understood", file=name, column="PL_POST").count == 22
    assert liia.tables["ssd_cla_episodes"].height == 5 + 23
    latest = liia.tables["ssd_cla_episodes"]["clae_cla_episode_start_date"].max()
    assert latest == date(2022, 10, 23)
