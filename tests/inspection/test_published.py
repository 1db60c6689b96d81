"""Every report of the sample folder is read as the checked answers say, and a page that is lost is told."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from sightline.engine.inspection import read_report

FILES = (
    "80578_west sussex/children's services inspection - 20 january 2016.pdf",
    "80578_west sussex/children's services inspection - 08 may 2019.pdf",
    "80578_west sussex/children's services inspection - 11 may 2023.pdf",
    "80449_bradford/children's services inspection - 29 october 2018.pdf",
    "80460_derbyshire/children's services inspection - 19 september 2019.pdf",
    "80527_north lincolnshire/children's services inspection - 25 november 2022.pdf",
    "80571_thurrock/children's services inspection - 29 october 2024.pdf",
    "80533_nottingham/children's services inspection - 05 september 2022.pdf",
    "80499_harrow/children's services inspection - 04 march 2025.pdf",
    "80419_isle of wight/children's services inspection - 19 november 2014.pdf",
    "80460_derbyshire/children's services inspection - 11 february 2014.pdf",
    "80567_surrey/children's services inspection - 03 august 2015.pdf",
)
LEFT = {
    "80527": ["need"],
    "80571": ["need"],
    "80460_derbyshire/children's services inspection - 11": ["paragraph"],
}
"""What is left for a person in each: needs in prose, no needs, findings without numbers; in the others nothing."""


@pytest.fixture(scope="session")
def truth(shared: Path) -> dict[str, dict[str, Any]]:
    lines = (shared / "ofsted" / "truth.jsonl").read_text().splitlines()
    return {told["file"]: told for told in map(json.loads, lines)}


def first_words(need: str, told: str) -> str:
    """A need's first words, as many as it has: one of the answers has a page's number after a short need."""
    return " ".join(told.split()[: min(8, len(need.split()))])


@pytest.mark.parametrize("name", FILES)
def test_a_published_report_is_read_as_it_is_printed(shared: Path, truth: dict[str, Any], name: str) -> None:
    told = truth[name]
    read = read_report(shared / "ofsted" / name).as_dict()
    for field in (
        "authority",
        "authority_as_printed",
        "framework",
        "inspection_start",
        "inspection_end",
        "judgements",
    ):
        assert read[field] == told[field], field
    if told["lead_inspectors"] is not None:
        assert read["lead_inspectors"] == told["lead_inspectors"]
    expected = told["first_words_of_each_need"]
    assert len(read["needs"]) == told["n_needs_to_improve"]
    assert [" ".join(need.split()[:8]) for need in read["needs"]] == [
        first_words(need, words) for need, words in zip(read["needs"], expected, strict=True)
    ]
    assert len(read["paragraphs"]) == (told["n_paragraphs"] or 0)
    assert [one["number"] for one in read["paragraphs"]] == list(range(1, len(read["paragraphs"]) + 1))
    for section in told["sections"] or ():
        first = next(one["number"] for one in read["paragraphs"] if one["section"] == section["key"])
        assert first == section["first_paragraph"]
    left = next((kinds for start, kinds in LEFT.items() if name.startswith(start)), [])
    assert [one["what"] for one in read["unsettled"]] == left


def test_running_footers_stay_out_of_the_text(shared: Path) -> None:
    read = read_report(shared / "ofsted" / FILES[7])
    assert not [one.number for one in read.paragraphs if "Inspection of Nottingham" in one.text]
    assert read.paragraphs[18].text.endswith("increases some children’s existing vulnerabilities.")


def test_the_report_inside_a_committee_pack_is_read(shared: Path) -> None:
    read = read_report(shared / "seed" / "west-sussex-ofsted-2019.md").as_dict()
    assert (read["authority"], read["framework"]) == ("West Sussex", "ILACS")
    assert (read["inspection_start"], read["inspection_end"]) == ("2019-02-25", "2019-03-08")
    assert read["lead_inspectors"] == ["Linda Steele"]
    assert set(read["judgements"].values()) == {"inadequate"} and len(read["judgements"]) == 4
    assert len(read["needs"]) == 12 and [one["number"] for one in read["paragraphs"]] == list(range(1, 46))
    sections = [one["section"] for one in read["paragraphs"]]
    assert [sections.index(area) for area in ("help_protection", "care_and_care_leavers", "leaders")] == [
        0,
        17,
        32,
    ]
    assert (
        "13%" in read["paragraphs"][19]["text"]
        and "orporate parenting panel" in read["paragraphs"][37]["text"]
    )
    assert read["paragraphs"][44]["text"].endswith("statutory reviews and meetings.")
    assert read["unsettled"] == []


@pytest.mark.parametrize(
    ("name", "pages"), [(FILES[1], (0, 1, 4, 11)), (FILES[11], (5, 7, 13)), (FILES[6], (0, 3, 9))]
)
def test_a_page_that_is_lost_is_told(shared: Path, tmp_path: Path, name: str, pages: tuple[int, ...]) -> None:
    whole = read_report(shared / "ofsted" / name)
    for lost in pages:
        with pypdfium2.PdfDocument(shared / "ofsted" / name) as document:
            document.del_page(lost)
            document.save(tmp_path / "lost.pdf")
        read = read_report(tmp_path / "lost.pdf")
        assert len(read.unsettled) > len(whole.unsettled), f"page {lost + 1} was lost in silence"
