"""The Standard Safeguarding Dataset is read under its own headings; a local column stays what it was."""

from sightline.engine.records.readers import read
from tests.records.files import file

INVOLVEMENTS = "invo_person_id,invo_involvement_start_date,Worker\nA,2019-01-10,Amara Whitlock\nB,2019-02-10,Owen Strand\n"


def test_a_local_column_of_names_is_not_taken_for_the_workers_identifiers() -> None:
    """`Worker` is what the screen calls invo_professional_id; an authority may call anything else so."""
    (told,), _ = read([file("ssd_involvements.csv", INVOLVEMENTS)])
    frame = told.tables["ssd_involvements"]
    assert frame["invo_person_id"].to_list() == ["A", "B"]
    assert frame["invo_professional_id"].null_count() == 2
    said = " ".join(problem.sentence() for problem in told.problems)
    assert "Worker" in said, "that nothing was made of the column is said"
