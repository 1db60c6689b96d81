"""A row as submitted stands beside the words of its table's declaration; what was submitted stays to be read."""

from sightline.engine.records.evidence import EvidenceRow
from sightline.office.evidence.cells import cells_of


def row(**cells: str) -> EvidenceRow:
    return EvidenceRow("a.csv", "", 2, cells)


def test_a_heading_of_the_dataset_is_said_in_words_and_a_code_with_its_meaning() -> None:
    told = row(
        clap_cla_placement_id="1", clap_cla_placement_type="U6", clap_cla_placement_start_date="2019-02-01"
    )
    number, kind, day = cells_of(told)
    assert (number.title, number.meaning) == ("Placement ID", "")
    assert kind.heading == "clap_cla_placement_type" and kind.value == "U6" and "Fostering" in kind.meaning
    assert day.meaning == "1 February 2019"


def test_a_register_s_heading_that_says_enough_is_left_alone_and_an_unknown_one_too() -> None:
    child, other = cells_of(row(Child="A1", Hobby="chess"))
    assert child.title == other.title == other.meaning == ""
    assert cells_of(EvidenceRow("a.csv", "", 2, {})) == []
